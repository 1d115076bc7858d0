import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse, TomlError } from 'smol-toml';

/** The values of a connection profile, by their keys with the sections that they are in, such as `tls.ca`. */
export type Profile = ReadonlyMap<string, unknown>;

/** The keys that are known, by the type of their values; `any` if the type is not documented. */
const keys = {
  string: `name product host port mgmt_token account_id cluster_id database token tls.cert tls.key tls.ca
    auth.token.token_file auth.oauth2.client_id auth.oauth2.token_url auth.oauth2.device_url`,
  boolean: 'tls.insecure tls.disable',
  any: 'auth.oauth2.scopes auth.oauth2.parameters',
};
const types = new Map(
  Object.entries(keys).flatMap(([type, names]) =>
    names.split(/\s+/).map((name) => [`profile.${name}`, type]),
  ),
);

/** Where the configuration is looked for by default. */
export function defaultConfigPath(): string {
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: path.join(homedir(), 'Library', 'Application Support'),
    win32: process.env['APPDATA'] ?? '',
  };
  const folder = folders[process.platform] ?? path.join(homedir(), '.config');
  return path.join(folder, 'influxctl', 'config.toml');
}

/** Reads a profile. Throws an error that holds no value of the file: one of them is secret. */
export function readProfile(file: string, name: string): Profile {
  const { profile: profiles, ...others } = parseToml(file);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`configuration: unknown key ${unknown}`);
  if (!Array.isArray(profiles)) throw new Error('configuration: no [[profile]]');
  const found = profiles
    .map((profile) => new Map(flatten(profile)))
    .find((each) => each.get('name') === name);
  if (found === undefined) throw new Error(`configuration: no profile ${name}`);
  return found;
}

function parseToml(file: string) {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // The parser's own message quotes the line.
    if (error instanceof TomlError) throw new Error(`configuration: line ${error.line} is not valid TOML`);
    throw error;
  }
}

/** Lists keys and values of a table and its sections. Throws where a key is not known, or its value of another type. */
function flatten(table: unknown, section = 'profile'): [string, unknown][] {
  if (typeof table !== 'object' || table === null)
    throw new Error(`configuration: ${section} is not a table`);
  return Object.entries(table).flatMap(([name, value]): [string, unknown][] => {
    const key = `${section}.${name}`;
    const type = types.get(key);
    if ([...types.keys()].some((each) => each.startsWith(`${key}.`))) return flatten(value, key);
    if (type === undefined) throw new Error(`configuration: unknown key ${key}`);
    if (type !== 'any' && typeof value !== type) throw new Error(`configuration: ${key} is not a ${type}`);
    return [[key.replace('profile.', ''), value]];
  });
}
