import '../../../support/realms.ts';
import { rmSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { newTokens } from '../../../../dev/cluster/tokens.ts';
import type { Behaviour } from '../../../../dev/influxctl/install.ts';
import {
  givenInfluxctl,
  type InfluxctlScene,
  openIn,
  revokeThrough,
} from '../../../support/influxctl-scene.ts';
import { idsOf } from '../../../support/scenario.ts';
import { isRunning, until } from '../../../support/shell-programs.ts';

const accepted = { kind: 'accepted' };
const allAccepted = [accepted, accepted, accepted];
const unknownId = '00000000-0000-4000-8000-000000000000';
const mayHaveWorked = { code: 'influxctl-failed', mayHaveWorked: true, retryable: true, affectsAll: false };

/** Some live tokens, and an influxctl that is open. */
async function given(behaviour: Partial<Behaviour> = {}) {
  const tokens = newTokens(3);
  const scene = await givenInfluxctl(tokens, behaviour);
  return { ...scene, open: await openIn(scene), tokens, ids: idsOf(tokens) };
}

/** Which tokens of a cluster are revoked, in order, without the one in use. */
function revokedOnes({ cluster }: InfluxctlScene): boolean[] {
  return cluster.tokens.slice(0, -1).map(({ revokedAt }) => revokedAt !== undefined);
}

/** The ids of every revocation, and `list` for a list, in the order of the calls. */
function callsOf({ influxctl }: InfluxctlScene): (readonly string[] | 'list')[] {
  return influxctl
    .calls()
    .filter(({ command }) => command !== 'version')
    .map(({ command, argv }) => (command === 'list' ? 'list' : argv.slice(argv.indexOf('--force') + 1)));
}

describe('influxctl', () => {
  test('revokes several ids with one call, and may print anything', async () => {
    const scene = await given({ noise: 'Revoked! [y/N]\n', stderr: 'warning: a new version\n' });
    expect(await revokeThrough(scene.open, scene.ids)).toEqual(allAccepted);
    expect(revokedOnes(scene)).toEqual([true, true, true]);
    expect(callsOf(scene)).toEqual([scene.ids]);
  });

  test('is taken at its word where it ends well, and the list decides later', async () => {
    const scene = await given({ silentFailure: true });
    expect(await revokeThrough(scene.open, [unknownId])).toEqual([accepted]);
  });

  test('is never at work twice at once', async () => {
    const scene = await given({ slow: 20 });
    const first = revokeThrough(scene.open, scene.ids.slice(0, 1));
    await until(() => callsOf(scene).length === 1);
    await Promise.all([first, revokeThrough(scene.open, scene.ids.slice(1))]);
    expect(callsOf(scene)).toEqual([scene.ids.slice(0, 1), scene.ids.slice(1)]);
    expect(scene.influxctl.calls().map(({ alongside }) => alongside)).toEqual([[], [], []]);
  });
});

describe('Where influxctl fails', () => {
  test('for one id among several, that one is quoted, and the others are revoked as the list shows', async () => {
    const scene = await given();
    const [first = '', second = ''] = scene.ids;
    const all = [first, unknownId, second];
    const said = `Error: could not revoke management token ${unknownId}: rpc error: code = NotFound desc = not found`;
    const message = `influxctl ended with exit code 1: "${said}".`;
    const unknown = { code: 'not-found', mayHaveWorked: true, retryable: false, message };
    expect(await revokeThrough(scene.open, all)).toMatchObject([accepted, unknown, accepted]);
    expect(revokedOnes(scene)).toEqual([true, true, false]);
    expect(callsOf(scene)).toEqual([all, 'list']);
  });

  test('although it has revoked all, the list shows that', async () => {
    const scene = await given({ loudSuccess: true });
    expect(await revokeThrough(scene.open, scene.ids)).toEqual(allAccepted);
    expect(callsOf(scene)).toEqual([scene.ids, 'list']);
  });

  test('since it was killed in the middle, another attempt takes what is left', async () => {
    const scene = await given({ crashAt: 1 });
    const killed = { ...mayHaveWorked, message: 'influxctl was killed.' };
    expect(await revokeThrough(scene.open, scene.ids)).toMatchObject([accepted, killed, killed]);
    scene.influxctl.behave({ crashAt: undefined });
    const left = scene.ids.slice(1);
    expect(await revokeThrough(scene.open, left)).toEqual([accepted, accepted]);
    expect(callsOf(scene)).toEqual([scene.ids, 'list', ...left.map((id) => [id])]);
  });
});

describe('Where the run ends while influxctl', () => {
  test.each<[string, Partial<Behaviour>, boolean[]]>([
    ['hangs', { hangAt: 'revoke' }, [false, false, false]],
    ['hangs between two ids', { hangAt: 1 }, [true, false, false]],
    ['hangs and ignores SIGTERM', { hangAt: 1, ignoreSigterm: true }, [true, false, false]],
  ])('%s, every id may be revoked, and nothing continues', async (_, behaviour, revoked) => {
    const scene = await given(behaviour);
    const abort = new AbortController();
    const revoking = revokeThrough(scene.open, scene.ids, { signal: abort.signal });
    await until(() => callsOf(scene).length === 1 && revokedOnes(scene).join() === revoked.join());
    abort.abort();
    const ended = { code: 'timeout', mayHaveWorked: true, retryable: false };
    expect(await revoking).toMatchObject([ended, ended, ended]);
    await until(() => scene.influxctl.calls().every(({ pid }) => !isRunning(pid)));
    expect(revokedOnes(scene)).toEqual(revoked);
  });
});

test('Where influxctl disappears, nothing was done, and nothing else will be', async () => {
  const { influxctl, open, ids } = await given();
  rmSync(influxctl.path);
  const message = 'influxctl could not be started (ENOENT).';
  const traits = { mayHaveWorked: false, retryable: false, affectsAll: true };
  const gone = { code: 'influxctl-unavailable', message, ...traits };
  expect(await revokeThrough(open, ids)).toMatchObject([gone, gone, gone]);
  expect(await open.client.list({ signal: new AbortController().signal, attempt: 1 })).toMatchObject(gone);
});
