import { describe, expect, test } from '@jest/globals';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import type { TestAnswer } from '../../../src/revocation/witness.ts';
import { aToken, failures, idOf, someTokens, wordsOf } from '../../support/domain.ts';
import { type ClusterOptions, listsInTurn, mishaps } from '../../support/in-memory-cluster.ts';
import { aLeak, requestsOf, secretOf, testsOf } from '../../support/leaked-tokens.ts';
import { givenRun, type Scene, type Setting, sharedPrefix } from '../../support/revocation-run.ts';

const { forbidden, lost, serverError, unauthorized } = failures;
const caller = idOf(4);
const accepted: TestAnswer = { kind: 'accepted' };
const rejected: TestAnswer = { kind: 'rejected' };
const idle = { answer: { kind: 'accepted' as const }, works: false };

/** Revokes four tokens with force; requests authenticate with the last one. */
async function runWith(
  setting: Setting,
): Promise<Scene & { result: RunResult; own: string; proof: unknown }> {
  const scene = givenRun({ tokens: someTokens(4), caller, force: true, latency: 0, ...setting });
  const result = await scene.run();
  const fate = result.outcomes.find(({ id }) => id === caller)?.fate;
  const proof = fate !== undefined && 'proof' in fate ? fate.proof : [];
  return { ...scene, result, own: wordsOf(result).at(-1) ?? '', proof };
}

/** Answers to the tests of the token in use after its revocation, in turn; the last one stays. */
const testsInTurn =
  (...answers: readonly (TestAnswer | undefined)[]): ClusterOptions['onTest'] =>
  (token, nth) => {
    const answer = token === secretOf(4) ? answers[Math.min(nth, answers.length) - 1] : undefined;
    return answer && { answer };
  };

describe('The token in use', () => {
  test('goes last and alone, after the others are proven; two refusals of it are its proof', async () => {
    const { result, cluster, proof } = await runWith({});
    expect(wordsOf(result)).toEqual(Array(4).fill('revoked'));
    expect([proof, result.stop]).toEqual([['rejected'], undefined]);
    expect(requestsOf(cluster).slice(0, -2)).toEqual([
      'list',
      idOf(1),
      idOf(2),
      idOf(3),
      'list',
      'test own',
      caller,
    ]);
  });

  test('is proven by refusals at least 5 s apart', async () => {
    const { cluster } = await runWith({ latency: 20 });
    const [first, second, ...more] = testsOf(cluster, secretOf(4)) as [number, number];
    expect(second - first).toBeGreaterThanOrEqual(5_000);
    expect(more).toEqual([]);
  });

  test('is not proven by a refusal that passes: it is still active', async () => {
    const onRevoke = mishaps({ [caller]: [idle] });
    const { own, cluster } = await runWith({ onRevoke, onTest: testsInTurn(rejected, accepted) });
    expect([own, cluster.isRevoked(caller)]).toEqual(['still-active', false]);
  });

  test.each([3, 4])('is proven where it is refused from round %d on', async (round) => {
    const onTest = testsInTurn(...Array(round).fill(accepted), undefined);
    const { own, proof } = await runWith({
      onTest,
      onList: listsInTurn(undefined, undefined, ...Array(4).fill(serverError)),
      retries: 0,
    });
    expect([own, proof]).toEqual(['revoked', ['rejected']]);
  });

  test('is proven by both where the list shows it before it is refused', async () => {
    const tokens = [...someTokens(3), aToken(4, { revokedAt: 1 })];
    const onList = (nth: number) => (nth > 2 ? { answer: { kind: 'listed', tokens } as const } : undefined);
    const { own, proof } = await runWith({ onList, onTest: testsInTurn(serverError, undefined) });
    expect([own, proof]).toEqual(['revoked', ['listed', 'rejected']]);
  });

  test('is still active where the list shows it as revoked, but the cluster accepts it', async () => {
    const tokens = [...someTokens(3), aToken(4, { revokedAt: 1 })];
    const onList = (nth: number) => (nth > 2 ? { answer: { kind: 'listed', tokens } as const } : undefined);
    expect((await runWith({ onList, onTest: testsInTurn(accepted) })).own).toBe('still-active');
  });

  test('is still active where no list can be read, but the cluster accepts it', async () => {
    const onRevoke = mishaps({ [caller]: [idle] });
    const onList = (nth: number) => (nth > 2 ? { answer: forbidden } : undefined);
    expect((await runWith({ onRevoke, onList })).own).toBe('still-active');
  });

  test('is unverified where the job is cancelled between the refusals', async () => {
    const { own, result } = await runWith({ cancelAfter: 3_000 });
    expect([own, result.stop?.code]).toEqual(['unverified', 'cancelled']);
    expect(result.outcomes[3]?.fate).toMatchObject({
      hint: expect.stringContaining('another management token'),
    });
  });

  test('is unverified where no request can test it: a refused list may pass', async () => {
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

  test('is left alone where something stopped the run before', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: unauthorized }] });
    const { own, cluster } = await runWith({ onRevoke });
    expect([own, cluster.revocations().includes(caller)]).toEqual(['not-attempted', false]);
  });
});

