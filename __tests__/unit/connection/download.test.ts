import '../../support/realms.ts';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../dev/cluster/certificates.ts';
import { type Download, type Downloaded, downloadFile } from '../../../src/connection/download.ts';
import { listenLocally } from '../../support/local-server.ts';
import { servePackages } from '../../support/package-server.ts';
import { makeFolder } from '../../support/shell-programs.ts';

/** Serves on this machine, and gives the origin. */
async function serve(listener: RequestListener): Promise<string> {
  return `http://localhost:${await listenLocally(createServer(listener))}`;
}

/** Downloads a file, to a folder of its own unless a test says where to. */
async function download(url: string, overrides: Partial<Download> = {}): Promise<Downloaded> {
  const [file, { signal }] = [path.join(makeFolder(), 'file'), new AbortController()];
  const limits = { largest: 1024 * 1024, timeout: 5_000, retries: 0, signal };
  return downloadFile({ url: new URL(url), file, authorities: [], env: {}, ...limits, ...overrides });
}

const failed = (words: string) => ({ kind: 'failed', message: expect.stringContaining(words) });

describe('A file', () => {
  test('is saved as it is, for this user only, however it arrives', async () => {
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    const origin = await serve((_, response) => {
      for (let at = 0; at < bytes.length; at += 7_001) response.write(bytes.subarray(at, at + 7_001));
      response.end();
    });
    const file = path.join(makeFolder(), 'file');
    expect(await download(`${origin}/file`, { file })).toEqual({ kind: 'saved' });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  test('is asked for without credentials', async () => {
    let seen: Record<string, unknown> = {};
    const origin = await serve(({ headers }, response) => {
      seen = headers;
      response.end();
    });
    await download(origin);
    expect(Object.keys(seen).sort()).toEqual(['accept-encoding', 'connection', 'host', 'user-agent']);
  });

  test('comes over TLS by the authorities that are given, and by no others', async () => {
    const authority = await createAuthority('Downloads');
    const identity = await authority.issue({ host: 'localhost' });
    const { origin } = await servePackages(new Map([['file', Buffer.from('x')]]), identity);
    expect(await download(`${origin}/file`, { authorities: [authority.cert] })).toEqual({ kind: 'saved' });
    expect(await download(`${origin}/file`)).toMatchObject(failed('is signed by "Downloads"'));
  });
});

describe('Nothing is saved as whole', () => {
  test('that is longer than its limit', async () => {
    const origin = await serve((_, response) => response.end(Buffer.alloc(1_001)));
    expect(await download(`${origin}/file`, { largest: 1_000 })).toMatchObject(
      failed(`${origin}/file is longer than 1000 bytes.`),
    );
    expect(await download(`${origin}/file`, { largest: 1_001 })).toEqual({ kind: 'saved' });
  });

  test('that ends early', async () => {
    const origin = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('x');
      setTimeout(() => response.destroy(), 50);
    });
    expect(await download(origin)).toMatchObject(failed('broke'));
  });

  test('where the server falls silent', async () => {
    const origin = await serve((_, response) => response.writeHead(200).write('x'));
    expect(await download(origin, { timeout: 200 })).toMatchObject(failed('sent nothing for 0.2 s.'));
  });

  test('where a proxy opens no tunnel, which is then named', async () => {
    const proxy = `http://localhost:${await listenLocally(createTcpServer())}`;
    const env = { HTTPS_PROXY: proxy };
    const message = failed(`https://dl.example.com through the proxy ${proxy} sent nothing for 0.2 s.`);
    expect(await download('https://dl.example.com/file', { env, timeout: 200 })).toMatchObject(message);
  });

  test.each([
    ['closes the connection', '', 'broke'],
    ['does not speak HTTP', 'nonsense\r\n\r\n', 'answered, but not in HTTP'],
  ])('where a proxy %s, which is then named', async (_, said, words) => {
    const server = createTcpServer((socket) => socket.on('error', () => {}).end(said));
    const proxy = `http://localhost:${await listenLocally(server)}`;
    const downloaded = await download('https://dl.example.com/file', { env: { HTTPS_PROXY: proxy } });
    expect(downloaded).toMatchObject(failed(words));
    expect(downloaded).toMatchObject(failed(`https://dl.example.com through the proxy ${proxy}`));
  });

  test('where the run ends', async () => {
    const origin = await serve(() => {});
    const signal = AbortSignal.timeout(200);
    expect(await download(origin, { signal, retries: 5 })).toMatchObject(
      failed('was not downloaded in time.'),
    );
  });

  test.each([
    ['http://packages.example.com/', 'plain HTTP is not followed'],
    ['ftp://packages.example.com/', 'redirects to what is no HTTP address'],
    ['http://', 'redirects to what is no HTTP address'],
  ])('where a redirect leads to %s', async (location, words) => {
    const origin = await serve((_, response) => response.writeHead(302, { location }).end());
    expect(await download(origin)).toMatchObject(failed(words));
  });

  test('where there is no space', async () => {
    if (!existsSync('/dev/full')) return expect(process.platform).not.toBe('linux');
    const origin = await serve((_, response) => response.end('x'));
    expect(await download(origin, { file: '/dev/full' })).toMatchObject(
      failed('could not be saved (ENOSPC).'),
    );
  });
});

test('A query and user information, which may be secret, are in no message', async () => {
  const origin = await serve((_, response) => response.writeHead(404).end());
  const downloaded = await download(`${origin.replace('//', '//me:secret@')}/file?key=secret`);
  expect(downloaded).toMatchObject({ message: `${origin}/file answered 404.` });
});
