import '../../support/realms.ts';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { readProxy } from '../../../src/connection/proxy.ts';
import { startTinyproxy, testWith } from '../../support/programs.ts';
import { closeLater } from '../../support/scenario.ts';
import { givenAnswering, sendTo, tls } from '../../support/secure-cluster.ts';

/** A proxy on this machine that tunnels, or answers every wish for a tunnel with a status. */
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
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  closeLater({
    close: async () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  });
  return { address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels, credentials };
}

/** The stand-ins are on loopback, which no proxy is for: the proxy is read for another host. */
const elsewhere = new URL('https://cluster.example.com');

const answered = { kind: 'answer', status: 200, body: '[]' };

describe('A proxy', () => {
  test('carries requests through a tunnel, with the authority and the credentials that are given', async () => {
    const [cluster, proxy] = [await givenAnswering(), await givenProxy()];
    const settings = {
      tls: tls({ authorities: [cluster.ca] }),
      proxy: readProxy({ HTTPS_PROXY: `http://me:p%40ss@${proxy.address}` }, elsewhere),
    };
    expect(await sendTo(cluster.host, settings)).toMatchObject(answered);
    expect(proxy.tunnels).toEqual([`localhost:${cluster.port}`]);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
  });

  testWith('tinyproxy')(
    'may be tinyproxy',
    async () => {
      const [cluster, tinyproxy] = [await givenAnswering(), closeLater(await startTinyproxy())];
      const proxy = readProxy({ https_proxy: `http://127.0.0.1:${tinyproxy.port}` }, elsewhere);
      const settings = { tls: tls({ authorities: [cluster.ca] }), proxy };
      expect(await sendTo(cluster.host, settings)).toMatchObject(answered);
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
    const settings = {
      tls: tls({ authorities: [cluster.ca] }),
      proxy: readProxy({ HTTPS_PROXY: proxy.address, NO_PROXY: 'cluster.example.com' }, elsewhere),
    };
    expect(await sendTo(cluster.host, settings)).toMatchObject(answered);
    expect(proxy.tunnels).toEqual([]);
  });

  test.each([
    [407, 'rejected the credentials (407)', false],
    [403, 'refused a tunnel to https://localhost', false],
    [503, 'refused a tunnel to https://localhost', true],
  ])('that answers %i is told to be the cause', async (status, message, retryable) => {
    const [cluster, proxy] = [await givenAnswering(), await givenProxy(status)];
    const settings = {
      tls: tls({ authorities: [cluster.ca] }),
      proxy: readProxy({ HTTPS_PROXY: proxy.address }, elsewhere),
    };
    const answer = await sendTo(cluster.host, settings);
    expect(answer).toMatchObject({ code: 'unreachable', retryable, mayHaveWorked: false });
    expect(answer).toMatchObject({
      message: expect.stringContaining(`The proxy http://${proxy.address} ${message}`),
    });
  });

  test('that does not listen is told to be the cause', async () => {
    const cluster = await givenAnswering();
    const settings = { proxy: readProxy({ HTTPS_PROXY: 'http://127.0.0.1:1' }, elsewhere) };
    const answer = await sendTo(cluster.host, settings);
    expect(answer).toMatchObject({ code: 'unreachable', retryable: true, mayHaveWorked: false });
    expect(answer).toMatchObject({
      message: expect.stringContaining('The proxy http://127.0.0.1:1 could not be reached'),
    });
  });
});
