import { describe, expect, test } from '@jest/globals';
import { askWithAnother } from '../../../src/revocation/fate.ts';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import { revokeTokens } from '../../../src/revocation/run.ts';
import type { ListAnswer } from '../../../src/revocation/token-client.ts';
import type { TestAnswer } from '../../../src/revocation/witness.ts';
import { aToken, failures, idOf, someIds, someTokens, wordsOf } from '../../support/domain.ts';
import { type ClusterOptions, listsInTurn, mishaps } from '../../support/in-memory-cluster.ts';
import { aLeak, requestsOf, secretOf, testsOf } from '../../support/leaked-tokens.ts';
import { givenRun, type Scene, type Setting, sharedPrefix } from '../../support/revocation-run.ts';

const { forbidden, lost, serverError, unauthorized, unreachable } = failures;
const caller = idOf(4);
const accepted: TestAnswer = { kind: 'accepted' };
const rejected: TestAnswer = { kind: 'rejected' };
const idle = { answer: { kind: 'accepted' as const }, works: false };

/** Revokes four tokens with force; requests authenticate with the last one. */
async function runWith(setting: Setting) {
  const scene = givenRun({ tokens: someTokens(4), caller, force: true, latency: 0, ...setting });
  const result = await scene.run();
  const fate = result.outcomes.find(({ id }) => id === caller)?.fate;
  const proof = fate !== undefined && 'proof' in fate ? fate.proof : [];
  return { ...scene, result, words: wordsOf(result), own: wordsOf(result).at(-1), proof };
}

/** Every list after the revocation of the token in use. */
const lastLists = (answer: ListAnswer) => (nth: number) => (nth > 2 ? { answer } : undefined);
const listedAsRevoked: ListAnswer = {
  kind: 'listed',
  tokens: [...someTokens(3), aToken(4, { revokedAt: 1 })],
};

/** Answers to the tests of the token in use after its revocation, in turn, the last one for ever. */
const testsInTurn =
  (...answers: readonly (TestAnswer | undefined)[]): ClusterOptions['onTest'] =>
  (token, nth) => {
    const answer = token === secretOf(4) ? answers[Math.min(nth, answers.length) - 1] : undefined;
    return answer && { answer };
  };

