import type { Dispatcher } from 'undici';
import { createEnded, createFailure, type Failure } from '../failure.ts';
import { type Answer, type BodyLimit, type Interruption, receiveAnswer } from './answer.ts';
import type { ConnectionWatch } from './connection-watch.ts';
import { brokenHint, explainFault, isHttp1Required } from './fault.ts';
import type { ConnectionSettings } from './transport.ts';

/** One request. */
export interface HttpRequest {
  readonly method: 'GET' | 'DELETE';
  /** Absolute path, encoded. */
  readonly path: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborted: the request ends. */
  readonly signal: AbortSignal;
  /** Aborted, not later than `signal`: the request is not sent, unless it has been. Undefined: that is `signal`. */
  readonly starting?: AbortSignal;
  readonly bodyLimit: BodyLimit;
  /** Sent instead of the token of the credentials. Secret. */
  readonly bearerToken?: string;
}

/** What came of a request. */
export type Exchange = Answer | Failure;

/** What came of a request that was sent once before: it was sent, even if the last time it was not. */
export function sentBefore(exchange: Exchange): Exchange {
  return exchange.kind === 'failed' ? { ...exchange, unsent: false } : exchange;
}

/** How requests travel. */
interface ExchangeOptions extends Pick<ConnectionSettings, 'host' | 'timeout' | 'proxy'> {
  readonly watch: ConnectionWatch;
}

/** Sends a request with a bearer token over a dispatcher. */
export type SendOnce = (
  request: HttpRequest,
  dispatcher: Dispatcher,
  bearerToken: string,
) => Promise<Exchange | 'http/1.1 required'>;

/** Makes what sends one request and receives its answer. It throws for nothing that a network or a server can do. */
export function createExchange({ host, timeout, proxy, watch }: ExchangeOptions): SendOnce {
  return async ({ method, path, signal, starting = signal, bodyLimit }, dispatcher, bearerToken) => {
    const headers = {
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: `Bearer ${bearerToken}`,
      'user-agent': 'influxdb-revoke-management-tokens',
    };
    const options = { origin: host.origin, path, method, headers };
    const isTunnel = proxy !== undefined && host.protocol === 'https:';
    try {
      const answer = await receiveAnswer({ dispatcher, options, bodyLimit, timeout, signal, starting });
      if (answer === 'unsent')
        return createEnded(starting.reason, 'The run ended before this request was sent.', { unsent: true });
      if (answer === 'aborted')
        return createEnded(signal.reason, `The run ended before ${host.origin} answered.`, {
          mayHaveWorked: true,
        });
      if (typeof answer === 'string') {
        const through = isTunnel && !watch.isConnected() ? ` through the proxy ${proxy.url.origin}` : '';
        return explainInterruption(answer, `${host.origin}${through}`, timeout);
      }
      // Within TLS a proxy only carries bytes; a plain request is answered by it, or by what it asked.
      const isForwarded = host.protocol === 'http:' && proxy !== undefined;
      return isForwarded ? { ...answer, forwardedBy: proxy.url.origin } : answer;
    } catch (thrown) {
      if (isHttp1Required(thrown)) return 'http/1.1 required';
      const route = {
        host,
        proxy: proxy?.url,
        place: '`host`',
        isUnopened: isTunnel && !watch.isConnected(),
      };
      return explainFault(watch.findBehind(thrown), route);
    }
  };
}

/** What to do about a cluster that answers too late. */
const slowHint =
  'Run again; if it persists, check the load of the cluster and any proxy on the way, or raise `timeout`.';

function explainInterruption(
  end: Exclude<Interruption, 'unsent' | 'aborted'>,
  name: string,
  timeout: number,
): Failure {
  const traits = { retryable: true, mayHaveWorked: true };
  switch (end) {
    case 'incomplete':
      return createFailure('unreachable', `The connection to ${name} broke in the middle of its response.`, {
        ...traits,
        setback: 'broken connection',
        hint: brokenHint,
      });
    case 'timeout':
      return createFailure('timeout', `${name} did not respond completely within ${timeout / 1_000} s.`, {
        ...traits,
        setback: 'time-out',
        hint: slowHint,
      });
  }
}
