import type { Dispatcher } from 'undici';
import { createFailure } from '../failure.ts';
import type { MakeDispatcher } from './dispatcher.ts';
import { type Exchange, type HttpRequest, type SendOnce, sentBefore } from './exchange.ts';

/** Sends a request with a bearer token. */
export type Send = (request: HttpRequest, bearerToken: string) => Promise<Exchange>;

/**
 * Holds the connections of a run. Where a request is not answered in time, the next ones get another dispatcher: after a
 * GOAWAY or a killed server undici's HTTP/2 client can be left with a queue that never moves again. Where the server will
 * not serve it over HTTP/2, it is sent once more without (RFC 9113, section 7, HTTP_1_1_REQUIRED), as are all that follow.
 */
export function holdConnections(create: MakeDispatcher, send: SendOnce) {
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
    async send(request: HttpRequest, bearerToken: string): Promise<Exchange> {
      const used = current;
      const result = await send(request, used, bearerToken);
      if (result === 'http/1.1 required') {
        replace(used, 'http/1.1');
        const again = await send(request, current, bearerToken);
        return again === 'http/1.1 required' ? stillRequired : sentBefore(again);
      }
      const isStuck = result.kind === 'failed' && result.code === 'timeout' && result.retryable;
      if (isStuck) replace(used);
      return result;
    },
    close: () => Promise.all(all.map((each) => each.destroy())).then(() => {}),
  };
}

const stillRequired = createFailure(
  'unreachable',
  'The server requires HTTP/1.1 (HTTP_1_1_REQUIRED), but the request was sent over HTTP/1.1.',
  { hint: 'Check the proxy or ingress in front of the cluster.' },
);