describe('The token in use', () => {
  test.each([
    ['asks to wait for long', { answer: failures.rateLimited(300_000) }],
    ['asks to wait again and again', { answer: failures.rateLimited(5_000) }],
    ['fails for good', { answer: serverError }],
  ])('waits 15 s at most for the proof of the others, where every list after it %s', async (_, mishap) => {
    const onList = (nth: number) => (nth > 1 ? mishap : undefined);
    const { words, cluster } = await runWith({ onList, deadline: 60_000 });
    expect(words).toEqual([...Array(3).fill('unverified'), 'revoked']);
    expect(cluster.sentAt(caller)[0]).toBeLessThan(15_500);
  });

  test('waits for the others while their list lags', async () => {
    expect((await runWith({ lag: 12_000 })).words.slice(0, 3)).toEqual(Array(3).fill('revoked'));
  });

  test('leaves what was seen of the others as sure as it was', async () => {
    const { words } = await runWith({ onRevoke: mishaps({ [idOf(2)]: [idle] }) });
    expect(words).toEqual(['revoked', 'still-active', 'revoked', 'revoked']);
  });

  test.each([
    ['the test of it is asked to wait each time', failures.rateLimited(8_000)],
    ['the test of it fails each time', serverError],
  ])('is watched for a minute at most where %s', async (_, answer) => {
    const onTest: ClusterOptions['onTest'] = (token) => (token === secretOf(4) ? { answer } : undefined);
    const { time, own } = await runWith({ onTest });
    expect(own).toBe('unverified');
    expect(time.elapsed()).toBeLessThan(62_000);
  });

  test.each<[string, Setting]>([
    ['by its test', { ids: [caller] }],
    // The list would refuse the one in use: this one only has its prefix.
    ['by the list', { ids: [idOf(3)], candidates: [idOf(3), caller], hasWitness: false }],
  ])('is proven %s once a cluster is back that was away for half a minute', async (_, setting) => {
    const isAway = () => scene.cluster.revocations().length > 0 && scene.time.elapsed() < 30_000;
    const gone = () => (isAway() ? { answer: unreachable } : undefined);
    const given = { tokens: someTokens(4), caller, force: true, onList: gone, onTest: gone };
    const scene: Scene = givenRun({ ...given, ...setting });
    expect(wordsOf(await scene.run())).toEqual(['revoked']);
  });

  test('is proven also where the server asks to wait before its test', async () => {
    let asks = true;
    const onTest: ClusterOptions['onTest'] = () => {
      if (!asks || scene.cluster.sentAt(caller).length === 0) return undefined;
      asks = false;
      return { answer: failures.rateLimited(20_000) };
    };
    const scene: Scene = givenRun({ tokens: someTokens(4), caller, force: true, onTest });
    expect(wordsOf(await scene.run()).at(-1)).toBe('revoked');
  });

  test('is revoked last and alone, after the others are proven; two refusals of it are its proof', async () => {
    const { words, result, cluster, proof } = await runWith({});
    expect([words, proof, result.stop]).toEqual([Array(4).fill('revoked'), ['rejected'], undefined]);
    const sent = ['list', idOf(1), idOf(2), idOf(3), 'list', 'test own', 'test invented', caller];
    expect(requestsOf(cluster).slice(0, -2)).toEqual(sent);
  });

  test('is proven by refusals at least 5 s apart', async () => {
    const { cluster } = await runWith({ latency: 20 });
    const [first, second, ...more] = testsOf(cluster, secretOf(4)) as [number, number];
    expect(second - first).toBeGreaterThanOrEqual(5_000);
    expect(more).toEqual([]);
  });

  test('is not proven by a temporary refusal: it is still active', async () => {
    const onRevoke = mishaps({ [caller]: [idle] });
    const { own, cluster } = await runWith({ onRevoke, onTest: testsInTurn(rejected, accepted) });
    expect([own, cluster.isRevoked(caller)]).toEqual(['still-active', false]);
  });

  test.each([3, 4])('is proven where it is refused from round %d on', async (round) => {
    const onTest = testsInTurn(...Array(round).fill(accepted), undefined);
    const onList = listsInTurn(undefined, undefined, ...Array(4).fill(serverError));
    const { own, proof } = await runWith({ onTest, onList, retries: 0 });
    expect([own, proof]).toEqual(['revoked', ['rejected']]);
  });

  test('is proven by both where the list shows it before it is refused', async () => {
    const onTest = testsInTurn(serverError, undefined);
    const { own, proof } = await runWith({ onList: lastLists(listedAsRevoked), onTest });
    expect([own, proof]).toEqual(['revoked', ['listed', 'rejected']]);
  });

  /** Its revocation does nothing, and no list can be read after it. */
  const unlisted: Setting = { onList: lastLists(forbidden), onRevoke: mishaps({ [caller]: [idle] }) };

  test.each<[string, Setting]>([
    ['the list shows it as revoked', { onList: lastLists(listedAsRevoked), onTest: testsInTurn(accepted) }],
    ['no list can be read', unlisted],
  ])('is still active after 15 s where %s, but the cluster accepts it', async (_, setting) => {
    const { own, time } = await runWith(setting);
    expect([own, time.elapsed()]).toEqual(['still-active', 14_000]);
  });

  test.each<[string, (TestAnswer | undefined)[], string, number | undefined]>([
    [
      'it was accepted for 7 s, and no test after that is answered',
      [...Array(4).fill(accepted), serverError],
      'still-active',
      undefined,
    ],
    ['the run ends before it was accepted for 5 s', [accepted], 'unverified', 1_500],
    [
      'the run ends so, and tests before that failed',
      [...Array(3).fill(serverError), accepted],
      'unverified',
      8_000,
    ],
  ])('is as sure as the cluster said where %s', async (_, answers, word, cancelAfter) => {
    const { own } = await runWith({ ...unlisted, onTest: testsInTurn(...answers), cancelAfter });
    expect(own).toBe(word);
  });

  test.each<[string, TestAnswer, number]>([
    ['asks to wait for 20 s', failures.rateLimited(20_000), 1],
    ['fails for some seconds', failures.serverError, 4],
  ])('is proven also where the cluster %s before it: nothing else waits then', async (_, answer, times) => {
    const onTest: ClusterOptions['onTest'] = (token, nth) =>
      token === undefined && nth <= times ? { answer } : undefined;
    expect(await runWith({ onTest })).toMatchObject({ own: 'revoked', proof: ['rejected'] });
    const leaks = [aLeak(1)];
    expect(await runWith({ leaks, onTest })).toMatchObject({ own: 'revoked', proof: ['rejected'] });
  });

  test('is unverified where no request can test it: a list may be refused for a moment', async () => {
    const { own, events } = await runWith({ hasWitness: false });
    expect(own).toBe('unverified');
    expect(events.filter(({ kind }) => kind === 'no-witness')).toHaveLength(1);
  });

  test('is proven where its answer was lost and everything is refused from then on', async () => {
    const onRevoke = mishaps({ [caller]: [{ answer: lost, works: true }] });
    const { own, result, cluster } = await runWith({ onRevoke });
    expect([own, cluster.sentAt(caller).length, result.stop]).toEqual(['revoked', 2, undefined]);
  });

  test.each([
    ['is refused then', listsInTurn(undefined, undefined, unauthorized)],
    ['shows it', undefined],
  ])('that could not be revoked keeps its own failure, where the list %s', async (_, onList) => {
    const onRevoke = mishaps({ [caller]: [{ answer: forbidden }] });
    const { own, time } = await runWith({ onRevoke, onList });
    expect([own, time.elapsed()]).toEqual(['forbidden', 0]);
  });

  const once = 'The cluster rejected the token in use once, which does not prove that it is dead.';

  test.each<[string, Setting, string, string]>([
    [
      'no route can test it, and the list refuses it',
      { hasWitness: false, onList: lastLists(unauthorized) },
      'unverified',
      once,
    ],
    ['the run ends between the refusals', { cancelAfter: 3_000 }, 'unverified', once],
    [
      'the second test of it fails',
      { onTest: testsInTurn(rejected, serverError), onList: lastLists(serverError) },
      'unverified',
      once,
    ],
    [
      'it may be another one that is refused, and a list showed it as active',
      {
        tokens: someTokens(4).with(0, aToken(1, { prefix: 'M.V1.' })),
        onRevoke: mishaps({ [caller]: [idle] }),
        onTest: testsInTurn(accepted, rejected),
      },
      'unverified',
      'The cluster now rejects the token in use, which does not prove that it is this one.',
    ],
    [
      'it may be another one that is refused',
      { tokens: someTokens(4).with(0, aToken(1, { prefix: 'M.V1.' })), ids: [caller] },
      'unverified',
      'The cluster now rejects the token in use, which does not prove that it is this one.',
    ],
    [
      'a proxy refuses it',
      { hasWitness: false, onList: lastLists({ ...unauthorized, fromApi: false }) },
      'unverified',
      `The revocation ended without an error, but it could not be verified. ${unauthorized.message}`,
    ],
    [
      'its revocation failed, and then it is refused',
      {
        hasWitness: false,
        onRevoke: mishaps({ [caller]: [{ answer: { ...forbidden, mayHaveWorked: true } }] }),
        onList: lastLists(unauthorized),
      },
      'forbidden',
      `${forbidden.message} The token may still be active.`,
    ],
  ])('is to be checked with another token where %s', async (_, setting, code, message) => {
    const { result } = await runWith(setting);
    expect(result.outcomes.at(-1)?.fate).toEqual({ status: 'failed', code, message, ...askWithAnother });
  });

  test.each([8_000, 20_000])(
    'costs no other its proof where the server asks the list to wait for %d ms',
    async (ms) => {
      const onList = listsInTurn(undefined, failures.rateLimited(ms));
      expect((await runWith({ onList })).words).toEqual(Array(4).fill('revoked'));
    },
  );

  test('is proven also where its first test was refused for a moment, and another route stays closed', async () => {
    const leaks = [aLeak(1)];
    const refused: ClusterOptions['onTest'] = (token, nth) =>
      token === undefined && nth === 1 ? { answer: rejected } : undefined;
    expect(await runWith({ leaks, onTest: refused })).toMatchObject({ own: 'revoked', proof: ['rejected'] });
    const onTest: ClusterOptions['onTest'] = (token, nth) =>
      token === undefined && nth <= 4 ? { answer: serverError } : undefined;
    const { request, surroundings, time } = givenRun({
      tokens: someTokens(4),
      caller,
      force: true,
      leaks,
      onTest,
    });
    const witnesses = [async () => forbidden, ...surroundings.witnesses];
    const result = await time.settle(revokeTokens(request, { ...surroundings, witnesses }));
    expect(result.outcomes.at(-1)?.fate).toMatchObject({ status: 'revoked', proof: ['rejected'] });
  });

  test('keeps a part of a short deadline from its test', async () => {
    const onTest: ClusterOptions['onTest'] = (token) =>
      token === undefined ? { takes: 9_000, answer: serverError } : undefined;
    const { cluster } = await runWith({ deadline: 60_000, onTest });
    expect(cluster.sentAt(caller)[0]).toBeLessThan(25_000);
  });

  test('waits for no test for long where another may be the one in use', async () => {
    const onTest: ClusterOptions['onTest'] = (token, nth) =>
      token === undefined && nth === 1 ? { answer: failures.rateLimited(20_000) } : undefined;
    const { cluster } = await runWith({ candidates: [idOf(3), caller], onTest });
    expect(cluster.sentAt(idOf(3))[0]).toBeLessThan(1_000);
  });

  test('waits for no test longer than a minute', async () => {
    const onTest: ClusterOptions['onTest'] = (token, nth) =>
      token === undefined && nth === 1 ? { answer: failures.rateLimited(300_000) } : undefined;
    expect((await runWith({ onTest })).cluster.sentAt(caller)).toEqual([0]);
  });

  test('leaves word whom to ask about what is open, for it is dead', async () => {
    const hintsOf = ({ outcomes }: RunResult) =>
      outcomes.map(({ fate }) => ('hint' in fate ? fate.hint : fate.status));
    const onList = (nth: number) => (nth > 1 ? { answer: forbidden } : undefined);
    const { result } = await runWith({ onList });
    expect(hintsOf(result)).toEqual([...Array(3).fill(askWithAnother.hint), 'revoked']);
    const ended = await runWith({ onList, cancelAfter: 17_000 });
    expect(hintsOf(ended.result)).toEqual(Array(4).fill(askWithAnother.hint));
    const live = await runWith({ onRevoke: mishaps({ [idOf(1)]: [idle] }) });
    expect(hintsOf(live.result)[0]).toBe(`Treat the token as live. ${askWithAnother.hint}`);
  });

  test('is left alone where something stopped the run before', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: unauthorized }] });
    const { own, cluster } = await runWith({ onRevoke });
    expect([own, cluster.revocations().includes(caller)]).toEqual(['not-attempted', false]);
    expect(requestsOf(cluster)).not.toContain('test own');
  });
});

