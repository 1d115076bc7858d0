import type { InfluxctlVersion } from '../../connection/client-settings.ts';
import type { Download } from '../../connection/download.ts';
import { influxctlUnavailable } from '../../errors.ts';
import known from './known-sums.json' with { type: 'json' };

/** The version that runs where the workflow names none and `PATH` has none that is new enough. */
export const defaultVersion = '2.12.1';

/** A release of influxctl to fetch. */
export type Release = InfluxctlVersion & { readonly version: string };

/** What fetching a release needs of the world. `env` is the step's: it names programs too. */
export interface FetchNeeds extends Omit<Download, 'url' | 'file' | 'largest'> {
  /** A folder that only this user can look into, and that is removed after the run. */
  readonly folder: string;
  /** Makes what a program prints fit to be quoted. */
  readonly quote: (text: string) => string;
}

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
 * Gives the address of InfluxData's archive for this system.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where InfluxData publishes none.
 */
export function archiveUrl(version: string): string {
  const system = `${process.platform}-${process.arch}`;
  const archive = archives[system];
  if (archive !== undefined) return `${releases}/influxctl-v${version}-${archive}`;
  const hint = 'Run on another system, or give the path of a binary in `influxctl`.';
  throw influxctlUnavailable(`InfluxData publishes no influxctl for ${system}.`, hint);
}

/** Finds the checksum that InfluxData publishes for a version on this system: for macOS only. */
export function findKnownSum(version: string): string | undefined {
  const archive = archives[`${process.platform}-${process.arch}`]?.replace(/\..*/, '') ?? '';
  const sums: Readonly<Record<string, Readonly<Record<string, string>>>> = known.sha256;
  return sums[version]?.[archive];
}
