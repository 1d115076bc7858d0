import { describe, expect, test } from '@jest/globals';
import { type ClusterToken, newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { byId, givenCluster, idsOf, revocationsSeen, runAgainst, runOn } from '../support/scenario.ts';

const day = 86_400_000;
const ago = (days: number): number => Date.now() - days * day;

/** Makes a token with this description that is this many days old. */
function aged(description: string, days: number, more: Partial<ClusterToken> = {}): ClusterToken {
  return newToken({ description, createdAt: ago(days), ...more });
}

describe('A selector', () => {
  const expired = { expiresAt: ago(1) };
  test.each<[Record<string, string>, string[]]>([
    [{ 'select-description': 'deploy-*' }, ['deploy-1', 'deploy-old/2']],
    [{ 'older-than': '2160h' }, ['backup-3']],
    [{ 'older-than': '2160h', 'select-description': 'deploy-*' }, []],
    [{ 'older-than': '1d', expired: 'include' }, ['deploy-old/2', 'backup-3', 'expired']],
    [{ 'older-than': '1d', expired: 'only' }, ['expired']],
    [{ expired: 'only' }, ['expired']],
    [{ 'select-all': 'true', 'keep-latest': '2' }, ['backup-3']],
  ])('takes what it describes, and what every other one describes too: %j', async (inputs, expected) => {
    const tokens = [
      aged('deploy-1', 0),
      aged('deploy-old/2', 89),
      aged('backup-3', 91),
      aged('expired', 9, expired),
    ];
    const run = await runOn(tokens, { inputs });
    expect(run.exitCode).toBe(0);
    expect(run.results.map((each) => each.description)).toEqual(expected);
    expect(run.revoked).toEqual(idsOf(tokens.filter((each) => expected.includes(each.description))));
    expect([...run.sent].sort()).toEqual([...run.revoked].sort());
  });

  test('adds to ids and leaked tokens, and a token that several of them mean counts once', async () => {
    const tokens = [aged('deploy', 1), aged('by id', 1), aged('leaked', 1), aged('left alone', 1)];
    const [deploy, named, leaked] = tokens;
    const run = await runOn(tokens, {
      inputs: {
        'token-ids': `${named?.id} ${deploy?.id}`,
        'leaked-tokens': leaked?.secret ?? '',
        'select-description': 'deploy\nleaked',
      },
    });
    expect(run).toMatchObject({ exitCode: 0, revoked: [named?.id, deploy?.id, leaked?.id] });
    expect(run.sent).toHaveLength(3);
  });
});

describe('max-revocations', () => {
  test('is 100 where a selector is used, and any number where only ids are given', async () => {
    const tokens = newTokens(101);
    const scene = await givenCluster(tokens);
    const selected = await runAgainst(scene, { 'select-all': 'true', force: 'true' });
    expect(selected.exitCode).toBe(1);
    expect(selected.errors[0]).toContain('The plan has 101 revocations, more than the 100 allowed.');
    expect(revocationsSeen(scene)).toEqual([]);
    const more = { 'select-all': 'true', 'max-revocations': '101', 'dry-run': 'true' };
    const raised = await runAgainst(scene, more);
    expect(raised.planned).toHaveLength(101);
    const named = await runAgainst(scene, byId(tokens));
    expect(named.exitCode).toBe(0);
    expect(named.revoked).toHaveLength(101);
  });
});

describe('expect-plan', () => {
  test('lets the plan of a dry run pass', async () => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens);
    const dry = await runAgainst(scene, { 'select-all': 'true', 'dry-run': 'true' });
    const digest = dry.outputs['plan-digest'] ?? '';
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(dry.summary).toContain(`Plan digest: \`${digest}\``);
    expect(dry.report?.planDigest).toBe(digest);
    const run = await runAgainst(scene, { 'select-all': 'true', 'expect-plan': digest.toUpperCase() });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens), outputs: { 'plan-digest': digest } });
  });

  test('holds for an empty list of ids too: it is not the plan that was expected', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const dry = await runAgainst(scene, { ...byId(tokens), 'dry-run': 'true' });
    const inputs = { 'token-ids': '[]', 'expect-plan': dry.outputs['plan-digest'] ?? '' };
    const run = await runAgainst(scene, inputs);
    expect(run.exitCode).toBe(1);
    expect(run.report?.stop).toMatchObject({ code: 'plan-changed' });
  });
});
