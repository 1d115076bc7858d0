import path from 'node:path';
import { influxctlUnavailable } from '../../errors.ts';
import type { FetchNeeds } from './release.ts';

/** What apt is configured with. */
export interface AptOptions extends Pick<FetchNeeds, 'timeout' | 'retries'> {
  /** A private folder that holds all that apt reads and writes. */
  readonly folder: string;
  /** Debian's name of the architecture. */
  readonly architecture: string;
  /** Where the repository is. */
  readonly repository: URL;
  /** The fingerprint of the repository's primary key. */
  readonly signingKey: string;
  /** The proxy; undefined: none. Its URL may hold credentials. */
  readonly proxy: URL | undefined;
}

/** The files and folders of {@link AptOptions.folder}. */
export const aptPaths = {
  config: 'apt.conf',
  sources: 'influxdata.sources',
  /** Holds the repository's key. */
  keys: 'keys',
  authorities: 'authorities.pem',
  status: 'status',
  state: 'state',
  cache: 'cache',
  /** Where packages are downloaded to. */
  packages: 'packages',
} as const;

/**
 * Renders the file for `APT_CONFIG`. apt reads it before all else: only there can `Dir::Etc::main` and `parts` keep out
 * the system's own configuration, whose hooks would run and whose options would apply (apt.conf(5)).
 */
export function renderAptConfig({ folder, architecture, proxy, timeout, retries }: AptOptions): string {
  const at = (name: string): string => path.join(folder, name);
  const seconds = String(Math.max(1, Math.ceil(timeout / 1_000)));
  const options: Readonly<Record<string, string>> = {
    'Dir::Etc::main': '/dev/null',
    'Dir::Etc::parts': '/dev/null',
    'Dir::Etc::sourcelist': at(aptPaths.sources),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::trusted': '/dev/null',
    'Dir::Etc::trustedparts': at(aptPaths.keys),
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::Etc::netrc': '/dev/null',
    'Dir::Etc::netrcparts': '/dev/null',
    'Dir::State': at(aptPaths.state),
    'Dir::State::lists': path.join(at(aptPaths.state), 'lists'),
    'Dir::State::status': at(aptPaths.status),
    'Dir::Cache': at(aptPaths.cache),
    'APT::Architecture': architecture,
    'APT::Architectures::': architecture,
    // As root apt would work as a user who cannot look into the folder.
    'APT::Sandbox::User': '',
    // Otherwise an index that could not be fetched is a warning.
    'APT::Update::Error-Mode': 'any',
    'Acquire::AllowInsecureRepositories': 'false',
    'Acquire::AllowWeakRepositories': 'false',
    'Acquire::AllowDowngradeToInsecureRepositories': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': String(retries),
    'Acquire::http::Timeout': seconds,
    'Acquire::https::Timeout': seconds,
    ...(proxy === undefined
      ? {}
      : { 'Acquire::http::Proxy': proxy.href, 'Acquire::https::Proxy': proxy.href }),
    'Acquire::https::CAInfo': at(aptPaths.authorities),
  };
  return Object.entries(options)
    .map(([name, value]) => `${name} ${quoteValue(value)};\n`)
    .join('');
}

/** Renders the file of sources (sources.list(5)): one repository, signed by one key. */
export function renderSources({ repository, architecture, signingKey }: AptOptions): string {
  const fields = {
    Types: 'deb',
    URIs: repository.href,
    Suites: 'stable',
    Components: 'main',
    Architectures: architecture,
    'Signed-By': signingKey,
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/** apt knows no escape in a quoted value. */
function quoteValue(value: string): string {
  if (!/["\n\r]/.test(value)) return `"${value}"`;
  throw influxctlUnavailable(
    'apt cannot work in a folder with a quotation mark in its path.',
    'Set RUNNER_TEMP to another folder.',
  );
}
