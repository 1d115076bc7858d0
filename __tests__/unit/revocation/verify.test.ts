import { describe, expect, test } from '@jest/globals';
import type { Attempted } from '../../../src/revocation/retry.ts';
import type { TokenId } from '../../../src/revocation/token.ts';
import type { RevokeAnswer } from '../../../src/revocation/token-client.ts';
import { settleFates, verifyRevoked } from '../../../src/revocation/verify.ts';
import {
  anEntry,
  failed,
  failures,
  idOf,
  longAgo,
  someIds,
  someTokens,
  wordOf,
} from '../../support/domain.ts';
import { listsInTurn } from '../../support/in-memory-cluster.ts';
import { givenContext, type Scene, type Setting } from '../../support/revocation-run.ts';

const { forbidden, lost, serverError, unauthorized, unreachable } = failures;
const after = (answer: RevokeAnswer, mayHaveWorked = false): Attempted<RevokeAnswer> => ({
  answer,
  attempts: 1,
  requestedAt: longAgo,
  mayHaveWorked,
});
const accepted = after({ kind: 'accepted' });

interface Settled extends Pick<Scene, 'cluster' | 'time' | 'events'> {
  readonly words: readonly string[];
  readonly messages: readonly string[];
}

/** Has the cluster revoke the tokens 1 to 3, with these attempts to show for it, and settles what became of them. */
async function settle(
  setting: Setting & {
    attempts?: readonly (Attempted<RevokeAnswer> | undefined)[];
    revoke?: readonly TokenId[];
  },
): Promise<Settled> {
  const tokens = someTokens(3);
  const { context, cluster, time, events } = givenContext({ tokens, latency: 0, ...setting });
  const attempts = new Map<TokenId, Attempted<RevokeAnswer>>();
  (setting.attempts ?? [accepted, accepted, accepted]).forEach((attempted, index) => {
    if (attempted !== undefined) attempts.set(idOf(index + 1), attempted);
  });
  const never = new AbortController().signal;
  for (const id of setting.revoke ?? someIds(3))
    await cluster.client.revoke(id, { signal: never, attempt: 1 });
  const fates = [...(await time.settle(settleFates(tokens.map(anEntry), attempts, context))).values()];
  const messages = fates.map((fate) => (fate.status === 'failed' ? fate.message : ''));
  return { words: fates.map((fate) => wordOf({ fate })), messages, cluster, time, events };
}

describe('A verification', () => {
  test('believes a list that shows every id as revoked, without a wait', async () => {
    const { words, time, events } = await settle({});
    expect(words).toEqual(['revoked', 'revoked', 'revoked']);
    expect(time.elapsed()).toBe(0);
    expect(events).toEqual([{ kind: 'verifying', ids: 3, round: 1 }]);
  });

  test.each([
    [500, 1_000],
    [1_500, 3_000],
    [6_900, 7_000],
    [14_000, 14_000],
  ])('waits for a list that lags by %d ms, until it catches up', async (lag, elapsed) => {
    const { words, time } = await settle({ lag });
    expect(words).toEqual(['revoked', 'revoked', 'revoked']);
    expect(time.elapsed()).toBe(elapsed);
  });

  test('starts no list later than 15 s after the first, however slow they are', async () => {
    const { words, time } = await settle({ lag: 600_000, latency: 6_000 });
    expect(words).toEqual(['still-active', 'still-active', 'still-active']);
    expect(time.elapsed()).toBeLessThanOrEqual(4 * 6_000 + 15_000 + 6_000);
  });

  test('is no proof where a page refuses the list in place of the cluster', async () => {
    const page = { ...unauthorized, fromApi: false };
    const { context, time } = givenContext({ tokens: someTokens(1), onList: listsInTurn(page) });
    const verification = await time.settle(verifyRevoked(new Map([[idOf(1), accepted]]), context));
    expect(verification).toMatchObject({ kind: 'unavailable' });
  });

  test('gives up after five lists within 15 s, and tells that the token is still active', async () => {
    const { words, time, events } = await settle({ lag: 60_000 });
    expect(words).toEqual(['still-active', 'still-active', 'still-active']);
    expect(time.elapsed()).toBe(14_000);
    expect(events.map((event) => event.kind === 'verifying' && event.round)).toEqual([1, 2, 3, 4, 5]);
  });

  test('waits for nothing but the ids whose revocation may have worked', async () => {
    const { words, time } = await settle({
      attempts: [accepted, after(forbidden), undefined],
      revoke: [idOf(1)],
    });
    expect(words).toEqual(['revoked', 'forbidden']);
    expect(time.elapsed()).toBe(0);
  });

  test('waits for an id whose answer was lost', async () => {
    const { words, time } = await settle({ attempts: [after(lost, true)], lag: 2_500 });
    expect(words).toEqual(['revoked']);
    expect(time.elapsed()).toBe(3_000);
  });

  test('finds out that somebody else revoked a token whose revocation failed', async () => {
    const { words } = await settle({ attempts: [after(forbidden)], revoke: [idOf(1)] });
    expect(words).toEqual(['already-revoked']);
  });

  test('asks for no list where nothing was tried', async () => {
    const { words, cluster } = await settle({ attempts: [] });
    expect(words).toEqual([]);
    expect(cluster.requests.filter(({ id }) => id === undefined)).toEqual([]);
  });
});

