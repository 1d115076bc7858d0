import { describe, expect, test } from '@jest/globals';
import type { Selectors } from '../../../src/revocation/selection.ts';
import type { TestAnswer } from '../../../src/revocation/witness.ts';
import { aToken, failures, idOf, longAgo, someTokens, wordsOf } from '../../support/domain.ts';
import { listsInTurn } from '../../support/in-memory-cluster.ts';
import { aLeak, hiddenPart, madeUp, requestsOf, secretOf, testsOf } from '../../support/leaked-tokens.ts';
import { givenRun, type Setting } from '../../support/revocation-run.ts';

const { forbidden, lost, rateLimited, serverError, unauthorized, unreachable } = failures;
const rejected: TestAnswer = { kind: 'rejected' };

/** Seven tokens; the run authenticates with the last one. */
const tokens = someTokens(7);
const caller = idOf(7);

const selectors: Selectors = {
  description: (text) => text === 'token 5' || text === 'token 6' || text === 'token 7',
  createdBy: undefined,
  olderThan: undefined,
  expired: 'exclude',
  keepLatest: undefined,
};

/** A run that asks for leaked tokens alone, unless the setting says otherwise. */
const givenLeaks = (setting: Setting) => givenRun({ tokens, caller, ids: [], ...setting });

/** A test of the second token's string that gets this answer every time. */
const answered = (answer: TestAnswer) => (token: string | undefined) =>
  token === secretOf(2) ? { answer } : undefined;

describe('A run with ids, leaked tokens and selectors', () => {
  const setting: Setting = { ids: [idOf(4), idOf(1)], leaks: [aLeak(2, 1), aLeak(1, 2)], selectors };

  test('revokes all that any of them asks for, and nothing else', async () => {
    const { run, cluster, events } = givenLeaks(setting);
    const result = await run();
    const asked = [4, 1, 2, 5, 6].map(idOf);
    expect(result.outcomes.map(({ id }) => id)).toEqual(asked);
    expect(wordsOf(result)).toEqual(Array(5).fill('revoked'));
    expect(result).toMatchObject({ planned: asked, stop: undefined });
    expect(result.outcomes.map(({ leaks }) => leaks.map(({ position }) => position))).toEqual([
      [],
      [2],
      [1],
      [],
      [],
    ]);
    expect([3, 7].some((n) => cluster.isRevoked(idOf(n)))).toBe(false);
    expect(result.kept).toMatchObject([{ token: { id: caller }, reason: 'in-use' }]);
    expect(events).toContainEqual({ kind: 'matched', position: 1, id: idOf(2), tested: true });
  });

  test('leaves alone what is excluded', async () => {
    const { run, cluster } = givenLeaks({ ...setting, excluded: [idOf(4), idOf(6), idOf(2).toUpperCase()] });
    const result = await run();
    expect(result.planned).toEqual([idOf(1), idOf(5)]);
    expect(result.outcomes.at(-1)).toMatchObject({
      id: undefined,
      fate: { code: 'refused', message: `It is the token ${idOf(2)}, which \`exclude-ids\` excludes.` },
    });
    expect([2, 4, 6].some((n) => cluster.isRevoked(idOf(n)))).toBe(false);
  });

  test('that select nothing ends well', async () => {
    const { run, cluster } = givenLeaks({ selectors: { ...selectors, expired: 'only' } });
    expect(await run()).toMatchObject({ outcomes: [], planned: [], stop: undefined });
    expect(requestsOf(cluster)).toEqual(['list']);
  });

  test('tests the strings in a dry run too, and revokes nothing', async () => {
    const { run, cluster } = givenLeaks({ ...setting, dryRun: true });
    expect(wordsOf(await run())).toEqual(Array(5).fill('planned'));
    expect([cluster.revocations(), testsOf(cluster, secretOf(2)).length]).toEqual([[], 1]);
  });

  test('never revokes the token in use because of a selector, with force neither', async () => {
    const { run } = givenLeaks({ selectors, force: true });
    expect((await run()).planned).toEqual([idOf(5), idOf(6)]);
  });
});

