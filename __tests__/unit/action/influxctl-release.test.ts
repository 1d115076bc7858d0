import '../../support/realms.ts';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { installInfluxctl as installStandIn, packInfluxctl } from '../../../dev/influxctl/install.ts';
import { installInfluxctl } from '../../../src/action/influxctl-release.ts';
import { ActionError } from '../../../src/errors.ts';
import { release } from '../../support/influxctl-settings.ts';
import { capturePrinted } from '../../support/printed.ts';
import { findFreePort, testWith } from '../../support/programs.ts';
import { archiveOf, pack, type ReleaseServer, serveRelease } from '../../support/release-server.ts';
import { makeFolder } from '../../support/shell-programs.ts';

const binary = '#!/bin/sh\necho influxctl 2.12.1\n';
const query = 'sig=nobody-should-see-this';
const printed = capturePrinted();
/** What the tool cache waits between two attempts, in seconds, instead of 10 to 20. */
const waits = { TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS: 0, TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS: 0 };
const before = { ...process.env };
const { platform: ownPlatform, arch: ownArch } = process;
let [cache, temp] = ['', ''];

beforeEach(() => {
  [cache, temp] = [makeFolder(), makeFolder()];
  Object.assign(process.env, { RUNNER_TOOL_CACHE: cache, RUNNER_TEMP: temp });
  Object.assign(globalThis, waits);
});

afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  pretend(ownPlatform, ownArch);
});

/** Has this process look like one on another system. */
function pretend(platform: NodeJS.Platform, arch: NodeJS.Architecture): void {
  for (const [name, value] of Object.entries({ platform, arch }))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true });
}

/** Installs what a server has. */
function installFrom(
  { origin }: ReleaseServer,
  sha256: string,
  address = 'influxctl.tar.gz',
): Promise<string> {
  return installInfluxctl({ ...release, sha256, url: `${origin}/${address}` });
}

/** The error of an installation that must fail. */
async function errorOf(installation: Promise<string>): Promise<ActionError> {
  const error: unknown = await installation.then(
    (file) => new Error(`it was installed: ${file}`),
    (reason: unknown) => reason,
  );
  if (error instanceof ActionError) return error;
  throw error;
}

/** Every file in a folder, however deep. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** What the runner shows of what was printed: masked values are gone. */
function shown(): string {
  const lines = printed.lines();
  const masks = lines.flatMap((line) => /^::add-mask::(.+)$/.exec(line)?.[1] ?? []);
  const rest = lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
  return masks.reduce((text, mask) => text.replaceAll(mask, '***'), rest);
}

