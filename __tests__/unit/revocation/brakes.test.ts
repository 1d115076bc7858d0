import { describe, expect, test } from '@jest/globals';
import { createFailure, type Failure } from '../../../src/failure.ts';
import { attemptRevocation, revokeEntries } from '../../../src/revocation/revoke.ts';
import type { Time } from '../../../src/revocation/time.ts';
import { idKey, type TokenId } from '../../../src/revocation/token.ts';
import type { RevokeAnswer, TokenClient } from '../../../src/revocation/token-client.ts';
import { anEntry, failures, idOf, someIds, someTokens } from '../../support/domain.ts';
import { mishaps } from '../../support/in-memory-cluster.ts';
import { givenContext, givenRun, revokeSome } from '../../support/revocation-run.ts';
import { ended, printedList, scriptInfluxctl } from '../../support/scripted-influxctl.ts';
import { epoch } from '../../support/virtual-time.ts';

const { unreachable, forbidden, rateLimited, lost, serverError } = failures;

/** These ids get this answer each time. */
const always =
  (answer: Failure) =>
  (...ids: TokenId[]) =>
  (id: TokenId) =>
    ids.map(idKey).includes(idKey(id)) ? { answer } : undefined;

const noConnection = always(unreachable);

describe('A cluster that cannot be reached', () => {
  test.each([1, 3])('stops a run that never heard of it at the first id, %d at once', async (concurrency) => {
    const onRevoke = noConnection(...someIds(9));
    const { tried, stop, cluster } = await revokeSome(9, { reached: false, concurrency, onRevoke });
    expect(tried).toEqual(someIds(concurrency));
    expect(stop).toBe('unreachable');
    // The first id to run out of attempts ends those of the others.
    expect(tried.filter((id) => cluster.sentAt(id).length === 5)).toHaveLength(1);
  });

  test('stops a run that heard of it after a round of ids without an answer', async () => {
    const onRevoke = noConnection(...someIds(20).slice(4));
    const { tried, stop } = await revokeSome(20, { concurrency: 4, retries: 0, onRevoke });
    expect(stop).toBe('unreachable');
    expect(tried.slice(0, 8)).toEqual(someIds(8));
    // The others of the second round may have continued with a third one before its last failure came.
    expect(tried.length).toBeLessThanOrEqual(11);
  });

  test('does not stop it for a few ids while others get through', async () => {
    const bad = [idOf(2), idOf(5), idOf(8)];
    const onRevoke = always({ ...unreachable, mayHaveWorked: true })(...bad);
    const { tried, stop, cluster } = await revokeSome(10, { reached: false, concurrency: 2, onRevoke });
    expect(stop).toBeUndefined();
    expect(tried).toEqual(someIds(10));
    expect(someIds(10).filter((id) => !cluster.isRevoked(id))).toEqual(bad);
  });

  test('stops a run of one id at once after three ids without an answer', async () => {
    const onRevoke = () => ({ answer: lost });
    const { tried, stop } = await revokeSome(9, { concurrency: 1, retries: 0, onRevoke });
    expect([tried, stop]).toEqual([someIds(3), 'timeout']);
  });

  test.each<[string, boolean, (id: TokenId) => { answer: Failure } | undefined]>([
    ['for one broken connection', true, noConnection(idOf(2), idOf(4))],
    ['that has not heard of it yet for one time-out', false, always(lost)(idOf(1), idOf(3))],
    ['while it answers, be it with refusals alone', true, always(forbidden)(...someIds(6))],
  ])('does not stop a run of one id at once %s', async (_, reached, onRevoke) => {
    const { tried, stop } = await revokeSome(6, { reached, concurrency: 1, retries: 0, onRevoke });
    expect([tried, stop]).toEqual([someIds(6), undefined]);
  });

  test('or never answers in time stops it after a round, long before the deadline', async () => {
    const onRevoke = () => ({ answer: lost, takes: 1_000 });
    const { tried, stop } = await revokeSome(50, { reached: false, concurrency: 4, retries: 0, onRevoke });
    expect(stop).toBe('timeout');
    expect(tried.length).toBeLessThanOrEqual(8);
  });

  test('has been reached once it answers, be it with a refusal', async () => {
    const onRevoke = (id: TokenId) => (id === idOf(1) ? { answer: forbidden } : noConnection(idOf(2))(id));
    const { tried, stop } = await revokeSome(4, { reached: false, concurrency: 2, retries: 0, onRevoke });
    expect(stop).toBeUndefined();
    expect(tried).toEqual(someIds(4));
  });
});

