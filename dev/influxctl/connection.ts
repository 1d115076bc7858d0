import { readFileSync } from 'node:fs';
import type { SecureContextOptions } from 'node:tls';
import type { Profile, ProfileTls } from './config.ts';

/** Where a cluster is, and as whom to ask it. */
export interface Connection {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Secret. */
  readonly token: string;
  readonly tls: Pick<SecureContextOptions, 'ca' | 'cert' | 'key'> & { readonly rejectUnauthorized: boolean };
}

/**
 * Reads from a profile how to connect. `dedicatedHost` is an origin for dedicated profiles without a host: the real
 * console is no place for tests. Throws where something is missing.
 */
export function readConnection(profile: Profile, dedicatedHost: string | undefined): Connection {
  return { origin: originOf(profile, dedicatedHost), token: tokenOf(profile), tls: tlsOf(profile.tls ?? {}) };
}

function originOf(
  { product, host = '', port = '', tls }: Profile,
  dedicatedHost: string | undefined,
): string {
  if (product !== 'clustered' && product !== 'dedicated')
    throw new Error('configuration: product is neither clustered nor dedicated');
  if (host === '' && product === 'dedicated' && dedicatedHost !== undefined) return dedicatedHost;
  if (host === '') throw new Error('configuration: the profile has no host');
  // Published examples have a bare name here. Whether anything else works is not documented.
  if (/[/:]/.test(host)) throw new Error('configuration: host is not a bare host name');
  if (!/^\d*$/.test(port)) throw new Error('configuration: port is not a number');
  return `${tls?.disable === true ? 'http' : 'https'}://${host}${port === '' ? '' : `:${port}`}`;
}

/** Which of several ways to authenticate wins is not documented. */
function tokenOf({ mgmt_token: token = '', auth }: Profile): string {
  if (token !== '') return token;
  const file = auth?.token?.token_file;
  if (file !== undefined) return readTokenFile(file);
  if (auth?.oauth2 !== undefined) throw new Error('nobody is here to sign in at the identity provider');
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
function tlsOf({ insecure = false, ca, cert, key }: ProfileTls): Connection['tls'] {
  const files = Object.entries({ ca, cert, key }).filter(([, file]) => file !== undefined && file !== '');
  const texts = files.map(([name, file]) => [name, readFileSync(file as string, 'utf8')]);
  return { rejectUnauthorized: !insecure, ...Object.fromEntries(texts) };
}
