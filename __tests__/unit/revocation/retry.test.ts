import { describe, expect, test } from '@jest/globals';
import { createFailure, type Failure } from '../../../src/failure.ts';
import { createGate } from '../../../src/revocation/gate.ts';
import { type RetryPolicy, retry } from '../../../src/revocation/retry.ts';
import type { RevokeAnswer } from '../../../src/revocation/token-client.ts';
import { failures } from '../../support/domain.ts';
import { createVirtualTime, epoch, type VirtualTime } from '../../support/virtual-time.ts';

const accepted = { kind: 'accepted' } as const;
const { lost, unreachable, forbidden, notFound, rateLimited } = failures;
const almostOne = 1 - Number.EPSILON;

/** Sends a request that gets these answers in turn, the last one for ever, without delay. `at`: the starts of attempts, in ms. */
async function tryWith(
  answers: readonly RevokeAnswer[],
  overrides: Partial<RetryPolicy> = {},
  time: VirtualTime = createVirtualTime(),
) {
  const at: number[] = [];
  const gate = createGate(time, () => {});
  const limits = { retries: 4, stop: new AbortController().signal, giveUpAt: Number.POSITIVE_INFINITY };
  const never = { takeTurn: async () => true, isFree: () => false, onRetry: () => {} };
  const policy = { ...limits, ...never, gate, time, ...overrides };
  const send = async (attempt: number): Promise<RevokeAnswer> => {
    at.push(time.elapsed());
    return answers[attempt - 1] ?? answers.at(-1) ?? accepted;
  };
  const attempted = await time.settle(retry(send, policy));
  return { attempted, at, elapsed: time.elapsed() };
}

describe('A request', () => {
  test.each<[string, RevokeAnswer[], number]>([
    ['is sent once where it succeeds', [accepted], 1],
    ['is sent again until it succeeds', [unreachable, lost, rateLimited(), accepted], 4],
    ['is not sent again where it cannot get better', [forbidden], 1],
    ['is not sent again once it cannot get better', [unreachable, forbidden], 2],
    ['is sent as often as retries allow', [unreachable], 5],
  ])('%s', async (_, answers, attempts) => {
    const { attempted, at } = await tryWith(answers);
    expect(at).toHaveLength(attempts);
    expect(attempted.attempts).toBe(attempts);
    expect(attempted.answer).toBe(answers.at(-1));
  });

  test('is sent again without counting where the failure is free', async () => {
    const answers = [...Array.from({ length: 20 }, () => rateLimited()), unreachable, accepted];
    const isFree = ({ code }: Failure): boolean => code === 'rate-limited';
    const { attempted } = await tryWith(answers, { retries: 1, isFree });
    expect(attempted).toMatchObject({ answer: accepted, attempts: 22 });
  });

  test('is not sent again without a turn', async () => {
    const { attempted } = await tryWith([unreachable], { takeTurn: async () => false });
    expect(attempted).toMatchObject({ answer: unreachable, attempts: 1 });
  });

  test.each([0, 1, 10])('is sent again at most as often as the retries: %d', async (retries) => {
    expect((await tryWith([unreachable], { retries })).at).toHaveLength(retries + 1);
  });

  test.each<[boolean, string, RevokeAnswer[]]>([
    [true, 'any answer was lost', [unreachable, lost, notFound]],
    [true, 'the last answer was lost', [unreachable, lost]],
    [true, 'it succeeded after an answer was lost', [lost, accepted]],
    [false, 'no attempt got through', [unreachable, unreachable, notFound]],
    [false, 'the first attempt succeeded', [accepted]],
  ])('may have worked: %s, where %s', async (mayHaveWorked, _, answers) => {
    const { attempted } = await tryWith(answers, { retries: answers.length - 1 });
    expect(attempted.mayHaveWorked).toBe(mayHaveWorked);
  });
});

test('Where the run ends before another attempt, the answer to the one before it remains', async () => {
  const ended = createFailure('timeout', 'The run ended before this request was sent.', { unsent: true });
  const stop = new AbortController();
  const takeTurn = async () => {
    stop.abort();
    return true;
  };
  const { attempted } = await tryWith([lost, ended], { retries: 2, takeTurn, stop: stop.signal });
  expect(attempted).toMatchObject({ answer: lost, attempts: 1, mayHaveWorked: true });
});

test('What keeps a later attempt from being sent at all is what the last answer says', async () => {
  const gone = createFailure('influxctl-unavailable', 'It is gone.', { unsent: true });
  const { attempted } = await tryWith([lost, gone]);
  expect(attempted).toMatchObject({ answer: gone, attempts: 1, mayHaveWorked: true });
});

