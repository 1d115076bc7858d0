import { describe, expect, test } from '@jest/globals';
import { codeTable } from '../../../src/errors.ts';
import { readClocks } from '../../../src/revocation/clocks.ts';
import { findBreach, findClockStop, findObjections, type Objection } from '../../../src/revocation/guards.ts';
import type { InUse } from '../../../src/revocation/in-use.ts';
import { isFailure } from '../../../src/revocation/outcome.ts';
import { buildPlan } from '../../../src/revocation/plan.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';
import { aToken, everyToken, idOf, longAgo, someIds, someTokens, wordsOf } from '../../support/domain.ts';
import { aLeak, hiddenPart } from '../../support/leaked-tokens.ts';
import { givenRun, type Setting } from '../../support/revocation-run.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const year = 365 * 86_400_000;
const alone = readClocks(now, undefined);

function planFor(ids: readonly string[], tokens: readonly Token[], isInUse: (id: string) => InUse) {
  const index = indexTokens(tokens);
  return buildPlan({ ids, index, isInUse: ({ id }) => isInUse(id), force: false, clocks: alone });
}

function objectionsTo(
  ids: readonly string[],
  tokens: readonly Token[],
  inUse: readonly string[] = [],
  { clocks = alone, otherwise = 'no' as InUse } = {},
): Objection[] {
  const find = (id: string): InUse => (inUse.includes(id) ? 'likely' : otherwise);
  const plan = planFor(ids, tokens, find);
  const [kind, index] = [tokenKinds.management, indexTokens(tokens)];
  return findObjections({ kind, plan, index, clocks, isInUse: ({ id }) => find(id) });
}

const lastOne = 'The plan would leave no active management token.';

describe('A guard has nothing against a plan', () => {
  test.each<[string, string[], Token[]]>([
    ['that leaves an active token', someIds(2), someTokens(3)],
    ['of tokens that are revoked already', [idOf(1)], [aToken(1, { revokedAt: longAgo })]],
    ['of expired tokens, though none is active', [idOf(1)], [aToken(1, { expiresAt: longAgo })]],
    ['that asks for nothing', [], []],
    ['of ids that the cluster does not list: they fail alone', [idOf(1), idOf(9)], someTokens(2)],
    ['in another letter case than the list', [idOf(1).toUpperCase()], someTokens(2)],
  ])('%s', (_, ids, tokens) => {
    expect(objectionsTo(ids, tokens)).toEqual([]);
  });

  test('whose run uses a token that is not asked for, or is revoked already', () => {
    expect(objectionsTo([idOf(1)], someTokens(2), [idOf(2)])).toEqual([]);
    const tokens = [aToken(1, { revokedAt: longAgo }), aToken(2)];
    expect(objectionsTo([idOf(1)], tokens, [idOf(1)])).toEqual([]);
  });
});

