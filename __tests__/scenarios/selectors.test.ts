import { describe, expect, test } from '@jest/globals';
import { type ClusterToken, newToken, newTokens, prefixOf } from '../../dev/cluster/tokens.ts';
import { byId, givenCluster, idsOf, revocationsSeen, runAgainst, runOn } from '../support/scenario.ts';

const day = 86_400_000;
const ago = (days: number): number => Date.now() - days * day;
const toIso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** Makes a token with this description that is this many days old. */
function aged(description: string, days: number, more: Partial<ClusterToken> = {}): ClusterToken {
  return newToken({ description, createdAt: ago(days), ...more });
}

/** Renders a list that says who created a token, as influxctl's does. */
function renderWith(creators: ReadonlyMap<string, string>) {
  return (tokens: readonly ClusterToken[]): string =>
    JSON.stringify(
      tokens.map((token) => ({
        id: token.id,
        token_prefix: prefixOf(token),
        description: token.description,
        created_by: creators.get(token.id),
        revoked_at: toIso(token.revokedAt),
      })),
    );
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

  test('by creator compares with what the list says, and takes no token of which it says nothing', async () => {
    const tokens = newTokens(3);
    const creators = ['someone@example.com', 'someone-else@example.com'];
    const byToken = new Map(creators.map((creator, index) => [tokens[index]?.id ?? '', creator]));
    const inputs = { 'select-created-by': 'someone@example.com' };
    const run = await runOn(tokens, { inputs, render: renderWith(byToken) });
    expect(run).toMatchObject({ exitCode: 0, revoked: [tokens[0]?.id] });
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

  test('that takes nothing is a success with a notice', async () => {
    const run = await runOn(newTokens(2), { inputs: { 'select-description': 'unused-*' } });
    expect(run).toMatchObject({ exitCode: 0, notices: ['The selectors select no token.'] });
    expect(run.outputs).toMatchObject({ 'revoked-ids': '[]', 'failed-ids': '[]', 'planned-ids': '[]' });
    expect(run.log.trimEnd().split('\n').at(-1)).toBe('Done. Nothing to revoke.');
    expect(run.sent).toEqual([]);
  });
});

describe('The token in use', () => {
  test('is never selected, with force either', async () => {
    const tokens = newTokens(2);
    const run = await runOn(tokens, { inputs: { 'select-all': 'true', force: 'true' } });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(run.caller.revokedAt).toBeUndefined();
  });
});

describe('exclude-ids', () => {
  test('takes ids away from selectors and from token-ids, in either letter case', async () => {
    const tokens = newTokens(3);
    const [kept, alsoKept, other] = idsOf(tokens);
    const run = await runOn(tokens, {
      inputs: {
        'select-all': 'true',
        'token-ids': `${alsoKept}`,
        'exclude-ids': `${kept?.toUpperCase()}, ${alsoKept}`,
      },
    });
    expect(run).toMatchObject({ exitCode: 0, revoked: [other], failed: [], sent: [other] });
  });
});

describe('max-revocations', () => {
  test('refuses a plan with more, with force too, and says how many it holds', async () => {
    const tokens = newTokens(3);
    for (const force of ['false', 'true']) {
      const inputs = { ...byId(tokens), 'max-revocations': '2', force };
      const run = await runOn(tokens, { inputs });
      expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
      expect(run.results.map(({ code }) => code)).toEqual(Array(3).fill('not-attempted'));
      expect(run.errors).toHaveLength(1);
      expect(run.errors[0]).toContain('The plan has 3 revocations, more than the 2 allowed.');
      expect(run.errors[0]).toContain('(too-many) 3 tokens were not attempted.');
      expect(run.sent).toEqual([]);
    }
  });

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

  test.each(['false', 'true'])('refuses a plan that has changed since, with force too: %s', async (force) => {
    const tokens = newTokens(2);
    const before = await givenCluster(tokens.slice(0, 1));
    const dry = await runAgainst(before, { 'select-all': 'true', 'dry-run': 'true' });
    const after = await givenCluster(tokens);
    const inputs = { 'select-all': 'true', 'expect-plan': dry.outputs['plan-digest'] ?? '', force };
    const run = await runAgainst(after, inputs);
    expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]).toContain(
      `The plan is not the expected one: its digest is ${run.outputs['plan-digest']}. Nothing was revoked.`,
    );
    expect(run.errors[0]).toContain('(plan-changed) 2 tokens were not attempted.');
    expect(revocationsSeen(after)).toEqual([]);
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
