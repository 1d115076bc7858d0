import { isIPv6 } from 'node:net';
import { invalidInput } from '../errors.ts';
import { quotes } from '../token-string.ts';

/**
 * Host names that never leave this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3), as `URL` writes them:
 * 127.0.0.1 as an IPv4-mapped address is `[::ffff:7f00:1]`.
 */
const loopback =
  /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;

const accepted = 'give https://host[:port], or a bare host name';

/** What a pasted address may stand in. */
const wrapping = new RegExp(
  `^[${quotes}<\\s\\p{Default_Ignorable_Code_Point}]+|[${quotes}>\\s\\p{Default_Ignorable_Code_Point}]+$`,
  'gu',
);

/** What holds such a character is several addresses, or a pattern. A URL's parser drops line breaks and what is not visible. */
const noAddress = /[\s,*]|\p{Default_Ignorable_Code_Point}/u;

/**
 * Reads the cluster's address. A bare host name means HTTPS; an IPv6 address needs no brackets where no port follows.
 *
 * @throws {@link ActionError} `invalid-input` for what is not an address, or holds more than one.
 */
export function parseHost(text: string): URL {
  const [, scheme = 'https://', rest = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(text.replace(wrapping, '')) ?? [];
  const url = URL.parse(scheme + withBrackets(rest));
  if (url === null || url.hostname === '' || noAddress.test(rest + url.hostname))
    throw invalidInput(`not an address; ${accepted}`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw invalidInput(`not an HTTP address; ${accepted}`);
  if (url.username !== '' || url.password !== '')
    throw invalidInput('credentials do not belong here; use `management-token`');
  if (url.search !== '' || url.hash !== '')
    throw invalidInput(`a query or fragment does not belong here; ${accepted}`);
  if (url.pathname !== '/') throw invalidInput(`a path does not belong here; ${accepted}`);
  return new URL(url.origin);
}

/** Says whether an address is one of this machine: what goes there uses no network, and no proxy. */
export function isLoopback({ hostname }: URL): boolean {
  return loopback.test(hostname);
}

/**
 * Joins the host and the port of a profile to an address. Each may hold more than its name says: a scheme, a slash at the
 * end, the same port.
 */
export function joinAddress(host: string, port: string, scheme: 'http' | 'https'): string {
  const bare = host.replace(wrapping, '').replace(/\/+$/, '');
  const address = bare.includes('://') ? bare : `${scheme}://${withBrackets(bare)}`;
  const wanted = port.replace(wrapping, '');
  return wanted === '' || address.endsWith(`:${wanted}`) ? address : `${address}:${wanted}`;
}

function withBrackets(text: string): string {
  const [, address = '', rest = ''] = /^([^/]*)(.*)$/s.exec(text) ?? [];
  return isIPv6(address) ? `[${address}]${rest}` : text;
}

/** Says whether requests to this address would carry the token over a network in the clear. */
export function isExposed(host: URL): boolean {
  return host.protocol === 'http:' && !isLoopback(host);
}

/**
 * Reads the path of a collection of tokens. Nothing in it may be encoded, so that no other spelling of a path passes for
 * another path.
 *
 * @throws {@link ActionError} `invalid-input` for what is not an absolute path.
 */
export function parseApiPath(text: string): string {
  const path = text.replace(/\/+$/, '');
  if (path.includes('%')) throw invalidInput('no character may be encoded here');
  if (!/^(?:\/[\w.~!$&'()*+,;=:@-]+)+$/.test(path) || /\/\.{1,2}(?:\/|$)/.test(path))
    throw invalidInput('must be an absolute path without query, such as /api/v0/management-tokens');
  return path;
}