describe('A guard refuses', () => {
  // A leaked string has no id in a list that could be removed from it.
  const hint = expect.stringMatching(/^Authenticate with another token/);

  test('the token that the run authenticates with, and every candidate for it', () => {
    expect(objectionsTo(someIds(3), someTokens(4), [idOf(1), idOf(3)])).toEqual([
      { id: idOf(1), message: 'This may be the token that the run authenticates with.', hint },
      { id: idOf(3), message: 'This may be the token that the run authenticates with.', hint },
    ]);
  });

  test('a token that has the prefix of the token in use, as another one has that is not asked for', () => {
    expect(objectionsTo([idOf(1)], someTokens(3), [idOf(1), idOf(2)])).toEqual([
      { id: idOf(1), message: 'This may be the token that the run authenticates with.', hint },
    ]);
  });

  test('a token whose prefix has another form, which may be the one that the run authenticates with', () => {
    const message =
      'The list shows no comparable prefix of it, so this may be the token that the run authenticates with.';
    const objections = objectionsTo([idOf(1)], someTokens(3), [], { otherwise: 'unknown' });
    const leaveOut = expect.not.stringContaining('Authenticate with another token');
    expect(objections).toEqual([{ id: idOf(1), message, hint: leaveOut }]);
  });

  test.each([{ expiresAt: longAgo }, { revokedAt: longAgo }])(
    'to leave only a token that the list shows as active and as ended: %j',
    (ended) => {
      const tokens = [aToken(1), aToken(2, ended), aToken(2)];
      expect(objectionsTo([idOf(1)], tokens)).toMatchObject([{ id: idOf(1), message: lastOne }]);
    },
  );

  test('to leave no active token', () => {
    const ended = [aToken(3, { expiresAt: longAgo }), aToken(4, { revokedAt: longAgo })];
    const tokens = [...someTokens(2), ...ended, aToken(5, { expiresAt: longAgo })];
    expect(objectionsTo(someIds(3), tokens)).toMatchObject([
      { id: idOf(1), message: lastOne },
      { id: idOf(2), message: lastOne },
    ]);
  });

  test('a token that is about to expire as the last one, but not the one after it expired', () => {
    expect(objectionsTo([idOf(1)], [aToken(1, { expiresAt: now + 1 })])).toMatchObject([{ id: idOf(1) }]);
    expect(objectionsTo([idOf(1)], [aToken(1, { expiresAt: now })])).toEqual([]);
  });

  test.each([year, -year])('to leave only tokens that are active by one clock (server %d ms ahead)', (ms) => {
    const ending = { expiresAt: now + ms / 2 };
    const tokens = [aToken(1, ending), aToken(2, ending)];
    const objections = objectionsTo([idOf(1)], tokens, [], { clocks: readClocks(now, ms) });
    expect(objections).toMatchObject([{ id: idOf(1), message: lastOne }]);
  });
});

describe('Where several guards object', () => {
  test('each id gets one objection, and no id is forgotten', () => {
    const objections = objectionsTo([idOf(9), idOf(2), idOf(1)], someTokens(2), [idOf(1)]);
    expect(objections.map(({ id }) => id).sort()).toEqual([idOf(1), idOf(2)]);
  });

  test('the token in use is named as such, though it is the last active one too', () => {
    expect(objectionsTo([idOf(1)], someTokens(1), [idOf(1)]).map(({ message }) => message)).toEqual([
      'This is the token that the run authenticates with.',
    ]);
  });
});

/** Two to revoke at once, the token in use, one that is not known and gets no request, and one that is revoked already. */
const tokens = [...someTokens(3), aToken(5, { revokedAt: longAgo })];
const plan = planFor(someIds(5), tokens, (id) => (id === idOf(3) ? 'likely' : 'no'));

describe('The limit on revocations', () => {
  const find = (maxRevocations: number | undefined) =>
    findBreach({ plan, digest: 'a', maxRevocations, expectPlan: undefined });

  test.each([undefined, 3, 4])('holds a plan of 3 where it is %s', (maxRevocations) => {
    expect(find(maxRevocations)).toBeUndefined();
  });

  test.each([0, 1, 2])('refuses a plan of 3 where it is %s, and says both numbers', (maxRevocations) => {
    expect(find(maxRevocations)).toEqual({
      code: 'too-many',
      message: `The plan has 3 revocations, more than the ${maxRevocations} allowed. Nothing was revoked.`,
      hint: codeTable['too-many'].hint,
    });
  });

  test('of nothing refuses a plan of one, and holds a plan that revokes nothing', () => {
    const single = planFor([idOf(1)], tokens, () => 'no');
    expect(
      findBreach({ plan: single, digest: 'a', maxRevocations: 0, expectPlan: undefined })?.message,
    ).toContain('The plan has 1 revocation, more than the 0 allowed.');
    const dead = planFor([idOf(5)], tokens, () => 'no');
    expect(findBreach({ plan: dead, digest: 'a', maxRevocations: 0, expectPlan: undefined })).toBeUndefined();
  });
});

