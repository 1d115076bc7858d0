import '../../../support/realms.ts';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createApiClient } from '../../../../src/client/api/api-client.ts';
import { createRenewableCredentials } from '../../../../src/connection/credentials.ts';
import { createRedact } from '../../../../src/connection/secrets.ts';
import {
  type ConnectionSettings,
  type ExchangeRecord,
  openTransport,
} from '../../../../src/connection/transport.ts';
import type { TryAnswer } from '../../../../src/revocation/token-client.ts';
import { tokenKinds } from '../../../../src/revocation/token-kind.ts';
import { bearerToken, connectionSettings } from '../../../support/connection-settings.ts';
import { apiPath, now } from '../../../support/mock-api.ts';
import { closeLater } from '../../../support/scenario.ts';

const leaked = 'M.V1.leak+the-leaked-one/0123456789==';
const [json, page] = ['application/json; charset=utf-8', 'text/html'];
const problem = JSON.stringify({ code: 401, message: 'unauthorized' });

/** What a server on this machine saw of a request. */
interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** A client of a real server, which answers as the test says. */
async function givenServer(answer: RequestListener, settings: Partial<ConnectionSettings> = {}) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    seen.push({ method, url, headers });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater({
    async close() {
      server.close();
      server.closeAllConnections();
    },
  });
  const host = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const transport = closeLater(await openTransport(connectionSettings({ host, ...settings })));
  return {
    client: createApiClient({ transport, apiPath, kind: tokenKinds.management, now: () => now }),
    seen,
    server,
  };
}

const options = () => ({ signal: new AbortController().signal, attempt: 1 });

/** Tries the leaked token where the answer is this one. */
async function tryOver(status: number, body: string, type = json): Promise<TryAnswer> {
  const { client } = await givenServer((_, response) => {
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body);
  });
  return client.tryToken(leaked, options());
}

describe('A leaked token works', () => {
  test.each([
    ['it gets the list', 200, '[]', json],
    ['it gets a list with tokens', 200, `[{"id":"x"}]`, json],
    ['it gets a list that breaks off: nobody reads it', 200, '[{"id":', json],
    ['the cluster knows it, but does not let it list', 403, problem, json],
    ['the cluster says so in a kind of JSON', 403, problem, 'application/problem+json'],
  ])('where %s', async (_, status, body, type) => {
    expect(await tryOver(status, body, type)).toEqual({ kind: 'accepted' });
  });

  test('where it gets a list without an end, of which no more is read than its beginning', async () => {
    let closed: Promise<unknown> | undefined;
    const { client } = await givenServer((_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      response.writeHead(200, { 'content-type': json });
      const write = (): void => {
        if (!response.destroyed) response.write('['.repeat(65_536), () => setImmediate(write));
      };
      write();
    });
    expect(await client.tryToken(leaked, options())).toEqual({ kind: 'accepted' });
    await closed;
  });
});

describe('A leaked token is rejected', () => {
  test.each([
    ['in JSON', problem, json],
    ['in a kind of JSON', problem, 'application/problem+json'],
    ['in JSON without a word', '', json],
  ])('where the cluster itself says 401 %s', async (_, body, type) => {
    expect(await tryOver(401, body, type)).toEqual({ kind: 'rejected' });
  });
});