describe('A release of influxctl', () => {
  test('is installed into the tool cache, and can be run', async () => {
    const { folder } = installStandIn(makeFolder());
    const { archive, sha256 } = await packInfluxctl(folder);
    const server = await serveRelease(archiveOf(readFileSync(archive)));
    const file = await installFrom(server, sha256);
    expect(path.relative(cache, file)).not.toContain('..');
    expect(execFileSync(file, ['version'], { encoding: 'utf8' })).toContain('influxctl 2.12.1');
    expect(server.requests).toEqual(['/influxctl.tar.gz']);
  });

  test('is found in the tool cache the second time, without a request', async () => {
    const archive = pack({ influxctl: binary });
    const server = await serveRelease(archive);
    const file = await installFrom(server, archive.sha256);
    expect(await installFrom(server, archive.sha256)).toBe(file);
    expect(server.requests).toHaveLength(1);
  });

  test('is downloaded again where another checksum is asked for: what is in the cache is another one', async () => {
    const [first, second] = [pack({ influxctl: binary }), pack({ influxctl: `${binary}# rebuilt\n` })];
    const server = await serveRelease(first, second);
    const files = [await installFrom(server, first.sha256), await installFrom(server, second.sha256)];
    expect(files[0]).not.toBe(files[1]);
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual([binary, `${binary}# rebuilt\n`]);
  });

  test('is downloaded again where the cache lost it', async () => {
    const archive = pack({ influxctl: binary });
    const server = await serveRelease(archive);
    await installFrom(server, archive.sha256);
    rmSync(cache, { recursive: true });
    expect(readFileSync(await installFrom(server, archive.sha256), 'utf8')).toBe(binary);
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ['at its top', { influxctl: binary, LICENSE: 'MIT', 'README.md': '#' }],
    ['in a folder', { 'influxctl-2.12.1/influxctl': binary, 'influxctl-2.12.1/LICENSE': 'MIT' }],
    ['in a folder of the same name', { 'influxctl/influxctl': binary, 'influxctl/README.md': '#' }],
    ['deeper', { 'usr/bin/influxctl': binary, 'usr/share/doc/influxctl/README': '#' }],
  ])('is found in an archive that holds it %s', async (_, files: Record<string, string>) => {
    const archive = pack(files);
    const file = await installFrom(await serveRelease(archive), archive.sha256);
    expect([path.basename(file), readFileSync(file, 'utf8')]).toEqual(['influxctl', binary]);
  });

  test('can be run although the archive does not say so', async () => {
    const archive = pack({ influxctl: binary }, 'tar', 0o644);
    const file = await installFrom(await serveRelease(archive), archive.sha256);
    expect(() => accessSync(file, constants.X_OK)).not.toThrow();
  });

  testWith('zip')(
    'may come as zip',
    async () => {
      const archive = pack({ 'influxctl-2.12.1/influxctl': binary }, 'zip');
      const file = await installFrom(await serveRelease(archive), archive.sha256, `influxctl.zip?${query}`);
      expect(execFileSync(file, { encoding: 'utf8' })).toBe('influxctl 2.12.1\n');
    },
    60_000,
  );

  test('may come from where a mirror points to', async () => {
    const archive = pack({ influxctl: binary });
    const store = await serveRelease(archive);
    const mirror = await serveRelease({ status: 302, location: `${store.origin}/elsewhere` });
    expect(readFileSync(await installFrom(mirror, archive.sha256), 'utf8')).toBe(binary);
    expect([mirror.requests, store.requests]).toEqual([['/influxctl.tar.gz'], ['/elsewhere']]);
  });

  test('leaves no archive behind', async () => {
    const archive = pack({ influxctl: binary });
    await installFrom(await serveRelease(archive), archive.sha256);
    expect(filesIn(temp).filter((name) => name !== 'influxctl')).toEqual([]);
  });

  test('is asked for again where the server is down for a moment', async () => {
    const archive = pack({ influxctl: binary });
    const server = await serveRelease({ status: 503 }, { status: 502 }, archive);
    expect(readFileSync(await installFrom(server, archive.sha256), 'utf8')).toBe(binary);
    expect(server.requests).toHaveLength(3);
  });
});

describe('An archive that is another one', () => {
  const expected = 'ab'.repeat(32);

  test('is refused with both checksums, and nothing of it is kept', async () => {
    const archive = pack({ influxctl: binary });
    const server = await serveRelease(archive);
    expect(await errorOf(installFrom(server, expected, `influxctl.tar.gz?${query}`))).toMatchObject({
      code: 'influxctl-unavailable',
      message:
        `The archive from ${server.origin}/influxctl.tar.gz is not the one that was asked for, and is not used. ` +
        `Its SHA-256 is ${archive.sha256}, \`influxctl-sha256\` is ${expected}.`,
      hint: expect.stringContaining('`influxctl-sha256`'),
    });
    expect([filesIn(cache), filesIn(temp)]).toEqual([[], []]);
  });

  test('is downloaded again the next time, and may then be the right one', async () => {
    const archive = pack({ influxctl: binary });
    const server = await serveRelease(pack({ influxctl: 'echo evil' }), archive);
    await errorOf(installFrom(server, archive.sha256));
    expect(readFileSync(await installFrom(server, archive.sha256), 'utf8')).toBe(binary);
  });

  test('is refused where it is cut short', async () => {
    const archive = pack({ influxctl: binary });
    const server = await serveRelease(archiveOf(archive.bytes.subarray(0, -1)));
    expect((await errorOf(installFrom(server, archive.sha256))).message).toContain('is not the one');
    expect([filesIn(cache), filesIn(temp)]).toEqual([[], []]);
  });
});

