import { describe, expect, test } from '@jest/globals';
import { idOf, someIds } from '../../../support/domain.ts';
import { failureOf } from '../../../support/mock-api.ts';
import {
  ended,
  endings,
  printedList,
  requestTimeout,
  scriptInfluxctl,
} from '../../../support/scripted-influxctl.ts';

const accepted = { kind: 'accepted' };

describe('Revocations of the same moment', () => {
  test('share one call of influxctl, which takes longer than a single request and asks no question', async () => {
    const { revokeAll, calls } = scriptInfluxctl(() => ended());
    expect(await revokeAll(someIds(8))).toEqual(Array(8).fill(accepted));
    expect(calls.map(({ args }) => args)).toEqual([['management', 'revoke', '--force', ...someIds(8)]]);
    expect(calls[0]?.timeout).toBeGreaterThan(requestTimeout);
  });

  test('fill one call after the other, of 20 ids at most', async () => {
    const { revokeAll, calls } = scriptInfluxctl(() => ended());
    await revokeAll(someIds(50));
    expect(calls.map(({ ids }) => ids.length)).toEqual([20, 20, 10]);
    expect(calls.flatMap(({ ids }) => ids)).toEqual(someIds(50));
  });

  test('end with the run', async () => {
    const abort = new AbortController();
    const { client, calls } = scriptInfluxctl(({ signal }) => {
      abort.abort('deadline');
      return signal.aborted ? { kind: 'aborted', reason: signal.reason } : ended();
    });
    const answer = await client.revoke(idOf(1), { signal: abort.signal, attempt: 1 });
    expect(failureOf(answer)).toMatchObject({ code: 'timeout', retryable: false, mayHaveWorked: true });
    expect(calls).toHaveLength(1);
  });

  test('end as soon as the job is cancelled, and no further call starts', async () => {
    const starting = new AbortController();
    const { client, calls } = scriptInfluxctl(({ signal }) => {
      starting.abort('cancelled');
      return { kind: 'aborted', reason: signal.reason };
    });
    const { signal } = new AbortController();
    const answers = await Promise.all(
      someIds(40).map((id) => client.revoke(id, { signal, starting: starting.signal, attempt: 1 })),
    );
    const cancelled = { code: 'cancelled', retryable: false };
    expect(answers.map(failureOf)).toMatchObject([
      ...Array(20).fill({ ...cancelled, mayHaveWorked: true }),
      ...Array(20).fill({ ...cancelled, mayHaveWorked: false }),
    ]);
    expect(calls).toHaveLength(1);
  });

  test.each([...endings])('all fail alike where influxctl %s', async (_, end, failure) => {
    const { revokeAll } = scriptInfluxctl(() => end);
    expect(await revokeAll(someIds(2))).toEqual([failure, failure]);
  });
});