describe('The expected plan', () => {
  const find = (expectPlan: string | undefined, maxRevocations?: number) =>
    findBreach({ plan, digest: 'a', maxRevocations, expectPlan });

  test('is the one with this digest, or any where none is expected; its size is checked first', () => {
    expect([find('a'), find(undefined)]).toEqual([undefined, undefined]);
    expect([find('b', 2)?.code, find('a', 2)?.code]).toEqual(['too-many', 'too-many']);
  });

  test('is refused where its digest is another one, and the message holds the present one', () => {
    expect(find('b')).toEqual({
      code: 'plan-changed',
      message: 'The plan is not the expected one: its digest is a. Nothing was revoked.',
      hint: codeTable['plan-changed'].hint,
    });
  });
});

describe('A run beyond a limit', () => {
  const limits: [string, Setting, string][] = [
    ['too many revocations', { maxRevocations: 2 }, 'too-many'],
    ['another plan than expected', { expectPlan: 'f'.repeat(64) }, 'plan-changed'],
  ];
  const ways: [string, Setting][] = [
    ['guarded', {}],
    ['forced', { force: true }],
    ['dry', { dryRun: true }],
    ['forced and dry', { force: true, dryRun: true }],
  ];
  const cases = limits.flatMap(([limit, setting, code]) =>
    ways.map(([way, more]) => [way, limit, { ...setting, ...more }, code] as const),
  );

  test.each(cases)('that is %s is refused for %s, and revokes nothing', async (_, __, setting, code) => {
    const world = [...someTokens(4), aToken(5, { revokedAt: longAgo })];
    const { run, cluster } = givenRun({ tokens: world, ids: [...someIds(3), idOf(5)], ...setting });
    const result = await run();
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(result).toMatchObject({ planned: [], stop: { code }, digest });
    expect(wordsOf(result)).toEqual(['not-attempted', 'not-attempted', 'not-attempted', 'already-revoked']);
    expect([cluster.revocations(), isFailure(result)]).toEqual([[], true]);
  });

  test.each(ways)('that is %s is refused before any guard looks at it', async (_, more) => {
    const { run } = givenRun({ tokens: someTokens(2), ids: someIds(2), maxRevocations: 1, ...more });
    expect((await run()).stop?.code).toBe('too-many');
  });

  test('shows leaked tokens without an id, and those with one', async () => {
    const leaks = [aLeak(1, 1), aLeak(9, 2)];
    const setting = { tokens: someTokens(3), ids: [], leaks, maxRevocations: 0, force: true };
    const result = await givenRun(setting).run();
    expect(result.outcomes).toMatchObject([
      { id: idOf(1), leaks: [{ position: 1 }] },
      { id: undefined, leaks: [{ position: 2 }], fate: { code: 'not-found' } },
    ]);
    expect(JSON.stringify(result)).not.toContain(hiddenPart);
  });
});

describe('Clocks that are apart', () => {
  const none = { ...everyToken, expired: 'include' as const };
  const byAge: [string, Setting][] = [
    ['older-than', { selectors: { ...none, olderThan: 1_000 } }],
    ['keep-latest', { selectors: { ...none, keepLatest: 1 } }],
  ];

  test.each(byAge)('refuse %s without force: no one knows which tokens are meant', async (_, setting) => {
    const world = { tokens: someTokens(4), ids: [], caller: idOf(4) };
    const { run, cluster, events } = givenRun({ ...world, ...setting, clockOffset: year });
    const result = await run();
    expect(result.stop).toMatchObject({ code: 'refused', message: expect.stringContaining('clocks') });
    expect(cluster.revocations()).toEqual([]);
    const at = expect.any(Number);
    expect(events).toContainEqual({ kind: 'clocks-differ', runner: at, server: at });
    const forced = givenRun({ ...world, ...setting, clockOffset: year, force: true });
    expect((await forced.run()).stop).toBeUndefined();
  });

  test('refuse nothing that needs no age', () => {
    const clocks = readClocks(now, year);
    for (const selectors of [undefined, none]) expect(findClockStop(selectors, clocks)).toBeUndefined();
  });

  test('leave ids to be revoked, and their times of revocation are read by the clock of the cluster', async () => {
    const { run } = givenRun({ tokens: someTokens(3), ids: [idOf(1)], clockOffset: year });
    expect(wordsOf(await run())).toEqual(['revoked']);
  });
});
