import '../../../support/realms.ts';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../../../dev/influxctl/install.ts';
import { givenInfluxctl, openIn } from '../../../support/influxctl-scene.ts';

const options = { signal: new AbortController().signal, attempt: 1 };
const id = '00000000-0000-4000-8000-000000000000';

describe('Every call of influxctl', () => {
  test('gets a configuration and an environment of its own, no question and nothing secret, and is recorded', async () => {
    const scene = await givenInfluxctl([]);
    const { client } = await openIn(scene);
    await client.list(options);
    await client.revoke(id, options);
    const calls = scene.influxctl.calls();
    expect(calls.map(({ command }) => command)).toEqual(['version', 'list', 'revoke', 'list']);
    expect(JSON.stringify(calls.map(({ argv, env }) => ({ argv, env })))).not.toContain(scene.caller.secret);
    for (const { env, stdinAtEnd } of calls) {
      expect(env).toMatchObject({ no_proxy: 'localhost' });
      expect(path.dirname(env['HOME'] ?? '')).toBe(scene.temp);
      expect(Object.keys(env).filter((name) => /^(?:INPUT|GITHUB|ACTIONS|RUNNER)_/.test(name))).toEqual([]);
      expect(stdinAtEnd).toBe(true);
    }
    const [, list] = calls;
    const { path: file = '' } = list?.config ?? {};
    expect(path.dirname(path.dirname(file))).toBe(scene.temp);
    const flags = ['--config', file, '--profile', 'default', '--timeout', '60000ms'];
    expect(list?.argv).toEqual([...flags, 'management', 'list', '--format', 'json']);
    expect(list?.config).toMatchObject({ mode: '600', folderMode: '700' });
    expect(scene.reported.map((line) => line.replace(/\d+ ms/, '0 ms'))).toEqual([
      'influxctl management list --format json: exit code 0, 0 ms',
      expect.stringMatching(
        `^influxctl management revoke --force ${id}: exit code 1, 0 ms: "Error: could not`,
      ),
      'influxctl management list --format json: exit code 0, 0 ms',
    ]);
  });

  test('is recorded as aborted where the run ended it', async () => {
    const scene = await givenInfluxctl([]);
    const { client } = await openIn(scene);
    await client.list({ signal: AbortSignal.abort(), attempt: 1 });
    expect(scene.reported).toEqual([expect.stringContaining(': aborted, ')]);
  });
});

test.each<[string, Partial<Behaviour>, readonly string[]]>([
  [
    'ends well, once',
    {},
    ['influxctl management list ended with exit code 0, and printed on standard error: "odd".'],
  ],
  ['fails, but not twice: its failure quotes it', { failingLists: 2 }, []],
])('What influxctl prints on standard error is shown if it %s', async (_, behaviour, expected) => {
  const shown: string[] = [];
  const scene = await givenInfluxctl([], { stderr: 'odd\n', ...behaviour });
  const { client } = await openIn(scene, {}, { info: (line) => shown.push(line) });
  await client.list(options);
  await client.list(options);
  expect(shown).toEqual(expected);
});

describe('Of a message of more than 64 KiB', () => {
  test.each([
    ['whole lines at its end count: half of a token would be shown', `M.V1.${'a'.repeat(70_000)}\n`, ': "'],
    ['nothing counts where it is one line', 'a'.repeat(70_000), '.'],
  ])('%s', async (_, stderr, rest) => {
    const { client } = await openIn(await givenInfluxctl([], { stderr, failingLists: 1 }));
    const answer = await client.list(options);
    const message = rest === '.' ? 'influxctl ended with exit code 1.' : expect.stringContaining(rest);
    expect(answer).toMatchObject({ kind: 'failed', message });
    expect(JSON.stringify(answer)).not.toContain('aaaa');
  });
});

describe('An influxctl that is closed', () => {
  test('leaves nothing of its configuration, and may be closed again', async () => {
    const scene = await givenInfluxctl([]);
    const open = await openIn(scene);
    expect(readdirSync(scene.temp)).toHaveLength(1);
    for (const _ of ['once', 'again']) {
      open.close();
      expect(readdirSync(scene.temp)).toEqual([]);
    }
  });
});
