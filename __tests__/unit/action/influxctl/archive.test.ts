import '../../../support/realms.ts';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { findBinary } from '../../../../src/action/influxctl/archive.ts';
import known from '../../../../src/action/influxctl/known-sums.json' with { type: 'json' };
import type { FetchNeeds } from '../../../../src/action/influxctl/release.ts';
import type { InfluxctlVersion } from '../../../../src/connection/client-settings.ts';
import { fetchErrorOf, fetchRelease } from '../../../support/fetching.ts';
import { capturePrinted } from '../../../support/printed.ts';
import { findFreePort } from '../../../support/programs.ts';
import { archiveOf, pack, type ReleaseAnswer, serveRelease } from '../../../support/release-server.ts';
import { makeFolder, writeProgram } from '../../../support/shell-programs.ts';

const binary = '#!/bin/sh\necho influxctl 2.12.1\n';
const query = 'sig=not-to-be-shown';
const wrong = 'ab'.repeat(32);
const printed = capturePrinted();
const { platform: ownPlatform, arch: ownArch } = process;
let folder = '';

beforeEach(() => {
  folder = makeFolder();
});

afterEach(() => {
  pretend(ownPlatform, ownArch);
});

/** Has this process look like one on another system. */
function pretend(platform: NodeJS.Platform, arch: NodeJS.Architecture): void {
  for (const [name, value] of Object.entries({ platform, arch }))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true });
}

const fetch = (requested: Partial<InfluxctlVersion>, needs: Partial<FetchNeeds> = {}) =>
  fetchRelease(requested, { folder, retries: 2, ...needs });

/** Fetches what a server has. */
async function fetchFrom(sha256: string, ...answers: readonly ReleaseAnswer[]) {
  const server = await serveRelease(...answers);
  const url = `${server.origin}/influxctl.tar.gz?${query}`;
  return { server, url, fetching: fetch({ sha256, url }) };
}

describe('An archive of influxctl', () => {
  test('is downloaded, verified and unpacked into the private folder, and can be run', async () => {
    const archive = pack({ influxctl: binary }, 0o644);
    const { server, fetching } = await fetchFrom(archive.sha256, archive);
    const { file, origin } = await fetching;
    expect(execFileSync(file, { encoding: 'utf8' })).toBe('influxctl 2.12.1\n');
    expect(path.relative(folder, file)).not.toContain('..');
    const from = `${server.origin}/influxctl.tar.gz, verified by \`influxctl-sha256\``;
    expect(origin).toBe(`version 2.12.1 from ${from}`);
    expect(printed.text()).toBe(`Fetching influxctl 2.12.1 from ${from}.\n`);
    expect(server.requests).toEqual([`/influxctl.tar.gz?${query}`]);
  });

  test.each([
    ['at its top', { influxctl: binary, LICENSE: 'MIT', 'README.md': '#' }],
    ['in a folder', { 'influxctl-2.12.1/influxctl': binary, 'influxctl-2.12.1/LICENSE': 'MIT' }],
    ['in a folder of the same name', { 'influxctl/influxctl': binary, 'influxctl/README.md': '#' }],
    ['deeper', { 'usr/bin/influxctl': binary, 'usr/share/doc/influxctl/README': '#' }],
  ])('may hold the binary %s', async (_, files: Record<string, string>) => {
    const archive = pack(files);
    const { fetching } = await fetchFrom(archive.sha256, archive);
    expect(readFileSync((await fetching).file, 'utf8')).toBe(binary);
  });

  test('may come from where a mirror points to, by a relative reference too', async () => {
    const archive = pack({ influxctl: binary });
    const redirect = { status: 302, location: '../elsewhere' };
    const { server, fetching } = await fetchFrom(archive.sha256, redirect, archive);
    await fetching;
    expect(server.requests).toEqual([`/influxctl.tar.gz?${query}`, '/elsewhere']);
  });

  test('is downloaded again where the server is down for a moment', async () => {
    const archive = pack({ influxctl: binary });
    const { server, fetching } = await fetchFrom(archive.sha256, { status: 503 }, { status: 429 }, archive);
    await fetching;
    expect(server.requests).toHaveLength(3);
  });

  const testOnLinux = process.platform === 'linux' ? test : test.skip;

  testOnLinux('is unpacked by a tar that knows nothing of the step', async () => {
    const seen = path.join(makeFolder(), 'seen');
    const tar = writeProgram(`env > ${seen}; exec /bin/tar "$@"`);
    writeFileSync(path.join(path.dirname(tar), 'tar'), readFileSync(tar), { mode: 0o755 });
    const archive = pack({ influxctl: binary });
    const { url } = await fetchFrom(archive.sha256, archive);
    const PATH = `${path.dirname(tar)}:${process.env['PATH']}`;
    folder = makeFolder();
    await fetch(
      { sha256: archive.sha256, url },
      { env: { PATH, 'INPUT_MANAGEMENT-TOKEN': 'secret', https_proxy: 'http://me:secret@proxy' } },
    );
    const environment = readFileSync(seen, 'utf8');
    expect(environment).toContain(`HOME=${folder}`);
    expect(environment).not.toContain('secret');
  });
});

