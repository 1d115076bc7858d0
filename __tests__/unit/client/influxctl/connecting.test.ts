import '../../../support/realms.ts';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../../dev/cluster/certificates.ts';
import { newTokens, prefixOf } from '../../../../dev/cluster/tokens.ts';
import type { InfluxctlSettings } from '../../../../src/connection/client-settings.ts';
import { givenInfluxctl, type InfluxctlScene, openIn } from '../../../support/influxctl-scene.ts';
import { failureOf } from '../../../support/mock-api.ts';
import { makeFolder } from '../../../support/shell-programs.ts';

const tokens = newTokens(2);
const accountId = '11111111-1111-4111-8111-111111111111';
const clusterId = '22222222-2222-4222-8222-222222222222';

async function listIn(scene: InfluxctlScene, overrides: Partial<InfluxctlSettings> = {}) {
  const { client } = await openIn(scene, overrides);
  return client.list({ signal: new AbortController().signal, attempt: 1 });
}

/** A cluster's list, without the token that influxctl authenticates with. */
const listed = {
  kind: 'listed',
  tokens: [
    ...tokens.map((token) => {
      const { id, description, createdAt } = token;
      const ends = { expiresAt: undefined, revokedAt: undefined };
      return { id, prefix: prefixOf(token), description, createdAt, ...ends };
    }),
    expect.objectContaining({ description: 'the token in use' }),
  ],
};

describe('influxctl reaches a cluster without an HTTP route', () => {
  test('whose certificate a private authority has signed', async () => {
    expect(await listIn(await givenInfluxctl(tokens))).toEqual(listed);
  });

  test('whose certificate is not verified', async () => {
    const tls = { authorities: [], insecure: true, client: undefined };
    expect(await listIn(await givenInfluxctl(tokens), { tls })).toEqual(listed);
  });

  test('that requires a certificate of the client', async () => {
    const clientAuthority = await createAuthority('Clients');
    const client = await clientAuthority.issue({ host: 'runner', client: true });
    const scene = await givenInfluxctl(tokens, {}, { clientAuthority });
    expect(await listIn(scene, { tls: { ...scene.settings.tls, client } })).toEqual(listed);
    expect(await listIn(scene)).toMatchObject({ kind: 'failed' });
  });

  test('over plain HTTP', async () => {
    expect(await listIn(await givenInfluxctl(tokens, {}, { protocol: 'http' }))).toEqual(listed);
  });

  test('of Cloud Dedicated', async () => {
    const scene = await givenInfluxctl(tokens);
    scene.influxctl.behave({ dedicatedHost: scene.cluster.host });
    const product = { kind: 'dedicated', accountId, clusterId } as const;
    expect(await listIn(scene, { product, host: undefined, port: undefined })).toEqual(listed);
  });

  test('with the admin token of a file', async () => {
    const scene = await givenInfluxctl(tokens, {}, { accepts: (bearer) => bearer === 'admin-token' });
    const file = path.join(makeFolder(), 'token.json');
    writeFileSync(file, JSON.stringify({ access_token: 'admin-token' }));
    const token = { kind: 'token', token: 'of-the-file', file: path.relative(process.cwd(), file) } as const;
    expect(await listIn(scene, { token })).toEqual(listed);
  });
});

describe('influxctl does not reach a cluster', () => {
  test('whose certificate no trusted authority signed', async () => {
    const tls = { authorities: [], insecure: false, client: undefined };
    const failure = { code: 'unreachable', message: expect.stringContaining('certificate') };
    expect(await listIn(await givenInfluxctl(tokens), { tls })).toMatchObject(failure);
  });

  test('that does not know the token, which no message holds', async () => {
    const scene = await givenInfluxctl(tokens, { echoToken: true });
    scene.caller.revokedAt = Date.now();
    const { code, message } = failureOf(await listIn(scene));
    expect(code).toBe('unauthorized');
    expect(message).toContain('*** Error: rpc error: code = Unauthenticated desc = unauthorized');
    expect(message).not.toContain(scene.caller.secret);
  });

  test('that answers later than the timeout of a request', async () => {
    const scene = await givenInfluxctl(tokens, {}, { misbehave: () => 'hang' });
    const message = expect.stringContaining('influxctl ended with exit code 1: "Error: ');
    expect(await listIn(scene, { timeout: 50 })).toMatchObject({ code: 'timeout', message });
  });
});
