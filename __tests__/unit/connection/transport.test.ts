import '../../support/realms.ts';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { Dispatcher } from 'undici';
import type { ConnectionSettings, Transport } from '../../../src/connection/transport.ts';
import { bearerToken, httpRequest, origin } from '../../support/connection-settings.ts';
import { listenLocally } from '../../support/local-server.ts';
import { offlineAgent, transportOver } from '../../support/mock-agent.ts';
import { givenAnswering, openTo, sendTo } from '../../support/secure-cluster.ts';

interface Reply {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string | string[]>;
}

function givenReply(reply: Reply, settings: Partial<ConnectionSettings> = {}): Transport {
  const agent = offlineAgent();
  const route = agent.get(origin).intercept({ path: /.*/, method: /GET|DELETE/ });
  route.reply(reply.status ?? 200, reply.body ?? '', { headers: reply.headers as Record<string, string> });
  return transportOver(agent, settings);
}

/** A transport to a server on this machine. */
async function givenServer(listener: RequestListener, settings: Partial<ConnectionSettings> = {}) {
  return openTo(`http://localhost:${await listenLocally(createServer(listener))}`, settings);
}

describe('A request', () => {
  test('carries the token to its host, and asks for JSON', async () => {
    const transport = await givenServer(({ headers: { authorization, accept }, method, url }, response) => {
      response.end(JSON.stringify({ method, url, authorization, accept }));
    });
    const answer = await transport.send(httpRequest({ method: 'DELETE', path: '/a/%2F' }));
    expect(JSON.parse(answer.kind === 'answer' ? answer.body : '')).toEqual({
      ...{ method: 'DELETE', url: '/a/%2F' },
      ...{ authorization: `Bearer ${bearerToken}`, accept: 'application/json' },
    });
  });

  test('does not follow a redirect: the token is sent nowhere else', async () => {
    const headers = { location: 'https://elsewhere.example/' };
    const answer = await givenReply({ status: 302, headers }).send(httpRequest());
    expect(answer).toMatchObject({ kind: 'answer', status: 302, location: 'https://elsewhere.example/' });
  });

  test.each([
    ['Application/JSON; charset=utf-8', 'Application/JSON'],
    ['text/html', 'text/html'],
    [undefined, ''],
  ])('brings the content type %s as "%s"', async (sent, contentType) => {
    const headers: Record<string, string> = sent === undefined ? {} : { 'content-type': sent };
    expect(await givenReply({ headers, body: '[]' }).send(httpRequest())).toMatchObject({ contentType });
  });

  test('brings the first of a header that came twice', async () => {
    const transport = await givenServer((_, response) => {
      response.writeHead(429, ['retry-after', '1', 'retry-after', '2']).end();
    });
    expect(await transport.send(httpRequest())).toMatchObject({ status: 429, retryAfter: '1' });
  });

  test.each([
    ['is whole up to its limit', 200, 10, '0123456789', false],
    ['is cut at the limit of a success', 200, 9, '012345678', true],
    ['is cut at the limit of any other answer', 500, 4, '0123', true],
  ])('has a body that %s', async (_, status, limit, body, cut) => {
    const bodyLimit = status === 200 ? { ok: limit, other: 0 } : { ok: 0, other: limit };
    const answer = await givenReply({ status, body: '0123456789' }).send(httpRequest({ bodyLimit }));
    expect(answer).toMatchObject({ status, body, cut });
  });

  test('is over as soon as a body is longer than its limit, even where the body never ends', async () => {
    const transport = await givenServer((_, response) => {
      response.write('x'.repeat(1024));
    });
    const answer = await transport.send(httpRequest({ bodyLimit: { ok: 100, other: 100 } }));
    expect(answer).toMatchObject({ cut: true, body: 'x'.repeat(100) });
  });
});

