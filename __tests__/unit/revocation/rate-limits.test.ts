import { describe, expect, test } from '@jest/globals';
import { attemptRevocation, revokeEntries } from '../../../src/revocation/revoke.ts';
import type { TokenId } from '../../../src/revocation/token.ts';
import { anEntry, failures, idOf, someIds, someTokens } from '../../support/domain.ts';
import { givenContext, type Setting } from '../../support/revocation-run.ts';

const rejection = { answer: failures.rateLimited() };

/** Revokes so many tokens; codes of the ids that were tried, in order. */
async function revoke(count: number, setting: Setting) {
  const tokens = someTokens(count);
  const { context, cluster, time } = givenContext({ tokens, ...setting });
  const result = await time.settle(revokeEntries(tokens.map(anEntry), context, true));
  const words = tokens.map(({ id }) => {
    const answer = result.attempts.get(id)?.answer;
    return answer?.kind === 'failed' ? answer.code : answer?.kind;
  });
  return { ...result, words, cluster, elapsed: time.elapsed() };
}

const rejectFirst = (times: number) => (_: TokenId, nth: number) => (nth <= times ? rejection : undefined);

describe('A 429', () => {
  test('is no attempt: an id is revoked after more of them than retries allow', async () => {
    const { words, attempts } = await revoke(2, { retries: 1, onRevoke: rejectFirst(4) });
    expect(words).toEqual(['accepted', 'accepted']);
    expect(attempts.get(idOf(1))?.attempts).toBe(5);
  });

  test('ends the attempts of an id where there are no retries, and not those of others', async () => {
    const onRevoke = (id: TokenId) => (id === idOf(2) ? rejection : undefined);
    const { words, stoppedBy } = await revoke(3, { retries: 0, onRevoke });
    expect(words).toEqual(['accepted', 'rate-limited', 'accepted']);
    expect(stoppedBy).toBeUndefined();
  });

  test('slows the run down, and the figures say so', async () => {
    const { pace, words } = await revoke(200, {
      onRevoke: (id, nth) => (id === idOf(9) && nth === 1 ? rejection : undefined),
    });
    expect(new Set(words)).toEqual(new Set(['accepted']));
    expect(pace).toMatchObject({ slowDowns: 1, causes: ['429'] });
  });
});

describe('Nothing but 429', () => {
  test('for a minute at the slowest pace stops the run', async () => {
    const { words, stoppedBy, elapsed } = await revoke(300, { onRevoke: () => rejection });
    expect(stoppedBy?.code).toBe('rate-limited');
    expect(elapsed).toBeGreaterThanOrEqual(60_000);
    expect(elapsed).toBeLessThan(90_000);
    expect(new Set(words)).toEqual(new Set(['rate-limited', undefined]));
  });

  test('for a minute does not stop it while others get through', async () => {
    const onRevoke = (id: TokenId, nth: number) => {
      if (id === idOf(1)) return nth < 12 ? rejection : undefined;
      return { works: true, answer: { kind: 'accepted' } as const, takes: 4_000 };
    };
    const { words, stoppedBy, elapsed } = await revoke(30, { concurrency: 2, onRevoke });
    expect(elapsed).toBeGreaterThan(60_000);
    expect(words).toEqual(someIds(30).map(() => 'accepted'));
    expect(stoppedBy).toBeUndefined();
  });

  test('is waited for by the token in use as well', async () => {
    const { context, cluster, time } = givenContext({
      tokens: someTokens(1),
      retries: 1,
      onRevoke: rejectFirst(6),
    });
    const entry = anEntry(idOf(1));
    const { answer } = await time.settle(attemptRevocation(entry, context, context.limits.starting));
    expect(answer.kind).toBe('accepted');
    expect(cluster.isRevoked(idOf(1))).toBe(true);
  });
});

test('A cluster that stops answering in mid-run stops the run, however many were under way', async () => {
  const onRevoke = (id: TokenId) => (id > idOf(400) ? { answer: failures.lost, takes: 60_000 } : undefined);
  const { stoppedBy, elapsed, words } = await revoke(3_000, {
    concurrency: 256,
    deadline: 3_600_000,
    onRevoke,
  });
  expect(stoppedBy?.code).toBe('timeout');
  expect(elapsed).toBeLessThan(9 * 60_000);
  expect(words.filter((word) => word === undefined).length).toBeGreaterThan(2_000);
});