describe('A cluster that asks to wait', () => {
  test('stops a run whose deadline comes first', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: rateLimited(60_000) }] });
    const { tried, stop, elapsed } = await revokeSome(5, { concurrency: 1, deadline: 60_000, onRevoke });
    expect(tried).toEqual([idOf(1), idOf(2)]);
    expect(stop).toBe('rate-limited');
    expect(elapsed).toBe(40);
  });

  test('ends no run with a refusal of one id, which no wait would change', async () => {
    const onRevoke = always({ ...forbidden, retryAfter: 3_600_000 })(idOf(1));
    const { tried, stop } = await revokeSome(3, { concurrency: 1, onRevoke });
    expect([tried, stop]).toEqual([someIds(3), undefined]);
  });

  test('is waited for where the deadline allows it', async () => {
    const onRevoke = mishaps({ [idOf(2)]: [{ answer: rateLimited(30_000) }] });
    const { stop, answers } = await revokeSome(5, { concurrency: 1, deadline: 60_000, onRevoke });
    expect([stop, ...answers]).toEqual([undefined, ...Array(5).fill('accepted')]);
  });

  test('holds back the ids that were not sent yet', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: rateLimited(10_000) }] });
    const { cluster } = await revokeSome(6, { concurrency: 2, onRevoke });
    const late = cluster.requests.filter(({ from }) => from > 20);
    expect(late).toHaveLength(5);
    expect(Math.min(...late.map(({ from }) => from))).toBeGreaterThanOrEqual(10_020);
  });

  test('holds the others back though no attempt is left for the id that it answered', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: rateLimited(10_000) }] });
    const { cluster } = await revokeSome(2, { concurrency: 1, retries: 0, onRevoke });
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
    const late = { answer: rateLimited(500), takes: 1_000 };
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: rateLimited(39_000) }, late] });
    const { tried, elapsed } = await revokeSome(2, { concurrency: 1, deadline: 50_000, onRevoke });
    expect(tried).toContain(idOf(1));
    expect(elapsed).toBeLessThanOrEqual(40_000);
  });
});

const rejection = { answer: rateLimited() };
const rejectFirst = (times: number) => (_: TokenId, nth: number) => (nth <= times ? rejection : undefined);

