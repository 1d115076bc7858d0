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
const options = { signal: new AbortController().signal, attempt: 1 };

describe('Another attempt', () => {
  /** An influxctl that lists this, and revokes all that it is told to. */
  const listing =
    (list: ProgramEnd) =>
    ({ command }: ScriptedCall): ProgramEnd =>
      command === 'list' ? list : ended();

  test('lists first, and sends only what is not revoked yet', async () => {
    const { revokeAll, calls } = scriptInfluxctl(listing(printedList([idOf(1), idOf(3)], [idOf(2)])));
    expect(await revokeAll(someIds(3), 2)).toEqual([accepted, accepted, accepted]);
    expect(calls.map(({ command, ids }) => [command, ids])).toEqual([
      ['list', []],
      ['revoke', [idOf(1), idOf(3)]],
    ]);
  });

  test('sends nothing where an earlier one has revoked all', async () => {
    const { revokeAll, calls } = scriptInfluxctl(listing(printedList([], someIds(2))));
    expect(await revokeAll(someIds(2), 2)).toEqual([accepted, accepted]);
    expect(calls.map(({ command }) => command)).toEqual(['list']);
  });

  test.each([
    [idOf(1), idOf(1).toUpperCase()],
    [idOf(1).toUpperCase(), idOf(1)],
  ])('knows an id in whichever letter case: %s, listed as %s', async (asked, listed) => {
    const { revokeAll, calls } = scriptInfluxctl(listing(printedList([], [listed])));
    expect(await revokeAll([asked], 2)).toEqual([accepted]);
    expect(calls).toHaveLength(1);
  });

  test('sends an id that the list does not show', async () => {
    const { revokeAll, calls } = scriptInfluxctl(listing(printedList([])));
    await revokeAll([idOf(1)], 2);
    expect(calls[1]?.ids).toEqual([idOf(1)]);
  });

  test.each([
    ['fails', ended({ code: 1 })],
    ['cannot be read', ended({ stdout: 'no list' })],
  ])('sends every id again where the list %s', async (_, list) => {
    const { revokeAll, calls } = scriptInfluxctl(listing(list));
    expect(await revokeAll(someIds(2), 3)).toEqual([accepted, accepted]);
    expect(calls[1]?.ids).toEqual(someIds(2));
  });

  test('fails for what it sent, and for nothing that an earlier one has revoked', async () => {
    const { revokeAll } = scriptInfluxctl(({ command }) =>
      command === 'list' ? printedList([idOf(1)], [idOf(2)]) : ended({ code: 1, stderr: 'no' }),
    );
    expect(await revokeAll(someIds(2), 2)).toMatchObject([{ kind: 'failed' }, accepted]);
  });

  test('does not take a token for revoked that the same list shows as active, too', async () => {
    const { revokeAll, calls } = scriptInfluxctl(listing(printedList([idOf(1)], [idOf(1)])));
    await revokeAll([idOf(1)], 2);
    expect(calls.map(({ command }) => command)).toEqual(['list', 'revoke']);
  });

  test('shares a call with first ones, after one look at the list', async () => {
    const { client, calls } = scriptInfluxctl(listing(printedList([idOf(2)], [idOf(1)])));
    await Promise.all([client.revoke(idOf(1), { ...options, attempt: 2 }), client.revoke(idOf(2), options)]);
    expect(calls.map(({ command, ids }) => [command, ids])).toEqual([
      ['list', []],
      ['revoke', [idOf(2)]],
    ]);
  });
});

test('A first attempt does not list: the run has just done so', async () => {
  const { revokeAll, calls } = scriptInfluxctl(() => ended());
  await revokeAll(someIds(3));
  expect(calls.map(({ command }) => command)).toEqual(['revoke']);
});
