import { describe, expect, test } from '@jest/globals';
import type { ProgramEnd } from '../../../../src/program/run-program.ts';
import { idOf, someIds } from '../../../support/domain.ts';
import {
  ended,
  printedList,
  type ScriptedCall,
  scriptInfluxctl,
} from '../../../support/scripted-influxctl.ts';

const accepted = { kind: 'accepted' };
const failed = { kind: 'failed', retryable: true, mayHaveWorked: true };
const broken = ended({ code: 1, stderr: 'Error: it broke' });

/** The commands of every call, and what a revocation was to revoke. */
const commandsOf = (calls: readonly ScriptedCall[]) =>
  calls.map(({ command, ids }) => (command === 'list' ? 'list' : ids));

describe('A call that fails', () => {
  /** An influxctl that lists this, and whose revocations end so. */
  const givenListing = (list: ProgramEnd, end = broken) =>
    scriptInfluxctl(({ command }) => (command === 'list' ? list : end));

  test('has revoked what the list then shows as revoked: only the others have failed', async () => {
    const { revokeAll, calls } = givenListing(printedList([idOf(1), idOf(3)], [idOf(2)]));
    expect(await revokeAll(someIds(3))).toMatchObject([failed, accepted, failed]);
    expect(commandsOf(calls)).toEqual([someIds(3), 'list']);
  });

  test.each([
    [idOf(1), idOf(1).toUpperCase()],
    [idOf(1).toUpperCase(), idOf(1)],
  ])('has revoked an id in either letter case: %s, listed as %s', async (asked, listed) => {
    const { revokeAll } = givenListing(printedList([], [listed]));
    expect(await revokeAll([asked])).toEqual([accepted]);
  });

  test.each([
    ['does not show the id', printedList([])],
    ['shows it as active too', printedList([idOf(1)], [idOf(1)])],
    ['fails', ended({ code: 1 })],
    ['cannot be read', ended({ stdout: 'no list' })],
  ])('may have worked where the list %s', async (_, list) => {
    const { revokeAll, calls } = givenListing(list);
    expect(await revokeAll([idOf(1)])).toMatchObject([failed]);
    expect(calls).toHaveLength(2);
  });

  test('lists no more where a list has taken too long, until a call works: an open token waits for it', async () => {
    const { revokeAll, calls } = scriptInfluxctl(({ command, ids }) => {
      if (command === 'list') return { kind: 'timeout' };
      return ids.includes(idOf(3)) ? ended() : broken;
    });
    for (const id of someIds(4)) await revokeAll([id]);
    expect(commandsOf(calls)).toEqual([[idOf(1)], 'list', [idOf(2)], [idOf(3)], [idOf(4)], 'list']);
    expect(calls[1]?.timeout).toBe(10_000);
  });

  test.each<ProgramEnd>([
    { kind: 'aborted', reason: 'deadline' },
    { kind: 'not-started', code: 'ENOENT' },
  ])('lists nothing where no further call can help: %j', async (end) => {
    const { revokeAll, calls } = givenListing(printedList([]), end);
    await revokeAll([idOf(1)]);
    expect(commandsOf(calls)).toEqual([[idOf(1)]]);
  });
});

test('A call that ends well lists nothing: the run does so for all ids', async () => {
  const { revokeAll, calls } = scriptInfluxctl(() => ended());
  await revokeAll(someIds(3));
  expect(commandsOf(calls)).toEqual([someIds(3)]);
});

describe('An id that hangs or crashes influxctl', () => {
  const culprit = idOf(7);
  const progress = someIds(40)
    .map((id) => `INFO revoking ${id}`)
    .join('\n');
  /** An influxctl that ends so wherever this id is among those to revoke. */
  const givenCulprit = (end: ProgramEnd) =>
    scriptInfluxctl(({ command, ids }) => {
      if (command === 'list') return printedList(someIds(40));
      return ids.includes(culprit) ? end : ended();
    });

  test.each<[string, ProgramEnd]>([
    ['hangs', { kind: 'timeout' }],
    ['is killed', ended({ code: null })],
    ['is killed and has printed each id before', ended({ code: null, stderr: progress })],
    ['crashes and has printed each id before', ended({ code: 2, stderr: `${progress}\npanic: nil` })],
    [
      'crashes and prints all that it was given',
      ended({ code: 2, stderr: `panic: [${someIds(40).join(' ')}]` }),
    ],
    ['prints without end', { kind: 'flooded' }],
    ['fails without a word that is known', ended({ code: 2, stderr: 'panic: runtime error' })],
    ['ends at its own time limit', ended({ code: 1, stderr: 'context deadline exceeded' })],
  ])('is left behind by the others where influxctl %s', async (_, end) => {
    const { revokeAll, calls } = givenCulprit(end);
    let left = someIds(40);
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const answers = await revokeAll(left);
      left = left.filter((_, index) => answers[index]?.kind === 'failed');
    }
    expect(left).toEqual([culprit]);
    const sizes = calls.filter(({ command }) => command === 'revoke').map(({ ids }) => ids.length);
    expect(sizes).toEqual([20, 20, ...Array(20).fill(1)]);
  });

  test('holds up no id that was in no such call: those go first', async () => {
    const { revokeAll, calls } = givenCulprit({ kind: 'timeout' });
    await revokeAll(someIds(20));
    await Promise.all([revokeAll(someIds(20)), revokeAll(someIds(40).slice(20))]);
    expect(commandsOf(calls)[2]).toEqual(someIds(40).slice(20));
  });

  test.each([
    ['the cluster is what failed', ended({ code: 1, stderr: 'rpc error: code = Unavailable' })],
    ['the network is', ended({ code: 1, stderr: 'dial tcp 10.0.0.1:443: i/o timeout' })],
    ['no connection is made in time', ended({ code: 1, stderr: 'dial tcp: context deadline exceeded' })],
    ['the system makes none in time', ended({ code: 1, stderr: 'connect: connection timed out' })],
    [
      'TLS takes too long',
      ended({ code: 1, stderr: 'transport: authentication handshake failed: context deadline exceeded' }),
    ],
    [
      'gRPC waits for a connection',
      ended({
        code: 1,
        stderr:
          'code = DeadlineExceeded desc = received context error while waiting for new LB policy update: context deadline exceeded',
      }),
    ],
    ['influxctl cannot be started for a moment', { kind: 'not-started', code: 'EAGAIN' }],
    ['another one is named', ended({ code: 1, stderr: `Error: ${idOf(3)}: it broke` })],
  ] as const)('is not looked for where %s', async (_, end) => {
    const { revokeAll, calls } = givenCulprit(end);
    await revokeAll(someIds(20));
    await revokeAll(someIds(20));
    expect(calls.filter(({ command }) => command === 'revoke')).toHaveLength(2);
  });
});
