import '../../support/realms.ts';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../dev/cluster/certificates.ts';
import { listen, serve } from '../../../dev/endpoint.ts';
import { createAuthorizationServer } from '../../../dev/identity/authorization-server.ts';
import { readProxy } from '../../../src/connection/proxy.ts';
import { keepSecrets } from '../../../src/connection/secrets.ts';
import { signIn } from '../../../src/connection/sign-in.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import {
  givenIdentity,
  givenProvider,
  type Identity,
  oauthSettings,
  running,
  signInAt,
} from '../../support/identity.ts';
import { closeLater } from '../../support/scenario.ts';
import { tls } from '../../support/secure-cluster.ts';
import { givenTunnel } from '../../support/tunnel.ts';

const refused = { kind: 'failed', code: 'authentication-failed', retryable: false, mayHaveWorked: false };
const passing = { ...refused, retryable: true };

/** A provider that is reached through this proxy. */
async function obtainOver(address: string, identity: Identity) {
  const proxy = readProxy({ HTTPS_PROXY: address }, new URL('https://idp.example.com'));
  return (await signInAt(identity, { needs: { proxy } })).obtain(running());
}

test('A management token is used as it is', async () => {
  const secrets = keepSecrets([], undefined, () => {});
  const world = { secrets, getIdToken: async () => 'x', sleep: async () => {} };
  const needs = { tls: tls(), proxy: undefined, timeout: 1, ...world };
  const credentials = await signIn({ kind: 'token', token: bearerToken, file: undefined }, needs);
  expect(await credentials.obtain(running())).toBe(bearerToken);
});

describe('The way to an identity provider', () => {
  test.each([
    ['no authority is given', tls()],
    ['verification is off for the cluster', tls({ insecure: true })],
  ])('is refused where an unknown authority vouches for it, also where %s', async (_, settings) => {
    const identity = await givenProvider();
    const credentials = await signInAt(identity, { needs: { tls: settings } });
    expect(await credentials.obtain(running())).toMatchObject({
      ...refused,
      message: expect.stringMatching(/^No access token: The certificate of https:\/\/localhost:\d+ /),
      hint: expect.stringContaining('`tls-ca`'),
    });
    expect(identity.provider.requests).toEqual([]);
  });

  test('shows no client certificate: that one is for the cluster', async () => {
    const authority = await createAuthority('Identity provider');
    const client = await authority.issue({ host: 'runner', client: true });
    const shown: unknown[] = [];
    const asking = { requestCert: true, rejectUnauthorized: false, ca: authority.cert };
    const server = createHttpsServer({ ...(await authority.issue({ host: 'localhost' })), ...asking });
    const answer = serve({
      server,
      answer({ socket }, response) {
        shown.push((socket as TLSSocket).getPeerCertificate());
        response.end('{"access_token":"an-access-token","token_type":"Bearer"}');
      },
    });
    closeLater(answer);
    const issuer = `https://localhost:${await listen(server)}`;
    const oauth = oauthSettings({ issuer, tokenUrl: `${issuer}/token`, clientSecret: 's' }, 'client-secret');
    const needs = { tls: tls({ authorities: [authority.cert], client }) };
    const credentials = await signInAt(await givenProvider(), { oauth, needs });
    expect(await credentials.obtain(running())).toBe('an-access-token');
    expect(shown).toEqual([{}]);
  });

  test('may be plain HTTP on this machine', async () => {
    const server = createHttpServer();
    const issuer = `http://localhost:${await listen(server)}`;
    const { answer, clientSecret, issued } = await createAuthorizationServer(issuer, {});
    closeLater(serve({ server, answer }));
    const oauth = oauthSettings({ issuer, tokenUrl: `${issuer}/token`, clientSecret }, 'client-secret');
    const credentials = await signInAt(await givenProvider(), { oauth });
    expect([await credentials.obtain(running())]).toEqual(issued);
  });

  test.each<[string, string, object, string]>([
    ['no one listens', 'https://localhost:1', passing, 'Check host name and port in `oauth-token-url`'],
    ['it is not HTTPS', 'https://localhost:PORT', refused, 'Check the port in `oauth-token-url`'],
  ])('fails with the input to look at where %s', async (_, address, fault, hint) => {
    const server = createHttpServer();
    const port = await listen(server);
    closeLater(serve({ server }));
    const tokenUrl = new URL(address.replace('PORT', String(port)));
    const credentials = await signInAt(await givenProvider(), { oauth: { tokenUrl } });
    const failure = { ...fault, hint: expect.stringContaining(hint) };
    expect(await credentials.obtain(running())).toMatchObject(failure);
  });
});

describe('A proxy on the way to an identity provider', () => {
  test.each([
    ['', undefined],
    ['me:p%40ss@', 'me:p@ss'],
  ])('carries the request through a tunnel, with the credentials "%s"', async (given, credentials) => {
    const [identity, tunnel] = [await givenProvider(), await givenTunnel(credentials)];
    const token = await obtainOver(`http://${given}${tunnel.address}`, identity);
    expect(identity.provider.issued()).toEqual([token]);
    expect(tunnel.targets).toEqual([new URL(identity.provider.issuer).host]);
    expect(identity.provider.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });
});

describe('The end of a run', () => {
  test('ends a token request that is under way, and every later one', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const misbehave = () => {
      resolve();
      return 'hang' as const;
    };
    const identity = await givenProvider({ misbehave });
    const credentials = await signInAt(identity);
    const result = credentials.obtain(running());
    await asked;
    await credentials.close();
    const ended = { ...refused, message: 'The run ended before there was an access token.' };
    expect(await result).toMatchObject(ended);
    expect(await credentials.obtain(running())).toMatchObject(ended);
    expect(identity.provider.requests).toHaveLength(1);
  });

  test('asks the runner for no further OIDC token', async () => {
    const asked: string[] = [];
    const getIdToken = async (audience: string) => {
      asked.push(audience);
      return 'an-oidc-token';
    };
    const credentials = await signInAt(await givenIdentity('client-assertion'), {
      kind: 'client-assertion',
      needs: { getIdToken },
    });
    await credentials.close();
    expect(await credentials.obtain(running())).toMatchObject({ code: 'authentication-failed' });
    expect(asked).toEqual([]);
  });
});
