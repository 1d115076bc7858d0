import { describe, expect, test } from '@jest/globals';
import type { ActionError } from '../../../src/errors.ts';
import { readList } from '../../../src/revocation/list.ts';
import type { TokenClient } from '../../../src/revocation/token-client.ts';
import { everyToken, failed, failures, idOf, someIds, someTokens } from '../../support/domain.ts';
import { listsInTurn } from '../../support/in-memory-cluster.ts';
import { aLeak } from '../../support/leaked-tokens.ts';
import { givenContext, givenRun, type Setting } from '../../support/revocation-run.ts';

const { forbidden, lost, rateLimited, serverError, unauthorized, unreachable } = failures;
const notServed = failed('no-http-route', { message: 'A console answered.', affectsAll: true });
const unverifiable = { ...unreachable, retryable: false, affectsAll: true };

const tokens = someTokens(3);
const ids = [idOf(1)];

/** How many tokens the list shows; `none` where the run continues without one; the code of the error otherwise. */
async function read(setting: Setting) {
  const { context, time, cluster, events } = givenContext({ tokens, ids, ...setting });
  let message: string | undefined;
  const outcome = await time.settle(
    readList(context).then(
      ({ index }) => index?.size ?? 'none',
      (error: ActionError) => {
        message = error.message;
        return error.code;
      },
    ),
  );
  return { outcome, message, lists: cluster.requests.length, events };
}

const noTokens = { kind: 'listed', tokens: [] } as const;

test.each<[string, Setting, string | number]>([
  ['fails where selectors take their tokens from it', { selectors: everyToken }, 'unexpected-answer'],
  ['fails where it knows none of the ids: it should show at least the token in use', {}, 'unexpected-answer'],
  [
    'is read again: it may have been so for a moment',
    { selectors: everyToken, caller: idOf(3), onList: listsInTurn(noTokens) },
    3,
  ],
  ['stands where the credentials are in no list', { selectors: everyToken, caller: undefined }, 0],
])('An empty list %s', async (_, setting, outcome) => {
  const onList = () => ({ answer: noTokens });
  expect((await read({ caller: idOf(3), onList, ...setting })).outcome).toBe(outcome);
});

describe('A list that fails is requested', () => {
  test.each<[string, Setting]>([
    ['leaked tokens', { leaks: [aLeak(1)] }],
    ['leaked tokens alone', { leaks: [aLeak(1)], ids: [] }],
    ['selectors', { selectors: everyToken }],
    ['an expected plan', { expectPlan: 'f'.repeat(64) }],
    ['ids, and there is no force', { force: false }],
  ])('again, where it is needed for %s', async (_, setting) => {
    const onList = listsInTurn(unreachable, serverError, rateLimited(2_000));
    const { outcome, lists, events } = await read({ force: true, ...setting, onList });
    expect([outcome, lists]).toEqual([3, 4]);
    expect(events.map(({ kind }) => kind)).toContain('retrying');
  });

  test('again, where a client had to be made ready: that takes no time from the list', async () => {
    const onList: Setting['onList'] = (nth) => ({
      ...(nth === 1 && { answer: { ...lost, ready } }),
      takes: 9_000,
    });
    const { context, time, cluster } = givenContext({ tokens, ids, force: true, onList });
    const ready = time.sleep(15_000, new AbortController().signal);
    expect((await time.settle(readList(context))).index?.size).toBe(3);
    expect(cluster.requests.map(({ from }) => from)).toEqual([0, 15_000]);
  });

  test.each([
    ['as the list is requested', 500],
    ['as that is waited for', 5_000],
  ])('no more, where the job is cancelled before the client is ready: %s', async (_, cancelAfter) => {
    const { context, time } = givenContext({ tokens, ids, force: true, cancelAfter });
    let lists = 0;
    const list: TokenClient['list'] = async ({ signal }) => {
      lists += 1;
      await time.sleep(1_000, signal);
      return { ...lost, ready: new Promise(() => {}) };
    };
    const reading = readList({ ...context, client: { ...context.client, list } });
    await expect(time.settle(reading)).rejects.toMatchObject({ code: 'cancelled' });
    expect(lists).toBe(1);
  });

  test.each([unreachable, lost, rateLimited(900_000)])('once with force: $code', async (answer) => {
    const { outcome, lists, events } = await read({ force: true, onList: listsInTurn(answer) });
    expect([outcome, lists]).toEqual(['none', 1]);
    expect(events).toEqual([{ kind: 'list-failed', failure: answer }]);
  });

  test('once with force, and not for long: it is said to be late', async () => {
    const { outcome, events } = await read({ force: true, onList: () => ({ takes: 3_600_000 }) });
    const failure = expect.objectContaining({ message: 'It did not come within 10 s.' });
    expect([outcome, events]).toEqual(['none', [{ kind: 'list-failed', failure }]]);
  });

  test('once with force, where a number of revocations or excluded ids are given besides', async () => {
    const setting = { maxRevocations: 1, excluded: [idOf(2)] };
    const { outcome, lists } = await read({ ...setting, force: true, onList: listsInTurn(unreachable) });
    expect([outcome, lists]).toEqual(['none', 1]);
  });
});

