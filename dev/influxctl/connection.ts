import { readFileSync } from 'node:fs';
import type { SecureContextOptions } from 'node:tls';
import type { Profile } from './config.ts';

/** Where a cluster is, and as whom to ask it. */
export interface Connection {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Secret. */
  readonly token: string;
  readonly tls: Pick<SecureContextOptions, 'ca' | 'cert' | 'key'> & { readonly rejectUnauthorized: boolean };
}

/** Reads from a profile how to connect. `dedicatedHost` takes the place of Cloud Dedicated's console. Throws where something is missing. */
export function readConnection(profile: Profile, dedicatedHost: string | undefined): Connection {
  return { origin: originOf(profile, dedicatedHost), token: tokenOf(profile), tls: tlsOf(profile) };
}

function originOf(profile: Profile, dedicatedHost: string | undefined): string {
  const [product = '', host = '', port = ''] = ['product', 'host', 'port'].map((key) => textOf(profile, key));
  if (product !== 'clustered' && product !== 'dedicated')
    throw new Error('configuration: product is neither clustered nor dedicated');
  if (host === '' && product === 'dedicated' && dedicatedHost !== undefined) return dedicatedHost;
  if (host === '') throw new Error('configuration: the profile has no host');
  // Published examples have a bare name here. Whether anything else works is not documented.
  if (/[/:]/.test(host)) throw new Error('configuration: host is not a bare host name');
  if (!/^\d*$/.test(port)) throw new Error('configuration: port is not a number');
  return `${profile.get('tls.disable') === true ? 'http' : 'https'}://${host}${port === '' ? '' : `:${port}`}`;
}

/** Which of several ways to authenticate wins is not documented. */
function tokenOf(profile: Profile): string {
  const [token, file] = [textOf(profile, 'mgmt_token'), textOf(profile, 'auth.token.token_file')];
  if (token !== '') return token;
  if (file !== '') return readTokenFile(file);
  if ([...profile.keys()].some((key) => key.startsWith('auth.oauth2.')))
    throw new Error('no person is here to sign in at the identity provider');
  throw new Error('configuration: the profile has no token');
}

/** The form of the file is an assumption: JSON with `access_token`. */
function readTokenFile(file: string): string {
  const text = readFileSync(file, 'utf8');
  try {
    const token = JSON.parse(text).access_token;
    if (typeof token === 'string') return token;
  } catch {
    // JSON's own message quotes the text, which is secret.
  }
  throw new Error('the token file is not JSON with access_token');
}

/** Whether `ca` adds to the system's authorities or replaces them is not documented. It replaces them: the harsher guess. */
function tlsOf(profile: Profile): Connection['tls'] {
  const files = ['ca', 'cert', 'key'].map((name) => [name, textOf(profile, `tls.${name}`)] as const);
  const texts = files
    .filter(([, file]) => file !== '')
    .map(([name, file]) => [name, readFileSync(file, 'utf8')]);
  return { rejectUnauthorized: profile.get('tls.insecure') !== true, ...Object.fromEntries(texts) };
}

function textOf(profile: Profile, key: string): string {
  return String(profile.get(key) ?? '');
}
