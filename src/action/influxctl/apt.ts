import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { trustedAuthorities } from '../../connection/certificates.ts';
import { showAddress } from '../../connection/download.ts';
import { readProxy } from '../../connection/proxy.ts';
import { influxctlUnavailable } from '../../errors.ts';
import { findProgram } from '../../program/environment.ts';
import { runProgram } from '../../program/run-program.ts';
import { type AptOptions, aptPaths, renderAptConfig, renderSources } from './apt-config.ts';
import { download, findBinary, networkHint } from './archive.ts';
import type { FetchNeeds, Release } from './release.ts';

/** Where InfluxData publishes its signed repository, and its key. */
export const repositoryUrl = 'https://repos.influxdata.com';

/** Debian's names of architectures, by Node's. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** In bytes: InfluxData's has about 3 kB. */
const largestKey = 1024 * 1024;

/** The programs of apt that fetching takes. */
type Apt = NonNullable<ReturnType<typeof findApt>>;

/** Finds apt; undefined: this system has none. */
export function findApt(env: NodeJS.ProcessEnv) {
  if (process.platform !== 'linux') return undefined;
  const [get, cache, unpack] = ['apt-get', 'apt-cache', 'dpkg-deb'].map((name) => findProgram(name, env));
  return get === undefined || cache === undefined || unpack === undefined
    ? undefined
    : { get, cache, unpack };
}

/**
 * Fetches a release from InfluxData's repository or a mirror of it. apt verifies the signature of its index and, through
 * that, the package; it works in a private folder, and nothing of the system is read or changed. Gives the path of the
 * binary.
 *
 * @throws {@link ActionError} `influxctl-unavailable`
 */
export async function fetchPackage(apt: Apt, release: Release, needs: FetchNeeds): Promise<string> {
  const base = new URL(release.url ?? repositoryUrl);
  const options = describeApt(base, release, needs);
  const run = createRunner(needs, options.folder);
  prepareFolder(options, needs.authorities);
  await fetchKey(base, options.folder, needs);
  await run(apt.get, ['-qq', 'update'], `the index of ${showAddress(options.repository)} could not be read`);
  const versions = parseVersions(
    await run(apt.cache, ['madison', 'influxctl'], 'the index could not be read'),
  );
  const found = versions.find((version) => upstreamOf(version) === release.version);
  if (found === undefined) throw missing(release.version, versions, options.repository);
  await run(apt.get, ['-qq', 'download', `influxctl=${found}`], `version ${found} could not be downloaded`);
  const packages = path.join(options.folder, aptPaths.packages);
  const [file = ''] = readdirSync(packages);
  await run(apt.unpack, ['-x', file, 'unpacked'], 'the package could not be unpacked');
  return findBinary(path.join(packages, 'unpacked'));
}

function describeApt(base: URL, { signingKey }: Release, needs: FetchNeeds): AptOptions {
  const architecture = architectures[process.arch];
  if (architecture === undefined)
    throw influxctlUnavailable(`InfluxData publishes no influxctl for ${process.arch}.`);
  const { env, folder, timeout, retries } = needs;
  return {
    folder: path.join(folder, 'apt'),
    architecture,
    repository: below(base, 'debian'),
    signingKey,
    proxy: readProxy(env, base)?.address,
    timeout,
    retries,
  };
}

