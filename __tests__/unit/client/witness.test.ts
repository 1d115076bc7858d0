import '../../support/realms.ts';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { createApiClient } from '../../../src/client/api/api-client.ts';
import { createWitnesses } from '../../../src/client/witness.ts';
import { createRenewableCredentials } from '../../../src/connection/credentials.ts';
import { createRedact } from '../../../src/connection/secrets.ts';
import type { ConnectionSettings } from '../../../src/connection/transport.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';
import type { TestAnswer, Witness } from '../../../src/revocation/witness.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { listenLocally } from '../../support/local-server.ts';
import { apiPath, now } from '../../support/mock-api.ts';
import { openTo } from '../../support/secure-cluster.ts';

const databasesPath = '/api/v0/databases';
const leaked = 'M.V1.leak+the-leaked-one/0123456789==';
const [json, page] = ['application/json; charset=utf-8', 'text/html'];
const problem = JSON.stringify({ code: 401, message: 'unauthorized' });

/** What a server on this machine saw of a request. */
type Seen = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** A client of a real server, which answers as the test says. */
async function givenServer(answer: RequestListener, settings: Partial<ConnectionSettings> = {}) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    seen.push({ method, url, headers });
    answer(request, response);
  });
  const transport = await openTo(`http://localhost:${await listenLocally(server)}`, settings);
  const [witness] = createWitnesses(transport, { databasesPath, apiPath }, () => now) as [Witness, Witness];
  const client = createApiClient({ transport, apiPath, kind: tokenKinds.management, now: () => now });
  return { client, transport, witness, seen, server };
}

const options = () => ({ signal: new AbortController().signal, attempt: 1 });

/** Tests the leaked token where the answer is this one. */
async function testOver(status: number, body: string, type = json): Promise<TestAnswer> {
  const { witness } = await givenServer((_, response) => {
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body);
  });
  return witness(leaked, options());
}

describe('A token string is accepted', () => {
  test.each(['[]', '[{"id":"x"}]', ' \n[]'])('where it gets a list: %j', async (body) => {
    expect(await testOver(200, body)).toEqual({ kind: 'accepted' });
  });

  test('where it gets a list without an end, of which no more is read than its beginning', async () => {
    let closed: Promise<unknown> | undefined;
    const { witness } = await givenServer((_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      response.writeHead(200, { 'content-type': json });
      const write = (): void => {
        if (!response.destroyed) response.write('['.repeat(65_536), () => setImmediate(write));
      };
      write();
    });
    expect(await witness(leaked, options())).toEqual({ kind: 'accepted' });
    await closed;
  });
});

test.each([json, 'application/problem+json'])(
  'A token string is rejected where the cluster itself says 401 in %s',
  async (type) => {
    expect(await testOver(401, problem, type)).toEqual({ kind: 'rejected' });
  },
);

