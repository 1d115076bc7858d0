import { type Connections, openConnections } from './connections.ts';
import type { Credentials } from './credentials.ts';
import { type MakeDispatcher, prepareDispatcher, type TlsSettings } from './dispatcher.ts';
import { type Exchange, type HttpRequest, type Server, sentBefore } from './exchange.ts';
import { quoteText } from './quote.ts';
import type { Redact } from './secrets.ts';
import { type Authentication, type SignInNeeds, signIn } from './sign-in.ts';

/**
 * Maximum concurrent requests, if each one needs its own connection. A connection that is made for each of them is a
 * handshake for the server; without one they would wait in a queue while their time runs.
 */
const mostConnections = 128;

/** Where and as whom to send requests. */
export interface ConnectionSettings extends Omit<Server, 'role'> {
  /** What gives the token that is sent as `Authorization: Bearer`. */
  readonly credentials: Credentials;
  readonly tls: TlsSettings;
  /** Maximum concurrent requests. */
  readonly concurrency: number;
  /** Takes the secrets of this run out of a text. */
  readonly redact: Redact;
  /** Called after every exchange with a line about it, without anything secret: for debugging. */
  readonly onExchange: (line: string) => void;
}

/** One request to the cluster. */
export interface ClusterRequest extends Omit<HttpRequest, 'method' | 'headers' | 'body'> {
  readonly method: 'GET' | 'DELETE';
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Sent instead of the token of the credentials. Secret. */
  readonly bearerToken?: string;
}

/** Sends requests to the cluster. */
export interface Transport {
  /** Never throws for what a network or a server can do. */
  send(request: ClusterRequest): Promise<Exchange>;
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
  return createTransport(settings, await prepareDispatcher(settings));
}

/** Sends requests through a dispatcher, and through another one in its place if that is needed. */
export function createTransport(settings: ConnectionSettings, create: MakeDispatcher): Transport {
  const { redact, onExchange } = settings;
  const connections = openConnections({ ...settings, role: 'cluster' }, create);
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
    mostAtOnce: () => (connections.isHttp2() ? Number.POSITIVE_INFINITY : mostConnections),
    quote: (text) => quoteText(text, redact),
    close: connections.close,
  };
}

const commonHeaders = {
  accept: 'application/json',
  'accept-encoding': 'identity',
  'user-agent': 'influxdb-revoke-management-tokens',
};

/** Gives requests their bearer token, and another one to what is answered with 401: the first may have expired. */
function authenticate(credentials: Credentials, send: Connections['send']) {
  const sendAs = (token: string, request: ClusterRequest): Promise<Exchange> =>
    send({ ...request, headers: { ...commonHeaders, authorization: `Bearer ${token}` } });
  const sendWith = async (token: string, request: ClusterRequest): Promise<Exchange> => {
    const result = await sendAs(token, request);
    if (result.kind === 'answer' && result.status !== 401) credentials.confirm(token);
    return result;
  };
  return async (request: ClusterRequest): Promise<Exchange> => {
    if (request.bearerToken !== undefined) return sendAs(request.bearerToken, request);
    const { starting = request.signal } = request;
    const token = await credentials.obtain(starting);
    if (typeof token !== 'string') return token;
    const result = await sendWith(token, request);
    if (result.kind === 'failed' || result.status !== 401) return result;
    const other = await credentials.replace(token, starting);
    return sentBefore(typeof other === 'string' ? await sendWith(other, request) : (other ?? result));
  };
}
