import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../dev/cluster/certificates.ts';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
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

  test('for another host name', async () => {
    const authority = await createAuthority();
    const identity = await authority.issue({ host: 'cluster.example.com' });
    const run = await revokeAll(await givenCluster(newTokens(1), { authority, identity }));
    expect(run.errors[0]).toContain(
      'is for another host name: "cluster.example.com, cluster.example.com.test" (ERR_TLS_CERT_ALTNAME_INVALID)',
    );
  });

  test('that has expired', async () => {
    const authority = await createAuthority();
    const identity = await authority.issue({ host: 'localhost', expired: true });
    const run = await revokeAll(await givenCluster(newTokens(1), { authority, identity }));
    expect(run.errors[0]).toContain("(CERT_HAS_EXPIRED). Renew it, or check this runner's clock.");
  });

  test('is accepted with tls-skip-verify, with a warning', async () => {
    const run = await revokeAll(await givenCluster(newTokens(1)), {
      'tls-ca': '',
      'tls-skip-verify': 'true',
    });
    expect(run.exitCode).toBe(0);
    expect(run.warnings[0]).toContain('tls-skip-verify is set');
  });
});

describe('Trust', () => {
  test('comes from a file that tls-ca names', async () => {
    const scene = await givenCluster(newTokens(1));
    const run = await revokeAll(scene, { 'tls-ca': writeTextFile(scene.cluster.ca) });
    expect(run.exitCode).toBe(0);
  });

  test('comes from NODE_EXTRA_CA_CERTS, with and without tls-ca', async () => {
    const scene = await givenCluster(newTokens(1));
    const env = { NODE_EXTRA_CA_CERTS: writeTextFile(scene.cluster.ca) };
    expect((await revokeAll(scene, { 'tls-ca': '' }, env)).exitCode).toBe(0);
    const other = await createAuthority();
    expect((await revokeAll(scene, { 'tls-ca': other.cert }, env)).exitCode).toBe(0);
  });

  test.each([{}, { 'tls-ca': 'other' }])('comes from the authorities of the system: %j', async (inputs) => {
    const scene = await givenCluster(newTokens(1));
    const ca = 'tls-ca' in inputs ? (await createAuthority()).cert : '';
    const run = await revokeAll(scene, { 'tls-ca': ca }, { SSL_CERT_FILE: writeTextFile(scene.cluster.ca) });
    expect(run.exitCode).toBe(0);
  });
});

describe('A cluster that wants a client certificate', () => {
  test('gets the one from tls-cert and tls-key', async () => {
    const clientAuthority = await createAuthority('Clients');
    const { cert, key } = await clientAuthority.issue({ host: 'ci', client: true });
    const scene = await givenCluster(newTokens(2), { clientAuthority });
    expect((await revokeAll(scene, { 'tls-cert': cert, 'tls-key': key })).exitCode).toBe(0);
  });

  test.each(['h1', 'h2'] as const)('is told apart where there is none (%s)', async (protocol) => {
    const clientAuthority = await createAuthority('Clients');
    const run = await revokeAll(await givenCluster(newTokens(1), { clientAuthority, protocol }));
    expect(run.exitCode).toBe(1);
    expect(run.errors[0]).toContain(
      'requires a trusted client certificate (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED). Give one in `tls-cert` and `tls-key`',
    );
  });
});

test('Plain HTTP on a port where TLS was expected is told apart', async () => {
  const scene = await givenCluster([newToken()], { protocol: 'http' });
  const run = await revokeAll(scene, { host: `https://localhost:${scene.cluster.port}` });
  expect(run.errors[0]).toContain(
    'answered in plain HTTP where TLS was expected (ERR_SSL_WRONG_VERSION_NUMBER). Check the port in `host`',
  );
});

test('One connection carries all requests over HTTP/2, and few do over HTTP/1.1', async () => {
  const over2 = await givenCluster(newTokens(200), { protocol: 'h2', latency: 5 });
  expect((await revokeAll(over2)).exitCode).toBe(0);
  expect(over2.cluster.connections()).toBe(1);
  const over1 = await givenCluster(newTokens(200), { protocol: 'h1', latency: 5 });
  expect((await revokeAll(over1, { concurrency: '8' })).exitCode).toBe(0);
  expect(over1.cluster.connections()).toBeLessThanOrEqual(8);
});