test('What never left counts as no request: there were no credentials, or the run ended before', async () => {
  const unsent = createFailure('authentication-failed', 'No access token.', {
    retryable: true,
    unsent: true,
  });
  const never = await tryWith([unsent], { retries: 2 });
  expect(never.attempted).toMatchObject({ attempts: 0, requestedAt: undefined });
  const later = await tryWith([unsent, accepted], { retries: 2 });
  expect(later.attempted).toMatchObject({ attempts: 1, requestedAt: epoch + (later.at[1] ?? 0) });
});

describe('The waits between attempts', () => {
  const waitsWith = async (random: () => number, answer: Failure = unreachable): Promise<number[]> => {
    const { at } = await tryWith([answer], { retries: 9 }, createVirtualTime(random));
    return at.slice(1).map((start, index) => start - (at[index] ?? 0));
  };
  const ceilings = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000];

  test('double up to 20 s, and chance takes them down to half of that', async () => {
    const waits = [almostOne, 0.5, 0].map((chance) => waitsWith(() => chance));
    const [longest = [], half = [], shortest] = await Promise.all(waits);
    for (const [index, ceiling] of ceilings.entries()) {
      expect(longest[index]).toBeCloseTo(ceiling, 3);
      expect(half[index]).toBeCloseTo(ceiling * 0.75, 3);
    }
    expect(shortest).toEqual(ceilings.map((ceiling) => ceiling / 2));
  });

  test('are never shorter than the server asked for, and chance spreads them after that', async () => {
    const longest = await waitsWith(() => almostOne, rateLimited(7_000));
    const shortest = await waitsWith(() => 0, rateLimited(7_000));
    for (const [index, ceiling] of ceilings.entries()) expect(longest[index]).toBeCloseTo(7_000 + ceiling, 3);
    expect(shortest).toEqual(ceilings.map((ceiling) => 7_000 + ceiling / 2));
  });

  test('end as soon as the run stops, without another attempt', async () => {
    const time = createVirtualTime();
    const stop = time.abortAfter(5_000);
    const { attempted, at, elapsed } = await tryWith([rateLimited(60_000)], { stop }, time);
    expect({ at, elapsed }).toEqual({ at: [0], elapsed: 5_000 });
    expect(attempted.answer).toEqual(rateLimited(60_000));
  });

  test.each<[string, Partial<RetryPolicy>]>([
    ['the run has stopped', { stop: AbortSignal.abort() }],
    ['no attempt may start after them', { lastStart: () => epoch }],
  ])('do not begin, and are not announced, where %s', async (_, policy) => {
    const announced: Failure[] = [];
    const onRetry = (failure: Failure) => void announced.push(failure);
    const { at, elapsed } = await tryWith([unreachable], { ...policy, onRetry });
    expect({ at, elapsed, announced }).toEqual({ at: [0], elapsed: 0, announced: [] });
  });

  test('do not begin where they would end too late', async () => {
    const early = await tryWith([rateLimited(8_000), accepted], { giveUpAt: epoch + 7_999 });
    const message = `${rateLimited().message} It asks to wait 8 s, which is too long here.`;
    const attempted = { answer: { ...rateLimited(8_000), message }, attempts: 1 };
    expect(early).toMatchObject({ at: [0], elapsed: 0, attempted });
    const slow = createVirtualTime(() => almostOne);
    const long = await tryWith([unreachable], { giveUpAt: epoch + 499 }, slow);
    expect(long).toMatchObject({ at: [0], elapsed: 0 });
    const late = await tryWith([rateLimited(8_000), accepted], { giveUpAt: epoch + 8_500 });
    expect(late.attempted.answer).toEqual(accepted);
  });
});

test('An attempt that is due at the last moment is made', async () => {
  const time = createVirtualTime(() => 0);
  const { at } = await tryWith([rateLimited(8_000), accepted], { giveUpAt: epoch + 8_250 }, time);
  expect(at).toEqual([0, 8_250]);
});

describe('The gate that all requests of a run pass', () => {
  const givenGate = () => {
    const time = createVirtualTime();
    return { time, gate: createGate(time, () => {}) };
  };

  test('is closed by an answer that asks to wait', async () => {
    const { time, gate } = givenGate();
    const never = new AbortController().signal;
    const passing = time.sleep(1, never).then(() => gate.pass(never));
    const passed = passing.then(() => time.elapsed());
    await tryWith([rateLimited(3_000), accepted], { gate }, time);
    expect(await passed).toBe(3_000);
  });

  test('holds further attempts back too', async () => {
    const { time, gate } = givenGate();
    gate.holdUntil(epoch + 30_000);
    const { at } = await tryWith([unreachable, accepted], { gate }, time);
    expect(at.at(-1)).toBeGreaterThanOrEqual(30_000);
  });
});