describe('The failure of one id among several', () => {
  const notFound = `Error: could not revoke ${idOf(1)}: rpc error: code = NotFound desc = not found`;
  const stderr = [
    notFound,
    `Error: could not revoke ${idOf(2).toUpperCase()}: rpc error: code = PermissionDenied desc = no`,
    `hint: ask about ${idOf(2)}`,
  ].join('\n');

  test('has the code of the lines with this id, in either letter case, and quotes no others', async () => {
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr }));
    const failures = (await revokeAll([idOf(1).toUpperCase(), idOf(2)])).map(failureOf);
    expect(failures).toMatchObject([
      { code: 'not-found', message: `influxctl ended with exit code 1: "${notFound}".`, retryable: false },
      { code: 'forbidden', message: expect.stringContaining('hint: ask about'), retryable: false },
    ]);
    expect(failures[1]?.message).not.toContain('NotFound');
  });

  test.each([
    ['names no id', 'Error: rpc error: code = PermissionDenied desc = no'],
    ['names several', `Error: ${idOf(1)}: code = NotFound; ${idOf(2)}: code = PermissionDenied`],
  ])('may pass with another call where what was printed %s', async (_, printed) => {
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr: printed }));
    expect(await revokeAll(someIds(2))).toMatchObject(Array(2).fill({ kind: 'failed', retryable: true }));
  });

  test('has the code of what was printed for all where its own line only names it', async () => {
    const printed = `INFO revoking ${idOf(1)}\nError: rpc error: code = Unavailable desc = down`;
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr: printed }));
    const down = { code: 'server-error', message: expect.stringContaining('Unavailable') };
    expect(await revokeAll(someIds(2))).toMatchObject([down, down]);
  });

  test.each(['Revoking', 'Locked:'])(
    'quotes its own line and the error for all where nothing is known of either: %s',
    async (word) => {
      const lines = [`${word} ${idOf(1)}`, `${word} ${idOf(2)}`, 'Usage: see there', 'Error: it broke'];
      const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr: lines.join('\n') }));
      const quoted = (line = '') => ({
        message: `influxctl ended with exit code 1: "${line}\nError: it broke".`,
        retryable: true,
      });
      expect(await revokeAll(someIds(2))).toMatchObject([quoted(lines[0]), quoted(lines[1])]);
    },
  );

  test('is not the failure of another one, where its own line has no known words', async () => {
    const printed = `Error: ${idOf(1)}: code = PermissionDenied\nError: ${idOf(2)}: something odd`;
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr: printed }));
    const message = `influxctl ended with exit code 1: "Error: ${idOf(2)}: something odd".`;
    const odd = { code: 'influxctl-failed', message };
    expect(await revokeAll(someIds(2))).toMatchObject([{ code: 'forbidden' }, odd]);
  });

  test('quotes the error, however long the notices before it are', async () => {
    const printed = `${'A new version is out.\n'.repeat(20)}Error: it broke\n`;
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr: printed }));
    const message = 'influxctl ended with exit code 1: "Error: it broke".';
    expect(await revokeAll([idOf(1)])).toMatchObject([{ message }]);
  });

  test('is no missing token where the list shows it', async () => {
    const { revokeAll } = scriptInfluxctl(({ command }) =>
      command === 'list' ? printedList([idOf(1)]) : ended({ code: 1, stderr: notFound }),
    );
    expect(await revokeAll([idOf(1)])).toMatchObject([{ code: 'influxctl-failed', retryable: true }]);
  });

  test("is not the cluster's own word where a page from in between refused it", async () => {
    const page =
      'rpc error: code = Unauthenticated desc = unexpected HTTP status code received from server: 401';
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr: page }));
    expect(await revokeAll([idOf(1)])).toMatchObject([{ code: 'unauthorized', fromApi: false }]);
  });

  test('is no missing token where another id is missing, and quotes all that was printed', async () => {
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr: notFound }));
    const message = expect.stringContaining('NotFound');
    expect(await revokeAll([idOf(3)])).toMatchObject([{ code: 'influxctl-failed', message }]);
  });

  test('never says that nothing happened: what influxctl prints is no proof', async () => {
    const { revokeAll } = scriptInfluxctl(() => ended({ code: 1, stderr }));
    expect(await revokeAll(someIds(3))).toMatchObject(Array(3).fill({ kind: 'failed', mayHaveWorked: true }));
  });
});

describe('What every other request would get too', () => {
  const refused = ended({ code: 1, stderr: 'Error: rpc error: code = Unauthenticated desc = no' });

  test('ends the run where the list fails the same way', async () => {
    const { revokeAll, calls } = scriptInfluxctl(() => refused);
    const failure = { code: 'unauthorized', affectsAll: true, retryable: false, mayHaveWorked: true };
    expect(await revokeAll(someIds(2))).toMatchObject([failure, failure]);
    expect(calls.map(({ command }) => command)).toEqual(['revoke', 'list']);
  });

  test.each([
    ['works: another attempt may work too', printedList([]), true],
    [
      'fails in another way',
      ended({ code: 1, stderr: 'x509: certificate signed by unknown authority' }),
      false,
    ],
  ])('does not where the list %s', async (_, end, retryable) => {
    const { revokeAll } = scriptInfluxctl(({ command }) => (command === 'list' ? end : refused));
    const failure = { code: 'unauthorized', affectsAll: false, retryable };
    expect(await revokeAll(someIds(1))).toMatchObject([failure]);
  });

  test('does not where the list fails with the same code, for a cause that may pass', async () => {
    const untrusted = ended({ code: 1, stderr: 'x509: certificate signed by unknown authority' });
    const away = ended({ code: 1, stderr: 'dial tcp 127.0.0.1:1: connect: connection refused' });
    const { revokeAll } = scriptInfluxctl(({ command }) => (command === 'list' ? away : untrusted));
    expect(await revokeAll(someIds(1))).toMatchObject([{ code: 'unreachable', affectsAll: false }]);
  });

  test.each([
    ['Unauthenticated', 'rpc error: code = Unauthenticated', true],
    ['an unknown host', 'dial tcp: lookup x: no such host', true],
    ['a missing permission', 'rpc error: code = PermissionDenied', false],
    ['a cluster that is down', 'rpc error: code = Unavailable', false],
  ])('is known from a list that fails: %s', async (_, text, affectsAll) => {
    const { client } = scriptInfluxctl(() => ended({ code: 1, stderr: text }));
    const { signal } = new AbortController();
    expect(failureOf(await client.list({ signal, attempt: 1 }))).toMatchObject({ affectsAll });
  });
});