describe('Of several files named influxctl', () => {
  test.each<[string, Readonly<Record<string, number>>, string]>([
    ['in a package', { 'etc/logrotate.d/influxctl': 0o644, 'usr/bin/influxctl': 0o755 }, 'usr/bin/influxctl'],
    ['in an archive', { 'completions/influxctl': 0o644, influxctl: 0o755 }, 'influxctl'],
    [
      'with another program',
      { 'etc/init.d/influxctl': 0o755, 'usr/bin/influxctl': 0o755 },
      'usr/bin/influxctl',
    ],
    ['whose modes are lost', { 'a/influxctl': 0o644, 'bin/influxctl': 0o644 }, 'bin/influxctl'],
  ])('the program is found %s', (_, files, expected) => {
    for (const [name, mode] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), '', { mode });
    }
    expect(findBinary(folder)).toBe(path.join(folder, expected));
  });

  test('none is found through a link: not outside of the folder, and not twice in it', () => {
    const elsewhere = makeFolder();
    const [inside, outside] = [path.join(folder, 'influxctl'), path.join(elsewhere, 'influxctl')];
    for (const file of [inside, outside]) writeFileSync(file, '', { mode: 0o744 });
    symlinkSync(elsewhere, path.join(folder, 'bin'));
    mkdirSync(path.join(folder, 'sub'));
    symlinkSync('..', path.join(folder, 'sub', 'bin'));
    expect(findBinary(folder)).toBe(inside);
    expect(statSync(outside).mode & 0o777).toBe(0o744);
  });
});

describe('No archive is unpacked', () => {
  test('whose checksum is another one: the error shows both', async () => {
    const archive = pack({ influxctl: binary });
    const { server, fetching } = await fetchFrom(wrong, archive);
    expect(await fetchErrorOf(fetching)).toMatchObject({
      code: 'influxctl-unavailable',
      message:
        'Checksum mismatch: the archive was not unpacked. ' +
        `The SHA-256 of ${server.origin}/influxctl.tar.gz is ${archive.sha256}, expected is ${wrong}.`,
      hint: expect.stringContaining('`influxctl-sha256`'),
    });
    expect(readdirSync(folder, { recursive: true })).toEqual(['archive', 'archive/influxctl.archive']);
  });

  test.each([401, 403, 404])('where the server answers %d, which is asked once', async (status) => {
    const { server, fetching } = await fetchFrom(wrong, { status });
    const message = `influxctl 2.12.1 could not be downloaded. ${server.origin}/influxctl.tar.gz answered ${status}.`;
    expect(await fetchErrorOf(fetching)).toMatchObject({ code: 'influxctl-unavailable', message });
    expect(server.requests).toHaveLength(1);
  });

  test('where the server remains down', async () => {
    const { server, fetching } = await fetchFrom(wrong, { status: 503 });
    expect((await fetchErrorOf(fetching)).message).toContain('answered 503.');
    expect(server.requests).toHaveLength(3);
  });

  test('where no server is there, with what led to it', async () => {
    const url = `http://127.0.0.1:${await findFreePort()}/influxctl.tar.gz`;
    const error = await fetchErrorOf(fetch({ sha256: wrong, url }, { retries: 0 }));
    expect(error).toMatchObject({ code: 'influxctl-unavailable', cause: expect.anything() });
    expect(error.message).toContain('ECONNREFUSED');
  });

  test('where a redirect never ends', async () => {
    const { fetching } = await fetchFrom(wrong, { status: 302, location: '/again' });
    expect((await fetchErrorOf(fetching)).message).toContain('redirects more than 10 times.');
  });

  test.each([
    ['is no archive', archiveOf(Buffer.from('<html>Sign in</html>')), 'The archive could not be unpacked: "'],
    [
      'has no influxctl',
      pack({ 'bin/influx': binary, 'influxctl/README.md': '#' }),
      'The download contains no influxctl',
    ],
  ])('that %s, although its checksum matches', async (_, archive, words) => {
    const { fetching } = await fetchFrom(archive.sha256, archive);
    expect((await fetchErrorOf(fetching)).message).toContain(words);
  });
});

