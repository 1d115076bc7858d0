import { describe, expect, test } from '@jest/globals';
import { startPace } from '../../../src/revocation/pace.ts';
import { createTurns } from '../../../src/revocation/turns.ts';

const answer = { at: 1, latency: 1, setback: undefined, isTrouble: false };

/** Two turns at once, both taken, and who has got one since, by name. */
async function givenBusyTurns() {
  const stop = new AbortController();
  const turns = createTurns(startPace(2), stop.signal);
  const given: string[] = [];
  expect([await turns.take(false), await turns.take(false)]).toEqual([true, true]);
  const waitFor = (name: string, isRetry: boolean): void =>
    void turns.take(isRetry).then((isMine) => given.push(isMine ? name : `not ${name}`));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { turns, stop, given, waitFor, settle };
}

describe('Turns', () => {
  test('are as many at once as the pace allows: whoever comes later waits for an end', async () => {
    const { turns, given, waitFor, settle } = await givenBusyTurns();
    for (const name of ['a', 'b', 'c']) waitFor(name, false);
    await settle();
    expect(given).toEqual([]);
    turns.end(answer);
    await settle();
    expect([given, turns.pace().underWay]).toEqual([['a'], 2]);
    turns.end(answer);
    turns.end(answer);
    turns.end(answer);
    await settle();
    expect([given, turns.pace().underWay]).toEqual([['a', 'b', 'c'], 1]);
  });

  test('go to retries first', async () => {
    const { turns, given, waitFor, settle } = await givenBusyTurns();
    waitFor('new', false);
    waitFor('retry', true);
    turns.end(answer);
    await settle();
    expect(given).toEqual(['retry']);
  });

  test('are given to no one once nothing may start any more', async () => {
    const { turns, stop, given, waitFor, settle } = await givenBusyTurns();
    waitFor('a', false);
    stop.abort();
    await settle();
    turns.end(answer);
    expect([given, await turns.take(true)]).toEqual([['not a'], false]);
  });
});
