import '../../support/realms.ts';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { askedOfApi, givenClient, options, today, useClient, withRoute } from '../../support/client-scene.ts';

describe('The client that is chosen by itself', () => {
  test('is the API where it serves management tokens', async () => {
    const scene = await givenClient({ cluster: withRoute });
    expect([scene.choice(), scene.explanations]).toEqual([undefined, []]);
    expect(await useClient(scene)).toEqual([true, true]);
    expect(scene.explanations).toEqual(['Client: api, which serves management tokens here.']);
    expect(scene.choice()).toEqual({ client: 'api', reason: 'http-route' });
    expect(scene.influxctl.calls()).toEqual([]);
  });

  test('is influxctl on a cluster of today', async () => {
    const scene = await givenClient({ cluster: today });
    expect(await useClient(scene)).toEqual([true, true]);
    const explanation = `Client: influxctl 2.12.1 (${scene.influxctl.path}). This cluster has no HTTP route for management tokens (404).`;
    expect(scene.explanations).toEqual([explanation]);
    expect(scene.choice()).toEqual({ client: 'influxctl', reason: 'no-http-route', version: '2.12.1' });
    expect(askedOfApi(scene)).toHaveLength(1);
  });

  test.each([
    ['there is none', { needs: { env: {} } }, 'There is nothing to fetch.', 'Fetch another one.'],
    [
      'it cannot authenticate as the workflow does',
      { influxctl: undefined },
      'influxctl cannot be used instead: it has no OAuth2 in workflows.',
      'Give a management token.',
    ],
  ])('is not influxctl where %s, and no choice is reported', async (_, setting, why, hint) => {
    const scene = await givenClient({ cluster: today, ...setting });
    const message = `This cluster has no HTTP route for management tokens (404). ${why}`;
    const failure = { code: 'influxctl-unavailable', message, hint };
    expect(await scene.client.list(options)).toMatchObject(failure);
    expect([scene.choice(), scene.explanations, scene.influxctl.calls()]).toEqual([undefined, [], []]);
  });
});

describe('The requested API', () => {
  test('is used without a look at influxctl', async () => {
    const scene = await givenClient({ cluster: withRoute, client: 'api' });
    expect(scene.choice()).toEqual({ client: 'api', reason: 'requested' });
    expect(await useClient(scene)).toEqual([true, true]);
    expect(scene.explanations).toEqual(['Client: api, as requested.']);
    expect(scene.influxctl.calls()).toEqual([]);
  });

  test('is not left for influxctl where nothing is served', async () => {
    const scene = await givenClient({ cluster: today, client: 'api' });
    expect(await scene.client.list(options)).toMatchObject({ code: 'no-http-route' });
    expect(scene.influxctl.calls()).toEqual([]);
  });
});

describe('A client that is closed', () => {
  test.each([
    ['auto', today, 1],
    ['auto', withRoute, 0],
    ['api', withRoute, 0],
    ['influxctl', today, 1],
  ] as const)('leaves no configuration behind (%s, %j)', async (client, cluster, folders) => {
    const scene = await givenClient({ cluster, client });
    await scene.client.list(options);
    expect(readdirSync(scene.temp)).toHaveLength(folders);
    for (const _ of ['once', 'again']) {
      await scene.close();
      expect(readdirSync(scene.temp)).toEqual([]);
    }
  });

  test('may never have been used', async () => {
    const scene = await givenClient({ cluster: today, client: 'influxctl' });
    await scene.close();
    expect(scene.influxctl.calls()).toEqual([]);
  });
});
