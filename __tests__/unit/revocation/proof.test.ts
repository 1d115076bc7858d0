import { describe, expect, test } from '@jest/globals';
import { revokeTokens } from '../../../src/revocation/run.ts';
import type { Token } from '../../../src/revocation/token.ts';
import type { FindAnswer, ListAnswer } from '../../../src/revocation/token-client.ts';
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
import { givenRun, type Setting } from '../../support/revocation-run.ts';
import { scriptClient } from '../../support/scripted-client.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const { forbidden, lost, serverError, unauthorized, unreachable } = failures;
const accepted: TestAnswer = { kind: 'accepted' };

/** Revokes the first three of four tokens, without a wait for answers. */
async function runWith(setting: Setting) {
  const scene = givenRun({ tokens: someTokens(4), ids: someIds(3), caller: idOf(4), latency: 0, ...setting });
  const result = await scene.run();
  const messages = result.outcomes.map(({ fate }) => (fate.status === 'failed' ? fate.message : ''));
  return { ...scene, result, words: wordsOf(result), elapsed: scene.time.elapsed(), messages };
}

/** The revocation of the second token is accepted, and does nothing. */
const secondIdle = mishaps({ [idOf(2)]: [{ answer: { kind: 'accepted' }, works: false }] });
/** These mishaps befall every list, or test, after the first one. */
const later =
  <Happens>(mishap: Happens) =>
  (nth: number): Happens | undefined =>
    nth > 1 ? mishap : undefined;

const all = (word: string): string[] => [word, word, word];
/** The first list after the revocations hangs for so long, in ms. */
const listsHangingOnce = (takes: number) => (nth: number) =>
  nth === 2 ? { takes, answer: failures.lost } : undefined;
const listed = (...tokens: readonly Token[]): ListAnswer => ({ kind: 'listed', tokens });
const dead = (n: number): Token => aToken(n, { revokedAt: now });
/** A list of these tokens alone, as revoked. */
const shown = (...numbers: readonly number[]): ListAnswer => listed(...numbers.map(dead));
/** The answer for the second token is lost. */
const secondLost = (works: boolean) => mishaps({ [idOf(2)]: [{ answer: lost, works }] });

describe('The list after the revocations', () => {
  test('proves them without a wait where it shows all of them', async () => {
    const { words, elapsed, events, cluster } = await runWith({});
    expect([words, elapsed]).toEqual([all('revoked'), 0]);
    expect(requestsOf(cluster)).toEqual(['list', ...someIds(3), 'list']);
    expect(events.at(-1)).toEqual({ kind: 'verifying', ids: 3, strings: 0, round: 1 });
  });

  test.each([
    [500, 1_000],
    [1_500, 3_000],
    [6_900, 7_000],
    [14_000, 14_000],
  ])('is waited for where it lags by %d ms', async (lag, waited) => {
    const { words, elapsed } = await runWith({ lag });
    expect([words, elapsed]).toEqual([all('revoked'), waited]);
  });

  test('is read for at most 15 s, even if it is slow: what it then shows as active is still active', async () => {
    const { words, elapsed, events } = await runWith({ lag: 60_000 });
    expect([words, elapsed]).toEqual([all('still-active'), 14_000]);
    const rounds = events.flatMap((event) => (event.kind === 'verifying' ? event.round : []));
    expect(rounds).toEqual([1, 2, 3, 4, 5]);
    for (const takes of [3_000, 6_000]) {
      const slow = await runWith({ lag: 600_000, onList: later({ takes }) });
      expect(slow.elapsed).toBeLessThanOrEqual(15_000 + takes);
    }
  });

  test('is read for at most 15 s after what the server asked to wait before', async () => {
    const answer = failures.rateLimited(30_000);
    const onRevoke = mishaps({ [idOf(1)]: [{ answer }], [idOf(2)]: [{ answer: accepted, works: false }] });
    expect((await runWith({ onRevoke, concurrency: 1 })).elapsed).toBeLessThan(30_500 + 14_500);
  });

  test.each<[string, Setting, string, number]>([
    [
      'read again where it lacks an id whose revocation was accepted',
      { force: true, onList: listsInTurn(serverError, shown(1)) },
      'revoked',
      1_000,
    ],
    [
      'read again where it lacks an id of the first one whose answer was lost',
      { onRevoke: secondLost(true), onList: listsInTurn(undefined, shown(1)) },
      'revoked',
      1_000,
    ],
    [
      'read again where it is the first one, and shows an id whose answer was lost as active',
      { force: true, onRevoke: secondLost(true), lag: 2_500, onList: listsInTurn(serverError) },
      'revoked',
      3_000,
    ],
    [
      'not read again for an id whose answer was lost and that no list shows',
      { force: true, tokens: [aToken(1), aToken(4)], onRevoke: secondLost(false) },
      'timeout',
      0,
    ],
  ])('is %s', async (_, setting, word, waited) => {
    const { words, elapsed } = await runWith({ ids: [idOf(2)], retries: 0, ...setting });
    expect([words, elapsed]).toEqual([[word], waited]);
  });

  test('is not waited for on behalf of an id whose revocation cannot have worked', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: forbidden }] });
    const { words, elapsed } = await runWith({ onRevoke });
    expect([words, elapsed]).toEqual([['revoked', 'forbidden', 'revoked'], 0]);
  });

  test('shows what answers left open: what was lost, failed badly, or was done by someone else', async () => {
    const unclear = failed('influxctl-failed', { mayHaveWorked: true, fromApi: false });
    const onRevoke = mishaps({
      [idOf(1)]: [{ answer: lost, works: true }],
      [idOf(2)]: [{ answer: unclear, works: true }],
      [idOf(3)]: [{ answer: forbidden, works: true }],
    });
    const { words } = await runWith({ onRevoke, retries: 0 });
    expect(words).toEqual(['revoked', 'revoked', 'already-revoked']);
  });
});

