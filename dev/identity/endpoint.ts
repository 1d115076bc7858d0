import type { IncomingHttpHeaders, IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

type Response = Parameters<RequestListener>[1];

/** A request as an endpoint saw it. */
export interface SeenIdentityRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The fields of its form; empty where it brought none. */
  readonly form: Readonly<Record<string, string>>;
  /** How many requests of any kind came before it. */
  readonly earlier: number;
}

/** What an endpoint does in place of its duty. */
export type IdentityFault =
  /** Answers this instead. */
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** Breaks the connection. */
  | 'reset'
  /** Never answers. */
  | 'hang';

/** Decides request by request whether to misbehave. */
export type Misbehave = (request: SeenIdentityRequest) => IdentityFault | undefined;

/** What an endpoint consists of. */
export interface EndpointParts {
  /** Listens. */
  readonly server: Server;
  /** Does the duty. */
  readonly answer: RequestListener;
  readonly misbehave: Misbehave | undefined;
}

/** A server that keeps what it is asked. */
export interface Endpoint {
  /** Every request so far, in order. */
  readonly requests: readonly SeenIdentityRequest[];
  /** Stops serving and breaks every connection. */
  close(): Promise<void>;
}

/** Listens on a free port of this machine's loopback interface, and gives the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return (server.address() as AddressInfo).port;
}

/** Answers what comes to a server: faithfully, unless told to misbehave. */
export function serve({ server, answer, misbehave }: EndpointParts): Endpoint {
  const requests: SeenIdentityRequest[] = [];
  const receive = async (request: IncomingMessage, response: Response): Promise<void> => {
    const body = await buffer(request);
    const { method = '', url: path = '', headers } = request;
    const form = Object.fromEntries(new URLSearchParams(body.toString()));
    const seen = { method, path, headers, form, earlier: requests.length };
    requests.push(seen);
    const fault = misbehave?.(seen);
    if (fault === undefined) answer(replay(request, body), response);
    else if (fault === 'reset') response.destroy();
    else if (fault !== 'hang') response.writeHead(fault.status, fault.headers).end(fault.body);
  };
  server.on('request', (request, response) => {
    receive(request, response).catch(() => response.destroy());
  });
  return {
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The request with its body to be read once more: whoever does the duty reads it from the stream. */
function replay(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, socket } = request;
  return Object.assign(Readable.from([body]), { method, url, headers, socket }) as unknown as IncomingMessage;
}