describe('Nothing is known of a leaked token', () => {
  test.each([
    ['a page says 401', 401, '<html>Sign in</html>', page, 'unauthorized', false],
    ['nobody knows who says 401', 401, '', '', 'unauthorized', false],
    ['a page says 403', 403, '<html>Blocked</html>', page, 'forbidden', false],
    ['nobody knows who says 403', 403, '', '', 'forbidden', false],
    ['the collection is not found', 404, problem, json, 'not-found', false],
    ['a page is not found', 404, '<html>Oops</html>', page, 'unexpected-answer', false],
    ['the answer is 204', 204, '', '', 'unexpected-answer', false],
    ['the answer is a redirect', 302, '', '', 'unexpected-answer', false],
    [
      'a page says 200, as that of a sign-in does',
      200,
      '<html>Sign in</html>',
      page,
      'unexpected-answer',
      false,
    ],
    ['the cluster asks to slow down', 429, problem, json, 'rate-limited', true],
    ['the server fails', 500, problem, json, 'server-error', true],
    ['a proxy has no server', 502, '<html>Bad gateway</html>', page, 'server-error', true],
    ['a proxy has no time', 504, '', '', 'server-error', true],
  ])('where %s', async (_, status, body, type, code, retryable) => {
    expect(await tryOver(status, body, type)).toMatchObject({ kind: 'failed', code, retryable });
  });

  test('where the connection breaks, which may pass', async () => {
    const { client } = await givenServer((request) => request.socket.destroy());
    expect(await client.tryToken(leaked, options())).toMatchObject({
      kind: 'failed',
      code: 'unreachable',
      retryable: true,
    });
  });

  test('where nobody listens', async () => {
    const { client, server } = await givenServer(() => {});
    await new Promise((resolve) => server.close(resolve));
    expect(await client.tryToken(leaked, options())).toMatchObject({
      kind: 'failed',
      code: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('where no answer comes in time', async () => {
    const { client } = await givenServer(() => {}, { timeout: 50 });
    expect(await client.tryToken(leaked, options())).toMatchObject({
      kind: 'failed',
      code: 'timeout',
      retryable: true,
    });
  });

  test('where the run ends before an answer comes', async () => {
    const controller = new AbortController();
    const { client } = await givenServer(() => controller.abort());
    const answer = await client.tryToken(leaked, { signal: controller.signal, attempt: 1 });
    expect(answer).toMatchObject({ kind: 'failed', code: 'timeout', retryable: false });
  });

  test('and for how long the cluster asks to wait is told', async () => {
    const { client } = await givenServer((_, response) => {
      response.writeHead(429, { 'retry-after': '7' }).end();
    });
    expect(await client.tryToken(leaked, options())).toMatchObject({ retryAfter: 7_000 });
  });

  test('and what the other side says of it does not hold it', async () => {
    const { client } = await givenServer(
      (_, response) =>
        response.writeHead(400, { 'content-type': json }).end(JSON.stringify({ message: leaked })),
      { redact: createRedact([bearerToken, leaked]) },
    );
    expect(JSON.stringify(await client.tryToken(leaked, options()))).not.toContain(leaked);
  });
});

describe('A try', () => {
  test('lists with the leaked token, and with nothing of the run itself', async () => {
    const { client, seen } = await givenServer((_, response) => response.end());
    await client.tryToken(leaked, options());
    expect(seen).toMatchObject([
      {
        method: 'GET',
        url: apiPath,
        headers: { authorization: `Bearer ${leaked}`, accept: 'application/json' },
      },
    ]);
    expect(JSON.stringify(seen)).not.toContain(bearerToken);
  });

  test('leaves the next requests to the token of the run', async () => {
    const { client, seen } = await givenServer((_, response) => {
      response.writeHead(401, { 'content-type': json }).end(problem);
    });
    await client.tryToken(leaked, options());
    await client.list(options());
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${leaked}`,
      `Bearer ${bearerToken}`,
    ]);
  });

  test('that is rejected says nothing of the credentials of the run: no other access token is asked for', async () => {
    let asked = 0;
    const credentials = createRenewableCredentials(async () => {
      asked += 1;
      return `access-token-${asked}`;
    });
    const { client, seen } = await givenServer(
      ({ headers }, response) => {
        const status = headers.authorization === `Bearer ${leaked}` ? 401 : 200;
        response.writeHead(status, { 'content-type': json }).end('[]');
      },
      { credentials },
    );
    await client.list(options());
    expect(await client.tryToken(leaked, options())).toEqual({ kind: 'rejected' });
    await client.list(options());
    expect(asked).toBe(1);
    expect(seen).toHaveLength(3);
  });

  test('is recorded without the token', async () => {
    const records: ExchangeRecord[] = [];
    const { client } = await givenServer((_, response) => response.end(), {
      onExchange: (record) => records.push(record),
    });
    await client.tryToken(leaked, { ...options(), attempt: 2 });
    expect(records).toMatchObject([{ method: 'GET', path: apiPath, attempt: 2, result: 200 }]);
    expect(JSON.stringify(records)).not.toContain(leaked);
  });
});
