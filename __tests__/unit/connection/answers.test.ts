import '../../support/realms.ts';
import { createServer, type ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { http2, type Misbehaviour } from '../../../dev/cluster/duty.ts';
import type { Exchange } from '../../../src/connection/exchange.ts';
import { httpRequest } from '../../support/connection-settings.ts';
import { listenLocally } from '../../support/local-server.ts';
import { givenAnswering, openTo, sendTo, tls } from '../../support/secure-cluster.ts';

const json = { 'content-type': 'application/json' };
const list = JSON.stringify(Array.from({ length: 50 }, (_, n) => ({ id: n, name: 'größer' })));

/** What a request gets of a cluster that answers so, over each protocol. */
async function answersOf(answer: Misbehaviour, over: readonly ('h1' | 'h2')[] = ['h1', 'h2']) {
  const answers: Exchange[] = [];
  for (const protocol of over) {
    const cluster = await givenAnswering({ protocol, misbehave: () => answer });
    answers.push(await sendTo(cluster.host, { tls: tls({ authorities: [cluster.ca] }) }));
  }
  return answers;
}

/** A response in a content coding. */
function coded(body: Buffer, coding: string, status = 200) {
  return { status, headers: { ...json, 'content-encoding': coding }, body };
}

const codings = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['identity', (text: string) => Buffer.from(text)],
  // A proxy may take a coding off, and leave the header.
  ['gzip', (text: string) => Buffer.from(text)],
  ['br', (text: string) => Buffer.from(text)],
  ['gzip, identity', gzipSync],
] as const;

describe('A response', () => {
  test('is asked for as it is', async () => {
    const cluster = await givenAnswering();
    await sendTo(cluster.host, { tls: tls({ authorities: [cluster.ca] }) });
    expect(cluster.requests).toMatchObject([{ headers: { 'accept-encoding': 'identity' } }]);
  });

  test.each(codings)('is read all the same where it comes in %s', async (coding, encode) => {
    for (const answer of await answersOf(coded(encode(list), coding)))
      expect(answer).toMatchObject({ kind: 'answer', body: list, cut: false, unknownCoding: undefined });
    for (const answer of await answersOf(coded(encode('{"message":"no"}'), coding, 403)))
      expect(answer).toMatchObject({ status: 403, body: '{"message":"no"}' });
  });

  test.each(codings.slice(0, 7))('is read up to its limit, unfolded from %s', async (coding, encode) => {
    const bomb = coded(encode('x'.repeat(8 * 1024 * 1024)), coding);
    for (const answer of await answersOf(bomb))
      expect(answer).toMatchObject({ cut: true, body: 'x'.repeat(64 * 1024) });
  });

  test.each(['compress', 'dcb', 'gzip, br'])('in an unknown coding is hidden: %s', async (coding) => {
    for (const answer of await answersOf(coded(Buffer.from([0, 1, 2]), coding)))
      expect(answer).toMatchObject({ body: '', unknownCoding: coding });
  });

  test('may begin with a byte order mark', async () => {
    for (const answer of await answersOf({ status: 200, headers: json, body: `\ufeff${list}` }))
      expect(answer).toMatchObject({ body: list });
  });
});

const half = { status: 200, headers: json, body: list.slice(0, 300) };
const [noError, cancel] = [http2.NO_ERROR, http2.CANCEL];
const message = expect.stringContaining('broke in the middle of its response');
const broken = { code: 'unreachable', retryable: true, mayHaveWorked: true, message };

describe('A response that ends early is a broken connection, and may be tried again', () => {
  test.each([
    ['a reset without an error', { ...half, reset: noError }],
    ['a reset that cancels', { ...half, reset: cancel }],
    ['a reset in a string', { ...half, body: '"[{', reset: noError }],
    ['a reset before anything of it', { ...half, body: '', reset: noError }],
    ['less than its length', { ...half, headers: { ...json, 'content-length': '9999' }, reset: cancel }],
    ['part of a compressed body', { ...coded(gzipSync(list).subarray(0, 60), 'gzip'), reset: noError }],
  ])('over HTTP/2 by %s', async (_, answer) => {
    expect(await answersOf(answer, ['h2'])).toMatchObject([broken]);
  });

  test('over HTTP/1.1 where JSON stops, though the connection ends in order', async () => {
    expect(await answersOf(half, ['h1'])).toMatchObject([broken]);
  });

  test.each([
    ['is not JSON at all', 200, 'no list'],
    ['is JSON with brackets and quotes in its strings', 200, JSON.stringify(['[{"', '\\', '\\"['])],
    ['is closed once too often', 200, '[]]'],
    ['is an error', 403, '{"message":'],
  ])('and not one that %s', async (_, status, body) => {
    for (const answer of await answersOf({ status, headers: json, body }))
      expect(answer).toMatchObject({ status, body });
  });
});

describe('A server', () => {
  test('may ask for HTTP/1.1: each request is served over it, and the first one is sent once more', async () => {
    const cluster = await givenAnswering({
      misbehave: ({ httpVersion }) =>
        httpVersion === '2.0' ? 'require-http1' : { status: 200, headers: json, body: '[]' },
    });
    const transport = await openTo(cluster.host, { tls: tls({ authorities: [cluster.ca] }) });
    for (const path of ['/one', '/two', '/three'])
      expect(await transport.send(httpRequest({ path }))).toMatchObject({ status: 200, body: '[]' });
    const seen = cluster.requests.map(({ httpVersion, path }) => `${httpVersion} ${path}`);
    expect(seen).toEqual(['2.0 /one', '1.1 /one', '1.1 /two', '1.1 /three']);
  });

  test('may send many headers: up to 64 KiB over HTTP/1.1', async () => {
    const large = { ...json, 'set-cookie': 'x'.repeat(40_000) };
    for (const answer of await answersOf({ status: 200, headers: large, body: '[]' }))
      expect(answer).toMatchObject({ status: 200 });
  });

  test.each<[string, (response: ServerResponse) => unknown, string]>([
    [
      'more headers than that',
      (response) => response.writeHead(200, { x: 'x'.repeat(70_000) }).end(),
      'The response headers of HOST are larger than 64 KiB',
    ],
    [
      '100 Continue without a request for it',
      (response) => [response.writeContinue(), response.end('[]')],
      'HOST sent 100 Continue, which no request expects',
    ],
  ])('that sends %s is named, and not asked again', async (_, respond, words) => {
    const server = createServer((_request, response) => void respond(response));
    const host = `http://localhost:${await listenLocally(server)}`;
    const message = expect.stringContaining(words.replace('HOST', host));
    const failure = { code: 'unreachable', retryable: false, mayHaveWorked: true, message };
    expect(await sendTo(host)).toMatchObject(failure);
  });
});
