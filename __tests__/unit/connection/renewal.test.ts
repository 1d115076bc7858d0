import { expect, test } from '@jest/globals';
import type { Dispatcher } from 'undici';
import { createTransport } from '../../../src/connection/transport.ts';
import { connectionSettings, httpRequest, origin } from '../../support/connection-settings.ts';
import { offlineAgent } from '../../support/mock-agent.ts';

/** Takes every request and never moves: what a dying HTTP/2 connection can leave behind. */
const stuck = { dispatch: () => true, destroy: async () => {} } as unknown as Dispatcher;

test('After a request that was not answered in time the next one goes over new connections', async () => {
  const agent = offlineAgent();
  agent.get(origin).intercept({ path: /.*/, method: 'GET' }).reply(200, '{}');
  const dispatchers = [stuck];
  const transport = createTransport(connectionSettings({ timeout: 50 }), () => dispatchers.pop() ?? agent);
  expect(await transport.send(httpRequest())).toMatchObject({ code: 'timeout', retryable: true });
  expect(await transport.send(httpRequest())).toMatchObject({ kind: 'answer', status: 200 });
  await transport.close();
});
