import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, test } from '@jest/globals';
import {
  buildRepository,
  createSigner,
  missingPrograms,
  type RepositoryFiles,
  repositoryPaths,
  type Signer,
} from '../../dev/influxctl/repository.ts';
import type { PackageAnswer } from './package-server.ts';

const missing = missingPrograms();

/** A test that needs apt and gpg: where a program is not installed it is skipped, and its name says why. */
export const testWithApt: (name: string, run: () => Promise<void>) => void =
  missing.length === 0
    ? test
    : (name, run) => test.skip(`${name} (skipped: ${missing.join(', ')} not installed)`, run);

/** A signed repository, and others who sign. */
export interface PackageScene {
  readonly files: RepositoryFiles;
  readonly signer: Signer;
  /** Has the same user id. */
  readonly imitator: Signer;
  /** Its key has expired. */
  readonly expired: Signer;
}

/** Builds a repository once for all tests of a file. Versions as apt knows them, with the text of each one's binary. */
export function buildOnce(binaries: () => Readonly<Record<string, string>>): () => PackageScene {
  let scene: PackageScene | undefined;
  beforeAll(async () => {
    if (missing.length > 0) return;
    const userId = 'Package Signing Key <packages@example.com>';
    const [signer, imitator, expired] = await Promise.all([
      createSigner(userId),
      createSigner(userId),
      createSigner(userId, { expired: true }),
    ]);
    scene = { files: await buildRepository(binaries(), signer), signer, imitator, expired };
  });
  afterAll(async () => {
    await Promise.all([scene?.signer, scene?.imitator, scene?.expired].map((signer) => signer?.close()));
  });
  return () => {
    if (scene === undefined) throw new Error('there is no repository');
    return scene;
  };
}

/** The files of a repository that another one has signed, and whose key is served. */
export async function signedBy(files: RepositoryFiles, signer: Signer): Promise<Map<string, PackageAnswer>> {
  const release = files.get(repositoryPaths.unsigned) ?? Buffer.of();
  return new Map<string, PackageAnswer>([
    ...files,
    [repositoryPaths.key, signer.key],
    [repositoryPaths.signed, await signer.sign(release)],
  ]);
}

/** The same file with another byte in its middle. */
export function tamper(file: Buffer | undefined): Buffer {
  const copy = Buffer.from(file ?? '');
  const middle = Math.floor(copy.length / 2);
  copy.writeUInt8(copy.readUInt8(middle) ^ 1, middle);
  return copy;
}

/** What apt and dpkg know of this system, and what is in the folder for temporary files of theirs. */
export function lookAtSystem(): unknown {
  const files = ['/etc/apt', '/var/lib/apt', '/var/cache/apt'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
      const { size, mtimeMs } = statSync(path.join(folder, name));
      return [path.join(folder, name), size, mtimeMs];
    }),
  );
  const status = createHash('sha256').update(readFileSync('/var/lib/dpkg/status')).digest('hex');
  const temporary = readdirSync(tmpdir()).filter((name) => /^(?:apt|clearsigned|fileutl|dpkg)/.test(name));
  return { files, status, temporary };
}