describe('A 429', () => {
  test('is no attempt: an id is revoked after more of them than retries allow', async () => {
    const { answers, attempts } = await revokeSome(2, { retries: 1, onRevoke: rejectFirst(4) });
    expect(answers).toEqual(['accepted', 'accepted']);
    expect(attempts.get(idOf(1))?.attempts).toBe(5);
  });

  test('is an attempt like any other where the client has no pace that could be slowed down', async () => {
    const { context, time } = givenContext({ tokens: someTokens(1), retries: 2, onRevoke: rejectFirst(9) });
    const unpaced = {
      ...context,
      client: { ...context.client, mostAtOnce: () => undefined },
    };
    const { attempts } = await time.settle(revokeEntries([anEntry(idOf(1))], unpaced, true));
    expect(attempts.get(idOf(1))).toMatchObject({ answer: { code: 'rate-limited' }, attempts: 3 });
  });

  test('ends the attempts of an id where there are no retries, and not those of others', async () => {
    const onRevoke = (id: TokenId) => (id === idOf(2) ? rejection : undefined);
    const { answers, stop } = await revokeSome(3, { retries: 0, onRevoke });
    expect([...answers, stop]).toEqual(['accepted', 'rate-limited', 'accepted', undefined]);
  });

  test('slows the run down, and the figures say so', async () => {
    const { pace, answers } = await revokeSome(200, { onRevoke: mishaps({ [idOf(9)]: [rejection] }) });
    expect(new Set(answers)).toEqual(new Set(['accepted']));
    expect(pace).toMatchObject({ slowDowns: 1, causes: ['429'] });
  });

  test('for a minute at the slowest pace stops the run where there is nothing else', async () => {
    const { answers, stop, elapsed } = await revokeSome(300, { onRevoke: () => rejection });
    expect(stop).toBe('rate-limited');
    expect(elapsed).toBeGreaterThanOrEqual(60_000);
    expect(elapsed).toBeLessThan(90_000);
    expect(new Set(answers)).toEqual(new Set(['rate-limited', undefined]));
  });

  test.each<[string, RevokeAnswer, string]>([
    ['get through', { kind: 'accepted' }, 'accepted'],
    ['are refused: the cluster answers', forbidden, 'forbidden'],
  ])('for a minute does not stop it while others %s', async (_, answer, word) => {
    const slow = { works: true, answer, takes: 4_000 };
    const onRevoke = (id: TokenId, nth: number) => (id === idOf(1) ? rejectFirst(11)(id, nth) : slow);
    const { answers, stop, elapsed } = await revokeSome(30, { concurrency: 2, onRevoke });
    expect(elapsed).toBeGreaterThan(60_000);
    expect([stop, ...answers]).toEqual([undefined, 'accepted', ...Array(29).fill(word)]);
  });

  test('is waited for by the token in use as well', async () => {
    const setting = { tokens: someTokens(1), retries: 1, onRevoke: rejectFirst(6) };
    const { context, cluster, time } = givenContext(setting);
    const { answer } = await time.settle(
      attemptRevocation(anEntry(idOf(1)), context, context.limits.starting),
    );
    expect([answer.kind, cluster.isRevoked(idOf(1))]).toEqual(['accepted', true]);
  });
});

test('What only waited as something else stopped the run was not attempted', async () => {
  const { context, time } = givenContext({ tokens: someTokens(9) });
  const refused = createFailure('unauthorized', 'No.', { affectsAll: true });
  const client: TokenClient = {
    ...context.client,
    revoke: async (id, { starting }) => {
      if (id === idOf(1)) return refused;
      await time.sleep(300_000, starting ?? new AbortController().signal);
      return createFailure('timeout', 'The run ended before.', { unsent: true });
    },
  };
  const entries = someIds(9).map((id) => anEntry(id));
  const run = await time.settle(revokeEntries(entries, { ...context, client }, true));
  expect([[...run.attempts.keys()], run.stoppedBy, time.elapsed()]).toEqual([[idOf(1)], refused, 0]);
});

test('An identity provider that gives no token at first ends the run with the first id', async () => {
  const away = createFailure('authentication-failed', 'Away.', { retryable: true, unsent: true });
  const { stop, elapsed } = await revokeSome(100, { reached: false, onRevoke: () => ({ answer: away }) });
  expect(stop).toBe('authentication-failed');
  expect(elapsed).toBeLessThan(10_000);
});

test('Ids of a call that crashed hold up no others: those still share calls', async () => {
  const crash = (ids: readonly TokenId[]) => ids.length > 1 && ids.includes(idOf(1));
  const { client, calls } = scriptInfluxctl(({ command, ids }) => {
    if (command === 'list') return printedList(someIds(100));
    return crash(ids) ? ended({ code: null }) : ended();
  });
  const { context } = givenContext({ tokens: someTokens(100) });
  // Calls take no virtual time: its clock would be at the deadline first.
  const time: Time = { now: () => epoch, random: () => 0, sleep: async () => {} };
  const open = new AbortController().signal;
  const limits = { ...context.limits, starting: open, revoking: open };
  const entries = someIds(100).map((id) => anEntry(id));
  const run = await revokeEntries(entries, { ...context, client, limits, time }, true);
  expect(run.attempts.size).toBe(100);
  const sizes = calls.filter(({ command }) => command === 'revoke').map(({ ids }) => ids.length);
  expect(sizes).toEqual([...Array(5).fill(20), ...Array(20).fill(1)]);
});