describe('A list that fails after the revocations', () => {
  test.each([
    [forbidden, 'It was forbidden.'],
    [failed('no-http-route', { affectsAll: true }), 'It was no-http-route.'],
    [
      unauthorized,
      'It was unauthorized. The token in use is none of the ids: it may have been revoked elsewhere, or have expired.',
    ],
    [{ ...unauthorized, fromApi: false }, 'It was unauthorized.'],
  ])('leaves them without proof, and says why: $code', async (answer, why) => {
    const { words, messages } = await runWith({ onList: later({ answer }) });
    expect(words).toEqual(all('unverified'));
    expect(messages[0]).toBe(`The revocation ended without an error, but it could not be verified. ${why}`);
  });

  test('because the credentials are refused says that one of the ids may be the token in use, where no list shows which that is', async () => {
    const message = /It was unauthorized. One of the ids may be the token in use.$/;
    const unlisted = await runWith({ force: true, onList: listsInTurn(serverError, unauthorized) });
    expect(unlisted.messages[0]).toMatch(message);
    const tokens = someTokens(4).with(0, aToken(1, { prefix: undefined }));
    const hidden = await runWith({ tokens, force: true, onList: later({ answer: unauthorized }) });
    expect(hidden.messages[0]).toMatch(message);
  });

  test('once is read again where the first list of the run was read', async () => {
    const { words } = await runWith({ onList: listsInTurn(undefined, forbidden) });
    expect(words).toEqual(all('revoked'));
  });

  test.each([forbidden, unauthorized])('keeps what earlier ones proved: $code', async (answer) => {
    const onList = listsInTurn(undefined, undefined, undefined, answer);
    const { words } = await runWith({ onRevoke: secondIdle, onList });
    expect(words).toEqual(['revoked', 'still-active', 'revoked']);
  });

  test('for a moment does not end the wait for a cluster that lags', async () => {
    const onList = listsInTurn(undefined, undefined, ...Array(5).fill(serverError));
    expect((await runWith({ lag: 9_000, onList })).words).toEqual(all('revoked'));
    const restarted = givenRun({
      tokens: someTokens(4),
      ids: someIds(3),
      lag: 2_000,
      onList: (nth) => (nth > 2 && restarted.time.elapsed() < 30_000 ? { answer: unreachable } : undefined),
    });
    expect(wordsOf(await restarted.run())).toEqual(all('revoked'));
  });

  test('because the credentials are refused for a moment is read again', async () => {
    const { words } = await runWith({ onList: listsInTurn(undefined, unauthorized) });
    expect(words).toEqual(all('revoked'));
  });

  test('because the credentials are refused says nothing of a token in use where no list shows them', async () => {
    const { result, messages } = await runWith({
      caller: undefined,
      onList: later({ answer: unauthorized }),
    });
    expect(messages[0]).toMatch(/It was unauthorized.$/);
    expect(result.outcomes[0]?.fate).toMatchObject({ code: 'unverified' });
    expect(result.outcomes[0]?.fate).not.toHaveProperty('hint');
  });

  test.each([20_000, 60_000])('to come for %d ms is followed by another one', async (takes) => {
    const onList = listsHangingOnce(takes);
    expect((await runWith({ onList })).words).toEqual(all('revoked'));
  });

  test.each([3, 4])('to come for a minute is followed by another one: list %d', async (hanging) => {
    const onList = (nth: number) => (nth === hanging ? { takes: 60_000, answer: lost } : undefined);
    expect((await runWith({ onList, lag: 4_500 })).words).toEqual(all('revoked'));
  });

  test('to come for a minute is followed by another one, also after one that took 11 s', async () => {
    const onList = (nth: number) => [{ takes: 11_000 }, { takes: 60_000, answer: lost }][nth - 2];
    expect((await runWith({ onList, lag: 12_500 })).words).toEqual(all('revoked'));
  });

  test('to come for a minute each time is not waited for again and again', async () => {
    const onList = later({ takes: 60_000, answer: lost });
    const { words, elapsed } = await runWith({ onList, retries: 0 });
    expect([words, elapsed]).toEqual([all('unverified'), 121_000]);
  });

  test('is tried for a minute while the cause may pass: a cluster that is restarted proves them then', async () => {
    const awayUntil = (ms: number, lag = 0) => {
      const scene = givenRun({
        tokens: someTokens(4),
        ids: someIds(3),
        lag,
        onList: (nth) => (nth > 1 && scene.time.elapsed() < ms ? { answer: unreachable } : undefined),
      });
      return scene;
    };
    const short = awayUntil(40_000);
    expect(wordsOf(await short.run())).toEqual(all('revoked'));
    const lagging = awayUntil(40_000, 46_000);
    expect(wordsOf(await lagging.run())).toEqual(all('revoked'));
    const long = awayUntil(300_000);
    expect(wordsOf(await long.run())).toEqual(all('unverified'));
    expect(long.time.elapsed()).toBeGreaterThan(45_000);
    expect(long.time.elapsed()).toBeLessThan(61_000);
  });
});

