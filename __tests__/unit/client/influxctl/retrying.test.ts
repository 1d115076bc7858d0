import { describe, expect, test } from '@jest/globals';
import type { ProgramEnd } from '../../../../src/program/run-program.ts';
import { idOf, someIds } from '../../../support/domain.ts';
import { ended, printedList, scriptInfluxctl } from '../../../support/scripted-influxctl.ts';

const accepted = { kind: 'accepted' };
const options = { signal: new AbortController().signal, attempt: 1 };

describe('Another attempt', () => {
  /** An influxctl that lists this, and whose revocations end so. */
  const givenListing = (list: ProgramEnd, end = ended()) =>
    scriptInfluxctl(({ command }) => (command === 'list' ? list : end));

  test('lists first, and sends only what is not revoked yet', async () => {
    const { revokeAll, calls } = givenListing(printedList([idOf(1), idOf(3)], [idOf(2)]));
    expect(await revokeAll(someIds(3), 2)).toEqual([accepted, accepted, accepted]);
    expect(calls).toMatchObject([{ command: 'list' }, { command: 'revoke', ids: [idOf(1), idOf(3)] }]);
  });

  test('sends nothing where an earlier one has revoked all', async () => {
    const { revokeAll, calls } = givenListing(printedList([], someIds(2)));
    expect(await revokeAll(someIds(2), 2)).toEqual([accepted, accepted]);
    expect(calls.map(({ command }) => command)).toEqual(['list']);
  });

  test.each([
    [idOf(1), idOf(1).toUpperCase()],
    [idOf(1).toUpperCase(), idOf(1)],
  ])('knows an id in either letter case: %s, listed as %s', async (asked, listed) => {
    const { revokeAll, calls } = givenListing(printedList([], [listed]));
    expect([await revokeAll([asked], 2), calls.length]).toEqual([[accepted], 1]);
  });

  test('sends an id that the list does not show, or shows as active too', async () => {
    for (const list of [printedList([]), printedList([idOf(1)], [idOf(1)])]) {
      const { revokeAll, calls } = givenListing(list);
      await revokeAll([idOf(1)], 2);
      expect(calls.map(({ ids }) => ids)).toEqual([[], [idOf(1)]]);
    }
  });

  test.each([
    ['fails', ended({ code: 1 })],
    ['cannot be read', ended({ stdout: 'no list' })],
  ])('sends every id again where the list %s', async (_, list) => {
    const { revokeAll, calls } = givenListing(list);
    expect(await revokeAll(someIds(2), 3)).toEqual([accepted, accepted]);
    expect(calls[1]?.ids).toEqual(someIds(2));
  });

  test('fails for what it sent, and for nothing that an earlier one has revoked', async () => {
    const { revokeAll } = givenListing(printedList([idOf(1)], [idOf(2)]), ended({ code: 1, stderr: 'no' }));
    expect(await revokeAll(someIds(2), 2)).toMatchObject([{ kind: 'failed' }, accepted]);
  });

  test('shares a call with first ones, after one look at the list', async () => {
    const { client, calls } = givenListing(printedList([idOf(2)], [idOf(1)]));
    await Promise.all([client.revoke(idOf(1), { ...options, attempt: 2 }), client.revoke(idOf(2), options)]);
    expect(calls).toMatchObject([{ command: 'list' }, { command: 'revoke', ids: [idOf(2)] }]);
  });
});

test('A first attempt does not list: the run has just done so', async () => {
  const { revokeAll, calls } = scriptInfluxctl(() => ended());
  await revokeAll(someIds(3));
  expect(calls.map(({ command }) => command)).toEqual(['revoke']);
});
