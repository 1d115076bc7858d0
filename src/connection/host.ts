import { ActionError } from '../errors.ts';

/**
 * Host names that never leave this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3), as `URL` writes them:
 * 127.0.0.1 as an IPv4-mapped address is `[::ffff:7f00:1]`.
 */
const loopback =
  /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;

const accepted = 'accepted: https://host[:port], or a bare host name';

/**
 * Reads the cluster's address. A bare host name means HTTPS.
 *
 * @throws {@link ActionError} `invalid-input` for what is not an address, or holds more than one.
 */
export function parseHost(text: string): URL {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || url.hostname === '') throw invalid(`not an address; ${accepted}`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw invalid(`not an HTTP address; ${accepted}`);
  if (url.username !== '' || url.password !== '')
    throw invalid('credentials do not belong here; use `management-token`');
  if (url.search !== '' || url.hash !== '')
    throw invalid(`a query or fragment does not belong here; ${accepted}`);
  if (url.pathname !== '/') throw invalid('a path does not belong here; use `api-path`');
  return new URL(url.origin);
}

/** Says whether an address is one of this machine: what goes there uses no network, and no proxy. */
export function isLoopback({ hostname }: URL): boolean {
  return loopback.test(hostname);
}

/** Says whether requests to this address would carry the token over a network in the clear. */
export function isExposed(host: URL): boolean {
  return host.protocol === 'http:' && !isLoopback(host);
}

/**
 * Reads the path of a collection of tokens.
 *
 * @throws {@link ActionError} `invalid-input` for what is not an absolute path.
 */
export function parseApiPath(text: string): string {
  const path = text.replace(/\/+$/, '');
  const isPlain = /^(?:\/[\w.~!$&'()*+,;=:@%-]+)+$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
  if (!isPlain) throw invalid('accepted: an absolute path without query, such as /api/v0/management-tokens');
  return path;
}

function invalid(message: string): ActionError {
  return new ActionError({ code: 'invalid-input', message });
}