test('The proof takes 15 s at most where the run has given up on the cluster', async () => {
  const onRevoke = mishaps({ [idOf(3)]: [{ answer: { ...forbidden, affectsAll: true } }] });
  const { words, elapsed } = await runWith({
    concurrency: 1,
    onRevoke,
    onList: later({ answer: unreachable }),
  });
  expect(words).toEqual(['unverified', 'unverified', 'forbidden']);
  expect(elapsed).toBeLessThan(15_500);
});

test('A cluster that the run has given up on is asked once where it asks to wait for long', async () => {
  const onRevoke = mishaps({ [idOf(3)]: [{ answer: { ...forbidden, affectsAll: true } }] });
  const onList = later({ answer: failures.rateLimited(900_000) });
  const { cluster } = await runWith({ concurrency: 1, onRevoke, onList });
  expect(requestsOf(cluster).filter((each) => each === 'list')).toHaveLength(2);
});

describe('A cluster that comes and goes', () => {
  test('gets its time to catch up, and no more than that after a minute', async () => {
    const onList = (nth: number) => (nth > 1 && nth % 2 === 0 ? { answer: unreachable } : undefined);
    const { words, elapsed } = await runWith({ lag: 600_000, retries: 0, onList });
    expect(words).toEqual(all('still-active'));
    expect(elapsed).toBeLessThan(76_000);
  });

  test('is waited for a minute in all', async () => {
    let isBack = false;
    const scene = givenRun({
      tokens: someTokens(4),
      ids: someIds(3),
      lag: 600_000,
      retries: 0,
      onList: (nth) => {
        if (nth === 1 || (scene.time.elapsed() > 40_000 && !isBack)) {
          isBack = nth > 1;
          return undefined;
        }
        return { answer: unreachable };
      },
    });
    expect(wordsOf(await scene.run())).toEqual(all('unverified'));
    expect(isBack).toBe(true);
    expect(scene.time.elapsed()).toBeLessThan(61_000);
  });

  test('and refuses the run for a moment says nothing of the token in use in the end', async () => {
    const onList = listsInTurn(undefined, unauthorized);
    const { result } = await runWith({ lag: 600_000, cancelAfter: 3_500, onList });
    expect(result.outcomes[0]?.fate).toMatchObject({ code: 'unverified' });
    expect(result.outcomes[0]?.fate).not.toHaveProperty('hint');
  });
});

