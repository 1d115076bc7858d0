import { expect, test } from '@jest/globals';
import type { Dispatcher } from 'undici';
import { createTransport } from '../../../src/connection/transport.ts';
import { connectionSettings, httpRequest, origin } from '../../support/connection-settings.ts';
import { offlineAgent } from '../../support/mock-agent.ts';

/** Takes every request and never moves: what a dying HTTP/2 connection can leave behind. */
const stuck = { dispatch: () => true, destroy: async () => {} } as unknown as Dispatcher;

/** Refuses every request over HTTP/2 after this time, in ms, as a server does that wants HTTP/1.1; undefined: it never answers. */
const refusing = (after: number | undefined) =>
  ({
    dispatch(_: unknown, handler: Dispatcher.DispatchHandler) {
      const refusal = Object.assign(new Error('refused'), { http2ErrorCode: 13 });
      if (after !== undefined) setTimeout(() => handler.onResponseError?.({} as never, refusal), after);
      return true;
    },
    destroy: async () => {},
  }) as unknown as Dispatcher;

test('A server that wants HTTP/1.1 gets it, though another request has renewed the connections meanwhile', async () => {
  const agent = offlineAgent();
  agent.get(origin).intercept({ path: /.*/, method: 'GET' }).reply(200, '{}');
  const answers = [undefined, 80].values();
  const first = {
    ...stuck,
    dispatch: (...each: [never, never]) => refusing(answers.next().value).dispatch(...each),
  };
  const overHttp2 = [first as unknown as Dispatcher, refusing(0)].values();
  const transport = createTransport(connectionSettings({ timeout: 100 }), (protocol) =>
    protocol === 'http/1.1' ? agent : (overHttp2.next().value ?? stuck),
  );
  const late = transport.send(httpRequest());
  await new Promise((resolve) => setTimeout(resolve, 50));
  const refused = transport.send(httpRequest());
  expect(await late).toMatchObject({ code: 'timeout' });
  expect(await refused).toMatchObject({ kind: 'answer', status: 200 });
  await transport.close();
});

test('After a request that was not answered in time the next one goes over new connections', async () => {
  const agent = offlineAgent();
  agent.get(origin).intercept({ path: /.*/, method: 'GET' }).reply(200, '{}');
  const dispatchers = [stuck];
  const transport = createTransport(connectionSettings({ timeout: 50 }), () => dispatchers.pop() ?? agent);
  expect(await transport.send(httpRequest())).toMatchObject({ code: 'timeout', retryable: true });
  expect(await transport.send(httpRequest())).toMatchObject({ kind: 'answer', status: 200 });
  await transport.close();
});
