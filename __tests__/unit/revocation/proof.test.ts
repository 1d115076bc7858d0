import { describe, expect, test } from '@jest/globals';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import { revokeTokens } from '../../../src/revocation/run.ts';
import type { Token } from '../../../src/revocation/token.ts';
import type { FindAnswer, ListAnswer, TokenClient } from '../../../src/revocation/token-client.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';
import type { TestAnswer } from '../../../src/revocation/witness.ts';
import {
  aToken,
  failed,
  failures,
  idOf,
  longAgo,
  someIds,
  someTokens,
  wordsOf,
} from '../../support/domain.ts';
import { type ClusterOptions, listsInTurn, mishaps } from '../../support/in-memory-cluster.ts';
import { aLeak, requestsOf, secretOf, testsOf } from '../../support/leaked-tokens.ts';
import { givenRun, type Scene, type Setting } from '../../support/revocation-run.ts';
import { type ClientScript, scriptClient } from '../../support/scripted-client.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const { forbidden, lost, serverError, unauthorized } = failures;
const accepted: TestAnswer = { kind: 'accepted' };

/** Revokes the first three of four tokens, without a wait for answers. */
async function runWith(setting: Setting): Promise<Scene & { result: RunResult; messages: string[] }> {
  const scene = givenRun({ tokens: someTokens(4), ids: someIds(3), caller: idOf(4), latency: 0, ...setting });
  const result = await scene.run();
  const messages = result.outcomes.map(({ fate }) => (fate.status === 'failed' ? fate.message : ''));
  return { ...scene, result, messages };
}

const all = (word: string): string[] => [word, word, word];
const listed = (...tokens: readonly Token[]): ListAnswer => ({ kind: 'listed', tokens });
const dead = (n: number): Token => aToken(n, { revokedAt: now });

describe('The list after the revocations', () => {
  test('proves them without a wait where it shows all of them', async () => {
    const { result, time, events } = await runWith({});
    expect(wordsOf(result)).toEqual(all('revoked'));
    expect(time.elapsed()).toBe(0);
    expect(events.at(-1)).toEqual({ kind: 'verifying', ids: 3, strings: 0, round: 1 });
  });

  test.each([
    [500, 1_000],
    [1_500, 3_000],
    [6_900, 7_000],
    [14_000, 14_000],
  ])('is waited for where it lags by %d ms', async (lag, elapsed) => {
    const { result, time } = await runWith({ lag });
    expect([wordsOf(result), time.elapsed()]).toEqual([all('revoked'), elapsed]);
  });

  test('is read for at most 15 s, however slow it is: what it then shows as active is still active', async () => {
    const { result, time, events } = await runWith({ lag: 60_000 });
    expect([wordsOf(result), time.elapsed()]).toEqual([all('still-active'), 14_000]);
    expect(events.flatMap((event) => (event.kind === 'verifying' ? event.round : []))).toEqual([
      1, 2, 3, 4, 5,
    ]);
    const onList = (nth: number) => (nth > 1 ? { takes: 6_000 } : undefined);
    expect((await runWith({ lag: 600_000, onList })).time.elapsed()).toBeLessThanOrEqual(15_000 + 6_000);
  });

  test('is not waited for on behalf of an id whose revocation cannot have worked', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: forbidden }] });
    const { result, time } = await runWith({ onRevoke });
    expect([wordsOf(result), time.elapsed()]).toEqual([['revoked', 'forbidden', 'revoked'], 0]);
  });

  test('shows what answers left open: what was lost, failed badly, or was done by someone else', async () => {
    const unclear = failed('influxctl-failed', { mayHaveWorked: true, fromApi: false });
    const onRevoke = mishaps({
      [idOf(1)]: [{ answer: lost, works: true }],
      [idOf(2)]: [{ answer: unclear, works: true }],
      [idOf(3)]: [{ answer: forbidden, works: true }],
    });
    const { result } = await runWith({ onRevoke, retries: 0 });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'already-revoked']);
  });

  test('contradicts an answer that only said so', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: { kind: 'accepted' }, works: false }] });
    expect(wordsOf((await runWith({ onRevoke })).result)).toEqual(['revoked', 'still-active', 'revoked']);
  });

  test('leaves a token without proof where its time of revocation lies ahead, and names both times', async () => {
    const ahead = [1, 2, 3].map((n) => aToken(n, { revokedAt: now + 23 * 3_600_000 }));
    const onList = (nth: number) =>
      nth > 1 ? { answer: { kind: 'listed', tokens: ahead, clockOffset: 0 } as const } : undefined;
    const { result, messages } = await runWith({ onList });
    expect(wordsOf(result)).toEqual(all('unverified'));
    expect(messages[0]).toMatch(/lies ahead \(2026-03-01T23:00:00.000Z, read at 2026-03-01T00:00:\d\d/);
  });
});