describe('Where several listed tokens have the prefix of the one in use', () => {
  test('a refusal proves nothing of the one that was revoked, though only that was requested', async () => {
    // The DELETE does nothing, and the token of the run dies otherwise.
    const onRevoke = mishaps({ [idOf(3)]: [idle] });
    const onTest: ClusterOptions['onTest'] = (token) =>
      token === undefined ? undefined : { answer: rejected };
    const onList: Setting['onList'] = (nth) => (nth > 1 ? { answer: unauthorized } : undefined);
    const candidates = [idOf(3), caller];
    const { words, cluster } = await runWith({ ids: [idOf(3)], candidates, onRevoke, onTest, onList });
    expect([words, cluster.isRevoked(idOf(3))]).toEqual([['unverified'], false]);
  });

  test.each<[string, Setting]>([
    ['an outage', { hasWitness: false, onList: (nth) => (nth > 1 ? { answer: serverError } : undefined) }],
    [
      'what the server asks to wait',
      { onList: (nth) => (nth === 3 ? { answer: failures.rateLimited(120_000) } : undefined) },
    ],
  ])('none waits for long for the proof of the one before it: %s', async (_, setting) => {
    const candidates = [idOf(2), idOf(3), caller];
    const { cluster } = await runWith({ candidates, deadline: 100_000, ...setting });
    expect(cluster.sentAt(caller)[0]).toBeLessThan(60_000);
  });

  test('a list that was read after one is none that does not show the next one', async () => {
    const onList: Setting['onList'] = (nth) => (nth > 3 ? { answer: serverError } : undefined);
    const { result } = await runWith({ candidates: [idOf(3), caller], hasWitness: false, onList });
    const message = `The revocation ended without an error, but it could not be verified. ${serverError.message}`;
    expect(result.outcomes.at(-1)?.fate).toMatchObject({ code: 'unverified', message });
  });

  test('they are revoked one after the other, until the one in use is gone', async () => {
    const candidates = [idOf(2), idOf(3), caller];
    const { words, result, cluster } = await runWith({ candidates, caller: idOf(3), latency: 20 });
    expect(words).toEqual(['revoked', 'revoked', 'unverified', 'not-attempted']);
    const message = 'The run revoked its own token; the remaining ids need another.';
    expect(result.stop).toMatchObject({ code: 'unauthorized', message });
    expect([cluster.busiest(), cluster.isRevoked(caller)]).toEqual([1, false]);
    expect(cluster.sentAt(idOf(3))[0]).toBeLessThan(1_000);
  });

  test.each<[string, Setting, string[]]>([
    [
      'each is proven by the list while that can be read, though it lags',
      { candidates: [idOf(2), idOf(3), caller], lag: 2_000 },
      ['revoked', 'revoked', 'revoked', 'unverified'],
    ],
    [
      'one that could not be revoked does not keep the others',
      { candidates: [idOf(2), caller], onRevoke: mishaps({ [idOf(2)]: [{ answer: forbidden }] }) },
      ['revoked', 'forbidden', 'revoked', 'unverified'],
    ],
    [
      'a list that was refused once ends nothing while the one in use is accepted',
      {
        candidates: [idOf(3), caller],
        onTest: testsInTurn(serverError, accepted, undefined),
        onList: (nth) => (nth === 3 ? { answer: unauthorized } : undefined),
      },
      ['revoked', 'revoked', 'revoked', 'unverified'],
    ],
    [
      'none is revoked after an answer that all of them would get',
      { candidates: [idOf(3), caller], onRevoke: mishaps({ [idOf(3)]: [{ answer: unauthorized }] }) },
      ['revoked', 'revoked', 'unauthorized', 'not-attempted'],
    ],
    [
      'the job can be cancelled between two',
      { candidates: [idOf(3), caller], hasWitness: false, latency: 20, cancelAfter: 100 },
      ['revoked', 'revoked', 'revoked', 'cancelled'],
    ],
  ])('%s', async (_, setting, words) => {
    expect((await runWith(setting)).words).toEqual(words);
  });
});

