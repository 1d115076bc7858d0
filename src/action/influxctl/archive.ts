import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Download, downloadFile, showAddress } from '../../connection/download.ts';
import { influxctlUnavailable } from '../../errors.ts';
import { findProgram, pickEnvironment } from '../../program/environment.ts';
import { runProgram } from '../../program/run-program.ts';
import { archiveUrl, type FetchNeeds, type Release } from './release.ts';

/** In bytes: an archive of influxctl has about 15 MB. */
const largestArchive = 256 * 1024 * 1024;

/** An archive whose checksum is known. */
type PinnedRelease = Release & { readonly sha256: string };

/**
 * Downloads an archive, verifies its checksum before anything reads it, and unpacks it. Gives the path of the binary.
 *
 * @throws {@link ActionError} `influxctl-unavailable`
 */
export async function fetchArchive(release: PinnedRelease, needs: FetchNeeds): Promise<string> {
  const { version, sha256 } = release;
  const url = new URL(release.url ?? archiveUrl(version));
  const folder = path.join(needs.folder, 'archive');
  mkdirSync(folder, { mode: 0o700 });
  const name = 'influxctl.archive';
  const file = path.join(folder, name);
  await download(`influxctl ${version}`, { ...needs, url, file, largest: largestArchive });
  const actual = hash('sha256', readFileSync(file));
  if (actual !== sha256)
    throw influxctlUnavailable(
      `Checksum mismatch: the archive was not unpacked. The SHA-256 of ${showAddress(url)} is ${actual}, expected is ${sha256}.`,
      'Check `influxctl-sha256` and the version: they must belong to the same archive.',
    );
  await unpack(folder, name, needs);
  return findBinary(folder);
}

/** What to check where a download failed. */
export const networkHint =
  'Check that this runner can reach the address (the proxy variables, `tls-ca`, `influxctl-download-url`), or install influxctl in an earlier step.';

/**
 * Downloads a file that messages call `what`.
 *
 * @throws {@link ActionError} `influxctl-unavailable`
 */
export async function download(what: string, wanted: Download): Promise<void> {
  const downloaded = await downloadFile(wanted);
  if (downloaded.kind === 'saved') return;
  const { message, cause } = downloaded;
  throw influxctlUnavailable(`${what} could not be downloaded. ${message}`, networkHint, cause);
}

async function unpack(folder: string, name: string, { env, quote, signal }: FetchNeeds): Promise<void> {
  const file = findTar(env);
  if (file === undefined)
    throw influxctlUnavailable('There is no tar in PATH, so influxctl cannot be unpacked.', 'Install tar.');
  const end = await runProgram({
    file,
    args: ['-xf', name],
    env: pickEnvironment(env, folder),
    cwd: folder,
    signal,
    timeout: longestUnpacking,
  });
  if (end.kind === 'ended' && end.code === 0) return;
  const said = end.kind === 'ended' ? quote(end.stderr) : end.kind;
  throw influxctlUnavailable(
    `The archive could not be unpacked: "${said}".`,
    'Its checksum matches: check that it is an archive of influxctl for this system, and that the disk has space.',
  );
}

/** In ms. */
const longestUnpacking = 60_000;

/** The system's own, which reads the archives of its system: another tar in `PATH` may know no zip. */
function findTar(env: NodeJS.ProcessEnv): string | undefined {
  switch (process.platform) {
    case 'darwin':
      return '/usr/bin/tar';
    case 'win32':
      return path.join(env['SystemRoot'] ?? env['SYSTEMROOT'] ?? 'C:\\Windows', 'System32', 'tar.exe');
    default:
      return findProgram('tar', env);
  }
}

/**
 * Finds influxctl in a folder, and makes it executable. How archives and packages are laid out is not published: other files can
 * have its name, such as completions of a shell.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where there is none.
 */
export function findBinary(folder: string): string {
  const name = process.platform === 'win32' ? 'influxctl.exe' : 'influxctl';
  const files = listFiles(folder).filter((file) => path.basename(file) === name);
  const programs = files.filter((file) => (statSync(file).mode & 0o111) !== 0);
  const likely = programs.length > 0 ? programs : files;
  const file = likely.find((each) => path.basename(path.dirname(each)) === 'bin') ?? likely[0];
  if (file === undefined)
    throw influxctlUnavailable(`The download contains no ${name}.`, 'Check `influxctl-download-url`.');
  chmodSync(file, 0o755);
  return file;
}

/** Follows no link: one could lead out of the folder, or round in it without end. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(file);
    return entry.isFile() ? [file] : [];
  });
}
