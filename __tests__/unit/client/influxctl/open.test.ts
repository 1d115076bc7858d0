import '../../../support/realms.ts';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { givenInfluxctl, openIn } from '../../../support/influxctl-scene.ts';

const options = { signal: new AbortController().signal, attempt: 1 };
const id = '00000000-0000-4000-8000-000000000000';

describe('Every call of influxctl', () => {
  /** Opens influxctl, and has it list and revoke. */
  const given = async () => {
    const scene = await givenInfluxctl([]);
    const { client } = await openIn(scene);
    await client.list(options);
    await client.revoke(id, options);
    return { ...scene, calls: scene.influxctl.calls() };
  };

  test('is without the token in its arguments and its environment', async () => {
    const { calls, caller } = await given();
    expect(calls.map(({ command }) => command)).toEqual(['version', 'list', 'revoke']);
    expect(JSON.stringify(calls.map(({ argv, env }) => ({ argv, env })))).not.toContain(caller.secret);
  });

  test('knows the way to the network, and nothing of the workflow', async () => {
    const { calls, temp } = await given();
    expect(calls).toHaveLength(3);
    for (const { env } of calls) {
      expect(env).toMatchObject({ no_proxy: 'localhost' });
      expect(path.dirname(env['HOME'] ?? '')).toBe(temp);
      expect(Object.keys(env).filter((name) => /^(?:INPUT|GITHUB|ACTIONS|RUNNER)_/.test(name))).toEqual([]);
    }
  });

  test('asks no question: there is nothing to be read from standard input', async () => {
    expect((await given()).calls.map(({ stdinAtEnd }) => stdinAtEnd)).toEqual([true, true, true]);
  });

  test('gets a configuration, a profile and a timeout of its own', async () => {
    const { calls, temp } = await given();
    const [, list] = calls;
    const { path: file = '' } = list?.config ?? {};
    expect(path.dirname(path.dirname(file))).toBe(temp);
    const flags = ['--config', file, '--profile', 'default', '--timeout', '60000ms'];
    expect(list?.argv).toEqual([...flags, 'management', 'list', '--format', 'json']);
    expect(list?.config).toMatchObject({ mode: '600', folderMode: '700' });
  });

  test('is recorded without anything secret, with how it ended', async () => {
    const lines = (await given()).reported.map((line) => line.replace(/\d+ ms$/, '0 ms'));
    expect(lines).toEqual([
      'influxctl management list --format json: exit code 0, 0 ms',
      `influxctl management revoke --force ${id}: exit code 1, 0 ms`,
    ]);
  });

  test('is recorded as aborted where the run ended it', async () => {
    const scene = await givenInfluxctl([]);
    const { client } = await openIn(scene);
    await client.list({ signal: AbortSignal.abort(), attempt: 1 });
    expect(scene.reported).toEqual([expect.stringContaining(': aborted, ')]);
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