describe('A server that asks to wait after the revocations', () => {
  const asked = { answer: failures.rateLimited(20_000) };

  test.each([
    [0, 20_000],
    [4, 20_000],
    [0, 90_000],
  ])('takes none of the time for their proof: retries %d, %d ms', async (retries, ms) => {
    const onList = listsInTurn(undefined, failures.rateLimited(ms));
    const { words, elapsed, cluster } = await runWith({ retries, lag: ms + 3_000, onList });
    expect(words).toEqual(all('revoked'));
    expect(elapsed).toBeLessThan(ms + 16_000);
    expect(cluster.requests.filter(({ id, from }) => id === undefined && from > 0 && from < ms)).toEqual([]);
  });

  test('for longer than the run has time is asked no more', async () => {
    const onList = later({ answer: failures.rateLimited(900_000) });
    const { words, cluster, elapsed } = await runWith({ onList });
    expect([words, elapsed]).toEqual([all('unverified'), 0]);
    expect(requestsOf(cluster).filter((each) => each === 'list')).toHaveLength(2);
  });

  test('takes none of that for a leaked string', async () => {
    const onTest: ClusterOptions['onTest'] = (token, nth) =>
      token === secretOf(1) && nth === 2 ? asked : undefined;
    const { words, result } = await runWith({ ids: [], leaks: [aLeak(1)], lag: 21_000, onTest });
    expect(words).toEqual(['revoked']);
    expect(result.outcomes[0]?.leaks).toMatchObject([{ after: 'rejected' }]);
  });
});

describe('A token that the first list showed as revoked', () => {
  const tokens = [aToken(1, { revokedAt: longAgo }), ...someTokens(4).slice(1)];

  test('and later ones as active is polled like the others, gets no request, and is still active', async () => {
    const onList = later({ answer: listed(aToken(1), dead(2), dead(3)) });
    const { words, cluster, elapsed } = await runWith({ tokens, onList });
    expect([words, elapsed]).toEqual([['still-active', 'revoked', 'revoked'], 14_000]);
    expect(cluster.revocations()).not.toContain(idOf(1));
  });

  test.each([
    ['as revoked too', undefined],
    ['no more', shown(2, 3)],
  ])('and later ones %s is not waited for', async (_, second) => {
    const { words, elapsed } = await runWith({ tokens, onList: listsInTurn(undefined, second) });
    expect([words, elapsed]).toEqual([['already-revoked', 'revoked', 'revoked'], 0]);
  });
});

