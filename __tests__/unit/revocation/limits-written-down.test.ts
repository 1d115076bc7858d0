import { describe, expect, test } from '@jest/globals';
import { codeTable } from '../../../src/errors.ts';
import { findBreach } from '../../../src/revocation/guards.ts';
import { isFailure } from '../../../src/revocation/outcome.ts';
import { buildPlan } from '../../../src/revocation/plan.ts';
import { indexTokens } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo, someIds, someTokens, wordsOf } from '../../support/domain.ts';
import { aLeak, hiddenPart } from '../../support/leaked-tokens.ts';
import { givenRun, type Setting } from '../../support/revocation-run.ts';

/** Two to revoke at once, the token in use, one that is not known, and one that is revoked already. */
const tokens = [...someTokens(3), aToken(5, { revokedAt: longAgo })];
const plan = buildPlan({
  ids: [idOf(1), idOf(2), idOf(3), idOf(4), idOf(5)],
  index: indexTokens(tokens),
  isInUse: ({ id }) => (id === idOf(3) ? 'likely' : 'no'),
});

describe('The limit on revocations', () => {
  const find = (maxRevocations: number | undefined) =>
    findBreach({ plan, digest: 'a', maxRevocations, expectPlan: undefined });

  test.each([undefined, 4, 5, 1_000_000])('holds a plan of 4 where it is %s', (maxRevocations) => {
    expect(find(maxRevocations)).toBeUndefined();
  });

  test.each([0, 1, 3])('refuses a plan of 4 where it is %s, and says both numbers', (maxRevocations) => {
    expect(find(maxRevocations)).toEqual({
      code: 'too-many',
      message: `The plan holds 4 revocations, more than the ${maxRevocations} allowed. Nothing was revoked.`,
      hint: codeTable['too-many'].hint,
    });
  });

  test('of nothing holds a plan that revokes nothing', () => {
    const dead = buildPlan({ ids: [idOf(5)], index: indexTokens(tokens), isInUse: () => 'no' });
    expect(findBreach({ plan: dead, digest: 'a', maxRevocations: 0, expectPlan: undefined })).toBeUndefined();
  });
});

describe('The expected plan', () => {
  const find = (expectPlan: string | undefined, maxRevocations?: number) =>
    findBreach({ plan, digest: 'a', maxRevocations, expectPlan });

  test('is the one with this digest, or any where none is expected', () => {
    expect([find('a'), find(undefined)]).toEqual([undefined, undefined]);
  });

  test('is refused where its digest is another one, and the new digest is told', () => {
    expect(find('b')).toEqual({
      code: 'plan-changed',
      message: 'The plan is not the expected one: its digest is a. Nothing was revoked.',
      hint: codeTable['plan-changed'].hint,
    });
  });

  test('is refused for its size first', () => {
    expect([find('b', 3)?.code, find('a', 3)?.code, find('b', 4)?.code]).toEqual([
      'too-many',
      'too-many',
      'plan-changed',
    ]);
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
    expect(result).toMatchObject({
      planned: [],
      stop: { code },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(wordsOf(result)).toEqual(['not-attempted', 'not-attempted', 'not-attempted', 'already-revoked']);
    expect(result.dryRun).toBe(setting.dryRun === true);
    expect(cluster.revocations()).toEqual([]);
    expect(cluster.isRevoked(idOf(1))).toBe(false);
    expect(isFailure(result)).toBe(true);
  });

  test.each(ways)('that is %s is refused before any guard has a word', async (_, more) => {
    const { run } = givenRun({ tokens: someTokens(2), ids: [idOf(9), idOf(1)], maxRevocations: 1, ...more });
    const result = await run();
    expect(result.stop?.code).toBe('too-many');
    expect(wordsOf(result)).toEqual(['not-attempted', 'not-attempted']);
  });

  test('still tells of leaked tokens without an id, and of those with one', async () => {
    const { run } = givenRun({
      tokens: someTokens(3),
      ids: [],
      leaks: [aLeak(1, 1), aLeak(9, 2)],
      maxRevocations: 0,
      force: true,
    });
    const result = await run();
    expect(result.outcomes).toMatchObject([
      { id: idOf(1), leaks: [1] },
      { id: undefined, leaks: [2], fate: { code: 'not-found' } },
    ]);
    expect(JSON.stringify(result)).not.toContain(hiddenPart);
  });
});

describe('The digest of a dry run', () => {
  const setting: Setting = { tokens: someTokens(4), ids: someIds(2) };

  test('lets the same plan run, with force and without', async () => {
    const { digest } = await givenRun({ ...setting, dryRun: true }).run();
    for (const force of [false, true]) {
      const result = await givenRun({ ...setting, force, expectPlan: digest }).run();
      expect(wordsOf(result)).toEqual(['revoked', 'revoked']);
      expect(result.digest).toBe(digest);
    }
  });

  test('stops the plan where one of its tokens was revoked in between', async () => {
    const { digest } = await givenRun({ ...setting, dryRun: true }).run();
    const later = [aToken(1, { revokedAt: longAgo }), ...someTokens(4).slice(1)];
    const { run, cluster } = givenRun({ ...setting, tokens: later, expectPlan: digest, force: true });
    expect((await run()).stop?.code).toBe('plan-changed');
    expect(cluster.revocations()).toEqual([]);
  });
});
