import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readFolder } from '../files.ts';

const run = promisify(execFile);

/** The files of a package repository, by path, laid out as InfluxData's. */
export type RepositoryFiles = ReadonlyMap<string, Buffer>;

/** Who signs. */
export interface Signer {
  /** Of the primary key, in upper-case hex. A subkey signs, as InfluxData's does. */
  readonly fingerprint: string;
  /** The public key, in ASCII armor. */
  readonly key: Buffer;
  /** Signs a text inline. */
  sign(text: Buffer): Promise<Buffer>;
  /** Ends its agent, and forgets the key. */
  close(): Promise<void>;
}

/** Where the files of a repository are. */
export const repositoryPaths = {
  key: 'influxdata-archive.key',
  signed: 'debian/dists/stable/InRelease',
  unsigned: 'debian/dists/stable/Release',
  index: `debian/dists/stable/main/binary-${architecture()}/Packages`,
} as const;

const programs = ['apt-get', 'apt-ftparchive', 'dpkg-deb', 'gpg'];

/** The programs that a repository and its use take, and that are missing here. */
export function missingPrograms(): string[] {
  return programs.filter((program) => spawnSync(program, ['--version']).error !== undefined);
}

/** The path of the package of a version. */
export function packagePath(version: string): string {
  return `debian/pool/influxctl_${version}_${architecture()}.deb`;
}

/** Makes a repository of packages of influxctl: versions as apt knows them, and the text of each one's binary. */
export async function buildRepository(
  binaries: Readonly<Record<string, string>>,
  signer: Signer,
): Promise<RepositoryFiles> {
  const root = mkdtempSync(path.join(tmpdir(), 'repository-'));
  try {
    for (const [version, binary] of Object.entries(binaries)) await pack(root, version, binary);
    const cwd = path.join(root, 'debian');
    const index = path.join(root, repositoryPaths.index);
    mkdirSync(path.dirname(index), { recursive: true });
    writeFileSync(index, (await run('apt-ftparchive', ['packages', 'pool'], { cwd })).stdout);
    const release = ['Suite=stable', 'Codename=stable', `Architectures=${architecture()}`, 'Components=main'];
    const options = release.flatMap((field) => ['-o', `APT::FTPArchive::Release::${field}`]);
    const { stdout } = await run('apt-ftparchive', [...options, 'release', 'dists/stable'], { cwd });
    const unsigned = Buffer.from(stdout);
    return new Map([
      ...readFolder(root),
      [repositoryPaths.key, signer.key],
      [repositoryPaths.unsigned, unsigned],
      [repositoryPaths.signed, await signer.sign(unsigned)],
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function pack(root: string, version: string, binary: string): Promise<void> {
  const folder = mkdtempSync(path.join(root, 'package-'));
  const file = path.join(root, packagePath(version));
  for (const inner of ['DEBIAN', 'usr/bin'])
    mkdirSync(path.join(folder, inner), { recursive: true, mode: 0o755 });
  mkdirSync(path.dirname(file), { recursive: true });
  const control = [
    `Package: influxctl\nVersion: ${version}\nArchitecture: ${architecture()}`,
    'Maintainer: Tests <tests@example.com>\nDescription: stand-in\n',
  ];
  writeFileSync(path.join(folder, 'DEBIAN/control'), control.join('\n'));
  writeFileSync(path.join(folder, 'usr/bin/influxctl'), binary, { mode: 0o755 });
  await run('dpkg-deb', ['-Zgzip', '--root-owner-group', '--build', folder, file]);
  rmSync(folder, { recursive: true });
}

/** Makes a key that signs. The public key of an expired one was valid for a day, long ago; the private one still signs. */
export async function createSigner(userId: string, { expired = false } = {}): Promise<Signer> {
  const home = mkdtempSync(path.join(tmpdir(), 'gpg-'));
  const gpg = (...args: string[]) =>
    run('gpg', ['--homedir', home, '--batch', '--quiet', '--passphrase', '', ...args], {
      encoding: 'buffer',
    });
  const then = expired ? ['--faked-system-time', '20200101T000000!'] : [];
  const until = expired ? '1d' : 'never';
  await gpg(...then, '--quick-gen-key', userId, 'ed25519', 'cert,sign', until);
  const { stdout } = await gpg('--list-keys', '--with-colons');
  const [, fingerprint = ''] = /^fpr:{9}(\w+):/m.exec(stdout.toString()) ?? [];
  await gpg(...then, '--quick-add-key', fingerprint, 'ed25519', 'sign', until);
  const key = (await gpg('--armor', '--export')).stdout;
  if (expired)
    for (const subkeys of [[], ['*']]) await gpg('--quick-set-expire', fingerprint, '0', ...subkeys);
  return {
    fingerprint,
    key,
    async sign(text) {
      const file = path.join(home, 'text');
      writeFileSync(file, text);
      return (await gpg('--output', '-', '--clearsign', file)).stdout;
    },
    async close() {
      await run('gpgconf', ['--homedir', home, '--kill', 'all']);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function architecture(): string {
  return process.arch === 'arm64' ? 'arm64' : 'amd64';
}
