import { describe, expect, test } from '@jest/globals';
import { revokeTokens } from '../../../src/revocation/run.ts';
import { failures, idOf, someIds, someTokens, wordsOf } from '../../support/domain.ts';
import { listsInTurn } from '../../support/in-memory-cluster.ts';
import { givenRun, type Setting } from '../../support/revocation-run.ts';

const tokens = someTokens(4);
const [ids, caller] = [someIds(3), idOf(4)];
const slowly = () => ({ takes: 60_000 });
/** Every list after the first one hangs. */
const hangsLater = (nth: number) => (nth > 1 ? slowly() : undefined);
const secondHangs = (id: string) => (id === idOf(2) ? slowly() : undefined);
/** One revocation after the other; the list takes 100 ms, each revocation 100 ms. */
const calm: Setting = { tokens, ids, caller, concurrency: 1, latency: 100 };

describe('A cancelled job', () => {
  test.each([false, true])('ends while the list is read, without a revocation (force: %s)', async (force) => {
    const { run, cluster, time } = givenRun({ ...calm, force, cancelAfter: 50 });
    await expect(run()).rejects.toMatchObject({ name: 'ActionError', code: 'cancelled' });
    expect(time.elapsed()).toBe(50);
    expect(cluster.revocations()).toEqual([]);
  });

  test.each([false, true])('ends a run before its first request (force: %s)', async (force) => {
    const { request, surroundings, cluster, time } = givenRun({ ...calm, force });
    const run = revokeTokens(request, { ...surroundings, cancel: AbortSignal.abort() });
    await expect(time.settle(run)).rejects.toMatchObject({ code: 'cancelled' });
    expect(cluster.requests).toEqual([]);
  });

  test('starts no further revocation, brings to an end what is under way, and verifies it', async () => {
    const { run, cluster } = givenRun({ ...calm, cancelAfter: 150 });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'cancelled', 'cancelled']);
    const stop = { code: 'cancelled', message: 'The job was cancelled.' };
    expect(result).toMatchObject({ planned: ids, stop });
    expect(cluster.revocations()).toEqual([idOf(1)]);
  });

  test('ends revocations that hang after 2.5 s, and says what is not known', async () => {
    const { run, time } = givenRun({ ...calm, concurrency: 2, onRevoke: slowly, cancelAfter: 150 });
    const result = await run();
    expect(wordsOf(result)).toEqual(['timeout', 'timeout', 'cancelled']);
    const message = expect.stringContaining('may still be active');
    expect(result.outcomes[0]?.fate).toMatchObject({ message });
    expect(time.elapsed()).toBe(2_750);
  });

  test('does not wait for another attempt', async () => {
    const onRevoke = () => ({ answer: failures.rateLimited(60_000) });
    const { run, time } = givenRun({ ...calm, onRevoke, cancelAfter: 500 });
    expect(wordsOf(await run())).toEqual(['rate-limited', 'cancelled', 'cancelled']);
    expect(time.elapsed()).toBe(600);
  });

  test.each([
    ['spares the token in use that was not sent yet', 450, 'cancelled'],
    ['brings the revocation of the token in use to an end, and leaves it unverified', 750, 'unverified'],
  ])('%s', async (_, cancelAfter, word) => {
    const { run, cluster } = givenRun({ ...calm, ids: someIds(4), force: true, cancelAfter });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked', word]);
    expect([cluster.isRevoked(caller), result.stop?.code]).toEqual([word === 'unverified', 'cancelled']);
  });
});

describe('The deadline', () => {
  test('ends a run whose list takes too long', async () => {
    const { run, time, cluster } = givenRun({ ...calm, deadline: 5_000, onList: slowly });
    const message = expect.stringMatching(
      /^The run reached its deadline\. The list of tokens could not be read\. /,
    );
    await expect(run()).rejects.toMatchObject({ code: 'timeout', message });
    expect(time.elapsed()).toBe(4_000);
    expect(cluster.revocations()).toEqual([]);
  });

  test('leaves a forced run time to revoke where the list hangs', async () => {
    const onList = (nth: number) => (nth === 1 ? { takes: 60_000 } : undefined);
    const { run } = givenRun({ ...calm, force: true, deadline: 4_000, onList });
    expect(wordsOf(await run())).toEqual(['revoked', 'revoked', 'revoked']);
  });

  test('that comes after another stop does not hide it', async () => {
    const onRevoke = () => ({ answer: failures.unauthorized });
    const onList = hangsLater;
    const result = await givenRun({ ...calm, deadline: 10_000, onRevoke, onList }).run();
    expect(wordsOf(result)).toEqual(['unauthorized', 'not-attempted', 'not-attempted']);
    expect(result.stop).toMatchObject({ code: 'unauthorized' });
  });

  test('ends the revocations in time to verify what was done', async () => {
    const onRevoke = secondHangs;
    const { run, time } = givenRun({ ...calm, deadline: 10_000, onRevoke });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'timeout', 'not-attempted']);
    expect(result.stop).toMatchObject({ code: 'timeout', message: 'The run reached its deadline.' });
    expect(time.elapsed()).toBeLessThanOrEqual(10_000);
  });

  test('leaves the verification time for another attempt', async () => {
    const onList = listsInTurn(undefined, failures.rateLimited(1_000));
    const onRevoke = secondHangs;
    const result = await givenRun({ ...calm, deadline: 10_000, onRevoke, onList }).run();
    expect(wordsOf(result)).toEqual(['revoked', 'timeout', 'not-attempted']);
  });
});

test.each<[string, Setting]>([
  ['ends well', {}],
  ['is refused', { ids: [caller] }],
  ['is a dry run', { dryRun: true }],
  ['could not list', { onList: () => ({ answer: failures.forbidden }) }],
  ['could not list, with force', { force: true, onList: () => ({ answer: failures.forbidden }) }],
])('No timer is left behind by a run that %s', async (_, setting) => {
  const { request, surroundings, time } = givenRun({ ...calm, ...setting });
  const pending = (): number => time.pending();
  expect(await time.settle(revokeTokens(request, surroundings).then(pending, pending))).toBe(0);
});
