import { homedir } from 'node:os';
import path from 'node:path';
import { invalidInput } from '../errors.ts';
import { type Fields, isFields } from '../json.ts';
import { readText } from './text-file.ts';
import { foldKeys, openTable, type TableReader } from './toml-table.ts';

/** A profile of influxctl's configuration, with the keys that mean something here. */
export type Profile = Readonly<ReturnType<typeof toProfile>>;

/** Where influxctl looks for its configuration, as published for each system. */
export function defaultConfigPath(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env['HOME'] || homedir();
  switch (platform) {
    case 'win32':
      return path.join(env['APPDATA'] || path.join(home, 'AppData', 'Roaming'), 'influxctl', 'config.toml');
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', 'influxctl', 'config.toml');
    default:
      return path.join(home, '.config', 'influxctl', 'config.toml');
  }
}

/**
 * Reads a profile from a configuration file.
 *
 * @throws {@link ActionError} `invalid-input` where the file cannot be read, is not TOML, has no such profile, or holds
 * a value of another type than documented. No message quotes a value: it may be a secret.
 */
export async function readProfile(file: string, name: string) {
  const config = await parseToml(readText(file));
  const table = findTable(config, name);
  const main = openTable(table, 'profile');
  const others = Object.keys(config).filter((key) => key !== 'profile');
  return {
    profile: toProfile(main),
    /** Keys that influxctl does not document. */
    unknownKeys: [...others, ...findUnknownKeys(main)],
    /** Every secret of the profile. */
    secrets: [main.text('mgmt_token'), main.text('token')].filter((secret) => secret !== undefined),
  };
}

async function parseToml(text: string): Promise<Fields> {
  const { parse, TomlError } = await import(/* webpackChunkName: "toml" */ 'smol-toml');
  try {
    return foldKeys(parse(text, { integersAsBigInt: 'asNeeded' }));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Its message quotes lines of the file, and one of them may hold the token.
    throw invalidInput(`not TOML: line ${error.line}, column ${error.column}`);
  }
}

function findTable({ profile }: Fields, name: string): Fields {
  const tables = (Array.isArray(profile) ? profile : []).filter(isFields).map(foldKeys);
  const table = tables.find((each) => each['name'] === name);
  if (table !== undefined) return table;
  const names = tables.map((each) => each['name']).filter((each) => typeof each === 'string');
  const others =
    names.length === 0 ? 'there is none with a name under `[[profile]]`' : `there is: ${names.join(', ')}`;
  throw invalidInput(`no profile "${name}"; ${others}`);
}

/** The keys other than those that influxctl documents, table by table. */
function findUnknownKeys(main: TableReader): string[] {
  const auth = main.table('auth');
  return [
    ...main.otherThan('name product host port mgmt_token account_id cluster_id database token tls auth'),
    ...main.table('tls').otherThan('insecure disable cert key ca'),
    ...auth.otherThan('oauth2 token'),
    ...auth.table('oauth2').otherThan('client_id scopes parameters token_url device_url'),
    ...auth.table('token').otherThan('token_file'),
  ];
}

function toProfile(main: TableReader) {
  const tls = main.table('tls');
  const oauth = main.table('auth').table('oauth2');
  return {
    product: main.text('product'),
    /** A host name. For Cloud Dedicated that of the cluster, not of the Management API. */
    host: main.text('host'),
    port: main.text('port'),
    accountId: main.text('account_id'),
    clusterId: main.text('cluster_id'),
    /** Secret. */
    managementToken: main.text('mgmt_token'),
    /** The path of a file with the admin token. */
    tokenFile: main.table('auth').table('token').text('token_file'),
    tls: {
      insecure: tls.flag('insecure'),
      /** Plain HTTP. */
      disable: tls.flag('disable'),
      /** Path of a PEM file, as the two below. */
      cert: tls.text('cert'),
      key: tls.text('key'),
      ca: tls.text('ca'),
    },
    /** influxctl lets a person sign in with these. */
    oauth: {
      clientId: oauth.text('client_id'),
      tokenUrl: oauth.text('token_url'),
      scopes: oauth.texts('scopes'),
      audience: oauth.table('parameters').text('audience'),
    },
  };
}
