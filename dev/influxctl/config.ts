import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse, TomlError } from 'smol-toml';

/** A connection profile, with the keys of the file. */
export interface Profile {
  readonly name?: string;
  readonly product?: string;
  readonly host?: string;
  readonly port?: string;
  readonly mgmt_token?: string;
  readonly account_id?: string;
  readonly cluster_id?: string;
  readonly tls?: ProfileTls;
  readonly auth?: { readonly oauth2?: object; readonly token?: { readonly token_file?: string } };
}

/** The section `[profile.tls]`. The last three are paths. */
export interface ProfileTls {
  readonly insecure?: boolean;
  readonly disable?: boolean;
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
}

/** The keys that are known, and the type of each; `any` where the type is not documented. */
interface Shape {
  readonly [key: string]: 'string' | 'boolean' | 'any' | Shape;
}

const profileShape: Shape = {
  name: 'string',
  product: 'string',
  host: 'string',
  port: 'string',
  mgmt_token: 'string',
  account_id: 'string',
  cluster_id: 'string',
  database: 'string',
  token: 'string',
  tls: { insecure: 'boolean', disable: 'boolean', cert: 'string', key: 'string', ca: 'string' },
  auth: {
    oauth2: {
      client_id: 'string',
      scopes: 'any',
      parameters: 'any',
      token_url: 'string',
      device_url: 'string',
    },
    token: { token_file: 'string' },
  },
};

/** Where the configuration is looked for when nobody says. */
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
  for (const profile of profiles) checkKeys(profile, profileShape, 'profile');
  const found = (profiles as readonly Profile[]).find((profile) => profile.name === name);
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

function checkKeys(value: unknown, shape: Shape, where: string): void {
  if (typeof value !== 'object' || value === null) throw new Error(`configuration: ${where} is not a table`);
  for (const [key, entry] of Object.entries(value)) {
    const wanted = Object.hasOwn(shape, key) ? shape[key] : undefined;
    const place = `${where}.${key}`;
    if (wanted === undefined) throw new Error(`configuration: unknown key ${place}`);
    if (typeof wanted === 'object') checkKeys(entry, wanted, place);
    else if (wanted !== 'any' && typeof entry !== wanted)
      throw new Error(`configuration: ${place} is not a ${wanted}`);
  }
}
