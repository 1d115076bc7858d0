import type { Dispatcher } from 'undici';
import { createFailure, type Failure } from '../failure.ts';
import { type Answer, type BodyLimit, type Interruption, receiveAnswer } from './answer.ts';
import type { Credentials } from './credentials.ts';
import { type MakeDispatcher, prepareDispatcher, type TlsSettings } from './dispatcher.ts';
import { brokenHint, explainFault, isHttp1Required } from './fault.ts';
import { watchProtocol } from './protocol.ts';
import type { HttpProxy } from './proxy.ts';
import { quoteText } from './quote.ts';
import type { Redact } from './secrets.ts';
import { type TlsAlerts, watchTlsAlerts } from './tls-alerts.ts';

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
  /** Called after every exchange: for debugging. */
  readonly onExchange: (record: ExchangeRecord) => void;
}

/** One exchange, without anything secret. */
export interface ExchangeRecord {
  readonly method: string;
  readonly path: string;
  readonly attempt: number;
  /** The status of the answer, or the code of the failure. */
  readonly result: number | string;
  /** From the call to the end of the body, in ms. */
  readonly ms: number;
}

/** One request. */
export interface HttpRequest {
  readonly method: 'GET' | 'DELETE';
  /** Absolute path, encoded. */
  readonly path: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborted: the request ends. */
  readonly signal: AbortSignal;
  readonly bodyLimit: BodyLimit;
  /** Sent instead of the token of the credentials. Secret. */
  readonly bearerToken?: string;
}

/** What came of a request. */
export type Exchange = Answer | Failure;

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

/** Opens the connection to a cluster; the first request makes the first connection. */
export async function openTransport(settings: ConnectionSettings): Promise<Transport> {
  const connectTimeout = Math.min(settings.timeout, longestConnect);
  const renew = await prepareDispatcher({ ...settings, connectTimeout });
  return createTransport(settings, renew(), renew);
}

/** Sends requests through a dispatcher. `renew` makes another one in its place; undefined: there is none. */
export function createTransport(
  settings: ConnectionSettings,
  dispatcher: Dispatcher,
  renew?: MakeDispatcher,
): Transport {
  const { redact, onExchange } = settings;
  const alerts = watchTlsAlerts();
  const protocol = watchProtocol(settings.host);
  const connections = holdConnections(dispatcher, renew);
  const exchange = authenticate(
    settings.credentials,
    sendOver(connections, createExchange(settings, alerts)),
  );
  return {
    async send(request) {
      const started = performance.now();
      const result = await exchange(request);
      const { method, path, attempt } = request;
      const ms = Math.round(performance.now() - started);
      onExchange({
        method,
        path,
        attempt,
        result: result.kind === 'answer' ? result.status : result.code,
        ms,
      });
      return result;
    },
    mostAtOnce: () => (protocol.isHttp2() ? Number.POSITIVE_INFINITY : mostConnections),
    quote: (text) => quoteText(text, redact),
    close() {
      alerts.close();
      protocol.close();
      return connections.close();
    },
  };
}

/** The dispatcher of the next request, and those before it. */
interface Connections {
  current(): Dispatcher;
  /** Replaces the dispatcher that a request used, unless it has been replaced already. */
  replace(used: Dispatcher, protocol?: 'http/1.1'): void;
  close(): Promise<void>;
}

function holdConnections(first: Dispatcher, renew: MakeDispatcher | undefined): Connections {
  const all = [first];
  let current = first;
  let protocol: 'http/1.1' | undefined;
  return {
    current: () => current,
    replace(used, wanted = protocol) {
      if (renew === undefined || used !== current) return;
      protocol = wanted;
      current = renew(protocol);
      all.push(current);
    },
    close: () => Promise.all(all.map((each) => each.destroy())).then(() => {}),
  };
}

/** Sends a request with a bearer token. */
type Send = (request: HttpRequest, bearerToken: string) => Promise<Exchange>;

