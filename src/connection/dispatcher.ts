import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { createContext, trustedAuthorities } from './certificates.ts';
import { isUnknownAuthority } from './fault.ts';
import type { HttpProxy } from './proxy.ts';

/** What is trusted and shown in a handshake. */
export interface TlsSettings {
  /** PEM certificates of authorities to trust in addition to the system's. */
  readonly authorities: readonly string[];
  /** Do not verify the server's certificate. */
  readonly insecure: boolean;
  /** PEM text of the client's certificate chain and key. */
  readonly client: { readonly cert: string; readonly key: string } | undefined;
}

/** What a dispatcher is made from. */
export interface DispatcherOptions {
  readonly tls: TlsSettings;
  /** Connections at most: all are used on HTTP/1.1, one carries all requests on HTTP/2. */
  readonly concurrency: number;
  /** For a connection to be made, in ms. */
  readonly connectTimeout: number;
  readonly proxy: HttpProxy | undefined;
}

/** Makes the undici dispatcher for one cluster. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { tls, concurrency, connectTimeout, proxy } = options;
  // Each request has its own exact timer: undici's are coarse.
  const common = { connections: concurrency, headersTimeout: 0, bodyTimeout: 0 };
  if (proxy === undefined) return new Agent({ ...common, connect: createConnector(options) });
  const trusting = createHandshake(options, trustedAuthorities(tls.authorities));
  const { href } = proxy.url;
  return new EnvHttpProxyAgent({
    ...common,
    httpProxy: href,
    httpsProxy: href,
    noProxy: proxy.exempt,
    connect: trusting,
    requestTls: trusting,
    proxyTls: { ca: trustedAuthorities(tls.authorities), timeout: connectTimeout },
  });
}

/** How connections are made. One context serves them all: it holds every authority, and takes long to make. */
function createHandshake(
  { tls, connectTimeout }: DispatcherOptions,
  authorities: readonly string[] | undefined,
): buildConnector.BuildOptions {
  const trust = authorities === undefined ? {} : { ca: [...authorities] };
  return {
    secureContext: createContext({ ...tls.client, ...trust }),
    rejectUnauthorized: !tls.insecure,
    preferH2: true,
    timeout: connectTimeout,
  };
}

/**
 * Connects with the authorities that Node trusts. Those of the operating system, where a private authority often is,
 * are read only where Node's own do not suffice: reading them takes longer than a handshake.
 */
function createConnector(options: DispatcherOptions): buildConnector.connector {
  const { authorities } = options.tls;
  const connectTrustingAll = (): buildConnector.connector =>
    buildConnector(createHandshake(options, trustedAuthorities(authorities)));
  if (authorities.length > 0) return connectTrustingAll();
  const connect = buildConnector(createHandshake(options, undefined));
  let connectAgain: buildConnector.connector | undefined;
  return (target, callback) => {
    if (connectAgain !== undefined) return connectAgain(target, callback);
    connect(target, (error, socket) => {
      if (error === null) return callback(null, socket);
      if (!isUnknownAuthority(error)) return callback(error, null);
      connectAgain ??= connectTrustingAll();
      connectAgain(target, callback);
    });
  };
}
