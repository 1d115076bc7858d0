import '../../../support/realms.ts';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { givenInfluxctl, type InfluxctlScene, openIn } from '../../../support/influxctl-scene.ts';

const never = new AbortController().signal;

describe('Every call of influxctl', () => {
  /** Opens influxctl, and has it list and revoke. */
  const useIt = async (scene: InfluxctlScene) => {
    const open = await openIn(scene);
    const options = { signal: never, attempt: 1 };
    await open.client.list(options);
    await open.client.revoke('00000000-0000-4000-8000-000000000000', options);
    return { open, calls: scene.influxctl.calls() };
  };

  test('is without the token in its arguments and its environment', async () => {
    const scene = await givenInfluxctl([]);
    const { calls } = await useIt(scene);
    expect(calls.map(({ command }) => command)).toEqual(['version', 'list', 'revoke']);
    expect(JSON.stringify(calls.map(({ argv, env }) => ({ argv, env })))).not.toContain(scene.caller.secret);
  });

  test('knows the way to the network, and nothing of the workflow', async () => {
    const scene = await givenInfluxctl([]);
    const { calls } = await useIt(scene);
    expect(calls).toHaveLength(3);
    for (const { env } of calls) {
      expect(env).toMatchObject({ no_proxy: 'localhost' });
      expect(path.dirname(env['HOME'] ?? '')).toBe(scene.temp);
      expect(Object.keys(env).filter((name) => /^(?:INPUT|GITHUB|ACTIONS|RUNNER)_/.test(name))).toEqual([]);
    }
  });

  test('asks nobody: there is nothing to be read from standard input', async () => {
    const { calls } = await useIt(await givenInfluxctl([]));
    expect(calls.map(({ stdinAtEnd }) => stdinAtEnd)).toEqual([true, true, true]);
  });

  test('gets a configuration, a profile and a timeout of its own', async () => {
    const scene = await givenInfluxctl([]);
    const { calls } = await useIt(scene);
    const [, list] = calls;
    const { path: file = '' } = list?.config ?? {};
    expect(path.dirname(path.dirname(file))).toBe(scene.temp);
    expect(list?.argv).toEqual([
      ...['--config', file, '--profile', 'default', '--timeout', '60000ms'],
      ...['management', 'list', '--format', 'json'],
    ]);
    expect(list?.config).toMatchObject({ mode: '600', folderMode: '700' });
  });

  test('is told without anything secret, and with how it ended', async () => {
    const scene = await givenInfluxctl([]);
    await useIt(scene);
    expect(scene.told).toEqual([
      { args: ['management', 'list', '--format', 'json'], end: 'exit code 0', ms: expect.any(Number) },
      {
        args: ['management', 'revoke', '--force', '00000000-0000-4000-8000-000000000000'],
        end: 'exit code 1',
        ms: expect.any(Number),
      },
    ]);
  });

  test('is told as aborted where the run ended it', async () => {
    const scene = await givenInfluxctl([]);
    const { client } = await openIn(scene);
    await client.list({ signal: AbortSignal.abort(), attempt: 1 });
    expect(scene.told).toMatchObject([{ end: 'aborted' }]);
  });
});

describe('An influxctl that is closed', () => {
  test('leaves nothing of its configuration', async () => {
    const scene = await givenInfluxctl([]);
    const open = await openIn(scene);
    expect(readdirSync(scene.temp)).toHaveLength(1);
    open.close();
    expect(readdirSync(scene.temp)).toEqual([]);
  });

  test('may be closed again', async () => {
    const open = await openIn(await givenInfluxctl([]));
    open.close();
    expect(() => open.close()).not.toThrow();
  });
});
