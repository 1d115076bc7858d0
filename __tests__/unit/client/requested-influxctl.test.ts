import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../../src/errors.ts';
import {
  askedOfApi,
  downloaded,
  givenClient,
  options,
  today,
  useClient,
  withRoute,
} from '../../support/client-scene.ts';
import { idOf } from '../../support/domain.ts';
import { revokeThrough } from '../../support/influxctl-scene.ts';
import { failureOf } from '../../support/mock-api.ts';

const accepted = { kind: 'accepted' };

describe('The requested influxctl', () => {
  test('is opened with the first request, once, and the API is not asked', async () => {
    const scene = await givenClient({ cluster: withRoute, client: 'influxctl' });
    expect([scene.choice(), scene.explanations, scene.influxctl.calls()]).toEqual([undefined, [], []]);
    expect(await useClient(scene)).toEqual([true, true]);
    expect(scene.influxctl.calls().map(({ command }) => command)).toEqual(['version', 'list', 'revoke']);
    expect(scene.choice()).toEqual({ client: 'influxctl', reason: 'requested' });
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
      hint: expect.stringContaining('influxctl'),
      code: 'influxctl-unavailable',
      message: expect.stringContaining('2.9.8 or newer is needed'),
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

  test('says what to do about a download that is another one', async () => {
    const hint = 'Check `influxctl-version`, `influxctl-sha256` and `influxctl-download-url`.';
    const another = new ActionError({ code: 'influxctl-unavailable', message: 'It is another one.', hint });
    const { client } = await givenClient({
      cluster: today,
      client: 'influxctl',
      influxctl: downloaded,
      needs: { install: () => Promise.reject(another) },
    });
    const failure = failureOf(await client.list(options));
    expect(failure).toMatchObject({ message: 'It is another one.', hint });
  });

  test('says that it cannot authenticate as the workflow does', async () => {
    const { client } = await givenClient({ cluster: today, client: 'influxctl', influxctl: undefined });
    expect(failureOf(await client.list(options))).toMatchObject({
      code: 'influxctl-unavailable',
      message: expect.stringContaining('cannot use OAuth2 in a workflow.'),
      affectsAll: true,
    });
  });

  test('hides no fault of the action itself', async () => {
    const scene = await givenClient({
      cluster: today,
      client: 'influxctl',
      needs: { temp: '/nowhere/at/all' },
    });
    await expect(scene.client.list(options)).rejects.toThrow('ENOENT');
    await expect(scene.client.revoke(idOf(1), options)).rejects.toThrow('ENOENT');
  });
});
