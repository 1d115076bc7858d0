import { BlockList, isIP } from 'node:net';
import { invalidInput } from '../errors.ts';
import { isLoopback } from './host.ts';

/** The proxy that the environment names for requests to one address. */
export interface HttpProxy {
  /** Scheme, host and port. */
  readonly url: URL;
  /** With its credentials, for programs that take them there. Secret. */
  readonly address: URL;
  /** The header `Proxy-Authorization`. Secret. Undefined: the proxy's address names no user. */
  readonly authorization: string | undefined;
}

/**
 * Reads the proxy variables as curl does: lower case wins, `host:port` means `http://host:port`, what follows host and
 * port has no meaning, and `NO_PROXY` exempts hosts. The variable for HTTP serves HTTPS where the other is not set.
 * Undefined: requests to this address go directly.
 *
 * @throws {@link ActionError} `invalid-input` for a proxy that cannot be used; it names the variable and quotes nothing.
 */
export function readProxy(env: NodeJS.ProcessEnv, target: URL): HttpProxy | undefined {
  // A port forward of this machine is reached without a proxy, which could read what is sent in the clear.
  if (isLoopback(target)) return undefined;
  const names = target.protocol === 'https:' ? ['HTTPS_PROXY', 'HTTP_PROXY'] : ['HTTP_PROXY'];
  const name = names.flatMap((each) => [each.toLowerCase(), each]).find((each) => Boolean(env[each]));
  if (name === undefined || isExempt(target, env['no_proxy'] || env['NO_PROXY'] || '')) return undefined;
  const url = parseProxy(env[name] ?? '', name);
  const [user, password] = [decodePercent(url.username), decodePercent(url.password)];
  const hasUser = url.username !== '' || url.password !== '';
  const userInfo = hasUser ? `${encodeBytes(user)}:${encodeBytes(password)}@` : '';
  return {
    url: new URL(url.origin),
    address: new URL(`${url.protocol}//${userInfo}${url.host}`),
    authorization: hasUser ? `Basic ${encodeBasic(user, password)}` : undefined,
  };
}

/**
 * Finds what is secret in the proxy variables, whether a request uses them or not: other programs may. That is a password, or
 * a user that has none: a token. In every form in which they are written or sent.
 */
export function findProxySecrets(env: NodeJS.ProcessEnv): string[] {
  const values = Object.entries(env).filter(([name]) => /^(?:https?|all)_proxy$/i.test(name));
  return values.flatMap(([, value = '']) => {
    // Not by a URL's parser: what it refuses holds a password as well.
    const [, userInfo = ''] = /^(?:[^/]*:\/\/)?([^/?#]*|.*)@/s.exec(value) ?? [];
    const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(userInfo) ?? [];
    const secret = password === '' ? user : password;
    const decoded = decodePercent(secret);
    const basic = encodeBasic(decodePercent(user), decodePercent(password));
    return secret === '' ? [] : [secret, decoded.toString('utf8'), basic];
  });
}

/** Credentials as they travel (RFC 7617). */
function encodeBasic(user: Buffer, password: Buffer): string {
  return Buffer.concat([user, Buffer.from(':'), password]).toString('base64');
}

function parseProxy(value: string, name: string): URL {
  const url = URL.parse(value.includes('://') ? value : `http://${value.replace(/^\/+/, '')}`);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url !== null && isHttp && url.hostname !== '' && url.port !== '0') return url;
  throw invalidInput(`${name} is not the URL of an HTTP proxy; give http://[user:password@]host:port`);
}

/** Decodes what is encoded, byte by byte as curl does: a lone `%` is literal, and `%FC` need not be UTF-8. */
function decodePercent(text: string): Buffer {
  const parts = text.split(/(%[0-9a-f]{2})/i);
  return Buffer.concat(
    parts.map((part) =>
      /^%[0-9a-f]{2}$/i.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part),
    ),
  );
}

/** Percent-encodes byte by byte. */
function encodeBytes(bytes: Buffer): string {
  const encode = (byte: string): string => `%${Buffer.from(byte, 'latin1').toString('hex').toUpperCase()}`;
  return bytes.toString('latin1').replace(/\W/g, encode);
}

/**
 * Says whether `NO_PROXY` exempts an address: a list of host names, which match their subdomains too, of addresses,
 * and of networks (CIDR), each with or without a port; `*` matches every host.
 */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = bare(hostname);
  const ownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return list.split(/[\s,]+/).some((entry) => {
    const { name, onlyPort } = splitPort(entry.toLowerCase());
    if (name === '' || (onlyPort !== undefined && onlyPort !== ownPort)) return false;
    if (name === '*' || isInNetwork(host, name)) return true;
    const domain = bare(name.replace(/^\*?\./, ''));
    return host === domain || host.endsWith(`.${domain}`);
  });
}

function splitPort(entry: string): { readonly name: string; readonly onlyPort: string | undefined } {
  // A bare IPv6 address contains colons.
  const [, name = entry, onlyPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  return { name, onlyPort };
}

/** Without brackets around an IPv6 address, and without the dot that only marks a whole name. */
function bare(name: string): string {
  return name.replace(/^\[(.+)\]$/, '$1').replace(/(?<=.)\.$/, '');
}

function isInNetwork(host: string, entry: string): boolean {
  const [network = '', size, rest] = entry.split('/');
  const version = isIP(bare(network));
  if (version === 0 || version !== isIP(host) || rest !== undefined) return false;
  const [family, bits] = version === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const);
  const prefix = size === undefined ? bits : Number(size);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits || size === '') return false;
  const list = new BlockList();
  list.addSubnet(bare(network), prefix, family);
  return list.check(host, family);
}
