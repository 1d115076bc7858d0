import { describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../../src/errors.ts';
import type { ListAnswer, RevokeAnswer } from '../../../src/revocation/token-client.ts';
import {
  givenAuto,
  notServed,
  options,
  revokeAll,
  served,
  unavailable,
  wrong,
} from '../../support/auto-scene.ts';
import { failed, failures, idOf, someIds } from '../../support/domain.ts';
import type { ClientScript } from '../../support/scripted-client.ts';

const accepted = { kind: 'accepted' } as const;
const firstUnknown = (id: string): RevokeAnswer => (id === idOf(1) ? failures.notFound : accepted);

describe('Without a list (force) a revocation', () => {
  /** Clients after a list that failed for a moment. */
  const givenForced = async (api: ClientScript, influxctl: ClientScript | Error = {}) => {
    const scene = givenAuto({ ...api, lists: [failures.serverError, ...(api.lists ?? [])] }, influxctl);
    await scene.client.list(options);
    return scene;
  };

  test('goes to the API, which serves management tokens where it accepts it', async () => {
    const scene = await givenForced({});
    expect(await revokeAll(scene, someIds(3))).toEqual([accepted, accepted, accepted]);
    expect(scene.api.seen).toEqual(['list', ...someIds(3)]);
    expect([scene.opened, scene.servedReports()]).toEqual([[], 1]);
  });

  test.each<ErrorCode>(['not-found', 'unexpected-answer'])(
    'continues through influxctl where %s turns out to mean that nothing is served',
    async (code) => {
      const scene = await givenForced({ lists: [notServed], revoke: () => failed(code) });
      expect(await revokeAll(scene, someIds(1))).toEqual([accepted]);
      expect(scene.api.seen).toEqual(['list', idOf(1), 'list']);
      expect(scene.influxctl.seen).toContain(idOf(1));
      expect(scene.opened).toEqual(['The response was 404.']);
    },
  );

  test('has the answer of influxctl, where that is what carried it', async () => {
    const scene = await givenForced(
      { lists: [notServed], revoke: () => failures.notFound },
      { revoke: () => failed('influxctl-failed') },
    );
    expect(await revokeAll(scene, someIds(1))).toEqual([failed('influxctl-failed')]);
  });

  test('was sent, and may have worked where the first answer leaves that open, though influxctl was not called any more', async () => {
    const scene = await givenForced(
      { lists: [notServed], revoke: () => failed('unexpected-answer', { mayHaveWorked: true }) },
      { revoke: () => failed('cancelled', { unsent: true }) },
    );
    const failure = { code: 'cancelled', mayHaveWorked: true, unsent: false };
    expect(await revokeAll(scene, someIds(1))).toMatchObject([failure]);
  });

  test('has the answer of the API, where that serves others', async () => {
    const scene = await givenForced({ lists: [served], revoke: () => failures.notFound });
    expect(await revokeAll(scene, someIds(3))).toEqual(Array(3).fill(failures.notFound));
    expect([scene.opened, scene.servedReports()]).toEqual([[], 1]);
  });

  test('fails like the second look where that fails, too, so that it is tried again', async () => {
    const scene = await givenForced({ lists: [failures.serverError], revoke: () => failures.notFound });
    const passing = failed('server-error', { retryable: true });
    expect(await revokeAll(scene, [idOf(1)])).toEqual([passing]);
    expect(await revokeAll(scene, [idOf(2)])).toEqual([passing]);
    expect(scene.api.seen.filter((each) => each === 'list')).toHaveLength(3);
    expect(scene.opened).toEqual([]);
  });

  test('may have worked where its answer leaves that open, no matter what the second look comes to', async () => {
    const open = failed('unexpected-answer', { mayHaveWorked: true });
    const second = failed('timeout', { unsent: true });
    const scene = await givenForced({ lists: [second], revoke: () => open });
    expect(await revokeAll(scene, [idOf(1)])).toEqual([{ ...second, mayHaveWorked: true, unsent: false }]);
  });

  test.each(wrong.filter(([, { code }]) => code !== 'unexpected-answer'))(
    'answered with %s is not looked at again',
    async (_, answer) => {
      const scene = await givenForced({ lists: [notServed], revoke: () => answer });
      expect(await revokeAll(scene, someIds(2))).toEqual([answer, answer]);
      expect(scene.api.seen).toEqual(['list', ...someIds(2)]);
      expect(scene.opened).toEqual([]);
    },
  );

  test('is looked at again once for all 32 that are under way', async () => {
    const scene = await givenForced({ lists: [notServed], revoke: () => failures.notFound });
    expect(await revokeAll(scene, someIds(32))).toEqual(Array(32).fill(accepted));
    expect(scene.api.seen.filter((each) => each === 'list')).toHaveLength(2);
    expect(scene.opened).toHaveLength(1);
    expect(scene.influxctl.seen.filter((each) => each !== 'list')).toEqual(someIds(32));
  });

  test('does not wait for a second look where another one has been accepted', async () => {
    const { promise: never } = Promise.withResolvers<ListAnswer>();
    const scene = await givenForced({ lists: [never], revoke: firstUnknown });
    void scene.client.revoke(idOf(1), options);
    expect(await scene.client.revoke(idOf(2), options)).toEqual(accepted);
  });

  test('shows once that the API is served, also where it shows in two ways at the same time', async () => {
    const { promise: list, resolve } = Promise.withResolvers<ListAnswer>();
    const scene = await givenForced({ lists: [list], revoke: firstUnknown });
    const unknown = scene.client.revoke(idOf(1), options);
    expect(await scene.client.revoke(idOf(2), options)).toEqual(accepted);
    resolve(served);
    expect(await unknown).toEqual(failures.notFound);
    expect(scene.servedReports()).toBe(1);
  });

  test('sticks to an API that has accepted one, although its list is not served', async () => {
    const { promise: list, resolve } = Promise.withResolvers<ListAnswer>();
    const scene = await givenForced({ lists: [list], revoke: firstUnknown });
    const unknown = scene.client.revoke(idOf(1), options);
    await scene.client.revoke(idOf(2), options);
    resolve(notServed);
    expect(await unknown).toEqual(failures.notFound);
    expect([scene.opened, scene.servedReports()]).toEqual([[], 1]);
  });

  test('has the failure of influxctl where nothing is served and there is none', async () => {
    const scene = await givenForced({ lists: [notServed], revoke: () => failures.notFound }, unavailable);
    const message = expect.stringContaining('There is no influxctl in PATH.');
    const failure = { code: 'influxctl-unavailable', message };
    expect(await revokeAll(scene, someIds(2))).toMatchObject([failure, failure]);
  });
});
