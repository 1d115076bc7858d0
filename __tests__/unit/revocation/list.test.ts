import { describe, expect, test } from '@jest/globals';
import { readList } from '../../../src/revocation/list.ts';
import type { Selectors } from '../../../src/revocation/selection.ts';
import { failed, failures, idOf, someIds, someTokens } from '../../support/domain.ts';
import { listsInTurn } from '../../support/in-memory-cluster.ts';
import { aLeak } from '../../support/leaked-tokens.ts';
import { givenContext, type Setting } from '../../support/revocation-run.ts';

const { forbidden, lost, rateLimited, serverError, unauthorized, unreachable } = failures;
const notServed = failed('no-http-route', { message: 'A console answered.', affectsAll: true });
const unverifiable = { ...unreachable, retryable: false, affectsAll: true };

const selectors: Selectors = {
  description: undefined,
  createdBy: undefined,
  olderThan: undefined,
  expired: 'exclude',
  keepLatest: undefined,
};

const tokens = someTokens(3);
const ids = [idOf(1)];

/** How many tokens the list shows; `none` where the run goes on without one; the code of the error otherwise. */
async function read(setting: Setting) {
  const { context, time, cluster, events } = givenContext({ tokens, ids, ...setting });
  const outcome = await time.settle(
    readList(context).then(
      ({ index }) => index?.size ?? 'none',
      (error) => error.code as string,
    ),
  );
  return { outcome, lists: cluster.requests.length, events, time };
}

describe('With force, a list that fails is asked for', () => {
  test.each<[string, Setting]>([
    ['leaked tokens', { leaks: [aLeak(1)] }],
    ['leaked tokens alone', { leaks: [aLeak(1)], ids: [] }],
    ['selectors', { selectors }],
    ['an expected plan', { expectPlan: 'f'.repeat(64) }],
  ])('again, as without force, where %s are in it alone', async (_, setting) => {
    const onList = listsInTurn(unreachable, serverError, rateLimited(2_000));
    const { outcome, lists, events } = await read({ ...setting, force: true, onList });
    expect([outcome, lists]).toEqual([3, 4]);
    expect(events.map(({ kind }) => kind)).toContain('retrying');
  });

  test('again, where a client had to be made ready: that takes nothing from the time for the list', async () => {
    const unready = { ...lost, ready: Promise.resolve() };
    const { outcome, lists } = await read({ force: true, onList: listsInTurn(unready) });
    expect([outcome, lists]).toEqual([3, 2]);
  });

  test('once, where ids say all there is to say', async () => {
    const { outcome, lists, events } = await read({ force: true, onList: listsInTurn(unreachable) });
    expect([outcome, lists]).toEqual(['none', 1]);
    expect(events).toEqual([{ kind: 'list-failed', failure: unreachable }]);
  });

  test('once, where a number of revocations or excluded ids are given besides', async () => {
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
    ['selectors', { ids: [], selectors }, 'forbidden'],
    ['ids and selectors', { selectors }, 'forbidden'],
    ['ids, leaked tokens and selectors', { leaks: [aLeak(2)], selectors }, 'forbidden'],
    ['ids and an expected plan', { expectPlan: 'f'.repeat(64) }, 'forbidden'],
  ])('leaves a run with %s: %3$s', async (_, setting, expected) => {
    const { outcome, events } = await read({
      ...setting,
      force: true,
      onList: () => ({ answer: forbidden }),
    });
    expect(outcome).toBe(expected);
    const isAnnounced = events.some(({ kind }) => kind === 'list-failed');
    expect(isAnnounced).toBe(expected === 'none');
  });

  test.each([unauthorized, unverifiable])(
    'in a way that every request would ends any run: $code',
    async (answer) => {
      for (const setting of [{}, { leaks: [aLeak(2)] }, { selectors }]) {
        const { outcome, lists } = await read({ ...setting, force: true, onList: () => ({ answer }) });
        expect([outcome, lists]).toEqual([answer.code, 1]);
      }
    },
  );

  test('since management tokens are not served ends any run', async () => {
    for (const setting of [{}, { leaks: [aLeak(2)] }, { selectors }]) {
      const { outcome } = await read({ ...setting, force: true, onList: () => ({ answer: notServed }) });
      expect(outcome).toBe('no-http-route');
    }
  });

  test('is waited for as long as there are retries, where leaked tokens are in it alone', async () => {
    const onList = () => ({ answer: lost });
    const { outcome, lists } = await read({ leaks: [aLeak(2)], retries: 2, force: true, onList });
    expect([outcome, lists]).toEqual(['none', 3]);
  });
});

describe('Without force, a list that fails for good ends the run', () => {
  test.each<[string, Setting]>([
    ['ids', {}],
    ['leaked tokens', { ids: [], leaks: [aLeak(1)] }],
    ['selectors', { ids: [], selectors }],
  ])('with %s', async (_, setting) => {
    const { outcome } = await read({ ...setting, onList: () => ({ answer: forbidden }) });
    expect(outcome).toBe('forbidden');
  });
});

describe('A list for which there is no time left', () => {
  test.each<[string, Setting, string]>([
    ['the job is cancelled', { cancelAfter: 1_000 }, 'cancelled'],
    ['the deadline is reached', { deadline: 1_000 }, 'timeout'],
  ])('ends the run where %s, with force too', async (_, limit, expected) => {
    for (const force of [false, true]) {
      const onList = () => ({ takes: 3_600_000 });
      const { outcome } = await read({ ...limit, force, leaks: [aLeak(1)], onList });
      expect(outcome).toBe(expected);
    }
  });
});

test('A list that comes is announced', async () => {
  const { events } = await read({ ids: someIds(2) });
  expect(events).toEqual([{ kind: 'listed', tokens: 3, active: 3 }]);
});