describe('Without a checksum of the workflow', () => {
  /** Answers no request: nothing leaves this machine. */
  const offline = async (): Promise<Partial<FetchNeeds>> => {
    const proxy = `http://127.0.0.1:${await findFreePort()}`;
    return { retries: 0, env: { PATH: '', https_proxy: proxy } };
  };

  const releases = 'https://dl.influxdata.com/influxctl/releases';
  const fileAndHash = 'influxctl.zip; (Get-FileHash influxctl.zip).Hash';

  test.each<[NodeJS.Architecture, string]>([
    ['x64', 'darwin-x86_64'],
    ['arm64', 'darwin-arm64'],
  ])('the sum that InfluxData publishes for macOS is used (%s)', async (arch, archive) => {
    pretend('darwin', arch);
    const url = `${releases}/influxctl-v2.12.1-${archive}.zip`;
    expect((await fetchErrorOf(fetch({}, await offline()))).message).toMatch(
      /could not be downloaded. The proxy/,
    );
    expect(printed.text()).toBe(
      `Fetching influxctl 2.12.1 from ${url}, verified by the SHA-256 that InfluxData publishes.\n`,
    );
  });

  test.each<[NodeJS.Platform, NodeJS.Architecture, string, string]>([
    ['darwin', 'arm64', '9.9.9', `curl -fsSL ${releases}/influxctl-v9.9.9-darwin-arm64.zip | shasum -a 256`],
    ['linux', 'x64', '2.12.1', `curl -fsSL ${releases}/influxctl-v2.12.1-linux-x86_64.tar.gz | sha256sum`],
    [
      'win32',
      'x64',
      '2.12.1',
      `irm ${releases}/influxctl-v2.12.1-windows-x86_64.zip -OutFile ${fileAndHash}`,
    ],
  ])('where there is none for %s-%s and version %s, the error gives one line to paste', async (...row) => {
    const [platform, arch, version, line] = row;
    pretend(platform, arch);
    const { code, hint } = await fetchErrorOf(fetch({ version }, await offline()));
    expect(code).toBe('influxctl-unavailable');
    expect(hint).toContain(
      `Set \`influxctl: ${version}\`, and give in \`influxctl-sha256\` what this command prints`,
    );
    expect(hint.split('\n\n')[1]).toBe(`    ${line}`);
    expect(existsSync(path.join(folder, 'archive'))).toBe(false);
  });

  test('a system that InfluxData publishes nothing for is named', async () => {
    pretend('freebsd', 'x64');
    expect((await fetchErrorOf(fetch({}, await offline()))).message).toBe(
      'InfluxData publishes no influxctl for freebsd-x64.',
    );
  });

  test('the table of published sums names its source, and holds whole sums of the default version', () => {
    expect(known.source).toContain('homebrew-tap');
    const sums = Object.values(known.sha256).flatMap((each) => Object.values(each));
    expect(sums.length).toBeGreaterThan(10);
    expect(sums.filter((sum) => !/^[0-9a-f]{64}$/.test(sum))).toEqual([]);
    expect(Object.keys(known.sha256)).toContain('2.12.1');
  });
});