describe('A token in use that has leaked itself', () => {
  const leaks = [aLeak(4, 1)];

  test.each([true, false])('is refused without force, tested or not: %s', async (hasWitness) => {
    const { words, result, cluster } = await runWith({ ids: [], leaks, force: false, hasWitness });
    expect([words, result.stop?.code, cluster.revocations()]).toEqual([['refused'], 'refused', []]);
  });

  test('is revoked after one round without retries: what still works then is unverified', async () => {
    const several = [aLeak(1, 1), aLeak(2, 2), aLeak(4, 3)];
    const onTest: ClusterOptions['onTest'] = (token, nth) =>
      token === secretOf(1) && nth > 1 ? { answer: accepted } : undefined;
    const { result, cluster } = await runWith({ ids: [], leaks: several, onTest });
    expect(result.outcomes).toMatchObject([
      { leaks: [{ after: 'accepted' }], fate: { code: 'unverified' } },
      { leaks: [{ after: 'rejected' }], fate: { status: 'revoked', proof: ['listed', 'rejected'] } },
      { leaks: [{ after: 'rejected' }], fate: { status: 'revoked', proof: ['rejected'] } },
    ]);
    expect(cluster.sentAt(caller)).toEqual([0]);
  });

  test('hurries nothing where the run was stopped, so that it stays: a list that lags is waited for', async () => {
    const onRevoke = mishaps({ [idOf(3)]: [{ answer: { ...forbidden, affectsAll: true } }] });
    const { words } = await runWith({ ids: someIds(3), leaks, concurrency: 1, lag: 3_000, onRevoke });
    expect(words).toEqual(['revoked', 'revoked', 'forbidden', 'not-attempted']);
  });

  test('leaves what one look did not show unverified, also where the proof of it takes several', async () => {
    const { words } = await runWith({ ids: someIds(3), leaks, lag: 3_000 });
    expect(words).toEqual([...Array(3).fill('unverified'), 'revoked']);
  });

  test('is not held back by what the server asks the test of another string to wait', async () => {
    const asked = { answer: failures.rateLimited(300_000) };
    const onTest: ClusterOptions['onTest'] = (token, nth) =>
      token === secretOf(1) && nth > 1 ? asked : undefined;
    const { cluster } = await runWith({ ids: [], leaks: [aLeak(1, 1), aLeak(4, 2)], onTest });
    expect(cluster.sentAt(caller)[0]).toBeLessThan(10_500);
  });

  test('is held back for 10 s at most by tests of other strings that are not answered', async () => {
    const others = Array.from({ length: 3 }, (_, index) => aLeak(index + 1));
    let areRevoked = false;
    const onTest: ClusterOptions['onTest'] = (token) =>
      areRevoked && token !== secretOf(4) && token !== undefined ? { takes: 3_600_000 } : undefined;
    const onRevoke: ClusterOptions['onRevoke'] = () => {
      areRevoked = true;
      return undefined;
    };
    const { cluster } = await runWith({ ids: [], leaks: [...others, aLeak(4)], onTest, onRevoke });
    const [first, last] = [cluster.sentAt(idOf(1)), cluster.sentAt(caller)].map((times) => times[0] ?? 0);
    expect([first, last]).toEqual([expect.any(Number), expect.any(Number)]);
    expect((last ?? 0) - (first ?? 0)).toBeLessThan(10_500);
  });

  test('is not revoked behind a cancellation, which ends the only look', async () => {
    const onList: ClusterOptions['onList'] = (nth) =>
      nth > 1 ? { answer: failures.rateLimited(9_000) } : undefined;
    const { cluster, time } = await runWith({
      ids: [],
      leaks: [aLeak(1, 1), aLeak(4, 2)],
      onList,
      cancelAfter: 1_000,
    });
    expect(cluster.sentAt(caller)).toEqual([]);
    expect(time.elapsed()).toBeLessThan(2_000);
  });

  test('leaves what no list came for in time unverified, and says so', async () => {
    const onList: ClusterOptions['onList'] = (nth) => (nth === 2 ? { takes: 3_600_000 } : undefined);
    const { result } = await runWith({ ids: [idOf(1)], leaks: [aLeak(4, 1)], onList });
    const message = expect.stringContaining('There was no time for more than 10 s.');
    expect(result.outcomes[0]?.fate).toMatchObject({ code: 'unverified', message });
  });

  test('waits as long as the server asks everything to wait: that takes none of the time for the look', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: failures.rateLimited(30_000) }] });
    const { words } = await runWith({ ids: someIds(2), leaks, retries: 0, onRevoke });
    expect(words).toEqual(['rate-limited', 'revoked', 'revoked']);
  });

  test.each<[string, Setting]>([
    ['lags', { lag: 60_000 }],
    ['fails for a moment', { onList: listsInTurn(undefined, serverError) }],
  ])('is not held back by a list that %s', async (_, setting) => {
    const { cluster } = await runWith({ ids: [idOf(1)], leaks, ...setting });
    expect(cluster.sentAt(caller)).toEqual([0]);
  });

  test('is not reported as rejected while the cluster accepts it', async () => {
    const { result } = await runWith({ ids: [], leaks, onRevoke: mishaps({ [caller]: [idle] }) });
    expect(result.outcomes).toMatchObject([
      { leaks: [{ after: expect.not.stringContaining('rejected') }], fate: { code: 'still-active' } },
    ]);
  });
});

test('A made-up string with the prefix of the token in use reveals nothing and revokes nothing', async () => {
  const leaks = [{ position: 1, token: `${sharedPrefix}made-up` }];
  const { words, cluster } = await runWith({ ids: [], leaks, candidates: [caller] });
  expect([words, cluster.revocations()]).toEqual([['not-found'], []]);
});
