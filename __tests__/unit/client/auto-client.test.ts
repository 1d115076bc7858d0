import { describe, expect, test } from '@jest/globals';
import {
  givenAuto,
  notServed,
  options,
  revokeAll,
  served,
  throughInfluxctl,
  unavailable,
  wrong,
} from '../../support/auto-scene.ts';
import { failed, failures, idOf, someIds } from '../../support/domain.ts';

const accepted = { kind: 'accepted' };

describe('An API that serves management tokens', () => {
  test('is used, which is reported once, and influxctl is not touched', async () => {
    const scene = givenAuto({ lists: [served] });
    expect(await scene.client.list(options)).toEqual(served);
    expect(await revokeAll(scene, someIds(2))).toEqual([accepted, accepted]);
    expect(await scene.client.list(options)).toEqual(served);
    expect(scene.api.seen).toEqual(['list', ...someIds(2), 'list']);
    expect([scene.opened, scene.servedReports()]).toEqual([[], 1]);
  });

  test('remains in use, though it lists no more and does not know an id', async () => {
    const scene = givenAuto({ lists: [served, notServed], revoke: () => failures.notFound });
    await scene.client.list(options);
    expect(await scene.client.list(options)).toEqual(notServed);
    expect(await scene.client.revoke(idOf(1), options)).toEqual(failures.notFound);
    expect([scene.opened, scene.api.seen]).toEqual([[], ['list', 'list', idOf(1)]]);
  });

  test('gets every request as it was sent', async () => {
    const scene = givenAuto({ lists: [served] });
    const own = { signal: new AbortController().signal, attempt: 3 };
    await scene.client.list(own);
    await scene.client.revoke(idOf(1), own);
    expect(scene.api.options).toEqual([own, own]);
    expect(scene.api.options[0]?.signal).toBe(own.signal);
  });
});

describe('An API that does not serve management tokens', () => {
  test('is left for influxctl, once and for all', async () => {
    const scene = givenAuto({ lists: [notServed] });
    expect(await scene.client.list(options)).toEqual(throughInfluxctl);
    expect(await revokeAll(scene, someIds(2))).toEqual([accepted, accepted]);
    expect(await scene.client.list(options)).toEqual(throughInfluxctl);
    expect(scene.api.seen).toEqual(['list']);
    expect(scene.influxctl.seen).toEqual(['list', ...someIds(2), 'list']);
    expect([scene.opened, scene.servedReports()]).toEqual([['The response was 404.'], 0]);
  });

  test('is left although the list through influxctl fails, too', async () => {
    const lists = [failed('influxctl-failed'), throughInfluxctl];
    const scene = givenAuto({ lists: [notServed] }, { lists });
    expect(await scene.client.list(options)).toEqual(failed('influxctl-failed'));
    expect(await scene.client.list(options)).toEqual(throughInfluxctl);
    expect(scene.opened).toHaveLength(1);
  });

  test('ends the run where there is no influxctl: the failure says why it is needed, and how to get it', async () => {
    const { client } = givenAuto({ lists: [notServed] }, unavailable);
    const message = 'The response was 404. There is no influxctl in PATH.';
    const failure = { code: 'influxctl-unavailable', message, hint: 'Install influxctl.', affectsAll: true };
    expect(await client.list(options)).toMatchObject(failure);
  });
});

test.each([...wrong])(
  'An API that answers the list with %s is not walked around, and is asked again before anything is decided',
  async (_, answer) => {
    for (const later of [served, notServed]) {
      const scene = givenAuto({ lists: [answer, later] });
      expect(await scene.client.list(options)).toEqual(answer);
      expect([scene.opened, scene.servedReports(), scene.influxctl.seen]).toEqual([[], 0, []]);
      expect(await scene.client.list(options)).toEqual(later === served ? served : throughInfluxctl);
    }
  },
);
