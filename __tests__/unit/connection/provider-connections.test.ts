import '../../support/realms.ts';
import { constants, createSecureServer, type Http2Session } from 'node:http2';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, createAuthority } from '../../../dev/cluster/certificates.ts';
import { givenProvider, oauthSettings, running, signInAt } from '../../support/identity.ts';
import { listenLocally } from '../../support/local-server.ts';
import { tls } from '../../support/secure-cluster.ts';

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority('Identity provider');
});

const token = '{"access_token":"an-access-token","token_type":"Bearer"}';
const json = { 'content-type': 'application/json' };

/** Credentials from a server of the test; a request for a token may take half a second. */
async function signInOver(server: Server) {
  const issuer = `https://localhost:${await listenLocally(server)}`;
  const oauth = oauthSettings({ issuer, tokenUrl: `${issuer}/token`, clientSecret: 's' }, 'client-secret');
  const needs = { tls: tls({ authorities: [authority.cert] }), timeout: 500 };
  return signInAt(await givenProvider(), { oauth, needs });
}

const issue = (): Promise<{ cert: string; key: string }> => authority.issue({ host: 'localhost' });

describe('A connection to an identity provider', () => {
  test('is replaced where a request is not answered in time, over HTTP/2 as well', async () => {
    const sessions = new Set<Http2Session | undefined>();
    const server = createSecureServer(await issue(), ({ stream }, response) => {
      sessions.add(stream.session);
      if (sessions.size > 1) response.writeHead(200, json).end(token);
    });
    const credentials = await signInOver(server);
    const message = expect.stringContaining('did not respond completely within 0.5 s');
    expect(await credentials.obtain(running())).toMatchObject({ message, retryable: true });
    expect(await credentials.obtain(running())).toBe('an-access-token');
  });

  test('is one over HTTP/1.1 where the provider requires that', async () => {
    const server = createSecureServer({ ...(await issue()), allowHTTP1: true }, (request, response) => {
      if (request.httpVersion === '2.0') request.stream.close(constants.NGHTTP2_HTTP_1_1_REQUIRED);
      else response.writeHead(200, json).end(token);
    });
    expect(await (await signInOver(server)).obtain(running())).toBe('an-access-token');
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'gets no client certificate, and says so where one is required: %s',
    async (version) => {
      const asking = { requestCert: true, ca: authority.cert, minVersion: version, maxVersion: version };
      const credentials = await signInOver(createServer({ ...(await issue()), ...asking }));
      expect(await credentials.obtain(running())).toMatchObject({
        message: expect.stringMatching(/requires a trusted client certificate|refused the TLS handshake/),
        hint: expect.stringContaining('No client certificate is sent to the identity provider'),
        retryable: false,
      });
    },
  );

  test('that breaks is explained by the provider, not by the cluster', async () => {
    const server = createServer(await issue(), (request) => request.socket.destroy());
    const failure = await (await signInOver(server)).obtain(running());
    expect(failure).toMatchObject({ hint: expect.stringContaining('logs of the identity provider') });
    expect(JSON.stringify(failure)).not.toContain('cluster');
  });
});

test('A proxy that opens no tunnel to an identity provider is named beside it', async () => {
  const proxy = createTcpServer((socket) => socket.destroy());
  const url = new URL(`http://localhost:${await listenLocally(proxy)}`);
  const needs = { proxy: { url, address: url, authorization: undefined } };
  const failure = await (await signInAt(await givenProvider(), { needs })).obtain(running());
  expect(failure).toMatchObject({
    message: expect.stringContaining(` through the proxy ${url.origin} broke`),
  });
});
