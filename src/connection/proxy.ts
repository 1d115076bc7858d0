import { ActionError } from '../errors.ts';
import { isLoopback } from './host.ts';

/** The proxy that the environment names for a protocol. `NO_PROXY` may still exempt a host. */
export interface HttpProxy {
  /** With credentials, as the variable gives them: secret. */
  readonly url: URL;
  /** The credentials in every form in which they are sent or written. */
  readonly secrets: readonly string[];
  /** Hosts to reach without the proxy. */
  readonly exempt: string;
}

/**
 * Reads the proxy variables as curl does: lower case wins, `host:port` means `http://host:port`, and the variable for
 * HTTP serves HTTPS where the other is not set, as in undici's `EnvHttpProxyAgent`. Loopback is never reached through a
 * proxy: plain HTTP is allowed there since it stays on this machine.
 *
 * @throws {@link ActionError} `invalid-input` for a proxy that is not a URL.
 */
export function readProxy(env: NodeJS.ProcessEnv, target: URL): HttpProxy | undefined {
  if (isLoopback(target)) return undefined;
  const read = (name: string): string => env[name.toLowerCase()] || env[name] || '';
  const value = (target.protocol === 'https:' && read('HTTPS_PROXY')) || read('HTTP_PROXY');
  if (value === '') return undefined;
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    const message =
      'HTTPS_PROXY or HTTP_PROXY is not the URL of an HTTP proxy; accepted: http://[user:password@]host:port';
    throw new ActionError({ code: 'invalid-input', message });
  }
  return { url, secrets: secretsOf(url), exempt: read('NO_PROXY') };
}

/** A proxy's credentials travel as `Basic` (RFC 7617), which is their base64 form. */
function secretsOf({ username, password }: URL): string[] {
  if (password === '') return [];
  const user = decode(username);
  const word = decode(password);
  return [password, word, Buffer.from(`${user}:${word}`).toString('base64')];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