describe('An archive of no use', () => {
  test('is one without an influxctl', async () => {
    const archive = pack({ 'bin/influx': binary, 'influxctl/README.md': '#' });
    expect(await errorOf(installFrom(await serveRelease(archive), archive.sha256))).toMatchObject({
      code: 'influxctl-unavailable',
      message: 'There is no influxctl in the archive.',
    });
  });

  test('is one that cannot be unpacked, although it is the one that was asked for', async () => {
    const page = archiveOf(Buffer.from('<html>Sign in</html>'));
    const error = await errorOf(installFrom(await serveRelease(page), page.sha256));
    expect(error.code).toBe('influxctl-unavailable');
    expect(filesIn(cache)).toEqual([]);
  });
});

describe('A release that cannot be downloaded', () => {
  test.each([401, 403, 404])('since the server answers %d, is asked for once', async (status) => {
    const server = await serveRelease({ status });
    const error = await errorOf(installFrom(server, 'ab'.repeat(32), `influxctl.tar.gz?${query}`));
    expect(error).toMatchObject({
      code: 'influxctl-unavailable',
      message:
        `influxctl 2.12.1 could not be downloaded from ${server.origin}/influxctl.tar.gz. ` +
        `Unexpected HTTP response: ${status}`,
    });
    expect(server.requests).toHaveLength(1);
    expect([filesIn(cache), filesIn(temp)]).toEqual([[], []]);
  });

  test('since the server stays down, is asked for three times', async () => {
    const server = await serveRelease({ status: 503 });
    expect((await errorOf(installFrom(server, 'ab'.repeat(32)))).message).toContain('503');
    expect(server.requests).toHaveLength(3);
  });

  test('since nobody is there, says so, with what led to it', async () => {
    const origin = `http://127.0.0.1:${await findFreePort()}`;
    const error = await errorOf(installFrom({ origin, requests: [] }, 'ab'.repeat(32)));
    expect(error).toMatchObject({ code: 'influxctl-unavailable' });
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.cause).toBeInstanceOf(Error);
  });
});

describe('Where influxctl is downloaded from', () => {
  test('is told, without a query', async () => {
    const archive = pack({ influxctl: binary });
    const server = await serveRelease(archive);
    await installFrom(server, archive.sha256, `influxctl.tar.gz?${query}#${query}`);
    expect(server.requests).toEqual([`/influxctl.tar.gz?${query}`]);
    const line = `Downloading influxctl 2.12.1 from ${server.origin}/influxctl.tar.gz`;
    expect(printed.lines()).toContain(line);
  });

  test('is never shown with its query, not even to those who debug', async () => {
    const archive = pack({ influxctl: binary });
    const server = await serveRelease(archive);
    await installFrom(server, archive.sha256, `influxctl.tar.gz?${query}`);
    expect(shown()).not.toContain(query);
  });

  test.each<[NodeJS.Platform, NodeJS.Architecture, string]>([
    ['linux', 'x64', 'linux-x86_64.tar.gz'],
    ['linux', 'arm64', 'linux-arm64.tar.gz'],
    ['darwin', 'x64', 'darwin-x86_64.zip'],
    ['darwin', 'arm64', 'darwin-arm64.zip'],
    ['win32', 'x64', 'windows-x86_64.zip'],
  ])("is InfluxData's server unless told otherwise, for %s on %s", async (platform, arch, archive) => {
    pretend(platform, arch);
    // Nothing leaves this machine: nobody is where the proxy should be.
    const proxy = `http://127.0.0.1:${await findFreePort()}`;
    Object.assign(process.env, { https_proxy: proxy, HTTPS_PROXY: proxy, no_proxy: '', NO_PROXY: '' });
    const url = `https://dl.influxdata.com/influxctl/releases/influxctl-v2.12.1-${archive}`;
    expect((await errorOf(installInfluxctl(release))).message).toContain(` from ${url}. `);
  });

  test('is nowhere for a system that InfluxData publishes nothing for', async () => {
    pretend('freebsd', 'x64');
    expect((await errorOf(installInfluxctl(release))).message).toBe(
      'InfluxData publishes no influxctl for freebsd-x64: give the one to run in `influxctl`.',
    );
  });
});