describe('A list that fails', () => {
  test('is asked for again', async () => {
    const { words } = await settle({ onList: listsInTurn(unreachable, serverError, unreachable) });
    expect(words).toEqual(['revoked', 'revoked', 'revoked']);
  });

  test('for good leaves what was accepted without proof, and says why', async () => {
    const { words, messages } = await settle({
      attempts: [accepted, after(forbidden), after(lost, true)],
      onList: () => ({ answer: serverError }),
    });
    expect(words).toEqual(['unverified', 'forbidden', 'timeout']);
    expect(messages[0]).toBe(
      'The cluster accepted the revocation, but it could not be verified. It was server-error.',
    );
  });

  test('because management tokens are no longer served leaves it without proof too', async () => {
    const { words, messages } = await settle({
      onList: listsInTurn(failed('no-http-route', { message: 'A console answered.', affectsAll: true })),
    });
    expect(words).toEqual(['unverified', 'unverified', 'unverified']);
    expect(messages[0]).toContain('A console answered.');
  });

  test('later on does not take back what an earlier one proved', async () => {
    const { words } = await settle({ revoke: [idOf(1), idOf(3)], onList: listsInTurn(undefined, forbidden) });
    expect(words).toEqual(['revoked', 'still-active', 'revoked']);
  });

  test('for a moment does not end the wait for a cluster that lags', async () => {
    const failing = Array(5).fill(serverError);
    const { words } = await settle({ lag: 9_000, onList: listsInTurn(undefined, ...failing) });
    expect(words).toEqual(['revoked', 'revoked', 'revoked']);
  });

  test('because the credentials died does not take back what an earlier one proved', async () => {
    const { words } = await settle({ revoke: [idOf(1)], onList: listsInTurn(undefined, unauthorized) });
    expect(words).toEqual(['revoked', 'still-active', 'still-active']);
  });

  test('because the credentials died proves nothing for ids that are not known to be in use', async () => {
    const { words, messages } = await settle({
      attempts: [accepted, after(forbidden)],
      onList: listsInTurn(unauthorized),
    });
    expect(words).toEqual(['unverified', 'forbidden']);
    expect(messages[0]).toContain('It was unauthorized. One of the ids may be the token in use.');
  });
});

describe('The end of a run', () => {
  test('leaves time for one list after a cancellation, and no wait for the cluster to catch up', async () => {
    const at = await settle({ lag: 2_000, cancelAfter: 0, latency: 100 });
    expect(at.words).toEqual(['still-active', 'still-active', 'still-active']);
    expect((await settle({ cancelAfter: 0, latency: 100 })).words).toEqual(['revoked', 'revoked', 'revoked']);
  });

  test('ends a wait at once where the job is cancelled', async () => {
    const { words, time } = await settle({ lag: 60_000, revoke: [idOf(1)], cancelAfter: 5_500 });
    expect(words[0]).toBe('still-active');
    expect(time.elapsed()).toBe(5_500);
  });

  test('ends a list under way 5.2 s after a cancellation', async () => {
    const { words, time } = await settle({ onList: () => ({ takes: 60_000 }), cancelAfter: 100 });
    expect(words).toEqual(['unverified', 'unverified', 'unverified']);
    expect(time.elapsed()).toBe(5_300);
  });

  test('ends a list under way at the deadline', async () => {
    const { words, time } = await settle({ onList: () => ({ takes: 60_000 }), deadline: 10_000 });
    expect(words).toEqual(['unverified', 'unverified', 'unverified']);
    expect(time.elapsed()).toBe(10_000);
  });
});

test('The proof that the token in use is dead is the refusal of a list', async () => {
  const { context, cluster, time } = givenContext({ tokens: someTokens(1), caller: idOf(1) });
  await time.settle(cluster.client.revoke(idOf(1), { signal: context.limits.revoking, attempt: 1 }));
  const verification = await time.settle(verifyRevoked(new Map([[idOf(1), accepted]]), context));
  expect(verification).toEqual({ kind: 'locked-out', failure: unauthorized });
});
