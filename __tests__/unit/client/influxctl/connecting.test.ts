import '../../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../../dev/cluster/certificates.ts';
import { newTokens, prefixOf } from '../../../../dev/cluster/tokens.ts';
import type { InfluxctlSettings } from '../../../../src/connection/client-settings.ts';
import { givenInfluxctl, type InfluxctlScene, openIn } from '../../../support/influxctl-scene.ts';
import { failureOf } from '../../../support/mock-api.ts';

const tokens = newTokens(2);

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
});

describe('influxctl does not reach a cluster', () => {
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
