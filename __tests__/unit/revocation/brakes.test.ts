import { describe, expect, test } from '@jest/globals';
import { revokeEntries } from '../../../src/revocation/revoke.ts';
import { idKey, type TokenId } from '../../../src/revocation/token.ts';
import { anEntry, failures, idOf, someIds, someTokens } from '../../support/domain.ts';
import { type InMemoryCluster, mishaps } from '../../support/in-memory-cluster.ts';
import { givenContext, givenRun, type Setting } from '../../support/revocation-run.ts';

const { unreachable, forbidden, rateLimited, lost: timedOut } = failures;

interface Braked {
  readonly tried: readonly TokenId[];
  readonly stop: string | undefined;
  readonly cluster: InMemoryCluster;
  readonly elapsed: number;
}

/** Revokes some tokens; `reached`: the cluster has answered before. */
async function revoke(count: number, setting: Setting & { reached?: boolean }): Promise<Braked> {
  const tokens = someTokens(count);
  const { context, cluster, time } = givenContext({ tokens, ...setting });
  const { attempts, stoppedBy } = await time.settle(
    revokeEntries(tokens.map(anEntry), context, setting.reached ?? true),
  );
  const tried = tokens.map(({ id }) => id).filter((id) => attempts.has(id));
  return { tried, stop: stoppedBy?.code, cluster, elapsed: time.elapsed() };
}

/** No connection for these ids. */
const noConnection =
  (...ids: TokenId[]) =>
  (id: TokenId) =>
    ids.map(idKey).includes(idKey(id)) ? { answer: unreachable } : undefined;

describe('A cluster that cannot be reached', () => {
  test.each([1, 3])('stops a run that never heard of it at the first id, %d at once', async (concurrency) => {
    const { tried, stop, cluster } = await revoke(9, {
      reached: false,
      concurrency,
      onRevoke: noConnection(...someIds(9)),
    });
    expect(tried).toEqual(someIds(concurrency));
    expect(stop).toBe('unreachable');
    // The first id to run out of attempts ends those of the others.
    expect(tried.filter((id) => cluster.sentAt(id).length === 5)).toHaveLength(1);
  });

  test('stops a run that heard of it after a round of ids without an answer', async () => {
    const { tried, stop } = await revoke(20, {
      concurrency: 4,
      retries: 0,
      onRevoke: noConnection(...someIds(20).slice(4)),
    });
    expect(stop).toBe('unreachable');
    expect(tried.slice(0, 8)).toEqual(someIds(8));
    // The others of the second round may have gone on to a third one before its last failure came.
    expect(tried.length).toBeLessThanOrEqual(11);
  });

  test('does not stop it for a few ids while others get through', async () => {
    const [bad, onRevoke] = [[idOf(2), idOf(5), idOf(8)], noConnection(idOf(2), idOf(5), idOf(8))];
    const { tried, stop, cluster } = await revoke(10, { reached: false, concurrency: 2, onRevoke });
    expect(stop).toBeUndefined();
    expect(tried).toEqual(someIds(10));
    expect(someIds(10).filter((id) => !cluster.isRevoked(id))).toEqual(bad);
  });

  test('does not stop it for one broken connection, one id at once', async () => {
    const onRevoke = noConnection(idOf(2), idOf(4));
    const { tried, stop } = await revoke(6, { concurrency: 1, retries: 0, onRevoke });
    expect(stop).toBeUndefined();
    expect(tried).toEqual(someIds(6));
  });

  test('or never answers in time stops it after a round, long before the deadline', async () => {
    const onRevoke = () => ({ answer: timedOut, takes: 1_000 });
    const { tried, stop } = await revoke(50, { reached: false, concurrency: 4, retries: 0, onRevoke });
    expect(stop).toBe('timeout');
    expect(tried.length).toBeLessThanOrEqual(8);
  });

  test('has been reached once it answers, be it with a refusal', async () => {
    const onRevoke = (id: TokenId) => (id === idOf(1) ? { answer: forbidden } : noConnection(idOf(2))(id));
    const { tried, stop } = await revoke(4, { reached: false, concurrency: 2, retries: 0, onRevoke });
    expect(stop).toBeUndefined();
    expect(tried).toEqual(someIds(4));
  });
});

describe('A cluster that asks to wait', () => {
  test('stops a run whose deadline comes first', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: rateLimited(60_000) }] });
    const { tried, stop, elapsed } = await revoke(5, { concurrency: 1, deadline: 60_000, onRevoke });
    expect(tried).toEqual([idOf(1), idOf(2)]);
    expect(stop).toBe('rate-limited');
    expect(elapsed).toBe(40);
  });

  test('is waited for where the deadline allows it', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: rateLimited(30_000) }] });
    const { stop, cluster } = await revoke(5, { concurrency: 1, deadline: 60_000, onRevoke });
    expect(stop).toBeUndefined();
    expect(someIds(5).every((id) => cluster.isRevoked(id))).toBe(true);
  });

  test('holds back the ids that were not sent yet', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: rateLimited(10_000) }] });
    const { cluster } = await revoke(6, { concurrency: 2, onRevoke });
    const late = cluster.requests.filter(({ from }) => from > 20);
    expect(late).toHaveLength(5);
    expect(Math.min(...late.map(({ from }) => from))).toBeGreaterThanOrEqual(10_020);
  });

  test('holds back the further attempts of other ids too', async () => {
    const onRevoke = mishaps({
      [idOf(1)]: [{ answer: rateLimited(10_000) }],
      [idOf(2)]: [{ answer: unreachable }],
    });
    const { cluster } = await revoke(2, { concurrency: 2, onRevoke });
    expect(cluster.sentAt(idOf(2))[1]).toBeGreaterThanOrEqual(10_020);
  });

  test('holds the others back though no attempt is left for the id that it answered', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: rateLimited(10_000) }] });
    const { cluster } = await revoke(2, { concurrency: 1, retries: 0, onRevoke });
    expect(cluster.sentAt(idOf(2))[0]).toBeGreaterThanOrEqual(10_020);
  });

  test('holds the verification and the token in use back too', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: rateLimited(10_000) }] });
    const tokens = someTokens(2);
    const scene = givenRun({ tokens, caller: idOf(2), force: true, retries: 0, onRevoke });
    await scene.run();
    const late = scene.cluster.requests.slice(2).map(({ from }) => from);
    expect(late.length).toBeGreaterThan(2);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(10_000);
  });

  test('lets the run go at its deadline', async () => {
    const onRevoke = mishaps({
      [idOf(1)]: [{ answer: rateLimited(39_000) }, { answer: rateLimited(500), takes: 1_000 }],
    });
    const { tried, elapsed } = await revoke(2, { concurrency: 1, deadline: 50_000, onRevoke });
    expect(tried).toContain(idOf(1));
    expect(elapsed).toBeLessThanOrEqual(40_000);
  });
});
