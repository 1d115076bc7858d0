import '../../support/realms.ts';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../dev/cluster/certificates.ts';
import { readProxy } from '../../../src/connection/proxy.ts';
import { httpRequest } from '../../support/connection-settings.ts';
import { listenLocally } from '../../support/local-server.ts';
import { startTinyproxy, testWith } from '../../support/programs.ts';
import { givenRelay } from '../../support/relay.ts';
import { closeLater } from '../../support/scenario.ts';
import { givenAnswering, openTo, sendTo, tls } from '../../support/secure-cluster.ts';
import { givenTunnel } from '../../support/tunnel.ts';

/** The stand-ins are on loopback, which no proxy is for: the proxy is read for another host. */
const elsewhere = new URL('https://cluster.example.com');

/** Sends a request to a cluster whose authority is trusted, through a proxy. */
const sendOver = (cluster: { readonly host: string; readonly ca: string }, address: string) => {
  const proxy = readProxy({ HTTPS_PROXY: address }, elsewhere);
  return sendTo(cluster.host, { tls: tls({ authorities: [cluster.ca] }), proxy });
};

const answered = { kind: 'answer', status: 200, body: '[]' };

describe('A proxy', () => {
  test('carries requests through a tunnel, with the authority and the credentials that are given', async () => {
    const [cluster, tunnel] = [await givenAnswering(), await givenTunnel('me:p@ss')];
    expect(await sendOver(cluster, `http://me:p%40ss@${tunnel.address}`)).toMatchObject(answered);
    expect(tunnel.targets).toEqual([`localhost:${cluster.port}`]);
  });

  test('may offer HTTP/2 over TLS: the tunnel is asked for over HTTP/1.1', async () => {
    const authority = await createAuthority('both');
    const cluster = await givenAnswering({ authority });
    const identity = await authority.issue({ host: 'localhost' });
    const proxy = createTlsServer({ ...identity, ALPNProtocols: ['h2', 'http/1.1'] });
    const tunnel = await givenTunnel(undefined, proxy);
    expect(await sendOver(cluster, `https://${tunnel.address}`)).toMatchObject(answered);
    expect(tunnel.targets).toEqual([`localhost:${cluster.port}`]);
  });

  test('that does not answer is asked for a tunnel again once the time of a request is over', async () => {
    const [cluster, tunnel] = [await givenAnswering(), await givenTunnel()];
    const relay = await givenRelay(Number(tunnel.address.split(':')[1]), 1);
    const proxy = readProxy({ HTTPS_PROXY: `http://localhost:${relay.port}` }, elsewhere);
    const trusted = tls({ authorities: [cluster.ca] });
    const transport = await openTo(cluster.host, { tls: trusted, proxy, timeout: 1_000 });
    expect(await transport.send(httpRequest())).toMatchObject({ code: 'timeout', retryable: true });
    expect(await transport.send(httpRequest())).toMatchObject(answered);
  });

  testWith('tinyproxy')(
    'may be tinyproxy',
    async () => {
      const [cluster, tinyproxy] = [await givenAnswering(), closeLater(await startTinyproxy())];
      expect(await sendOver(cluster, `http://127.0.0.1:${tinyproxy.port}`)).toMatchObject(answered);
    },
    30_000,
  );

  test('hides no certificate that does not verify', async () => {
    const [cluster, { address }] = [await givenAnswering(), await givenTunnel()];
    const answer = await sendTo(cluster.host, { proxy: readProxy({ HTTPS_PROXY: address }, elsewhere) });
    expect(answer).toMatchObject({ code: 'unreachable', hint: expect.stringContaining('`tls-ca`') });
  });

  test.each([
    [407, 'got no credentials, or wrong ones (407)', false],
    [403, 'refused a tunnel to https://localhost', false],
    [503, 'could not open a tunnel to https://localhost', true],
  ])('that answers %i is named as the cause', async (status, said, retryable) => {
    const proxy = createServer().on('connect', (_, client) => {
      client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    });
    const address = `localhost:${await listenLocally(proxy)}`;
    const message = expect.stringContaining(`The proxy http://${address} ${said}`);
    const failure = { code: 'unreachable', retryable, mayHaveWorked: false, message };
    expect(await sendOver(await givenAnswering(), address)).toMatchObject(failure);
  });

  test('that does not listen is named as the cause', async () => {
    const message = expect.stringContaining('The proxy http://127.0.0.1:1 could not be reached');
    const failure = { code: 'unreachable', retryable: true, mayHaveWorked: false, message };
    expect(await sendOver(await givenAnswering(), 'http://127.0.0.1:1')).toMatchObject(failure);
  });
});
