import { describe, expect, test } from '@jest/globals';
import { createInfluxctlOnDemand } from '../../../../src/client/influxctl/on-demand.ts';
import type { OpenInfluxctl } from '../../../../src/client/influxctl/open.ts';
import { ActionError } from '../../../../src/errors.ts';
import { scriptClient } from '../../../support/scripted-client.ts';

const never = new AbortController().signal;

/** An influxctl that takes as long to open as a test says. */
function givenSlow() {
  const { promise, resolve, reject } = Promise.withResolvers<OpenInfluxctl>();
  const client = scriptClient();
  const [opened, closed]: [(string | undefined)[], string[]] = [[], []];
  let signal = never;
  const onDemand = createInfluxctlOnDemand((why, ending) => {
    opened.push(why);
    signal = ending;
    const error = new ActionError({ code: 'influxctl-unavailable', message: 'Ended.' });
    ending.addEventListener('abort', () => reject(error));
    return promise;
  });
  const finish = (): void =>
    resolve({ client, version: '2.12.1', origin: 'PATH', close: () => closed.push('closed') });
  return { onDemand, client, opened, closed, finish, fail: reject, ending: () => signal };
}

describe('An influxctl that takes long to open, since it is fetched', () => {
  test('is opened once for all requests', async () => {
    const { onDemand, client, opened, finish } = givenSlow();
    const requests = [onDemand.get('The response was 404.', never), onDemand.get('again', never)];
    finish();
    expect(await Promise.all(requests)).toEqual([client, client]);
    expect(opened).toEqual(['The response was 404.']);
  });

  test('keeps no request from ending in time, which shows when influxctl is ready, and the next one gets it', async () => {
    const { onDemand, client, opened, finish } = givenSlow();
    const abort = new AbortController();
    const request = onDemand.get(undefined, abort.signal);
    abort.abort();
    const answer = await request;
    expect(answer).toMatchObject({ code: 'timeout', retryable: true, affectsAll: false });
    finish();
    await ('kind' in answer ? answer.ready : undefined);
    expect(await onDemand.get(undefined, never)).toBe(client);
    expect(opened).toHaveLength(1);
  });

  test('is not opened to the end where the run is over', async () => {
    const { onDemand, ending } = givenSlow();
    const request = onDemand.get(undefined, never);
    await onDemand.close();
    expect(ending().aborted).toBe(true);
    expect(await request).toMatchObject({ code: 'influxctl-unavailable' });
  });

  test('is closed with the run', async () => {
    const { onDemand, closed, finish } = givenSlow();
    finish();
    await onDemand.get(undefined, never);
    await onDemand.close();
    expect(closed).toEqual(['closed']);
  });
});

describe('An influxctl that cannot be opened', () => {
  test('gives every request its failure, after why it is needed', async () => {
    const { onDemand, opened, fail } = givenSlow();
    const error = { code: 'influxctl-unavailable', hint: 'Check it.' } as const;
    fail(new ActionError({ ...error, message: 'Checksum mismatch.' }));
    const message = 'The response was 404. Checksum mismatch.';
    const failure = { ...error, message, affectsAll: true, mayHaveWorked: false };
    for (const _ of [1, 2]) expect(await onDemand.get('The response was 404.', never)).toMatchObject(failure);
    expect(opened).toHaveLength(1);
    await onDemand.close();
  });

  test('hides no fault of the action itself', async () => {
    const { onDemand, fail } = givenSlow();
    fail(new TypeError('a bug'));
    await expect(onDemand.get(undefined, never)).rejects.toThrow('a bug');
  });
});

test('An influxctl that no request asks for is never opened', async () => {
  const { onDemand, opened } = givenSlow();
  await onDemand.close();
  expect(opened).toEqual([]);
});
