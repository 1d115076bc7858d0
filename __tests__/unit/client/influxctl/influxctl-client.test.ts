import { describe, expect, test } from '@jest/globals';
import { idOf, someIds } from '../../../support/domain.ts';
import { failureOf } from '../../../support/mock-api.ts';
import {
  ended,
  endings,
  passing,
  requestTimeout,
  scriptInfluxctl,
} from '../../../support/scripted-influxctl.ts';

const accepted = { kind: 'accepted' };

describe('Revocations of the same moment', () => {
  test('share one call of influxctl, which is told not to ask anybody', async () => {
    const { revokeAll, calls } = scriptInfluxctl(() => ended());
    expect(await revokeAll(someIds(8))).toEqual(Array(8).fill(accepted));
    expect(calls.map(({ args }) => args)).toEqual([['management', 'revoke', '--force', ...someIds(8)]]);
  });

  test('fill one call after the other, of 20 ids at most', async () => {
    let [underWay, busiest] = [0, 0];
    const { revokeAll, calls } = scriptInfluxctl(async () => {
      underWay += 1;
      busiest = Math.max(busiest, underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay -= 1;
      return ended();
    });
    await revokeAll(someIds(50));
    expect(calls.map(({ ids }) => ids.length)).toEqual([20, 20, 10]);
    expect(calls.flatMap(({ ids }) => ids)).toEqual(someIds(50));
    expect(busiest).toBe(1);
  });

  test('have more time than a single request', async () => {
    const { revokeAll, calls } = scriptInfluxctl(() => ended());
    await revokeAll(someIds(2));
    expect(calls[0]?.timeout).toBeGreaterThan(requestTimeout);
  });

  test('end with the run', async () => {
    const abort = new AbortController();
    const { client, calls } = scriptInfluxctl(({ signal }) => {
      abort.abort();
      return signal.aborted ? { kind: 'aborted' } : ended();
    });
    const answer = await client.revoke(idOf(1), { signal: abort.signal, attempt: 1 });
    expect(failureOf(answer)).toMatchObject({ code: 'timeout', retryable: false, mayHaveWorked: true });
    expect(calls).toHaveLength(1);
  });

  test.each([...endings])('all fail alike where influxctl %s', async (_, end, failure) => {
    const { revokeAll } = scriptInfluxctl(() => end);
    expect(await revokeAll(someIds(2))).toEqual([failure, failure]);
  });
});

describe('The failure of one id among several', () => {
  const stderr = [
    `Error: could not revoke ${idOf(1)}: 404 not found`,
    `Error: could not revoke ${idOf(2).toUpperCase()}: 403 forbidden`,
    `hint: ask about ${idOf(2)}`,
  ].join('\n');

  test('quotes the lines with this id, in whichever letter case, and no others', async () => {
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr }));
    const messages = (await revokeAll([idOf(1).toUpperCase(), idOf(2)])).map(
      (answer) => failureOf(answer).message,
    );
    expect(messages[0]).toBe(
      `influxctl ended with exit code 1: "Error: could not revoke ${idOf(1)}: 404 not found".`,
    );
    expect(messages[1]).toContain('403 forbidden');
    expect(messages[1]).toContain('hint: ask about');
    expect(messages[1]).not.toContain('404');
  });

  test('quotes all that was said where nothing names this id', async () => {
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr }));
    const [answer] = await revokeAll([idOf(3)]);
    expect(answer && failureOf(answer).message).toContain('404 not found');
  });

  test('is told as one that may have worked: what exit codes say of several ids is not documented', async () => {
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr }));
    for (const answer of await revokeAll(someIds(3)))
      expect(failureOf(answer)).toMatchObject({
        code: 'influxctl-failed',
        message: expect.any(String),
        ...passing,
      });
  });
});