describe('With force, a list that fails for good', () => {
  test.each<[string, Setting, string]>([
    ['ids', {}, 'none'],
    ['ids and leaked tokens', { leaks: [aLeak(2)] }, 'none'],
    ['leaked tokens alone', { ids: [], leaks: [aLeak(2)] }, 'forbidden'],
    ['selectors', { ids: [], selectors: everyToken }, 'forbidden'],
    ['ids and selectors', { selectors: everyToken }, 'forbidden'],
    ['ids, leaked tokens and selectors', { leaks: [aLeak(2)], selectors: everyToken }, 'forbidden'],
    ['ids and an expected plan', { expectPlan: 'f'.repeat(64) }, 'forbidden'],
  ])('leaves a run with %s: %3$s', async (_, setting, expected) => {
    const onList = () => ({ answer: forbidden });
    const { outcome, events } = await read({ ...setting, force: true, onList });
    const isAnnounced = events.some(({ kind }) => kind === 'list-failed');
    expect([outcome, isAnnounced]).toEqual([expected, expected === 'none']);
  });

  test.each([unauthorized, unverifiable, notServed])(
    'since no request can succeed ends the run: $code',
    async (answer) => {
      for (const setting of [{}, { leaks: [aLeak(2)] }, { selectors: everyToken }]) {
        const { outcome, lists } = await read({ ...setting, force: true, onList: () => ({ answer }) });
        expect([outcome, lists]).toEqual([answer.code, 1]);
      }
    },
  );

  test('is waited for while there are retries, where leaked tokens are in it alone', async () => {
    const onList = () => ({ answer: lost });
    const { outcome, lists } = await read({ leaks: [aLeak(2)], retries: 2, force: true, onList });
    expect([outcome, lists]).toEqual(['none', 3]);
  });
});

describe('Without force, a list that fails for good ends the run', () => {
  test.each<[string, Setting]>([
    ['ids', {}],
    ['leaked tokens', { ids: [], leaks: [aLeak(1)] }],
    ['selectors', { ids: [], selectors: everyToken }],
  ])('with %s, and says why', async (_, setting) => {
    for (const answer of [unauthorized, forbidden, unreachable, lost, rateLimited(900_000), notServed]) {
      const { outcome, message } = await read({ ...setting, onList: () => ({ answer }) });
      const why = `The list of tokens could not be read. ${answer.message}`;
      const wait = answer.retryAfter === undefined ? '' : ' It asks to wait 900 s, which is too long here.';
      expect([outcome, message]).toEqual([answer.code, `${why}${wait}`]);
    }
  });
});

describe('A list for which there is no time left', () => {
  test.each<[string, Setting, string, string]>([
    ['the job is cancelled', { cancelAfter: 1_000 }, 'cancelled', 'The job was cancelled.'],
    [
      'the deadline is reached',
      { deadline: 1_000 },
      'timeout',
      'The run reached its deadline. The list of tokens could not be read. The run ended before an answer came.',
    ],
  ])('ends the run where %s, with force too, and says so', async (_, limit, code, text) => {
    for (const force of [false, true]) {
      const onList = () => ({ takes: 3_600_000 });
      const { outcome, message } = await read({ ...limit, force, leaks: [aLeak(1)], onList });
      expect([outcome, message]).toEqual([code, text]);
    }
  });
});

test.each([
  ['is waited for before the first revocation', 5_000, 5_000],
  ['holds no revocation back where the run has no time for that', 900_000, 20],
])('With force, what a list asks to wait %s', async (_, asked, sent) => {
  const { run, cluster } = givenRun({ tokens, ids, force: true, onList: listsInTurn(rateLimited(asked)) });
  await run();
  const [first] = cluster.sentAt(idOf(1));
  expect([first, cluster.isRevoked(idOf(1))]).toEqual([expect.closeTo(sent, -2), true]);
});

test('A list that comes is announced, and nothing is said of clocks that agree', async () => {
  const announced = [{ kind: 'listed', tokens: 3, active: 3 }];
  expect((await read({ ids: someIds(2) })).events).toEqual(announced);
  expect((await read({ ids: someIds(2), clockOffset: 1_000 })).events).toEqual(announced);
});