describe('A cluster that is away for a while', () => {
  const away = (answer: Failure, times: number) => (id: TokenId, nth: number) =>
    id > idOf(5) && nth <= times ? { answer } : undefined;

  test.each([
    unreachable,
    createFailure('authentication-failed', 'Away.', { retryable: true, unsent: true }),
  ])('costs no attempt while nothing can be sent to it ($code)', async (answer) => {
    const { answers, stop } = await revokeSome(100, { retries: 1, onRevoke: away(answer, 6) });
    expect([stop, new Set(answers)]).toEqual([undefined, new Set(['accepted'])]);
  });

  test.each([unreachable, serverError, { ...unreachable, mayHaveWorked: true }, rateLimited()])(
    'ends the run where there is nothing else for a minute: $code, may have worked: $mayHaveWorked',
    async (answer) => {
      const { stop, elapsed } = await revokeSome(3_000, { onRevoke: away(answer, 1_000) });
      expect(stop).toBe(answer.code);
      expect(elapsed).toBeGreaterThanOrEqual(60_000);
      expect(elapsed).toBeLessThan(90_000);
    },
  );

  test.each([
    ['freezes for longer than that', { answer: lost, takes: 61_000 }, 1],
    ['asks to wait for longer, twice', { answer: rateLimited(90_000) }, 2],
    ['asks to wait for half of it, twice', { answer: rateLimited(30_000) }, 2],
    ['asks so with a 503', { answer: { ...serverError, retryAfter: 90_000 } }, 2],
  ])('does not end the run where it %s', async (_, mishap, times) => {
    const onRevoke = (id: TokenId, nth: number) => (id > idOf(5) && nth <= times ? mishap : undefined);
    const { answers, stop } = await revokeSome(40, { deadline: 3_600_000, onRevoke });
    expect([stop, new Set(answers)]).toEqual([undefined, new Set(['accepted'])]);
  });

  test('does not keep one id that never works from its attempts, nor the token in use from its revocation', async () => {
    const onRevoke = (id: TokenId) => (id === idOf(2) ? { answer: lost, takes: 60_000 } : undefined);
    const setting = { tokens: someTokens(6), caller: idOf(6), force: true, deadline: 3_600_000, onRevoke };
    const { run, cluster } = givenRun(setting);
    const result = await run();
    expect(result.outcomes.map(({ attempts }) => attempts)).toEqual([1, 5, 1, 1, 1, 1]);
    expect([result.stop, cluster.isRevoked(idOf(6))]).toEqual([undefined, true]);
  });

  test.each([
    [2, 4],
    [3, 3],
  ])('ends a run after a minute in which three ids get nowhere: %d at once', async (concurrency, ids) => {
    const onRevoke = () => ({ answer: serverError, takes: 20_000 });
    const { tried, stop } = await revokeSome(9, { concurrency, onRevoke });
    expect([tried, stop]).toEqual([someIds(ids), 'server-error']);
  });

  test.each([
    ['five minutes: one that hangs takes some of them', 4, 'timeout', 300_000],
    ['no shorter time', 1, undefined, 200_000],
  ])('ends a run in calls of many after %s', async (_, retries, stop, least) => {
    const onRevoke = (id: TokenId) => (id > idOf(40) ? { answer: lost, takes: 100_000 } : undefined);
    const setting = { tokens: someTokens(80), retries, deadline: 3_600_000, onRevoke };
    const { context, time } = givenContext(setting);
    const inCalls = { ...context.client, mostAtOnce: () => undefined };
    const entries = someIds(80).map((id) => anEntry(id));
    const run = await time.settle(revokeEntries(entries, { ...context, client: inCalls }, true));
    expect(run.stoppedBy?.code).toBe(stop);
    expect(time.elapsed()).toBeGreaterThanOrEqual(least);
    expect(time.elapsed()).toBeLessThan(600_000);
  });
});

test('A cluster that stops answering in mid-run stops the run, however many were under way', async () => {
  const onRevoke = (id: TokenId) => (id > idOf(400) ? { answer: lost, takes: 60_000 } : undefined);
  const long = { concurrency: 256, deadline: 3_600_000, onRevoke };
  const { stop, elapsed, tried } = await revokeSome(3_000, long);
  expect(stop).toBe('timeout');
  expect(elapsed).toBeLessThan(9 * 60_000);
  expect(tried.length).toBeLessThan(1_000);
});
