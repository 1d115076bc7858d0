import { describe, expect, test } from '@jest/globals';
import { type Revocations, revokeEntries } from '../../../src/revocation/revoke.ts';
import type { TokenId } from '../../../src/revocation/token.ts';
import { anEntry, failures, idOf, someIds, someTokens } from '../../support/domain.ts';
import { type InMemoryCluster, mishaps } from '../../support/in-memory-cluster.ts';
import { givenContext, type Scene, type Setting } from '../../support/revocation-run.ts';

const { unauthorized, forbidden, lost, rateLimited, serverError } = failures;

interface Revoked extends Revocations, Pick<Scene, 'cluster' | 'time' | 'events'> {
  /** What the last answer for each id was, in the order of the ids; `undefined` where none was sent. */
  readonly answers: readonly (string | undefined)[];
}

/** Revokes some tokens, after a list was read. */
async function revoke(count: number, setting: Setting = {}): Promise<Revoked> {
  const tokens = someTokens(count);
  const { context, cluster, time, events } = givenContext({ tokens, ...setting });
  const result = await time.settle(revokeEntries(tokens.map(anEntry), context, true));
  const answers = tokens.map(({ id }) => {
    const answer = result.attempts.get(id)?.answer;
    return answer?.kind === 'failed' ? answer.code : answer?.kind;
  });
  return { ...result, answers, cluster, time, events };
}

const revokedIn = (cluster: InMemoryCluster, ids: readonly TokenId[]): TokenId[] =>
  ids.filter((id) => cluster.isRevoked(id));

describe('Revocations', () => {
  test.each([
    [1, 1],
    [3, 3],
    [7, 7],
    [20, 20],
    [256, 20],
  ])('with a concurrency of %d are under way %d at once', async (concurrency, atOnce) => {
    const { cluster } = await revoke(20, { concurrency });
    expect(cluster.busiest()).toBe(atOnce);
    expect(revokedIn(cluster, someIds(20))).toEqual(someIds(20));
  });

  test('go on as soon as one of those under way ends, however long another takes', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ takes: 5_000 }] });
    const { cluster, time } = await revoke(10, { concurrency: 2, onRevoke });
    expect(cluster.sentAt(idOf(10))).toEqual([160]);
    expect(time.elapsed()).toBe(5_000);
  });

  test('send the id as the list spells it', async () => {
    const [token] = someTokens(1);
    if (token === undefined) throw new Error('no token');
    const { context, cluster, time } = givenContext({ tokens: [token] });
    const upper = token.id.toUpperCase();
    const { attempts } = await time.settle(revokeEntries([{ id: upper, token, inUse: 'no' }], context, true));
    expect(cluster.revocations()).toEqual([token.id]);
    expect([...attempts.keys()]).toEqual([upper]);
  });

  test('tell how far they are, up to the last one', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: forbidden }] });
    const { events } = await revoke(3, { concurrency: 1, onRevoke });
    expect(events).toEqual([
      { kind: 'progress', done: 1, failed: 0, total: 3 },
      { kind: 'progress', done: 2, failed: 1, total: 3 },
      { kind: 'progress', done: 3, failed: 1, total: 3 },
    ]);
  });

  test('end at once where there is nothing to revoke', async () => {
    const { attempts, stoppedBy, time } = await revoke(0);
    expect({ tried: attempts.size, stoppedBy, elapsed: time.elapsed() }).toEqual({ tried: 0, elapsed: 0 });
  });
});

describe('One failure', () => {
  test.each([
    ['that stays', forbidden],
    ['of the server', serverError],
    ['without an answer', lost],
  ])('%s does not stop the others', async (_, answer) => {
    const onRevoke = (id: TokenId) => (id === idOf(2) ? { answer } : undefined);
    const { cluster, answers, stoppedBy } = await revoke(4, { concurrency: 1, onRevoke });
    expect(answers).toEqual(['accepted', answer.code, 'accepted', 'accepted']);
    expect(revokedIn(cluster, someIds(4))).toEqual([idOf(1), idOf(3), idOf(4)]);
    expect(stoppedBy).toBeUndefined();
  });

  test('that passes is tried again, and the id is revoked', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: lost }, { answer: rateLimited(1_000) }] });
    const { answers, attempts } = await revoke(1, { onRevoke });
    expect(answers).toEqual(['accepted']);
    expect(attempts.get(idOf(1))).toMatchObject({ attempts: 3, mayHaveWorked: true });
  });
});

describe('An answer that every further request would get', () => {
  const onRevoke = mishaps({ [idOf(3)]: [{ answer: unauthorized }] });

  test('stops the rest', async () => {
    const { answers, stoppedBy } = await revoke(6, { concurrency: 1, onRevoke });
    expect(answers).toEqual(['accepted', 'accepted', 'unauthorized', undefined, undefined, undefined]);
    expect(stoppedBy).toEqual(unauthorized);
  });

  test('leaves what is under way to end', async () => {
    const { answers, cluster } = await revoke(9, { concurrency: 4, onRevoke });
    const sent = ['accepted', 'accepted', 'unauthorized', 'accepted', 'accepted', 'accepted'];
    expect(answers).toEqual([...sent, undefined, undefined, undefined]);
    expect(cluster.requests.every(({ to }) => to !== undefined)).toBe(true);
  });

  test('is what the run tells, whatever fails after it', async () => {
    const twice = mishaps({
      [idOf(1)]: [{ answer: rateLimited(900_000), takes: 40 }],
      [idOf(2)]: [{ answer: unauthorized }],
    });
    expect((await revoke(2, { concurrency: 2, onRevoke: twice })).stoppedBy?.code).toBe('unauthorized');
  });

  test('ends the wait for another attempt', async () => {
    const slow = mishaps({
      [idOf(1)]: [{ answer: rateLimited(30_000), takes: 4 }],
      [idOf(2)]: [{ answer: unauthorized }],
    });
    const { answers, time } = await revoke(2, { concurrency: 2, onRevoke: slow });
    expect(answers).toEqual(['rate-limited', 'unauthorized']);
    expect(time.elapsed()).toBe(20);
  });
});