describe('A database token that has left the list', () => {
  const [gone, other] = [failures.notFound, aToken(2)];
  /** The revoked token is not found in this way; the other one is. */
  const notFoundAs =
    (answer: FindAnswer) =>
    (id: string): FindAnswer =>
      id === idOf(1) ? answer : { kind: 'found', token: other };

  /** Revokes the first of two database tokens; these lists follow. */
  async function revokeListed(
    second: ListAnswer,
    find: ((id: string) => FindAnswer) | undefined,
    { force = false, first = listed(aToken(1), other) } = {},
  ) {
    const { request, surroundings, time } = givenRun({ tokens: [], ids: [idOf(1)], retries: 0, force });
    const client = scriptClient({ lists: [first, second], ...(find && { find }) });
    const around = { ...surroundings, client, witnesses: [] };
    const run = revokeTokens({ ...request, kind: tokenKinds.database }, around);
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
    // What was in no list cannot leave it.
    const unlisted = { force: true, first: listed(other) };
    expect(await revokeListed(listed(other), findOnly(other), unlisted)).toBe('unverified');
  });

  test('is revoked, also where its answer was lost and the API fails to look for it at first', async () => {
    const fails = new Set([idOf(1)]);
    const find = (id: string): FindAnswer => (fails.delete(id) ? serverError : findOnly(other)(id));
    const { request, surroundings, time } = givenRun({ tokens: [], ids: [idOf(1)], retries: 0 });
    const lists = [listed(aToken(1), other), listed(other)];
    const client = { ...scriptClient({ lists, find }), revoke: async () => lost };
    const around = { ...surroundings, client, witnesses: [] };
    const run = revokeTokens({ ...request, kind: tokenKinds.database }, around);
    expect(wordsOf(await time.settle(run))).toEqual(['revoked']);
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
      notFoundAs(failed('unexpected-answer')),
      'unverified',
    ],
    [
      'a proxy says that it is not found',
      listed(other),
      notFoundAs({ ...gone, fromApi: false }),
      'unverified',
    ],
  ])('is not revoked where %s', async (_, second, find, word) => {
    expect(await revokeListed(second, find)).toBe(word);
  });
});

/** Revokes the token of a leaked string; its tests after the revocation get these answers in turn, the last one for ever. */
async function runLeaked(answers: readonly (TestAnswer | undefined)[], setting: Setting = {}) {
  const onTest: ClusterOptions['onTest'] = (token, nth) => {
    const answer =
      token === secretOf(1) && nth > 1 ? answers[Math.min(nth - 2, answers.length - 1)] : undefined;
    return answer && { answer };
  };
  const scene = await runWith({ ids: [], leaks: [aLeak(1)], onTest, ...setting });
  const [outcome] = scene.result.outcomes;
  const proof = outcome !== undefined && 'proof' in outcome.fate ? outcome.fate.proof : [];
  return { ...scene, word: scene.words[0], proof, tests: testsOf(scene.cluster, secretOf(1)) };
}

const seven = [accepted, accepted, accepted, accepted];
const seconds = [accepted, accepted, serverError];

