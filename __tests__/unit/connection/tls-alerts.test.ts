import '../../support/realms.ts';
import { connect, createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { httpRequest } from '../../support/connection-settings.ts';
import { listenLocally } from '../../support/local-server.ts';
import { givenAnswering, openTo, tls } from '../../support/secure-cluster.ts';

/** Stands in front of a cluster that never answers: spoils the first connection's TLS, closes every later one. */
async function givenSpoiler() {
  let spoil = (): void => {};
  const misbehave = () => {
    spoil();
    return 'hang' as const;
  };
  const cluster = await givenAnswering({ protocol: 'h1', misbehave });
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const isFirst = connections === 1;
    const upstream = connect(cluster.port, 'localhost');
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.pipe(upstream).pipe(client);
    spoil = () => {
      upstream.unpipe(client);
      if (isFirst) client.write('this is no record of TLS');
      client.end();
    };
  });
  return { host: `https://localhost:${await listenLocally(server)}`, ca: cluster.ca };
}

test('A connection that breaks is not explained by the TLS of another one: its request may have arrived', async () => {
  const { host, ca } = await givenSpoiler();
  const transport = await openTo(host, { tls: tls({ authorities: [ca] }) });
  expect(await transport.send(httpRequest())).toMatchObject({ code: 'unreachable', retryable: false });
  const second = await transport.send(httpRequest({ method: 'DELETE' }));
  expect(second).toMatchObject({ code: 'unreachable', retryable: true, mayHaveWorked: true });
});
