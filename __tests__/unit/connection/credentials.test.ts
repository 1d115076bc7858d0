import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import {
  authenticationFailure,
  type Credentials,
  createRenewableCredentials,
  createStaticCredentials,
  pauseAfterFailures,
} from '../../../src/connection/credentials.ts';
import { createFailure, type Failure } from '../../../src/failure.ts';
import { running } from '../../support/identity.ts';
import { createVirtualTime } from '../../support/virtual-time.ts';

const refusal = authenticationFailure('The provider is away.', true);
const ended = createFailure('timeout', 'The run ended before there was an access token.', { unsent: true });

/** Credentials whose token requests a test answers. */
function givenCredentials() {
  const open: ((result: string | Failure) => void)[] = [];
  let [requests, closed] = [0, 0];
  const request = () => {
    requests += 1;
    return new Promise<string | Failure>((resolve) => open.push(resolve));
  };
  const credentials = createRenewableCredentials(request, async () => {
    closed += 1;
  });
  /** Answers the token request that has waited longest. */
  const answer = (result: string | Failure) => open.shift()?.(result);
  return { credentials, answer, requests: () => requests, closed: () => closed };
}

/** Credentials whose token requests are answered at once, in turn. */
function givenAnswers(...answers: readonly (string | Failure)[]) {
  let requests = 0;
  const credentials = createRenewableCredentials(async () => {
    const answer = answers[requests];
    requests += 1;
    return answer ?? authenticationFailure('This request was not expected.', false);
  });
  return { credentials, requests: () => requests };
}

/** Rejects the present token, and returns what takes its place. */
async function rejectToken(credentials: Credentials): Promise<string | Failure | undefined> {
  return credentials.replace((await credentials.obtain(running())) as string, running());
}

/** Starts the same thing many times at once. */
function many<Result>(work: () => Promise<Result>): Promise<Result>[] {
  return Array.from({ length: 32 }, work);
}

describe('A token that can be renewed', () => {
  test('is asked for when it is first needed, and then kept', async () => {
    const { credentials, requests } = givenAnswers('first', 'second');
    expect(requests()).toBe(0);
    expect(await credentials.obtain(running())).toBe('first');
    expect(await credentials.obtain(running())).toBe('first');
    expect(requests()).toBe(1);
  });

  test('is asked for once by requests that need it at once', async () => {
    const { credentials, answer, requests } = givenCredentials();
    const results = many(() => credentials.obtain(running()));
    answer('first');
    expect(new Set(await Promise.all(results))).toEqual(new Set(['first']));
    expect(requests()).toBe(1);
  });

  test('is renewed once for requests that are rejected at once, early and late', async () => {
    const { credentials, answer, requests } = givenCredentials();
    const first = credentials.obtain(running());
    answer('first');
    await first;
    const results = many(() => credentials.replace('first', running()));
    const meanwhile = credentials.obtain(running());
    answer('second');
    expect(new Set(await Promise.all([...results, meanwhile]))).toEqual(new Set(['second']));
    expect(await credentials.replace('first', running())).toBe('second');
    expect(await credentials.obtain(running())).toBe('second');
    expect(requests()).toBe(2);
  });

  test.each<[string, (credentials: Credentials) => void, string | undefined, number]>([
    ['is not renewed again where it was never accepted', () => {}, undefined, 2],
    ['is renewed again where it was accepted', ({ confirm }) => confirm('second'), 'third', 3],
    ['is not renewed again where only the first was', ({ confirm }) => confirm('first'), undefined, 2],
  ])('%s', async (_, between, expected, count) => {
    const { credentials, requests } = givenAnswers('first', 'second', 'third');
    expect(await rejectToken(credentials)).toBe('second');
    between(credentials);
    expect(await rejectToken(credentials)).toBe(expected);
    expect(requests()).toBe(count);
  });

  test('is renewed where it was accepted before, however often that happens', async () => {
    const { credentials, requests } = givenAnswers('a', 'b', 'c', 'd');
    const given: unknown[] = [];
    for (let round = 0; round < 3; round += 1) {
      credentials.confirm((await credentials.obtain(running())) as string);
      given.push(await rejectToken(credentials));
    }
    expect([given, requests()]).toEqual([['b', 'c', 'd'], 4]);
  });
});