describe('A list that fails after the revocations', () => {
  test.each([
    [forbidden, 'It was forbidden.'],
    [failed('no-http-route', { affectsAll: true }), 'It was no-http-route.'],
    [unauthorized, 'It was unauthorized. One of the ids may be the token in use.'],
    [{ ...unauthorized, fromApi: false }, 'It was unauthorized.'],
  ])('leaves them without proof, and says why: $code', async (answer, why) => {
    const { result, messages } = await runWith({ onList: listsInTurn(undefined, answer) });
    expect(wordsOf(result)).toEqual(all('unverified'));
    expect(messages[0]).toBe(`The cluster accepted the revocation, but it could not be verified. ${why}`);
  });

  test.each([forbidden, unauthorized])(
    'takes back nothing that an earlier one proved: $code',
    async (answer) => {
      const onRevoke = mishaps({ [idOf(2)]: [{ answer: { kind: 'accepted' }, works: false }] });
      const { result } = await runWith({ onRevoke, onList: listsInTurn(undefined, undefined, answer) });
      expect(wordsOf(result)).toEqual(['revoked', 'still-active', 'revoked']);
    },
  );

  test('for a moment does not end the wait for a cluster that lags', async () => {
    const failing = Array(5).fill(serverError);
    const { result } = await runWith({ lag: 9_000, onList: listsInTurn(undefined, undefined, ...failing) });
    expect(wordsOf(result)).toEqual(all('revoked'));
  });
});

describe('A token that the first list showed as revoked', () => {
  const tokens = [aToken(1, { revokedAt: longAgo }), ...someTokens(4).slice(1)];

  test('and later ones as active is polled like the others, gets no request, and is still active', async () => {
    const onList = (nth: number) => (nth > 1 ? { answer: listed(aToken(1), dead(2), dead(3)) } : undefined);
    const { result, cluster, time } = await runWith({ tokens, onList });
    expect(wordsOf(result)).toEqual(['still-active', 'revoked', 'revoked']);
    expect(cluster.revocations()).not.toContain(idOf(1));
    expect(time.elapsed()).toBe(14_000);
  });

  test('and the last one too is revoked, whatever the lists between showed', async () => {
    const onList = listsInTurn(
      undefined,
      listed(aToken(1), dead(2), dead(3)),
      listed(dead(1), dead(2), dead(3)),
    );
    expect(wordsOf((await runWith({ tokens, onList })).result)).toEqual([
      'already-revoked',
      'revoked',
      'revoked',
    ]);
  });
});

describe('A database token that has left the list', () => {
  const [gone, other] = [failures.notFound, aToken(2)];

  /** Revokes the first of two database tokens; these lists follow. */
  async function revokeListed(
    later: ListAnswer,
    find: ((id: string) => FindAnswer) | undefined,
    { force = false, first = listed(aToken(1), other) } = {},
  ) {
    const { request, surroundings, time } = givenRun({ tokens: [], ids: [idOf(1)], retries: 0, force });
    const script: ClientScript = { lists: [first, later], ...(find && { find }) };
    const client: TokenClient = scriptClient(script);
    const run = revokeTokens(
      { ...request, kind: tokenKinds.database },
      { ...surroundings, client, witnesses: [] },
    );
    return wordsOf(await time.settle(run))[0];
  }

  const findOnly =
    (...tokens: readonly Token[]) =>
    (id: string): FindAnswer => {
      const token = tokens.find((each) => each.id === id);
      return token === undefined ? gone : { kind: 'found', token };
    };

  test('is revoked where the API does not find it, and finds one that it listed before', async () => {
    expect(await revokeListed(listed(other), findOnly(other))).toBe('revoked');
  });

  test('is revoked where the API shows its time of revocation', async () => {
    expect(await revokeListed(listed(other), findOnly(dead(1), other))).toBe('revoked');
  });

  test.each<[string, ListAnswer, ((id: string) => FindAnswer) | undefined, string]>([
    ['no client can ask for it by its id (influxctl)', listed(other), undefined, 'unverified'],
    ['the list is empty', listed(), findOnly(), 'unverified'],
    ['the API finds the others no more', listed(other), findOnly(), 'unverified'],
    ['the list is that of another cluster', listed(aToken(7)), findOnly(aToken(7)), 'unverified'],
    ['the API still finds it as active', listed(other), findOnly(aToken(1), other), 'still-active'],
    [
      'a page says that it is not found',
      listed(other),
      (id) =>
        id === idOf(1) ? failed('unexpected-answer', { fromApi: false }) : { kind: 'found', token: other },
      'unverified',
    ],
    [
      'a proxy says that it is not found',
      listed(other),
      (id) => (id === idOf(1) ? { ...gone, fromApi: false } : { kind: 'found', token: other }),
      'unverified',
    ],
  ])('is not revoked where %s', async (_, later, find, word) => {
    expect(await revokeListed(later, find)).toBe(word);
  });

  test('is not revoked where it never was in one', async () => {
    expect(await revokeListed(listed(other), findOnly(other), { force: true, first: listed(other) })).toBe(
      'unverified',
    );
  });
});

