import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as core from '@actions/core';
import type { InfluxctlSource } from '../connection/influxctl.ts';
import { ActionError } from '../errors.ts';
import { loadHttpClient } from './toolkit.ts';

/** A release to download. */
type Release = Extract<InfluxctlSource, { kind: 'version' }>;

/** Where InfluxData publishes archives. */
const releases = 'https://dl.influxdata.com/influxctl/releases';

/** The published archives, by Node's names of system and architecture. */
const archives: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x86_64.tar.gz',
  'linux-arm64': 'linux-arm64.tar.gz',
  'darwin-x64': 'darwin-x86_64.zip',
  'darwin-arm64': 'darwin-arm64.zip',
  'win32-x64': 'windows-x86_64.zip',
};

/**
 * Downloads influxctl, checks the archive, and keeps what is in it in the runner's tool cache. Gives the path of the
 * binary. What is in the cache was checked when it got there: its name there holds the checksum.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where the archive cannot be had, or is another one.
 */
export async function installInfluxctl(release: Release): Promise<string> {
  await loadHttpClient();
  const tools = await import(/* webpackChunkName: "tool-cache" */ '@actions/tool-cache');
  const { version, sha256 } = release;
  if (version === undefined || sha256 === undefined)
    throw unavailable('influxctl is downloaded only with `influxctl-sha256`: nothing unverified is run.');
  const tool = `influxctl-${sha256.slice(0, 16)}`;
  const cached = tools.find(tool, version);
  if (cached !== '') return findBinary(cached);
  const url = release.url ?? releaseUrl(version);
  // A query can hold a key, and the tool cache tells the whole address where debug logging is on.
  const { search } = new URL(url);
  if (search !== '') core.setSecret(search.slice(1));
  core.info(`Downloading influxctl ${version} from ${withoutQuery(url)}`);
  const archive = await tools.downloadTool(url).catch((cause: unknown) => {
    const message = `influxctl ${version} could not be downloaded from ${withoutQuery(url)}. ${(cause as Error).message}`;
    throw unavailable(message, cause);
  });
  await verify(archive, sha256, url);
  try {
    const isZip = new URL(url).pathname.endsWith('.zip');
    const folder = await (isZip ? tools.extractZip(archive) : tools.extractTar(archive));
    const kept = await tools.cacheDir(folder, tool, version);
    await Promise.all([archive, folder].map((path) => rm(path, { recursive: true, force: true })));
    return await findBinary(kept);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw unavailable(`The archive could not be unpacked. ${(error as Error).message}`, error);
  }
}

function releaseUrl(version: string): string {
  const system = `${process.platform}-${process.arch}`;
  const archive = archives[system];
  if (archive === undefined)
    throw unavailable(
      `InfluxData publishes no influxctl for ${system}: give the one to run in \`influxctl\`.`,
    );
  return `${releases}/influxctl-v${version}-${archive}`;
}

async function verify(archive: string, expected: string, url: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  const actual = hash.digest('hex');
  if (actual === expected) return;
  await rm(archive, { force: true });
  const message =
    `The archive from ${withoutQuery(url)} is not the one that was asked for, and is not used. ` +
    `Its SHA-256 is ${actual}, \`influxctl-sha256\` is ${expected}.`;
  throw unavailable(message);
}

/** How the archives are laid out is not published. */
async function findBinary(folder: string): Promise<string> {
  const name = process.platform === 'win32' ? 'influxctl.exe' : 'influxctl';
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const binary = entries.find((entry) => entry.isFile() && entry.name === name);
  if (binary === undefined) throw unavailable(`There is no ${name} in the archive.`);
  const file = path.join(binary.parentPath, binary.name);
  await chmod(file, 0o755);
  return file;
}

/** A query can hold what nobody should see. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, '');
}

function unavailable(message: string, cause?: unknown): ActionError {
  return new ActionError({
    code: 'influxctl-unavailable',
    message,
    hint: 'Check `influxctl`, `influxctl-sha256` and `influxctl-download-url`, and the way to the network.',
    cause,
  });
}