describe('Where several listed tokens have the prefix of the one in use', () => {
  test('a refusal proves nothing of the one that was revoked, though only that was asked for', async () => {
    // The DELETE does nothing, and the token of the run dies otherwise.
    const onRevoke = mishaps({ [idOf(3)]: [idle] });
    const onTest: ClusterOptions['onTest'] = (token) =>
      token === undefined ? undefined : { answer: rejected };
    const { result, cluster } = await runWith({
      ids: [idOf(3)],
      candidates: [idOf(3), caller],
      onRevoke,
      onTest,
      onList: (nth) => (nth > 1 ? { answer: unauthorized } : undefined),
    });
    expect([wordsOf(result), cluster.isRevoked(idOf(3))]).toEqual([['unverified'], false]);
  });

  test('they go one after the other, until the one in use is gone', async () => {
    const { result, cluster } = await runWith({
      candidates: [idOf(2), idOf(3), caller],
      caller: idOf(3),
      latency: 20,
    });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'unverified', 'not-attempted']);
    expect(result.stop).toMatchObject({
      code: 'unauthorized',
      message: 'The run revoked its own token; the remaining ids need another.',
    });
    expect([cluster.busiest(), cluster.isRevoked(caller)]).toEqual([1, false]);
  });

  test('each is proven by the list while that can be read, though it lags', async () => {
    const setting = { candidates: [idOf(2), idOf(3), caller], lag: 2_000 };
    const { result } = await runWith(setting);
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked', 'unverified']);
  });

  test('one that could not be revoked does not keep the others', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: forbidden }] });
    const { result } = await runWith({ candidates: [idOf(2), caller], onRevoke });
    expect(wordsOf(result)).toEqual(['revoked', 'forbidden', 'revoked', 'unverified']);
  });

  test('a prefix of another form beside them leaves it open too', async () => {
    const tokens = [...someTokens(3).with(0, aToken(1, { prefix: 'M.V1.' })), aToken(4)];
    const { result } = await runWith({ tokens, ids: [caller] });
    expect(wordsOf(result)).toEqual(['unverified']);
  });

  test('the job can be cancelled between two', async () => {
    const { result } = await runWith({
      candidates: [idOf(3), caller],
      hasWitness: false,
      latency: 20,
      cancelAfter: 100,
    });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked', 'cancelled']);
  });
});

describe('A token in use that has leaked itself', () => {
  const leaks = [aLeak(4, 1)];

  test('is refused without force', async () => {
    const { result, cluster } = await runWith({ ids: [], leaks, force: false });
    expect([wordsOf(result), result.stop?.code, cluster.revocations()]).toEqual([['refused'], 'refused', []]);
  });

  test('is revoked after one round without retries: what still works then is proven by the list only', async () => {
    const { result, cluster } = await runWith({
      ids: [],
      leaks: [aLeak(1, 1), aLeak(2, 2), aLeak(4, 3)],
      onTest: (token, nth) => (token === secretOf(1) && nth > 1 ? { answer: accepted } : undefined),
    });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked']);
    expect(result.outcomes.map(({ fate }) => 'proof' in fate && fate.proof)).toEqual([
      ['listed'],
      ['listed', 'rejected'],
      ['rejected'],
    ]);
    expect(result.outcomes.flatMap(({ leaks: own }) => own.map(({ after }) => after))).toEqual([
      'unknown',
      'rejected',
      'rejected',
    ]);
    expect(cluster.sentAt(caller)).toEqual([0]);
  });

  test('is not held back by a list that lags', async () => {
    const { cluster } = await runWith({ ids: [idOf(1)], leaks, lag: 60_000 });
    expect(cluster.sentAt(caller)).toEqual([0]);
  });
});

test('A made-up string with the prefix of the token in use reveals nothing and revokes nothing', async () => {
  const leaks = [{ position: 1, token: `${sharedPrefix}made-up` }];
  const { result, cluster } = await runWith({ ids: [], leaks, candidates: [caller] });
  expect([wordsOf(result), cluster.revocations()]).toEqual([['not-found'], []]);
});
