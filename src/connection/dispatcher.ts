import type { buildConnector, Dispatcher, Pool, ProxyAgent } from 'undici';
import connectWith from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { areRoots, createContext, trustedAuthorities } from './certificates.ts';
import { largestHeaders } from './fault.ts';
import { explainConnections } from './handshake.ts';
import type { HttpProxy } from './proxy.ts';
import { rootOf } from './thrown.ts';
import { mayOthersTrust } from './tls-faults.ts';

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
interface DispatcherOptions {
  readonly tls: TlsSettings;
  /** Connections at most: all are used on HTTP/1.1, one carries all requests on HTTP/2. */
  readonly concurrency: number;
  /** For one request, its connection included, in ms. */
  readonly timeout: number;
  readonly proxy: HttpProxy | undefined;
}

/** Connections take at most this long, in ms, however long a request may take. */
const longestConnect = 10_000;

/** Makes a dispatcher: one that prefers HTTP/2, or one that uses HTTP/1.1 only. */
export type MakeDispatcher = (protocol?: 'http/1.1') => Dispatcher;

/** Loads the parts of a dispatcher for one cluster, and returns a function that makes one. */
export async function prepareDispatcher(options: DispatcherOptions): Promise<MakeDispatcher> {
  const { proxy } = options;
  if (proxy === undefined)
    return (protocol) =>
      new Agent({ ...limitsOf(options, protocol), connect: createConnector(options, protocol) });
  // Tunnels work with the whole of undici only: its index gives dispatchers their method `connect`.
  const { Pool, ProxyAgent } = await import(/* webpackChunkName: "undici" */ 'undici');
  return (protocol) => {
    const limits = limitsOf(options, protocol);
    const openToProxy = (origin: string | URL, { connect }: { readonly connect: buildConnector.connector }) =>
      new Pool(origin, { ...limits, connect: explainConnections(connect, 'proxy') });
    return new ProxyAgent({
      ...limits,
      ...describeProxy(options, proxy, protocol),
      clientFactory: openToProxy,
      // Requests to a plain address are forwarded by the proxy, over connections to it.
      factory: (origin, settings: Pool.Options & Parameters<typeof openToProxy>[1]) =>
        new URL(origin).origin === proxy.url.origin
          ? openToProxy(origin, settings)
          : new Pool(origin, settings),
    });
  };
}

/** The same for a server other than the cluster: client certificate and `tls-skip-verify` are not meant for it. */
export function prepareOtherDispatcher(
  { authorities }: Pick<TlsSettings, 'authorities'>,
  timeout: number,
  proxy: HttpProxy | undefined,
): Promise<MakeDispatcher> {
  const tls = { authorities, insecure: false, client: undefined };
  return prepareDispatcher({ tls, concurrency: 1, timeout, proxy });
}

type Protocol = Parameters<MakeDispatcher>[0];

/**
 * How often a server is asked on HTTP/2 whether it is still there, in ms; a connection ends where it has not answered by
 * the next time. A third of a request's time shows it then. Its answer may come behind 256 KiB of a list, over a slow
 * network, or from a server that is busy: who raises `timeout` allows for that too.
 */
function intervalOfPings(timeout: number): number {
  return Math.max(1_000, Math.ceil(timeout / 6));
}

/**
 * Each request has its own exact timer: undici's are coarse. On HTTP/2 one connection carries all requests: undici opens
 * another as soon as the first one is full.
 */
function limitsOf({ concurrency, timeout }: DispatcherOptions, protocol: Protocol): Agent.Options {
  const h2Options = { maxConcurrentStreams: concurrency + 1, pingInterval: intervalOfPings(timeout) };
  return {
    connections: concurrency,
    allowH2: protocol === undefined,
    h2Options,
    maxHeaderSize: largestHeaders,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

function describeProxy(
  options: DispatcherOptions,
  { url, authorization }: HttpProxy,
  protocol: Protocol,
): ProxyAgent.Options {
  const authorities = trustedAuthorities(options.tls.authorities);
  return {
    uri: url.origin,
    ...(authorization === undefined ? {} : { token: authorization }),
    requestTls: createHandshake(options, authorities, protocol),
    proxyTls: {
      // It gets the password of the proxy, no matter what the environment says.
      rejectUnauthorized: true,
      // CONNECT is sent over HTTP/1.1, and a proxy that is offered HTTP/2 may choose that.
      allowH2: false,
      ca: authorities,
      allowPartialTrustChain: !areRoots(options.tls.authorities),
      timeout: limitConnect(options),
    },
  };
}

function limitConnect({ timeout }: DispatcherOptions): number {
  return Math.min(timeout, longestConnect);
}

/** How connections are made. One context serves them all: it holds every authority, and takes long to make. */
function createHandshake(
  options: DispatcherOptions,
  authorities: readonly string[] | undefined,
  protocol: Protocol,
): buildConnector.BuildOptions {
  const { tls } = options;
  return {
    secureContext: createContext({
      ...tls.client,
      ca: authorities && [...authorities],
      allowPartialTrustChain: !areRoots(tls.authorities),
    }),
    rejectUnauthorized: !tls.insecure,
    allowH2: protocol === undefined,
    preferH2: true,
    timeout: limitConnect(options),
  };
}

/**
 * Connects with the authorities that are given, or else with those that Node brings. All that are trusted, the
 * operating system's among them, are read only where these do not suffice: that takes longer than a handshake.
 */
function createConnector(options: DispatcherOptions, protocol: Protocol): buildConnector.connector {
  const { authorities } = options.tls;
  const first = authorities.length > 0 ? authorities : undefined;
  const connectTrusting = (trusted: readonly string[] | undefined): buildConnector.connector =>
    explainConnections(connectWith(createHandshake(options, trusted, protocol)), 'server');
  const connect = connectTrusting(first);
  let connectAgain: buildConnector.connector | undefined;
  return (target, callback) => {
    if (connectAgain !== undefined) return connectAgain(target, callback);
    connect(target, (error, socket) => {
      if (error === null) return callback(null, socket);
      if (!mayOthersTrust(rootOf(error).code)) return callback(error, null);
      connectAgain ??= connectTrusting(trustedAuthorities(authorities));
      connectAgain(target, callback);
    });
  };
}
