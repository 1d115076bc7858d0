import '../../support/realms.ts';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { readProxy } from '../../../src/connection/proxy.ts';
import { listenLocally } from '../../support/local-server.ts';
import { startTinyproxy, testWith } from '../../support/programs.ts';
import { closeLater } from '../../support/scenario.ts';
import { givenAnswering, sendTo, tls } from '../../support/secure-cluster.ts';

/** A proxy on this machine that tunnels, or answers every CONNECT with a status. */
async function givenProxy(status = 200) {
  const tunnels: string[] = [];
  const credentials: (string | undefined)[] = [];
  const proxy = createServer();
  proxy.on('connect', ({ url = '', headers }, client) => {
    tunnels.push(url);
    credentials.push(headers['proxy-authorization']);
    client.on('error', () => {});
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const target = connect(Number(url.split(':')[1]), 'localhost', () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => {});
  });
  return { address: `localhost:${await listenLocally(proxy)}`, tunnels, credentials };
}

/** The stand-ins are on loopback, which no proxy is for: the proxy is read for another host. */
const elsewhere = new URL('https://cluster.example.com');

/** Sends a request to a cluster whose authority is trusted, through a proxy. */
const sendOver = (
  cluster: { readonly host: string; readonly ca: string },
  address: string,
  NO_PROXY = '',
) => {
  const proxy = readProxy({ HTTPS_PROXY: address, NO_PROXY }, elsewhere);
  return sendTo(cluster.host, { tls: tls({ authorities: [cluster.ca] }), proxy });
};

const answered = { kind: 'answer', status: 200, body: '[]' };

describe('A proxy', () => {
  test('carries requests through a tunnel, with the authority and the credentials that are given', async () => {
    const [cluster, proxy] = [await givenAnswering(), await givenProxy()];
    expect(await sendOver(cluster, `http://me:p%40ss@${proxy.address}`)).toMatchObject(answered);
    expect(proxy.tunnels).toEqual([`localhost:${cluster.port}`]);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
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
    const [cluster, proxy] = [await givenAnswering(), await givenProxy()];
    const settings = { proxy: readProxy({ HTTPS_PROXY: proxy.address }, elsewhere) };
    const answer = await sendTo(cluster.host, settings);
    expect(answer).toMatchObject({ code: 'unreachable', hint: expect.stringContaining('`tls-ca`') });
  });

  test('is not used for the hosts of NO_PROXY', async () => {
    const [cluster, proxy] = [await givenAnswering(), await givenProxy(403)];
    expect(await sendOver(cluster, proxy.address, 'cluster.example.com')).toMatchObject(answered);
    expect(proxy.tunnels).toEqual([]);
  });

  test.each([
    [407, 'rejected the credentials (407)', false],
    [503, 'refused a tunnel to https://localhost', true],
  ])('that answers %i is named as the cause', async (status, said, retryable) => {
    const [cluster, { address }] = [await givenAnswering(), await givenProxy(status)];
    const message = expect.stringContaining(`The proxy http://${address} ${said}`);
    const failure = { code: 'unreachable', retryable, mayHaveWorked: false, message };
    expect(await sendOver(cluster, address)).toMatchObject(failure);
  });

  test('that does not listen is named as the cause', async () => {
    const message = expect.stringContaining('The proxy http://127.0.0.1:1 could not be reached');
    const failure = { code: 'unreachable', retryable: true, mayHaveWorked: false, message };
    expect(await sendOver(await givenAnswering(), 'http://127.0.0.1:1')).toMatchObject(failure);
  });
});