function below(base: URL, name: string): URL {
  return new URL(name, base.href.replace(/\/*$/, '/'));
}

function prepareFolder(options: AptOptions, authorities: readonly string[]): void {
  const at = (...names: string[]): string => path.join(options.folder, ...names);
  const { keys, state, cache, packages } = aptPaths;
  // apt itself makes these with permissions for all users, and warns where they are missing.
  const folders = [at(keys), at(state, 'lists', 'partial'), at(cache, 'archives', 'partial'), at(packages)];
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = {
    [aptPaths.config]: renderAptConfig(options),
    [aptPaths.sources]: renderSources(options),
    [aptPaths.authorities]: trustedAuthorities(authorities).join('\n'),
    [aptPaths.status]: '',
  };
  for (const [name, text] of Object.entries(files))
    writeFileSync(at(name), text, { mode: 0o600, flag: 'wx' });
}

/** A key with another fingerprint does no harm: apt accepts only signatures of the one in the sources. */
async function fetchKey(base: URL, folder: string, needs: FetchNeeds): Promise<void> {
  const url = below(base, 'influxdata-archive.key');
  // apt reads keys in ASCII armor by the ending of their file (apt-secure(8)).
  const file = path.join(folder, aptPaths.keys, 'influxdata.asc');
  await download('The key of the repository', { ...needs, url, file, largest: largestKey });
  if (readFileSync(file, 'latin1').includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')) return;
  const hint = 'Check `influxctl-download-url`, and whether a proxy answers instead of it.';
  throw influxctlUnavailable(`What ${showAddress(url)} serves is no key in ASCII armour.`, hint);
}

type Run = (file: string, args: readonly string[], problem: string) => Promise<string>;

/** Makes a function that runs a program of apt and returns its output. It throws if the program fails. */
function createRunner({ env, quote, signal }: FetchNeeds, folder: string): Run {
  const own = {
    PATH: env['PATH'] ?? '',
    HOME: folder,
    TMPDIR: folder,
    // What apt prints is read.
    LC_ALL: 'C',
    APT_CONFIG: path.join(folder, aptPaths.config),
  };
  const cwd = path.join(folder, aptPaths.packages);
  return async (file, args, problem) => {
    const end = await runProgram({ file, args, env: own, cwd, signal, timeout: longestCall });
    if (end.kind === 'ended' && end.code === 0) return end.stdout;
    const [how, hint] =
      end.kind === 'ended'
        ? [` apt says: "${quote(explain(end.stderr))}".`, hintFor(end.stderr)]
        : [` ${endings[end.kind]}`, networkHint];
    throw influxctlUnavailable(`influxctl could not be fetched: ${problem}.${how}`, hint);
  };
}

/** In ms: longer than all that fetching may take. */
const longestCall = 600_000;

const endings = {
  flooded: 'apt printed too much.',
  timeout: 'apt did not end in time.',
  aborted: 'apt did not end in time.',
  'not-started': 'apt could not be started.',
} as const;

/** apt prints in English, and one word of it names the problem. */
function hintFor(stderr: string): string {
  if (/not signed|signature/i.test(stderr))
    return 'Nothing of it was used. `influxctl-signing-key` must be the fingerprint of the key that signs the repository.';
  if (/Hash Sum mismatch|unexpected size/i.test(stderr))
    return 'Nothing of it was used: it does not match the signed index. Run again later, or contact the operator of the mirror.';
  return networkHint;
}

/** The lines that say why. Of the warnings those on signatures do. */
function explain(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => /^E: (?!Some index files)|^W: .*(?:signature|GPG|OpenPGP)/i.test(line));
  return lines.length === 0 ? stderr : lines.map((line) => line.slice(3)).join(' ');
}

/** Reads `influxctl | 2.12.1-1 | https://… Packages` (apt-cache(8), madison). */
function parseVersions(text: string): string[] {
  return [...new Set(text.split('\n').flatMap((line) => line.split('|')[1]?.trim() || []))];
}

/** A version without epoch and revision (deb-version(7)). */
function upstreamOf(version: string): string {
  return version.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
}

/** How many versions an error lists. */
const mostListed = 20;

function missing(version: string, versions: readonly string[], repository: URL): Error {
  const listed = versions.slice(0, mostListed).map(upstreamOf).join(', ');
  const more = versions.length > mostListed ? ' and older ones' : '';
  const has = versions.length === 0 ? 'It has no influxctl.' : `It has ${listed}${more}.`;
  return influxctlUnavailable(
    `${showAddress(repository)} has no influxctl ${version}. ${has}`,
    'Set `influxctl` to one of these versions.',
  );
}
