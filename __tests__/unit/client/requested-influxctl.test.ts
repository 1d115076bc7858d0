import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { askedOfApi, givenClient, options, today, useClient, withRoute } from '../../support/client-scene.ts';
import { revokeThrough } from '../../support/influxctl-scene.ts';
import { failureOf } from '../../support/mock-api.ts';

const accepted = { kind: 'accepted' };

describe('The requested influxctl', () => {
  test('is opened with the first request, once, and the API is not asked', async () => {
    const scene = await givenClient({ cluster: withRoute, client: 'influxctl' });
    expect([scene.choice(), scene.explanations, scene.influxctl.calls()]).toEqual([undefined, [], []]);
    expect(await useClient(scene)).toEqual([true, true]);
    expect(scene.influxctl.calls().map(({ command }) => command)).toEqual(['version', 'list', 'revoke']);
    expect(scene.choice()).toEqual({ client: 'influxctl', reason: 'requested', version: '2.12.1' });
    expect(scene.explanations).toEqual([`Client: influxctl 2.12.1 (${scene.influxctl.path}). As requested.`]);
    expect(askedOfApi(scene)).toEqual([]);
  });

  test('is opened once where the first requests come at the same time', async () => {
    const scene = await givenClient({ cluster: today, client: 'influxctl' });
    expect(await revokeThrough(scene, scene.ids)).toEqual([accepted, accepted]);
    expect(scene.influxctl.calls().map(({ command }) => command)).toEqual(['version', 'revoke']);
    expect(scene.explanations).toHaveLength(1);
  });

  test('fails every request the same way where it cannot be opened, and is looked for once', async () => {
    const scene = await givenClient({ cluster: today, client: 'influxctl', behaviour: { version: '2.9.7' } });
    const failure = {
      kind: 'failed',
      hint: 'Fetch another one.',
      code: 'influxctl-unavailable',
      message: expect.stringMatching(
        /2\.9\.8 or newer for management tokens .* There is nothing to fetch\.$/,
      ),
      ready: undefined,
      retryable: false,
      retryAfter: undefined,
      mayHaveWorked: false,
      fromApi: false,
      affectsAll: true,
    };
    expect(failureOf(await scene.client.list(options))).toEqual(failure);
    expect((await revokeThrough(scene, scene.ids)).map(failureOf)).toEqual([failure, failure]);
    expect(scene.influxctl.calls()).toHaveLength(1);
    expect([scene.choice(), scene.explanations]).toEqual([undefined, []]);
  });

  test('says that it cannot authenticate as the workflow does', async () => {
    const { client } = await givenClient({ cluster: today, client: 'influxctl', influxctl: undefined });
    expect(failureOf(await client.list(options))).toMatchObject({
      code: 'influxctl-unavailable',
      message: expect.stringContaining('has no OAuth2 in workflows.'),
      affectsAll: true,
    });
  });

  test('says so where its private folder cannot be made', async () => {
    const env = { RUNNER_TEMP: '/nowhere/at/all' };
    const { client } = await givenClient({ cluster: today, client: 'influxctl', needs: { env } });
    expect(failureOf(await client.list(options))).toMatchObject({
      code: 'influxctl-unavailable',
      message: expect.stringContaining(
        'RUNNER_TEMP is /nowhere/at/all, where no folder can be made (ENOENT).',
      ),
    });
  });
});
