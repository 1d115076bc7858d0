import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createProxy } from 'proxy';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { findFreePort, startTinyproxy, testWith } from '../support/programs.ts';
import { closeLater, givenCluster, idsOf, runAgainst } from '../support/scenario.ts';

/** A proxy that counts its tunnels, and asks for a password where one is given. */
async function startProxy(password?: string) {
  const proxy = createProxy(createServer());
  const sockets = new Set<Socket>();
  let tunnels = 0;
  const expected = `Basic ${Buffer.from(`ci:${password}`).toString('base64')}`;
  proxy.authenticate = ({ headers }) => password === undefined || headers['proxy-authorization'] === expected;
  proxy.on('connect', () => {
    tunnels += 1;
  });
  proxy.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => proxy.listen(0, 'localhost', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      proxy.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const { port } = proxy.address() as AddressInfo;
  return closeLater({ host: `localhost:${port}`, tunnels: () => tunnels, close });
}

describe('Behind a proxy', () => {
  test.each(['h1', 'h2'] as const)(
    'a cluster with a certificate of a private authority is reached through a tunnel (%s)',
    async (protocol) => {
      const tokens = newTokens(3);
      const scene = await givenCluster(tokens, { protocol });
      const proxy = await startProxy();
      const env = { HTTPS_PROXY: `http://${proxy.host}` };
      const run = await runAgainst(scene, { 'token-ids': idsOf(tokens).join(' ') }, { env });
      expect(run.exitCode).toBe(0);
      expect(run.revoked).toEqual(idsOf(tokens));
      expect(proxy.tunnels()).toBeGreaterThan(0);
      expect(scene.cluster.requests.every(({ headers }) => !('proxy-authorization' in headers))).toBe(true);
    },
  );

  testWith('tinyproxy')(
    'tinyproxy works as well',
    async () => {
      const tokens = newTokens(3);
      const scene = await givenCluster(tokens);
      const tinyproxy = closeLater(await startTinyproxy());
      const env = { https_proxy: `http://127.0.0.1:${tinyproxy.port}` };
      const run = await runAgainst(scene, { 'token-ids': idsOf(tokens).join(' ') }, { env });
      expect(run.exitCode).toBe(0);
    },
    30_000,
  );

  test('a host in NO_PROXY is reached directly', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const proxy = await startProxy();
    const env = { HTTPS_PROXY: `http://${proxy.host}`, NO_PROXY: 'example.com, localhost' };
    const run = await runAgainst(scene, { 'token-ids': idsOf(tokens).join(' ') }, { env });
    expect(run.exitCode).toBe(0);
    expect(proxy.tunnels()).toBe(0);
  });

  test('its password is used, masked and shown nowhere', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const proxy = await startProxy('p@ss/w0rd');
    const env = { HTTPS_PROXY: `http://ci:p%40ss%2Fw0rd@${proxy.host}` };
    const run = await runAgainst(scene, { 'token-ids': idsOf(tokens).join(' ') }, { env });
    expect(run.exitCode).toBe(0);
    expect(run.log).toContain('::add-mask::p@ss/w0rd');
    expect(run.log.replace(/^::add-mask::.*$/gm, '')).not.toContain('w0rd');
  });

  test('a 407 gets a message of its own', async () => {
    const tokens = newTokens(3);
    const proxy = await startProxy('right');
    const env = { HTTPS_PROXY: `http://ci:wrong@${proxy.host}` };
    const run = await runAgainst(
      await givenCluster(tokens),
      { 'token-ids': idsOf(tokens).join(' ') },
      { env },
    );
    expect(run.exitCode).toBe(1);
    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]).toContain(`The proxy ${proxy.host} rejected the credentials (407)`);
  });

  test('a proxy that is down gets a message of its own', async () => {
    const port = await findFreePort();
    const env = { HTTPS_PROXY: `http://localhost:${port}` };
    const run = await runAgainst(
      await givenCluster([]),
      { 'token-ids': newToken().id, retries: '0' },
      { env },
    );
    expect(run.exitCode).toBe(1);
    expect(run.errors[0]).toContain(`The proxy localhost:${port} could not be reached (ECONNREFUSED)`);
  });

  test('a proxy variable that is not a URL is an input error', async () => {
    const env = { HTTPS_PROXY: 'socks5://localhost:1080' };
    const run = await runAgainst(await givenCluster([]), { 'token-ids': newToken().id }, { env });
    expect(run.errors[0]).toContain('HTTPS_PROXY is not the URL of an HTTP proxy; accepted: http://');
  });
});