describe('A leaked token', () => {
  test('is sent nowhere unless a listed token has its prefix', async () => {
    const { run, cluster } = givenLeaks({ leaks: [aLeak(9, 1), aLeak(2, 2)] });
    expect(wordsOf(await run())).toEqual(['revoked', 'not-found']);
    expect(testsOf(cluster, secretOf(9))).toEqual([]);
    expect(testsOf(cluster, secretOf(2)).length).toBeGreaterThan(0);
  });

  test('fails alone where no listed token has its prefix', async () => {
    const { run } = givenLeaks({ ids: [idOf(1)], leaks: [aLeak(9, 1)] });
    const result = await run();
    expect([wordsOf(result), result.stop]).toEqual([['revoked', 'not-found'], undefined]);
    expect(result.outcomes[1]).toMatchObject({ id: undefined, leaks: [{ position: 1 }] });
  });

  test.each([false, true])(
    'that someone made up fails alone and revokes nothing (force: %s)',
    async (force) => {
      const { run, cluster } = givenLeaks({ ids: [idOf(1)], leaks: [madeUp(2, 1)], force });
      const result = await run();
      expect([wordsOf(result), result.stop]).toEqual([['revoked', 'not-found'], undefined]);
      expect(cluster.isRevoked(idOf(2))).toBe(false);
    },
  );

  test.each([
    ['active, is not the revoked one with its prefix', false, idOf(3)],
    ['rejected, is not the active one with its prefix', true, idOf(2)],
  ])('that is %s', async (_, isDead, id) => {
    const twins = [aToken(2, { revokedAt: longAgo }), aToken(3, { prefix: aToken(2).prefix }), aToken(7)];
    const onTest = answered(isDead ? rejected : { kind: 'accepted' });
    const result = await givenLeaks({ tokens: twins, leaks: [aLeak(2, 1)], onTest, dryRun: true }).run();
    expect(result.outcomes.map((outcome) => outcome.id)).toEqual([id]);
  });

  test('that fits several active tokens stays without an id, with force too', async () => {
    const twins = [...tokens, aToken(8, { prefix: aToken(2).prefix })];
    const { run, cluster } = givenLeaks({ ids: [idOf(1)], tokens: twins, leaks: [aLeak(2, 1)], force: true });
    expect(wordsOf(await run())).toEqual(['revoked', 'ambiguous']);
    expect([2, 8].some((n) => cluster.isRevoked(idOf(n)))).toBe(false);
  });

  test('holds every request back where the cluster asks to wait when it is tested', async () => {
    const onTest = (token: string | undefined, nth: number) =>
      token === secretOf(2) && nth === 1 ? { answer: rateLimited(5_000) } : undefined;
    const { run, cluster } = givenLeaks({ leaks: [aLeak(2, 1)], onTest });
    expect(wordsOf(await run())).toEqual(['revoked']);
    expect(cluster.sentAt(idOf(2))[0]).toBeGreaterThanOrEqual(5_000);
  });

  test.each([unreachable, lost, serverError, rateLimited()])(
    'is tested again where the answer can pass: $code',
    async (answer) => {
      const onTest = (token: string | undefined, nth: number) =>
        token === madeUp(2).token && nth === 1 ? { answer } : undefined;
      const { run, cluster } = givenLeaks({ leaks: [madeUp(2, 1)], onTest });
      expect([wordsOf(await run()), cluster.revocations()]).toEqual([['not-found'], []]);
    },
  );
});