/** Revokes the token of a leaked string; what its tests after the revocation get, in turn: the last answer stays. */
async function runLeaked(answers: readonly (TestAnswer | undefined)[], setting: Setting = {}) {
  const onTest: ClusterOptions['onTest'] = (token, nth) => {
    const answer =
      token === secretOf(1) && nth > 1 ? answers[Math.min(nth - 2, answers.length - 1)] : undefined;
    return answer && { answer };
  };
  const scene = await runWith({ ids: [], leaks: [aLeak(1)], onTest, ...setting });
  const [outcome] = scene.result.outcomes;
  const proof = outcome !== undefined && 'proof' in outcome.fate ? outcome.fate.proof : [];
  return { ...scene, word: wordsOf(scene.result)[0], proof, tests: testsOf(scene.cluster, secretOf(1)) };
}

describe('A leaked string', () => {
  test('is tested before its token is revoked, and afterwards: both the list and its refusal prove it', async () => {
    const { result, cluster } = await runLeaked([]);
    expect(result.outcomes[0]).toMatchObject({
      id: idOf(1),
      leaks: [{ position: 1, before: 'accepted', after: 'rejected' }],
      fate: { status: 'revoked', proof: ['listed', 'rejected'] },
    });
    const [own, its] = ['test own', 'test M.V1.0001'];
    expect(requestsOf(cluster).toSorted()).toEqual(['list', own, its, idOf(1), 'list', its, own].toSorted());
  });

  test('is waited for, in the same rounds as the list, for at most 15 s', async () => {
    const soon = await runLeaked([accepted, accepted, undefined]);
    expect([soon.word, soon.proof, soon.time.elapsed()]).toEqual(['revoked', ['listed', 'rejected'], 3_000]);
    const never = await runLeaked([accepted], { lag: 2_000 });
    expect([never.word, never.time.elapsed(), never.tests.slice(1)]).toEqual([
      'still-active',
      14_000,
      [0, 1_000, 3_000, 7_000, 14_000],
    ]);
  });

  test.each<[string, (TestAnswer | undefined)[], string, string[]]>([
    ['once, is tested again', [serverError, undefined], 'revoked', ['listed', 'rejected']],
    ['to the end, leaves the proof of the list', [serverError], 'revoked', ['listed']],
    ['after it was accepted, does not hide that it was', [accepted, serverError], 'still-active', []],
  ])('whose test fails %s', async (_, answers, word, proof) => {
    const ended = await runLeaked(answers);
    expect([ended.word, ended.proof]).toEqual([word, proof]);
  });

  test('is refused only if the credentials of the run are accepted directly afterwards', async () => {
    // The cluster refuses everything but the first test and the calibration.
    const onTest: ClusterOptions['onTest'] = (_, nth) =>
      nth > 1 ? { answer: { kind: 'rejected' } } : undefined;
    const { result } = await runWith({ ids: [], leaks: [aLeak(1)], onTest });
    expect(result.outcomes[0]).toMatchObject({
      leaks: [{ before: 'accepted', after: 'unknown' }],
      fate: { status: 'revoked', proof: ['listed'] },
    });
  });

  test('of a token that was revoked before is tested too', async () => {
    const tokens = [aToken(1, { revokedAt: longAgo }), ...someTokens(4).slice(1)];
    const alive = await runLeaked([accepted], {
      tokens,
      onTest: (token) => (token === secretOf(1) ? { answer: accepted } : undefined),
    });
    expect([alive.word, alive.cluster.revocations()]).toEqual(['still-active', []]);
  });

  test('whose revocation failed is not tested again', async () => {
    const { word, tests } = await runLeaked([], { onRevoke: () => ({ answer: forbidden }) });
    expect([word, tests.length]).toEqual(['forbidden', 1]);
  });

  test('proves its token where the list cannot be read', async () => {
    const { word, proof } = await runLeaked([], { onList: listsInTurn(undefined, forbidden) });
    expect([word, proof]).toEqual(['revoked', ['rejected']]);
  });
});

describe('The end of a run', () => {
  test('leaves time for one round after a cancellation, and ends a wait at once', async () => {
    const { result, time } = await runWith({ lag: 60_000, cancelAfter: 5_500 });
    expect([wordsOf(result), time.elapsed()]).toEqual([all('still-active'), 5_500]);
    const onRevoke = () => ({ takes: 200 });
    expect(wordsOf((await runWith({ onRevoke, cancelAfter: 100 })).result)).toEqual(all('revoked'));
  });

  test.each<[string, Setting, number]>([
    ['4 s after a cancellation', { cancelAfter: 100 }, 4_100],
    ['at the deadline', { deadline: 10_000 }, 10_000],
  ])('ends a list and a test under way %s', async (_, limit, end) => {
    const hang = (nth: number) => (nth > 1 ? { takes: 60_000 } : undefined);
    const { result, time } = await runWith({
      leaks: [aLeak(1)],
      onList: hang,
      onTest: (token, nth) => (token === undefined ? undefined : hang(nth)),
      ...limit,
    });
    expect([wordsOf(result), time.elapsed()]).toEqual([all('unverified'), end]);
  });

  test('leaves time to prove the others where one revocation hangs until the deadline', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ works: true, takes: 30_000, answer: { kind: 'accepted' } }] });
    const { result } = await runWith({ onRevoke, deadline: 20_000 });
    expect(wordsOf(result)).toEqual(all('revoked'));
  });
});
