import { describe, expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
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
});
