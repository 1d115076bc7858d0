import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { askedOfApi, givenClient, options, today, useClient, withRoute } from '../../support/client-scene.ts';
import { revokeThrough } from '../../support/influxctl-scene.ts';

describe('The requested influxctl', () => {
  test('is opened with the first request, once, and the API is not asked', async () => {
    const scene = await givenClient({ cluster: withRoute, client: 'influxctl' });
    expect([scene.choice(), scene.explanations, scene.influxctl.calls()]).toEqual([undefined, [], []]);
    expect(await useClient(scene)).toEqual([true, true]);
    expect(scene.influxctl.calls().map(({ command }) => command)).toEqual(['version', 'list', 'revoke']);
    expect(scene.choice()).toEqual({ client: 'influxctl', reason: 'requested', version: '2.12.1' });
    expect(scene.explanations).toEqual([`Client: influxctl 2.12.1 (${scene.influxctl.path}), as requested.`]);
    expect(askedOfApi(scene)).toEqual([]);
  });

  test('fails every request the same way where it cannot be opened, and is looked for once', async () => {
    const scene = await givenClient({ cluster: today, client: 'influxctl', behaviour: { version: '2.9.7' } });
    const traits = { retryable: false, mayHaveWorked: false, fromApi: false, affectsAll: true };
    const none = { ready: undefined, retryAfter: undefined, unsent: false };
    const failure = {
      ...{ kind: 'failed', code: 'influxctl-unavailable', hint: 'Fetch another one.', ...traits, ...none },
      message: expect.stringMatching(
        /2\.9\.8 or newer for management tokens .* There is nothing to fetch\.$/,
      ),
    };
    expect(await scene.client.list(options)).toEqual(failure);
    expect(await revokeThrough(scene, scene.ids)).toEqual([failure, failure]);
    expect(scene.influxctl.calls()).toHaveLength(1);
    expect([scene.choice(), scene.explanations]).toEqual([undefined, []]);
  });

  test.each([
    ['it cannot authenticate as the workflow does', { influxctl: undefined }, 'has no OAuth2 in workflows.'],
    [
      'its private folder cannot be made',
      { needs: { env: { RUNNER_TEMP: '/nowhere/at/all' } } },
      'RUNNER_TEMP is /nowhere/at/all, where no folder can be made (ENOENT).',
    ],
  ])('says so where %s', async (_, setting, words) => {
    const { client } = await givenClient({ cluster: today, client: 'influxctl', ...setting });
    const message = expect.stringContaining(words);
    const failure = { code: 'influxctl-unavailable', message, affectsAll: true };
    expect(await client.list(options)).toMatchObject(failure);
  });
});
