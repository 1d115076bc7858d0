import { expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { byId, givenCluster, idsOf, runAgainst } from '../support/scenario.ts';
import { beyond, givenTunnel } from '../support/tunnel.ts';

test.each(['h1', 'h2'] as const)(
  'A cluster behind a proxy is reached through a tunnel, with a password that is masked and shown nowhere (%s)',
  async (protocol) => {
    const tokens = newTokens(3);
    const scene = await givenCluster(tokens, { protocol });
    const { address, targets } = await givenTunnel('ci:p@ss/w0rd');
    const env = { HTTPS_PROXY: `http://ci:p%40ss%2Fw0rd@${address}` };
    const inputs = { host: beyond(scene.cluster.host), ...byId(tokens) };
    const run = await runAgainst(scene, inputs, { env });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(targets.length).toBeGreaterThan(0);
    expect(scene.cluster.requests.every(({ headers }) => !('proxy-authorization' in headers))).toBe(true);
    expect(run.log).toContain('::add-mask::p@ss/w0rd');
    expect(run.log.replace(/^::add-mask::.*$/gm, '')).not.toContain('w0rd');
  },
);