describe('A request without a complete answer', () => {
  test.each([
    ['no head comes', () => {}],
    ['the body stops', (_: unknown, response: { write(text: string): void }) => response.write('half')],
  ] satisfies [string, (...all: never[]) => void][])('is a timeout where %s', async (_, listener) => {
    const transport = await givenServer(listener as RequestListener, { timeout: 50 });
    const message = expect.stringContaining('within 0.05 s');
    const late = { kind: 'failed', code: 'timeout', retryable: true, mayHaveWorked: true, message };
    expect(await transport.send(httpRequest())).toMatchObject(late);
  });

  test('is not left behind where its time is over: the cluster sees its end', async () => {
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const listener: RequestListener = (_, response) => response.on('close', () => resolve('ended'));
    const transport = await givenServer(listener, { timeout: 50 });
    expect(await transport.send(httpRequest())).toMatchObject({ code: 'timeout' });
    expect(await ended).toBe('ended');
  });

  test('takes none of those with it that wait beside it', async () => {
    const { promise: reason, resolve } = Promise.withResolvers<unknown>();
    const dispatch: Dispatcher['dispatch'] = (_, handler) => {
      handler.onRequestStart?.({ abort: resolve } as Dispatcher.DispatchController, {});
      return true;
    };
    const transport = transportOver({ dispatch, destroy: async () => {} } as Dispatcher, { timeout: 50 });
    expect(await transport.send(httpRequest())).toMatchObject({ code: 'timeout' });
    // With any other code undici fails them all where none of them has been sent.
    expect(await reason).toMatchObject({ code: 'UND_ERR_INFO' });
  });

  test('ends with the run, and is then no timeout and no reason to try again', async () => {
    const end = new AbortController();
    const transport = await givenServer(() => end.abort('cancelled'));
    const answer = await transport.send(httpRequest({ signal: end.signal }));
    expect(answer).toMatchObject({ code: 'cancelled', retryable: false, mayHaveWorked: true });
  });

  test.each(['signal', 'starting'] as const)(
    'is not sent at all where the run has ended before: %s',
    async (name) => {
      let seen = 0;
      const transport = await givenServer((_, response) => {
        seen += 1;
        response.end();
      });
      const answer = await transport.send(httpRequest({ [name]: AbortSignal.abort('cancelled') }));
      expect(answer).toMatchObject({
        code: 'cancelled',
        unsent: true,
        retryable: false,
        mayHaveWorked: false,
      });
      await transport.send(httpRequest());
      expect(seen).toBe(1);
    },
  );

  test('that waits for a connection is not sent once nothing new is started; one that was sent gets its answer', async () => {
    const halt = new AbortController();
    const { promise: asked, resolve: onAsked } = Promise.withResolvers<ServerResponse>();
    let seen = 0;
    const listener: RequestListener = (_, response) => {
      seen += 1;
      onAsked(response);
    };
    const transport = await givenServer(listener, { concurrency: 1 });
    const sent = transport.send(httpRequest({ starting: halt.signal }));
    const response = await asked;
    const waiting = transport.send(httpRequest({ starting: halt.signal }));
    halt.abort('cancelled');
    expect(await waiting).toMatchObject({ code: 'cancelled', unsent: true, mayHaveWorked: false });
    response.end();
    expect(await sent).toMatchObject({ kind: 'answer', status: 200 });
    await transport.close();
    expect(seen).toBe(1);
  });

  test('fails where the connection breaks in the middle of the body', async () => {
    const transport = await givenServer((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.socket?.destroy());
    });
    const broken = { code: 'unreachable', retryable: true, mayHaveWorked: true };
    expect(await transport.send(httpRequest())).toMatchObject(broken);
  });

  test('in plain HTTP may be one to a server that speaks TLS, and the hint says so', async () => {
    const { host } = await givenAnswering();
    const closed = await sendTo(host.replace('https:', 'http:'));
    expect(closed).toMatchObject({
      code: 'unreachable',
      hint: expect.stringContaining('begin with https://'),
    });
  });

  test('fails where the connections have been closed', async () => {
    const transport = await givenServer((_, response) => response.end());
    await transport.close();
    expect(await transport.send(httpRequest())).toMatchObject({ kind: 'failed', code: 'unreachable' });
  });
});

describe('The record of an exchange', () => {
  test('shows the request and the status, or the code of the failure', async () => {
    const records: string[] = [];
    const settings = { onExchange: (line: string) => records.push(line) };
    await givenReply({ status: 404 }, settings).send(httpRequest({ attempt: 2 }));
    const unreachable = await openTo('http://127.0.0.1:1', settings);
    await unreachable.send(httpRequest({ method: 'DELETE', path: '/x' }));
    expect(records).toEqual([
      expect.stringMatching(/^GET \/api\/v0\/management-tokens: 404, attempt 2, \d+ ms$/),
      expect.stringMatching(/^DELETE \/x: unreachable, attempt 1, \d+ ms$/),
    ]);
  });
});
