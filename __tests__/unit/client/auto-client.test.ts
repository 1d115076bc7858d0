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
  test('is used, which is told once, and influxctl is not touched', async () => {
    const scene = givenAuto({ lists: [served] });
    expect(await scene.client.list(options)).toEqual(served);
    expect(await revokeAll(scene, someIds(2))).toEqual([accepted, accepted]);
    expect(await scene.client.list(options)).toEqual(served);
    expect(scene.api.seen).toEqual(['list', ...someIds(2), 'list']);
    expect([scene.opened, scene.servedTold()]).toEqual([[], 1]);
  });

  test('stays in use, whatever its later lists say', async () => {
    const scene = givenAuto({ lists: [served, notServed] });
    await scene.client.list(options);
    expect(await scene.client.list(options)).toEqual(notServed);
    await scene.client.revoke(idOf(1), options);
    expect([scene.opened, scene.api.seen.length]).toEqual([[], 3]);
  });

  test('is believed where it does not know an id', async () => {
    const scene = givenAuto({ lists: [served], revoke: () => failures.notFound });
    await scene.client.list(options);
    expect(await scene.client.revoke(idOf(1), options)).toEqual(failures.notFound);
    expect(scene.api.seen).toEqual(['list', idOf(1)]);
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
    expect([scene.opened, scene.servedTold()]).toEqual([['The response was 404.'], 0]);
  });

  test('is left although the list through influxctl fails, too', async () => {
    const scene = givenAuto(
      { lists: [notServed] },
      { lists: [failed('influxctl-failed'), throughInfluxctl] },
    );
    expect(await scene.client.list(options)).toEqual(failed('influxctl-failed'));
    expect(await scene.client.list(options)).toEqual(throughInfluxctl);
    expect(scene.opened).toHaveLength(1);
  });

  test('ends the run where there is no influxctl: its failure says what the API answered, and how to get one', async () => {
    const scene = givenAuto({ lists: [notServed] }, unavailable);
    expect(await scene.client.list(options)).toMatchObject({
      code: 'influxctl-unavailable',
      message: 'The response was 404. There is no influxctl in PATH.',
      hint: 'Install influxctl.',
      affectsAll: true,
    });
  });

  test('hides no fault of the action itself', async () => {
    const scene = givenAuto({ lists: [notServed] }, new TypeError('a bug'));
    await expect(scene.client.list(options)).rejects.toThrow('a bug');
  });
});

describe('An API that answers the list with', () => {
  test.each([...wrong])('%s is not walked around', async (_, answer) => {
    const scene = givenAuto({ lists: [answer] });
    expect(await scene.client.list(options)).toEqual(answer);
    expect([scene.opened, scene.servedTold(), scene.influxctl.seen]).toEqual([[], 0, []]);
  });

  test.each([...wrong])('%s is asked again before anything is decided', async (_, answer) => {
    const [first, second] = [
      givenAuto({ lists: [answer, served] }),
      givenAuto({ lists: [answer, notServed] }),
    ];
    for (const { client } of [first, second]) await client.list(options);
    expect(await first.client.list(options)).toEqual(served);
    expect(await second.client.list(options)).toEqual(throughInfluxctl);
  });
});