describe('A leaked string', () => {
  test('is tested before its token is revoked, and afterwards: both the list and its refusal prove it', async () => {
    const { result, cluster } = await runLeaked([]);
    expect(result.outcomes[0]).toMatchObject({
      id: idOf(1),
      leaks: [{ position: 1, before: 'accepted', after: 'rejected' }],
      fate: { status: 'revoked', proof: ['listed', 'rejected'] },
    });
    const [own, its, invented] = ['test own', 'test M.V1.0001', 'test invented'];
    expect(requestsOf(cluster).toSorted()).toEqual(
      ['list', own, invented, its, idOf(1), 'list', its, own].toSorted(),
    );
  });

  test('is waited for, in the same rounds as the list, for at most 15 s', async () => {
    const soon = await runLeaked([accepted, accepted, undefined]);
    expect([soon.word, soon.proof, soon.elapsed]).toEqual(['revoked', ['listed', 'rejected'], 3_000]);
    const never = await runLeaked([accepted], { lag: 2_000 });
    expect([never.word, never.elapsed]).toEqual(['still-active', 14_000]);
    expect(never.tests.slice(1)).toEqual([0, 1_000, 3_000, 7_000, 14_000]);
  });

  test.each<[string, (TestAnswer | undefined)[], string, string[]]>([
    ['once, is tested again', [serverError, undefined], 'revoked', ['listed', 'rejected']],
    ['to the end, leaves the proof of the list', [serverError], 'revoked', ['listed']],
    ['after it was accepted for 7 s, does not hide it', [...seven, serverError], 'still-active', []],
    ['after it was accepted for 1 s, leaves open whether it lagged', seconds, 'unverified', []],
  ])('whose test fails %s', async (_, answers, word, proof) => {
    const ended = await runLeaked(answers);
    expect([ended.word, ended.proof]).toEqual([word, proof]);
  });

  test('is as old as its test, no matter how long the list beside it takes', async () => {
    const slow = await runLeaked([undefined], { onList: later({ takes: 7_000 }) });
    expect(slow.result.outcomes[0]?.fate).toMatchObject({ status: 'revoked', provenAt: now });
    const onList = (nth: number) => (nth === 3 ? { takes: 30_000, answer: lost } : undefined);
    expect((await runLeaked(seconds, { onList, lag: 1_500 })).word).toBe('unverified');
  });

  test('is refused only if the credentials of the run are accepted directly afterwards', async () => {
    // The cluster refuses everything but the first test and the calibration.
    const refuse = later({ answer: { kind: 'rejected' } as const });
    const onTest: ClusterOptions['onTest'] = (_, nth) => refuse(nth);
    const { result } = await runWith({ ids: [], leaks: [aLeak(1)], onTest });
    const leaks = [{ before: 'accepted', after: 'unknown' }];
    expect(result.outcomes[0]).toMatchObject({ leaks, fate: { status: 'revoked', proof: ['listed'] } });
  });

  test('says nothing of another token, of which the list showed too little', async () => {
    const onTest = (token?: string) => (token === secretOf(1) ? { answer: accepted } : undefined);
    const onList = (nth: number) => (nth > 2 ? { answer: forbidden } : undefined);
    const { words } = await runLeaked([], { ids: [idOf(2)], lag: 60_000, onTest, onList });
    expect(words).toEqual(['unverified', 'still-active']);
  });

  test('is waited for 15 s where the list asks for a wait that is too long', async () => {
    const onList = later({ answer: failures.rateLimited(900_000) });
    const { word, elapsed } = await runLeaked([accepted], { onList });
    expect([word, elapsed]).toEqual(['still-active', 14_000]);
  });

  test('whose revocation failed is not tested again', async () => {
    const { word, tests } = await runLeaked([], { onRevoke: () => ({ answer: forbidden }) });
    expect([word, tests.length]).toEqual(['forbidden', 1]);
  });

  test('proves its token where the list cannot be read', async () => {
    const { word, proof } = await runLeaked([], { onList: later({ answer: forbidden }) });
    expect([word, proof]).toEqual(['revoked', ['rejected']]);
  });
});

describe('The end of a run', () => {
  test.each([500, 4_500])('after %d ms leaves open whether the cluster only lagged', async (cancelAfter) => {
    const { words, messages } = await runWith({ lag: 60_000, cancelAfter });
    expect(words).toEqual(all('unverified'));
    expect(messages[0]).toMatch('still shows the token as active. That was seen for less than 5 s.');
  });

  test('leaves time for one round after a cancellation, and ends a wait at once', async () => {
    const { words, elapsed, result } = await runWith({ lag: 60_000, cancelAfter: 8_500 });
    expect([words, elapsed, result.stop?.code]).toEqual([all('still-active'), 8_500, 'cancelled']);
    const slow = await runWith({ onRevoke: () => ({ takes: 200 }), cancelAfter: 100 });
    expect(slow.words).toEqual(all('revoked'));
  });

  test.each<[string, Setting, number]>([
    ['4 s after a cancellation', { cancelAfter: 100 }, 4_100],
    ['at the deadline', { deadline: 10_000 }, 10_000],
  ])('ends a list and a test under way %s', async (_, limit, end) => {
    const onList = later({ takes: 60_000 });
    const onTest: Setting['onTest'] = (token, nth) => (token === undefined ? undefined : onList(nth));
    const { words, elapsed } = await runWith({ leaks: [aLeak(1)], onList, onTest, ...limit });
    expect([words, elapsed]).toEqual([all('unverified'), end]);
  });
});
