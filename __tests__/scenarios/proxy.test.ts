import { describe, expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { givenGitHub, runOnGitHub } from '../support/github-scene.ts';
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

describe('A proxy variable that cannot be used on the way to GitHub, with a cluster on this machine', () => {
  const gitHubBeyond = { GITHUB_API_URL: 'https://api.github.invalid' };

  test.each(['ftp://127.0.0.1:21', '10.0.0.1:port'])(
    'costs a finished run its comment, with a warning, and nothing else: %s',
    async (value) => {
      const tokens = newTokens(1);
      const scene = await givenCluster(tokens);
      const inputs = { 'issue-number': '3', ...byId(tokens) };
      const env = { ...gitHubBeyond, https_proxy: value };
      const run = await runOnGitHub(scene, await givenGitHub(), inputs, { env });
      expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
      const warning = /^The comment was not written\..* https_proxy is not the URL of an HTTP proxy/;
      expect(run.warnings).toEqual([expect.stringMatching(warning)]);
    },
  );

  test('is not blamed where it does not serve that way: HTTP_PROXY alone', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const env = { ...gitHubBeyond, http_proxy: 'socks5://127.0.0.1:1080' };
    const inputs = { 'issue-number': '3', ...byId(tokens) };
    const run = await runOnGitHub(scene, await givenGitHub(), inputs, { env });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(run.warnings).toEqual([expect.stringContaining('GitHub could not be reached: "getaddrinfo')]);
  }, 40_000);

  test('is named before anything is revoked where an alert has to be read', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const inputs = { 'secret-scanning-alert': '7', ...byId(tokens) };
    const env = { ...gitHubBeyond, https_proxy: '10.0.0.1:port' };
    const run = await runOnGitHub(scene, await givenGitHub(), inputs, { env });
    expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
    expect(run.outputs['error-code']).toBe('invalid-input');
    expect(run.log).toContain('https_proxy is not the URL of an HTTP proxy');
    expect(scene.cluster.requests).toEqual([]);
  });
});
