import { describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import { createAuthority } from '../../dev/cluster/certificates.ts';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { writeTextFile } from '../support/files.ts';
import { byId, givenCluster, runAgainst, type Scene } from '../support/scenario.ts';

const revokeAll = (scene: Scene, inputs: Record<string, string> = {}, env: Record<string, string> = {}) =>
  runAgainst(scene, { ...byId(scene.cluster.tokens.slice(0, -1)), ...inputs }, { env });

describe('A certificate that does not verify', () => {
  test('by an unknown authority: the message says so, once, and no request is sent', async () => {
    const scene = await givenCluster(newTokens(3));
    const run = await revokeAll(scene, { 'tls-ca': '' });
    expect(run.exitCode).toBe(1);
    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]).toContain('is signed by "Simulated cluster", which this runner does not know');
    expect(scene.cluster.requests).toEqual([]);
  });

  test('brings no links and pictures of its own into the summary', async () => {
    const name = '[Sign in](https://elsewhere.example) ![](https://elsewhere.example/x)';
    const scene = await givenCluster(newTokens(2), { authority: await createAuthority(name) });
    const { summary, errors } = await revokeAll(scene, { 'tls-ca': '' });
    expect(errors[0]).toContain(name);
    expect(await marked.parse(summary)).not.toMatch(/<(?:a|img)\b/);
  });

  test('is accepted with tls-skip-verify, with a warning', async () => {
    const run = await revokeAll(await givenCluster(newTokens(1)), {
      'tls-ca': '',
      'tls-skip-verify': 'true',
    });
    expect(run.exitCode).toBe(0);
    expect(run.warnings[0]).toContain('Certificates are not verified');
  });
});

describe('Trust', () => {
  test('comes from NODE_EXTRA_CA_CERTS, with and without tls-ca', async () => {
    const scene = await givenCluster(newTokens(1));
    const env = { NODE_EXTRA_CA_CERTS: writeTextFile(scene.cluster.ca) };
    expect((await revokeAll(scene, { 'tls-ca': '' }, env)).exitCode).toBe(0);
    const other = await createAuthority();
    expect((await revokeAll(scene, { 'tls-ca': other.cert }, env)).exitCode).toBe(0);
  });
});
