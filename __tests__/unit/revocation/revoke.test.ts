import { describe, expect, test } from '@jest/globals';
import { revokeEntries } from '../../../src/revocation/revoke.ts';
import type { TokenId } from '../../../src/revocation/token.ts';
import { anEntry, aToken, failures, idOf, someIds } from '../../support/domain.ts';
import { type InMemoryCluster, mishaps } from '../../support/in-memory-cluster.ts';
import { givenContext, revokeSome } from '../../support/revocation-run.ts';

const { unauthorized, forbidden, lost, rateLimited, serverError } = failures;

const revokedIn = (cluster: InMemoryCluster, ids: readonly TokenId[]): TokenId[] =>
  ids.filter((id) => cluster.isRevoked(id));

describe('Revocations', () => {
  test.each([1, 7, 20, 256])('are as many at once as the concurrency %d allows', async (concurrency) => {
    const { cluster } = await revokeSome(20, { concurrency });
    expect(cluster.busiest()).toBe(Math.min(20, concurrency));
    expect(revokedIn(cluster, someIds(20))).toEqual(someIds(20));
  });

  test('grow in number where the cluster bears them, and are slowed down by slower answers', async () => {
    const quick = await revokeSome(300, { concurrency: 256 });
    expect(quick.pace).toMatchObject({ slowDowns: 0, causes: [] });
    expect(quick.cluster.busiest()).toBeGreaterThan(64);
    const later = new Set(someIds(300).slice(100));
    const onRevoke = (id: TokenId) => (later.has(id) ? { takes: 200 } : undefined);
    const slow = await revokeSome(300, { concurrency: 256, onRevoke });
    expect(slow.pace).toMatchObject({ slowDowns: 1, causes: ['slower answers'] });
  });

  test('do not grow in number where they fail, though nothing asks for a slower pace', async () => {
    const { pace, cluster } = await revokeSome(200, {
      retries: 0,
      onRevoke: () => ({ answer: serverError }),
    });
    expect(pace).toMatchObject({ mostAtOnce: 32, slowDowns: 0 });
    expect(cluster.busiest()).toBe(32);
    const refused = await revokeSome(200, { concurrency: 256, onRevoke: () => ({ answer: forbidden }) });
    expect(refused.cluster.busiest()).toBeGreaterThan(64);
  });

  test('continue as soon as one of those under way ends, however long another takes', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ takes: 5_000 }] });
    const { cluster, time } = await revokeSome(10, { concurrency: 2, onRevoke });
    expect(cluster.sentAt(idOf(10))).toEqual([160]);
    expect(time.elapsed()).toBe(5_000);
  });

  test('send the id as the list spells it', async () => {
    const token = aToken(1);
    const { context, cluster, time } = givenContext({ tokens: [token] });
    const upper = token.id.toUpperCase();
    const { attempts } = await time.settle(revokeEntries([{ ...anEntry(token), id: upper }], context, true));
    expect(cluster.revocations()).toEqual([token.id]);
    expect([...attempts.keys()]).toEqual([upper]);
  });

  test('show how far they are, up to the last one: what was lost may have worked', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: forbidden }], [idOf(3)]: [{ answer: failures.lost }] });
    const { events } = await revokeSome(3, { concurrency: 1, retries: 0, onRevoke });
    expect(events).toEqual([
      { kind: 'progress', done: 1, failed: 0, total: 3 },
      { kind: 'progress', done: 2, failed: 1, total: 3 },
      { kind: 'progress', done: 3, failed: 1, total: 3 },
    ]);
  });

  test('end at once where there is nothing to revoke', async () => {
    const { attempts, stoppedBy, time } = await revokeSome(0, {});
    expect({ tried: attempts.size, stoppedBy, elapsed: time.elapsed() }).toEqual({ tried: 0, elapsed: 0 });
  });
});

describe('One failure', () => {
  test.each([
    ['that is permanent', forbidden],
    ['of the server', serverError],
    ['without an answer', lost],
  ])('%s does not stop the others', async (_, answer) => {
    const onRevoke = (id: TokenId) => (id === idOf(2) ? { answer } : undefined);
    const { cluster, answers, stoppedBy } = await revokeSome(4, { concurrency: 1, onRevoke });
    expect(answers).toEqual(['accepted', answer.code, 'accepted', 'accepted']);
    expect(revokedIn(cluster, someIds(4))).toEqual([idOf(1), idOf(3), idOf(4)]);
    expect(stoppedBy).toBeUndefined();
  });
});

describe('An answer that every further request would get', () => {
  const onRevoke = mishaps({ [idOf(3)]: [{ answer: unauthorized }] });

  test('stops the rest', async () => {
    const { answers, stoppedBy } = await revokeSome(6, { concurrency: 1, onRevoke });
    expect(answers).toEqual(['accepted', 'accepted', 'unauthorized', undefined, undefined, undefined]);
    expect(stoppedBy).toEqual(unauthorized);
  });

  test('leaves what is under way to end', async () => {
    const { answers, cluster } = await revokeSome(9, { concurrency: 4, onRevoke });
    const sent = ['accepted', 'accepted', 'unauthorized', 'accepted', 'accepted', 'accepted'];
    expect(answers).toEqual([...sent, undefined, undefined, undefined]);
    expect(cluster.requests.every(({ to }) => to !== undefined)).toBe(true);
  });

  test('is what the run reports, whichever failure follows it', async () => {
    const twice = mishaps({
      [idOf(1)]: [{ answer: rateLimited(900_000), takes: 40 }],
      [idOf(2)]: [{ answer: unauthorized }],
    });
    expect((await revokeSome(2, { concurrency: 2, onRevoke: twice })).stoppedBy?.code).toBe('unauthorized');
  });

  test('ends the wait for another attempt', async () => {
    const slow = mishaps({
      [idOf(1)]: [{ answer: rateLimited(30_000), takes: 4 }],
      [idOf(2)]: [{ answer: unauthorized }],
    });
    const { answers, time } = await revokeSome(2, { concurrency: 2, onRevoke: slow });
    expect(answers).toEqual(['rate-limited', 'unauthorized']);
    expect(time.elapsed()).toBe(20);
  });
});
