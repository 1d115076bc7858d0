import { watchConnections } from './connection-watch.ts';
import { holdConnections, type Send } from './connections.ts';
import type { Credentials } from './credentials.ts';
import { type MakeDispatcher, prepareDispatcher, type TlsSettings } from './dispatcher.ts';
import { createExchange, type Exchange, type HttpRequest, sentBefore } from './exchange.ts';
import type { HttpProxy } from './proxy.ts';
import { quoteText } from './quote.ts';
import type { Redact } from './secrets.ts';
import { type Authentication, type SignInNeeds, signIn } from './sign-in.ts';

/** Connections take at most this long, in ms, however long a request may take. */
const longestConnect = 10_000;

/**
 * Maximum concurrent requests, if each one needs its own connection. A connection that is made for each of them is a
 * handshake for the server; without one they would wait in a queue while their time runs.
 */
const mostConnections = 128;

/** Where and as whom to send requests. */
export interface ConnectionSettings {
  /** Scheme, host and port. Nothing is ever sent to another origin. */
  readonly host: URL;
  /** What gives the token that is sent as `Authorization: Bearer`. */
  readonly credentials: Credentials;
  readonly tls: TlsSettings;
  readonly proxy: HttpProxy | undefined;
  /** Maximum concurrent requests. */
  readonly concurrency: number;
  /** For one request, its connection and body included, in ms. */
  readonly timeout: number;
  /** Takes the secrets of this run out of a text. */
  readonly redact: Redact;
  /** Called after every exchange with a line about it, without anything secret: for debugging. */
  readonly onExchange: (line: string) => void;
}

/** Sends requests to one origin. */
export interface Transport {
  /** Never throws for what a network or a server can do. */
  send(request: HttpRequest): Promise<Exchange>;
  /** How many requests can run without waiting for each other, as far as is known of the connection. */
  mostAtOnce(): number;
  /** The beginning of a text from the server, as plain text without secrets: what messages may quote. */
  quote(text: string): string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Where and as whom to send requests, and what that needs of the world. */
interface ConnectionNeeds
  extends Omit<ConnectionSettings, 'credentials' | 'redact'>,
    Pick<SignInNeeds, 'secrets' | 'getIdToken' | 'sleep'> {
  readonly authentication: Authentication;
  /** The proxy that the environment names for the identity provider. */
  readonly providerProxy: SignInNeeds['proxy'];
}

/** Signs in, and opens the connection to a cluster; the first request makes the first connection. */
export async function openConnection(needs: ConnectionNeeds): Promise<Transport> {
  const { authentication, providerProxy, secrets } = needs;
  const credentials = await signIn(authentication, { ...needs, proxy: providerProxy });
  const transport = await openTransport({ ...needs, credentials, redact: secrets.redact });
  return {
    ...transport,
    async close() {
      await Promise.all([transport.close(), credentials.close()]);
    },
  };
}

/** Opens the connection to a cluster as whom the credentials say. */
export async function openTransport(settings: ConnectionSettings): Promise<Transport> {
  const connectTimeout = Math.min(settings.timeout, longestConnect);
  return createTransport(settings, await prepareDispatcher({ ...settings, connectTimeout }));
}

/** Sends requests through a dispatcher, and through another one in its place if that is needed. */
export function createTransport(settings: ConnectionSettings, create: MakeDispatcher): Transport {
  const { redact, onExchange } = settings;
  const watch = watchConnections(settings.host);
  const connections = holdConnections(create, createExchange({ ...settings, watch }));
  const exchange = authenticate(settings.credentials, connections.send);
  return {
    async send(request) {
      const started = performance.now();
      const result = await exchange(request);
      const { method, path, attempt } = request;
      const ms = Math.round(performance.now() - started);
      const how = result.kind === 'answer' ? result.status : result.code;
      onExchange(`${method} ${path}: ${how}, attempt ${attempt}, ${ms} ms`);
      return result;
    },
    mostAtOnce: () => (watch.isHttp2() ? Number.POSITIVE_INFINITY : mostConnections),
    quote: (text) => quoteText(text, redact),
    close() {
      watch.close();
      return connections.close();
    },
  };
}

/** Gives requests their bearer token, and another one to what is answered with 401: the first may have expired. */
function authenticate(credentials: Credentials, send: Send) {
  const sendWith = async (token: string, request: HttpRequest): Promise<Exchange> => {
    const result = await send(request, token);
    if (result.kind === 'answer' && result.status !== 401) credentials.confirm(token);
    return result;
  };
  return async (request: HttpRequest): Promise<Exchange> => {
    if (request.bearerToken !== undefined) return send(request, request.bearerToken);
    const { starting = request.signal } = request;
    const token = await credentials.obtain(starting);
    if (typeof token !== 'string') return token;
    const result = await sendWith(token, request);
    if (result.kind === 'failed' || result.status !== 401) return result;
    const other = await credentials.replace(token, starting);
    return sentBefore(typeof other === 'string' ? await sendWith(other, request) : (other ?? result));
  };
}
