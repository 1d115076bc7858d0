import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../../src/failure.ts';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import { revokeTokensInUse } from '../../../src/revocation/token-in-use.ts';
import { anEntry, failures, idOf, someIds, someTokens, wordOf, wordsOf } from '../../support/domain.ts';
import { listsInTurn, mishaps } from '../../support/in-memory-cluster.ts';
import { givenContext, givenRun, type Scene, type Setting } from '../../support/revocation-run.ts';

const { forbidden, lost, serverError, unauthorized } = failures;
const proven = { status: 'revoked', proof: ['rejected'], revokedAt: undefined, provenAt: expect.any(Number) };

/** Revokes four tokens with force; requests authenticate with one of them. */
async function runWith(setting: Setting): Promise<Scene & { readonly result: RunResult }> {
  const scene = givenRun({ tokens: someTokens(4), force: true, ...setting });
  return { ...scene, result: await scene.run() };
}

describe('The token in use', () => {
  test('goes last and alone, after the others are proven, and the refused list is its proof', async () => {
    const { result, cluster } = await runWith({ caller: idOf(2) });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked', 'revoked']);
    expect(result.outcomes[1]?.fate).toEqual(proven);
    expect(result.stop).toBeUndefined();
    expect(result.planned).toEqual([idOf(1), idOf(3), idOf(4), idOf(2)]);
    const order = cluster.requests.map(({ id }) => id ?? 'list');
    expect(order).toEqual(['list', idOf(1), idOf(3), idOf(4), 'list', idOf(2), 'list']);
  });

  test('is proven dead where the answer was lost and every further request is refused', async () => {
    const onRevoke = mishaps({ [idOf(4)]: [{ answer: lost, works: true }] });
    const { result, cluster } = await runWith({ caller: idOf(4), onRevoke });
    expect(cluster.sentAt(idOf(4))).toHaveLength(2);
    expect(result.outcomes[3]?.fate).toEqual(proven);
    expect(result.stop).toBeUndefined();
  });

  test('is not taken for dead where it could not be revoked', async () => {
    const onRevoke = mishaps({ [idOf(4)]: [{ answer: forbidden }] });
    const { result, time } = await runWith({ caller: idOf(4), onRevoke });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked', 'forbidden']);
    // Nobody waits for a list to show what was not done.
    expect(time.elapsed()).toBeLessThan(1_000);
  });

  test('is not taken for dead where the list is refused although its revocation failed for good', async () => {
    const onRevoke = mishaps({ [idOf(4)]: [{ answer: forbidden }] });
    const onList = listsInTurn(undefined, undefined, unauthorized);
    const { result } = await runWith({ caller: idOf(4), onRevoke, onList });
    expect(wordsOf(result).at(-1)).toBe('forbidden');
  });

  test('is unverified where the list fails for another reason', async () => {
    const onList = listsInTurn(undefined, undefined, forbidden);
    const { result } = await runWith({ caller: idOf(4), onList });
    expect(wordsOf(result).at(-1)).toBe('unverified');
  });

  test('is still active where the list goes on showing it so', async () => {
    const onRevoke = mishaps({ [idOf(4)]: [{ answer: { kind: 'accepted' } }] });
    const { result } = await runWith({ caller: idOf(4), onRevoke });
    expect(wordsOf(result).at(-1)).toBe('still-active');
  });
});

describe('Several candidates for the token in use', () => {
  const candidates = [idOf(2), idOf(3), idOf(4)];

  test('go one after the other, each with its proof, until the one in use is gone', async () => {
    const { result, cluster } = await runWith({ candidates, caller: idOf(3) });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked', 'not-attempted']);
    expect(result.outcomes[1]?.fate).toMatchObject({ revokedAt: expect.any(Number) });
    expect(result.outcomes[2]?.fate).toEqual(proven);
    expect(result.stop).toMatchObject({ code: 'unauthorized' });
    expect(cluster.busiest()).toBe(1);
    expect(cluster.isRevoked(idOf(4))).toBe(false);
  });

  test('are all revoked where the one in use is the last of them', async () => {
    const { result } = await runWith({ candidates, caller: idOf(4) });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked', 'revoked']);
    expect(result.stop).toBeUndefined();
  });

  test('are waited for where the list lags', async () => {
    const { result } = await runWith({ candidates, caller: idOf(4), lag: 2_000 });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked', 'revoked']);
  });

  test('go on after one that could not be revoked', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: forbidden }] });
    const { result } = await runWith({ candidates, caller: idOf(4), onRevoke });
    expect(wordsOf(result)).toEqual(['revoked', 'forbidden', 'revoked', 'revoked']);
  });

  test('never pass the death of one off as the proof of another', async () => {
    const onRevoke = mishaps({
      [idOf(3)]: [{ answer: lost, works: true }],
      [idOf(4)]: [{ answer: lost, works: false }],
    });
    const { result, cluster } = await runWith({
      candidates: [idOf(3), idOf(4)],
      caller: idOf(3),
      retries: 0,
      onRevoke,
      onList: listsInTurn(undefined, undefined, serverError),
    });
    expect(cluster.isRevoked(idOf(4))).toBe(false);
    expect(wordsOf(result)[3]).toBe('timeout');
  });

  test('never pass a death that comes late off as the proof of another', async () => {
    const onRevoke = mishaps({
      [idOf(3)]: [{ answer: lost, works: true, delay: 15_150 }],
      [idOf(4)]: [{ answer: lost, works: false, takes: 1_000 }],
    });
    const { result, cluster } = await runWith({
      candidates: [idOf(3), idOf(4)],
      caller: idOf(3),
      retries: 0,
      onRevoke,
    });
    expect([cluster.isRevoked(idOf(3)), cluster.isRevoked(idOf(4))]).toEqual([true, false]);
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'timeout', 'timeout']);
  });
});

describe('The token in use is left alone', () => {
  const revokeWith = async (setting: Setting, stoppedBy?: Failure): Promise<string[]> => {
    const { context, time } = givenContext({ tokens: someTokens(2), caller: idOf(1), ...setting });
    const { fates } = await time.settle(revokeTokensInUse(someTokens(2).map(anEntry), context, stoppedBy));
    return someIds(2).map((id) => {
      const fate = fates.get(id);
      return fate === undefined ? 'untouched' : wordOf({ fate });
    });
  };

  test('where something stopped the run before', async () => {
    expect(await revokeWith({}, forbidden)).toEqual(['untouched', 'untouched']);
  });

  test('where the job was cancelled before', async () => {
    const { context, time } = givenContext({ tokens: someTokens(1), cancelAfter: 0 });
    await time.settle(time.sleep(1, new AbortController().signal));
    const { fates } = await time.settle(revokeTokensInUse(someTokens(1).map(anEntry), context, undefined));
    expect(fates.size).toBe(0);
  });

  test('where the job is cancelled between two candidates', async () => {
    const setting = { caller: idOf(2), latency: 20, cancelAfter: 25 };
    expect(await revokeWith(setting)).toEqual(['revoked', 'untouched']);
  });
});
