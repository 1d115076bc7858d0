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
  test.each([
    ['deploy-*', ['deploy-1', 'deploy-old/2']],
    ['*-1\n*-3', ['deploy-1', 'backup-3']],
    ['backup-3', ['backup-3']],
    ['Deploy-*', []],
  ])('by description takes patterns in which * goes over slashes: %s', async (patterns, expected) => {
    const tokens = ['deploy-1', 'deploy-old/2', 'backup-3'].map((each) => aged(each, 1));
    const run = await runOn(tokens, { inputs: { 'select-description': patterns } });
    expect(run.exitCode).toBe(0);
    expect(run.results.map((each) => each.description)).toEqual(expected);
    expect(run.revoked).toEqual(idsOf(tokens.filter((each) => expected.includes(each.description))));
    expect([...run.sent].sort()).toEqual([...run.revoked].sort());
  });

  test('by creator compares with what the list says, and takes no token of which it says nothing', async () => {
    const tokens = newTokens(3);
    const creators = new Map([
      [tokens[0]?.id ?? '', 'someone@example.com'],
      [tokens[1]?.id ?? '', 'someone-else@example.com'],
    ]);
    const run = await runOn(tokens, {
      inputs: { 'select-created-by': 'someone@example.com' },
      render: renderWith(creators),
    });
    expect(run).toMatchObject({ exitCode: 0, revoked: [tokens[0]?.id] });
  });

  test.each(['90d', '2160h'])('by age takes what is older than that: %s', async (age) => {
    const tokens = [aged('old', 91), aged('young', 89)];
    const run = await runOn(tokens, { inputs: { 'older-than': age } });
    expect(run.exitCode).toBe(0);
    expect(run.results.map((each) => each.description)).toEqual(['old']);
  });

  test('has to be met together with every other one', async () => {
    const tokens = [aged('deploy-1', 91), aged('deploy-2', 1), aged('backup', 91)];
    const run = await runOn(tokens, { inputs: { 'select-description': 'deploy-*', 'older-than': '90d' } });
    expect(run.results.map((each) => each.description)).toEqual(['deploy-1']);
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

describe('Expired tokens', () => {
  test.each([
    ['exclude', ['alive']],
    ['include', ['alive', 'expired']],
    ['only', ['expired']],
  ])('are selected as expired says: %s', async (expired, expected) => {
    const tokens = [
      aged('alive', 9, { expiresAt: Date.now() + day }),
      aged('expired', 9, { expiresAt: ago(1) }),
    ];
    const run = await runOn(tokens, {
      inputs: { 'older-than': '1d', expired, 'select-description': 'alive\nexpired' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.results.map((each) => each.description)).toEqual(expected);
  });

  test('are left alone where nothing is said of them, and are what `only` selects by itself', async () => {
    const tokens = [aged('alive', 9), aged('expired', 9, { expiresAt: ago(1) })];
    const scene = await givenCluster(tokens);
    const usual = await runAgainst(scene, { 'select-all': 'true', 'dry-run': 'true' });
    expect(usual.results.map((each) => each.description)).toEqual(['alive']);
    const only = await runAgainst(scene, { expired: 'only', 'dry-run': 'true' });
    expect(only.results.map((each) => each.description)).toEqual(['expired']);
  });
});

describe('keep-latest', () => {
  test('leaves the newest of what the other selectors select', async () => {
    const tokens = [aged('deploy', 3), aged('deploy', 1), aged('deploy', 2), aged('backup', 0)];
    const run = await runOn(tokens, { inputs: { 'select-description': 'deploy', 'keep-latest': '2' } });
    expect(run).toMatchObject({ exitCode: 0, revoked: [tokens[0]?.id] });
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
      expect(run.errors[0]).toContain('(too-many) 3 ids were not attempted.');
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
    const raised = await runAgainst(scene, {
      'select-all': 'true',
      'max-revocations': '101',
      'dry-run': 'true',
    });
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
    expect(run.errors[0]).toContain('(plan-changed) 2 ids were not attempted.');
    expect(revocationsSeen(after)).toEqual([]);
  });

  test('holds for an empty list of ids too: it is not the plan that was expected', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const dry = await runAgainst(scene, { ...byId(tokens), 'dry-run': 'true' });
    const run = await runAgainst(scene, {
      'token-ids': '[]',
      'expect-plan': dry.outputs['plan-digest'] ?? '',
    });
    expect(run.exitCode).toBe(1);
    expect(run.report?.stop).toMatchObject({ code: 'plan-changed' });
  });
});