/** Sends it over a dispatcher. */
type SendOnce = (
  request: HttpRequest,
  dispatcher: Dispatcher,
  bearerToken: string,
) => Promise<Exchange | 'http/1.1 required'>;

/**
 * Where a request is not answered in time, the next ones get another dispatcher: after a GOAWAY or a killed server
 * undici's HTTP/2 client can be left with a queue that never moves again. Where the server will not serve it over HTTP/2,
 * it is sent once more without (RFC 9113, section 7, HTTP_1_1_REQUIRED), as are all that follow.
 */
function sendOver(connections: Connections, send: SendOnce): Send {
  return async (request, bearerToken) => {
    const used = connections.current();
    const result = await send(request, used, bearerToken);
    if (result === 'http/1.1 required') {
      connections.replace(used, 'http/1.1');
      const again = await send(request, connections.current(), bearerToken);
      return again === 'http/1.1 required' ? stillRequired : again;
    }
    const isStuck = result.kind === 'failed' && result.code === 'timeout' && result.retryable;
    if (isStuck) connections.replace(used);
    return result;
  };
}

const stillRequired = createFailure(
  'unreachable',
  'The server requires HTTP/1.1 (HTTP_1_1_REQUIRED), but the request was sent over HTTP/1.1.',
  { hint: 'Check the proxy or ingress in front of the cluster.' },
);

/** Gives requests their bearer token, and another one to what is answered with 401: the first may have expired. */
function authenticate(credentials: Credentials, send: Send) {
  return async (request: HttpRequest): Promise<Exchange> => {
    const sendWith = async (token: string): Promise<Exchange> => {
      const result = await send(request, token);
      if (result.kind === 'answer' && result.status !== 401) credentials.confirm(token);
      return result;
    };
    if (request.bearerToken !== undefined) return send(request, request.bearerToken);
    const token = await credentials.obtain(request.signal);
    if (typeof token !== 'string') return token;
    const result = await sendWith(token);
    if (result.kind === 'failed' || result.status !== 401) return result;
    const other = await credentials.replace(token, request.signal);
    return typeof other === 'string' ? sendWith(other) : (other ?? result);
  };
}

function createExchange({ host, timeout, proxy }: ConnectionSettings, alerts: TlsAlerts): SendOnce {
  return async ({ method, path, signal, bodyLimit }, dispatcher, bearerToken) => {
    const headers = {
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: `Bearer ${bearerToken}`,
      'user-agent': 'influxdb-revoke-management-tokens',
    };
    const options = { origin: host.origin, path, method, headers };
    try {
      const answer = await receiveAnswer({ dispatcher, options, bodyLimit, timeout, signal });
      if (answer === 'aborted') return endedBy(answer, `The run ended before ${host.origin} answered.`);
      if (answer === 'timeout')
        return endedBy(answer, `${host.origin} did not respond completely within ${timeout / 1_000} s.`);
      if (answer === 'incomplete')
        return endedBy(answer, `The connection to ${host.origin} broke in the middle of its response.`);
      // Within TLS a proxy only carries bytes; a plain request is answered by it, or by what it asked.
      const isForwarded = host.protocol === 'http:' && proxy !== undefined;
      return isForwarded ? { ...answer, forwardedBy: proxy.url.origin } : answer;
    } catch (thrown) {
      if (isHttp1Required(thrown)) return 'http/1.1 required';
      return explainFault(alerts.findBehind(thrown), { host, proxy: proxy?.url, place: '`host`' });
    }
  };
}

/** What to do about a cluster that answers too late. */
const slowHint = 'Run again; if it persists, check the load of the cluster, or raise `timeout`.';

function endedBy(end: Interruption, message: string): Failure {
  const traits = { retryable: end !== 'aborted', mayHaveWorked: true };
  switch (end) {
    case 'incomplete':
      return createFailure('unreachable', message, {
        ...traits,
        setback: 'broken connection',
        hint: brokenHint,
      });
    case 'timeout':
      return createFailure('timeout', message, { ...traits, setback: 'time-out', hint: slowHint });
    case 'aborted':
      return createFailure('timeout', message, traits);
  }
}