describe('A leaked token that could not be tested', () => {
  const untested: [string, Setting][] = [
    ['no route shows it', { hasWitness: false }],
    ['the cluster does not answer', { onTest: answered(lost) }],
    ['a page refuses it', { onTest: answered({ ...unauthorized, fromApi: false }) }],
    ['a proxy forbids it', { onTest: answered(forbidden) }],
    // The calibration is accepted.
    [
      'everything is refused',
      { onTest: (_, nth) => (nth > 0 && _ === undefined && nth === 1 ? undefined : { answer: rejected }) },
    ],
    [
      'the credentials of the run are refused',
      { onTest: (token) => (token === undefined ? { answer: rejected } : undefined) },
    ],
  ];

  test.each(untested)('fails alone as ambiguous, and names its candidate, where %s', async (_, setting) => {
    const { run, cluster } = givenLeaks({ ids: [idOf(1)], leaks: [aLeak(2, 1)], ...setting });
    const result = await run();
    expect([wordsOf(result), result.stop]).toEqual([['revoked', 'ambiguous'], undefined]);
    expect(result.outcomes[1]?.fate).toMatchObject({ message: expect.stringContaining(idOf(2)) });
    expect(cluster.isRevoked(idOf(2))).toBe(false);
  });

  test.each(untested)(
    'is revoked with force, and the result says that it was not tested: %s',
    async (_, setting) => {
      const { run, events } = givenLeaks({ leaks: [aLeak(2, 1)], force: true, ...setting });
      const result = await run();
      expect(result.outcomes).toMatchObject([
        { id: idOf(2), leaks: [{ before: 'unknown' }], fate: { status: 'revoked', proof: ['listed'] } },
      ]);
      expect(events).toContainEqual({ kind: 'matched', position: 1, id: idOf(2), tested: false });
    },
  );

  test('proves nothing by a later refusal: it may be made up', async () => {
    // Junk, and a DELETE that does nothing.
    const { run } = givenLeaks({
      leaks: [madeUp(2, 1)],
      force: true,
      retries: 0,
      onTest: (token, nth) => (token === madeUp(2).token && nth === 1 ? { answer: serverError } : undefined),
      onRevoke: () => ({ answer: { kind: 'accepted' }, works: false }),
      onList: (nth) => (nth > 1 ? { answer: forbidden } : undefined),
    });
    const result = await run();
    expect([wordsOf(result), result.outcomes[0]?.leaks]).toEqual([
      ['unverified'],
      [{ position: 1, before: 'unknown', after: 'unknown' }],
    ]);
  });
});

describe('With force and without a list', () => {
  const onList = (nth: number) => (nth === 1 ? { answer: forbidden } : undefined);

  test('the ids are revoked, and each leaked token says why it is not', async () => {
    const { run, cluster } = givenLeaks({ ids: [idOf(1)], leaks: [aLeak(2, 1)], force: true, onList });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'not-attempted']);
    expect(result.outcomes[1]?.fate).toMatchObject({
      message: 'Without the list it is not known which id it belongs to.',
    });
    expect(testsOf(cluster, secretOf(2))).toEqual([]);
  });

  test('a list that passes a moment later is waited for, so that leaked tokens are revoked too', async () => {
    const setting: Setting = { ids: [idOf(1)], leaks: [aLeak(2, 1)], force: true };
    const result = await givenLeaks({ ...setting, onList: listsInTurn(unreachable, lost) }).run();
    expect(wordsOf(result)).toEqual(['revoked', 'revoked']);
  });
});

test('Nothing that comes out of a run holds a leaked token', async () => {
  const twin = aToken(8, { prefix: aToken(4).prefix });
  for (const force of [false, true]) {
    const { run, events } = givenLeaks({
      tokens: [...tokens, twin],
      leaks: [aLeak(2, 1), aLeak(9, 2), aLeak(3, 3), aLeak(4, 4), madeUp(5, 5)],
      excluded: [idOf(3)],
      force,
    });
    const said = JSON.stringify([await run(), events]);
    expect(said).not.toContain(hiddenPart);
    expect(said).not.toContain('made-up');
  }
});