describe('A token request that fails', () => {
  test('fails all that wait for it, and is made again by the next one that needs a token', async () => {
    const { credentials, answer, requests } = givenCredentials();
    const results = many(() => credentials.obtain(running()));
    answer(refusal);
    expect(new Set(await Promise.all(results))).toEqual(new Set([refusal]));
    const next = credentials.obtain(running());
    answer('first');
    expect(await next).toBe('first');
    expect(requests()).toBe(2);
  });

  test('in place of a rejected token is made again too, and the rejected one never given again', async () => {
    const { credentials, requests } = givenAnswers('first', refusal, refusal, 'second', 'third');
    expect(await rejectToken(credentials)).toEqual(refusal);
    expect(await credentials.replace('first', running())).toEqual(refusal);
    expect(await credentials.obtain(running())).toBe('second');
    expect(requests()).toBe(4);
  });
});

describe('A provider that gives no token', () => {
  test('is asked again after 0.25 s, then after twice as long each time up to 2 s, however many wait', async () => {
    const time = createVirtualTime();
    const asked: number[] = [];
    const request = pauseAfterFailures(
      async () => {
        asked.push(time.elapsed());
        return asked.length === 9 ? 'first' : refusal;
      },
      (ms) => time.sleep(ms, running()),
    );
    const credentials = createRenewableCredentials(request);
    const obtain = async (): Promise<string> => {
      const token = await credentials.obtain(running());
      return typeof token === 'string' ? token : obtain();
    };
    expect(new Set(await time.settle(Promise.all(many(obtain))))).toEqual(new Set(['first']));
    expect(asked).toEqual([0, 250, 750, 1_750, 3_750, 5_750, 7_750, 9_750, 11_750]);
  });

  test('is asked at once after it has given one', async () => {
    const answers = [refusal, 'first', refusal, 'second'];
    const pauses: number[] = [];
    const request = pauseAfterFailures(
      async () => answers.shift() ?? refusal,
      async (ms) => void pauses.push(ms),
    );
    for (let round = 0; round < 4; round += 1) await request();
    expect(pauses).toEqual([250, 250]);
  });
});

describe('A request that is cancelled', () => {
  test('waits no longer for a token; the others do, and get it', async () => {
    const { credentials, answer, requests } = givenCredentials();
    const cancel = new AbortController();
    const cancelled = credentials.obtain(cancel.signal);
    const others = many(() => credentials.obtain(running()));
    cancel.abort();
    expect(await cancelled).toEqual(ended);
    answer('first');
    expect(new Set(await Promise.all(others))).toEqual(new Set(['first']));
    expect(requests()).toBe(1);
  });

  test('waits no longer for a renewal either, and before it starts gets no token', async () => {
    const { credentials, answer } = givenCredentials();
    expect(await credentials.obtain(AbortSignal.abort())).toEqual(ended);
    const first = credentials.obtain(running());
    answer('first');
    await first;
    const cancel = new AbortController();
    const cancelled = credentials.replace('first', cancel.signal);
    const late = credentials.replace('first', AbortSignal.abort());
    cancel.abort();
    expect([await cancelled, await late]).toEqual([ended, ended]);
  });

  test('is no longer listened for once it has its token: thousands may share one signal', async () => {
    const { credentials } = givenAnswers('first', refusal);
    const signal = running();
    await credentials.obtain(signal);
    await credentials.replace('first', signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('Credentials', () => {
  test('end what is under way when they are closed', async () => {
    const { credentials, closed } = givenCredentials();
    await credentials.close();
    expect(closed()).toBe(1);
  });

  test('of one token know no other', async () => {
    const credentials = createStaticCredentials('M.V1.static');
    credentials.confirm('M.V1.static');
    expect(await credentials.replace('M.V1.static', running())).toBeUndefined();
    expect(await credentials.obtain(AbortSignal.abort())).toBe('M.V1.static');
    await credentials.close();
  });
});
