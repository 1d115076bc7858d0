import type { Dispatcher } from 'undici';
import { createEnded, type Failure } from '../failure.ts';
import { type Answer, type BodyLimit, receiveAnswer } from './answer.ts';
import type { ConnectionWatch } from './connection-watch.ts';
import { explainFault, explainInterruption, type Role, type Route } from './fault.ts';
import type { HttpProxy } from './proxy.ts';
import { isHttp1Required } from './thrown.ts';

/** A server, and how requests travel to it. */
export interface Server {
  readonly role: Role;
  /** Scheme, host and port. Nothing is ever sent to another origin. */
  readonly host: URL;
  readonly proxy: HttpProxy | undefined;
  /** For one request, its connection and body included, in ms. */
  readonly timeout: number;
}

/** One request. */
export interface HttpRequest {
  readonly method: 'GET' | 'DELETE' | 'POST';
  /** Absolute path with its query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent. Undefined: nothing. */
  readonly body?: string;
  /** Aborted: the request ends. */
  readonly signal: AbortSignal;
  /** Aborted, not later than `signal`: the request is not sent, unless it has been. Undefined: that is `signal`. */
  readonly starting?: AbortSignal;
  readonly bodyLimit: BodyLimit;
}

/** What came of a request. */
export type Exchange = Answer | Failure;

/** What came of a request that was sent once before: it was sent, even if the last time it was not. */
export function sentBefore(exchange: Exchange): Exchange {
  return exchange.kind === 'failed' ? { ...exchange, unsent: false } : exchange;
}

/** Sends a request over a dispatcher. */
type SendOnce = (request: HttpRequest, dispatcher: Dispatcher) => Promise<Exchange | 'http/1.1 required'>;

/** Makes what sends one request and receives its answer. It throws for nothing that a network or a server can do. */
export function createExchange({ role, host, timeout, proxy }: Server, watch: ConnectionWatch): SendOnce {
  const describeRoute = (): Route => {
    const isUnopened = host.protocol === 'https:' && !watch.isConnected();
    return { host, role, proxy: proxy?.url, isUnopened };
  };
  return async ({ method, path, headers, body = null, signal, starting = signal, bodyLimit }, dispatcher) => {
    const options = { origin: host.origin, path, method, headers, body };
    try {
      const answer = await receiveAnswer({ dispatcher, options, bodyLimit, timeout, signal, starting });
      if (answer === 'unsent')
        return createEnded(starting.reason, 'The run ended before this request was sent.', { unsent: true });
      if (answer === 'aborted')
        return createEnded(signal.reason, `The run ended before ${host.origin} answered.`, {
          mayHaveWorked: true,
        });
      if (typeof answer === 'string') return explainInterruption(answer, describeRoute(), timeout);
      // Within TLS a proxy only carries bytes; a plain request is answered by it, or by what it asked.
      const isForwarded = host.protocol === 'http:' && proxy !== undefined;
      return isForwarded ? { ...answer, forwardedBy: proxy.url.origin } : answer;
    } catch (thrown) {
      if (isHttp1Required(thrown)) return 'http/1.1 required';
      return explainFault(watch.findBehind(thrown), describeRoute());
    }
  };
}
