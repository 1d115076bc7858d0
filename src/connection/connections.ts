import type { Dispatcher } from 'undici';
import { createFailure, type Failure } from '../failure.ts';
import { watchConnections } from './connection-watch.ts';
import type { MakeDispatcher } from './dispatcher.ts';
import { createExchange, type Exchange, type HttpRequest, type Server, sentBefore } from './exchange.ts';

/** The connections to a server. */
export interface Connections {
  /** Sends a request and receives its answer. Never throws for what a network or a server can do. */
  send(request: HttpRequest): Promise<Exchange>;
  /** Whether the last one uses HTTP/2. False before there was one. */
  isHttp2(): boolean;
  /** Ends every one. */
  close(): Promise<void>;
}

/**
 * Opens the connections to a server; the first request makes the first one. Where a request is not answered in time, the
 * next ones get another dispatcher: all of one wait for a tunnel that a proxy has not answered, and a server that answers
 * pings need not answer requests. Where the server will not serve a request over HTTP/2, it is sent once more without
 * (RFC 9113, section 7, HTTP_1_1_REQUIRED), as are all that follow.
 */
export function openConnections(server: Server, create: MakeDispatcher): Connections {
  const watch = watchConnections(server.host);
  const send = createExchange(server, watch);
  let current = create();
  const all = [current];
  let protocol: 'http/1.1' | undefined;
  /** Replaces the dispatcher that a request used, unless it has been replaced already by one of the wanted protocol. */
  const replace = (used: Dispatcher, wanted = protocol): void => {
    if (used !== current && wanted === protocol) return;
    protocol = wanted;
    current = create(protocol);
    all.push(current);
  };
  return {
    async send(request) {
      const used = current;
      const result = await send(request, used);
      if (result === 'http/1.1 required') {
        replace(used, 'http/1.1');
        const again = await send(request, current);
        return again === 'http/1.1 required' ? explainStillRequired(server) : sentBefore(again);
      }
      const isStuck = result.kind === 'failed' && result.code === 'timeout' && result.retryable;
      if (isStuck) replace(used);
      return result;
    },
    isHttp2: watch.isHttp2,
    async close() {
      watch.close();
      await Promise.all(all.map((each) => each.destroy()));
    },
  };
}

function explainStillRequired({ role }: Server): Failure {
  return createFailure(
    'unreachable',
    'The server requires HTTP/1.1 (HTTP_1_1_REQUIRED), but the request was sent over HTTP/1.1.',
    { hint: `Check the proxy or ingress in front of the ${role}.` },
  );
}