describe('Nothing is known of a token string', () => {
  test.each([
    ['a page says 401', 401, '<html>Sign in</html>', page, 'unauthorized', false],
    ['401 comes without a body', 401, '', json, 'unauthorized', false],
    ['a gateway says 401 with a message alone', 401, '{"message":"No"}', json, 'unauthorized', false],
    ['the cluster itself says 403', 403, problem, json, 'forbidden', false],
    ['the answer is another JSON value', 200, '{"databases":[]}', json, 'unexpected-answer', false],
    ['a list comes as text', 200, '[]', 'text/plain', 'unexpected-answer', false],
    ['a page says 403', 403, '<html>Blocked</html>', page, 'forbidden', false],
    ['403 comes without a body', 403, '', '', 'forbidden', false],
    ['the route is not found', 404, problem, json, 'not-found', false],
    ['a page is not found', 404, '<html>Oops</html>', page, 'unexpected-answer', false],
    ['the answer is 204', 204, '', '', 'unexpected-answer', false],
    ['the answer is a redirect', 302, '', '', 'unexpected-answer', false],
    ['a page to sign in comes with 200', 200, '<html>Sign in</html>', page, 'unexpected-answer', false],
    ['the cluster asks to slow down', 429, problem, json, 'rate-limited', true],
    ['it gets a list that ends early', 200, '[{"id":', json, 'unreachable', true],
    ['the server fails', 500, problem, json, 'server-error', true],
    ['a proxy has no server', 502, '<html>Bad gateway</html>', page, 'server-error', true],
    ['a proxy has no time', 504, '', '', 'server-error', true],
  ])('where %s', async (_, status, body, type, code, retryable) => {
    const failure = { kind: 'failed', code, retryable, affectsAll: false };
    expect(await testOver(status, body, type)).toMatchObject(failure);
  });

  test('where the connection breaks, which may pass', async () => {
    const { witness } = await givenServer((request) => request.socket.destroy());
    const broken = { kind: 'failed', code: 'unreachable', retryable: true };
    expect(await witness(leaked, options())).toMatchObject(broken);
  });

  test('where no server listens, or no answer comes in time', async () => {
    const { witness, server } = await givenServer(() => {}, { timeout: 50 });
    const late = { kind: 'failed', code: 'timeout', retryable: true };
    expect(await witness(leaked, options())).toMatchObject(late);
    await new Promise((resolve) => server.close(resolve));
    const refused = { code: 'unreachable', message: expect.stringContaining('ECONNREFUSED') };
    expect(await witness(leaked, options())).toMatchObject({ kind: 'failed', ...refused });
  });

  test('where the run ends before an answer comes', async () => {
    const controller = new AbortController();
    const { witness } = await givenServer(() => controller.abort());
    const answer = await witness(leaked, { signal: controller.signal, attempt: 1 });
    expect(answer).toMatchObject({ kind: 'failed', code: 'timeout', retryable: false });
  });

  test('and the wait that the cluster asks for is honoured', async () => {
    const { witness } = await givenServer((_, response) => {
      response.writeHead(429, { 'retry-after': '7' }).end();
    });
    expect(await witness(leaked, options())).toMatchObject({ retryAfter: 7_000 });
  });

  test('and what the server says of it does not hold it', async () => {
    const body = JSON.stringify({ message: leaked });
    const answer: RequestListener = (_, response) =>
      response.writeHead(400, { 'content-type': json }).end(body);
    const { witness } = await givenServer(answer, { redact: createRedact([bearerToken, leaked]) });
    expect(JSON.stringify(await witness(leaked, options()))).not.toContain(leaked);
  });
});

describe('A test', () => {
  test('uses the leaked token on the published route, and nothing of the run itself', async () => {
    const { witness, seen } = await givenServer((_, response) => response.end());
    await witness(leaked, options());
    const headers = { authorization: `Bearer ${leaked}`, accept: 'application/json' };
    expect(seen).toMatchObject([{ method: 'GET', url: databasesPath, headers }]);
    expect(JSON.stringify(seen)).not.toContain(bearerToken);
  });

  test('that is rejected says nothing of the credentials of the run: the next requests use the same access token', async () => {
    let asked = 0;
    const credentials = createRenewableCredentials(async () => {
      asked += 1;
      return `access-token-${asked}`;
    });
    const { client, witness, seen } = await givenServer(
      ({ headers }, response) => {
        const status = headers.authorization === `Bearer ${leaked}` ? 401 : 200;
        response.writeHead(status, { 'content-type': json }).end(status === 401 ? problem : '[]');
      },
      { credentials },
    );
    await client.list(options());
    expect(await witness(leaked, options())).toEqual({ kind: 'rejected' });
    await client.list(options());
    expect(asked).toBe(1);
    const own = 'Bearer access-token-1';
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([own, `Bearer ${leaked}`, own]);
  });

  test('is recorded without the token', async () => {
    const records: string[] = [];
    const { witness } = await givenServer((_, response) => response.end(), {
      onExchange: (line) => records.push(line),
    });
    await witness(leaked, { ...options(), attempt: 2 });
    expect(records).toEqual([expect.stringContaining(`GET ${databasesPath}: 200, attempt 2, `)]);
    expect(records.join()).not.toContain(leaked);
  });
});

test('The credentials of the run are tested where no string is given', async () => {
  const { witness, seen } = await givenServer((_, response) => response.end());
  await witness(undefined, options());
  expect(seen[0]?.headers.authorization).toBe(`Bearer ${bearerToken}`);
});

test.each([
  [databasesPath, [databasesPath, apiPath]],
  [undefined, [apiPath]],
])('The published route is used first where it is known (%s), then the collection', async (path, urls) => {
  const { transport, seen } = await givenServer((_, response) => response.end());
  for (const each of createWitnesses(transport, { databasesPath: path, apiPath }, () => now))
    await each(leaked, options());
  expect(seen.map(({ url }) => url)).toEqual(urls);
});
