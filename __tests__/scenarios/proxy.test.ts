import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { findFreePort } from '../support/programs.ts';
import { byId, givenCluster, idsOf, runAgainst, type Scene } from '../support/scenario.ts';
import { beyond, givenTunnel } from '../support/tunnel.ts';

/** The input for a cluster that is not on loopback. */
function hostBeyond({ cluster }: Scene): { readonly host: string } {
  return { host: beyond(cluster.host) };
}

describe('Behind a proxy', () => {
  test.each(['h1', 'h2'] as const)(
    'a cluster with a certificate of a private authority is reached through a tunnel (%s)',
    async (protocol) => {
      const tokens = newTokens(3);
      const scene = await givenCluster(tokens, { protocol });
      const { address, targets } = await givenTunnel();
      const env = { HTTPS_PROXY: `http://${address}` };
      const inputs = { ...hostBeyond(scene), ...byId(tokens) };
      const run = await runAgainst(scene, inputs, { env });
      expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
      expect(targets.length).toBeGreaterThan(0);
      expect(scene.cluster.requests.every(({ headers }) => !('proxy-authorization' in headers))).toBe(true);
    },
  );

  test('a host in NO_PROXY is reached directly', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const { address, targets } = await givenTunnel();
    const env = { HTTPS_PROXY: `http://${address}`, NO_PROXY: 'example.com, localhost.test' };
    const inputs = { ...hostBeyond(scene), ...byId(tokens), retries: '0' };
    const run = await runAgainst(scene, inputs, { env });
    // No name server knows the name.
    expect(run.errors[0]).toContain('No address was found for localhost.test');
    expect(targets).toEqual([]);
  });

  test('its password is used, masked and shown nowhere', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const { address } = await givenTunnel('ci:p@ss/w0rd');
    const env = { HTTPS_PROXY: `http://ci:p%40ss%2Fw0rd@${address}` };
    const inputs = { ...hostBeyond(scene), ...byId(tokens) };
    const run = await runAgainst(scene, inputs, { env });
    expect(run.exitCode).toBe(0);
    expect(run.log).toContain('::add-mask::p@ss/w0rd');
    expect(run.log.replace(/^::add-mask::.*$/gm, '')).not.toContain('w0rd');
  });

  test('a 407 gets a message of its own', async () => {
    const tokens = newTokens(3);
    const { address } = await givenTunnel('ci:right');
    const env = { HTTPS_PROXY: `http://ci:wrong@${address}` };
    const scene = await givenCluster(tokens);
    const inputs = { ...hostBeyond(scene), ...byId(tokens) };
    const run = await runAgainst(scene, inputs, { env });
    expect(run.exitCode).toBe(1);
    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]).toContain(`The proxy http://${address} rejected the credentials (407)`);
  });

  test('a proxy that is down gets a message of its own', async () => {
    const port = await findFreePort();
    const env = { HTTPS_PROXY: `http://localhost:${port}` };
    const scene = await givenCluster([]);
    const inputs = { ...hostBeyond(scene), 'token-ids': newToken().id, retries: '0' };
    const run = await runAgainst(scene, inputs, { env });
    expect(run.exitCode).toBe(1);
    expect(run.errors[0]).toContain(`The proxy http://localhost:${port} could not be reached (ECONNREFUSED)`);
  });
});
