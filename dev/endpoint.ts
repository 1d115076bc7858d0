import type { IncomingHttpHeaders, IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';

/** A request as an endpoint received it. */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Its body; empty where it brought none. */
  readonly text: string;
  /** The fields of its body, where that is a form. */
  readonly form: Readonly<Record<string, string>>;
  /** How many requests with this method and path came before it. */
  readonly earlier: number;
}

/** What an endpoint answers by itself. */
export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** Breaks the connection. */
  | 'reset'
  /** Never answers. */
  | 'hang';

/** Decides request by request whether to misbehave. */
export type Misbehave = (request: ReceivedRequest) => Reply | undefined;

/** What an endpoint consists of. */
export interface EndpointParts {
  /** Listens. */
  readonly server: Server;
  /** Decides request by request what to reply. undefined: `answer` does the duty. */
  readonly decide?: Misbehave | undefined;
  readonly answer?: RequestListener;
}

/** A server that keeps what it is asked. */
export interface Endpoint {
  /** Every request so far, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** Stops serving and breaks every connection. */
  close(): Promise<void>;
}

/** Listens on a free port of this machine's loopback interface, and gives the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return (server.address() as AddressInfo).port;
}

/** Stops a server and breaks every connection. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Answers what comes to a server. */
export function serve({ server, decide, answer }: EndpointParts): Endpoint {
  const requests: ReceivedRequest[] = [];
  const receive: (...exchange: Parameters<RequestListener>) => Promise<void> = async (request, response) => {
    const text = await readText(request);
    const { method = '', url: path = '', headers } = request;
    const earlier = requests.filter((each) => each.method === method && each.path === path).length;
    const form = Object.fromEntries(new URLSearchParams(text));
    const received = { method, path, headers, text, form, earlier };
    requests.push(received);
    const reply = decide?.(received);
    if (reply === undefined) answer?.(replay(request, text), response);
    else if (reply === 'reset') response.destroy();
    else if (reply !== 'hang') response.writeHead(reply.status, reply.headers).end(reply.body);
  };
  server.on('request', (request, response) => {
    receive(request, response).catch(() => response.destroy());
  });
  return { requests, close: () => close(server) };
}

/** The request with its body to be read once more: what does the duty reads it from the stream. */
function replay(request: IncomingMessage, text: string): IncomingMessage {
  const { method, url, headers, socket } = request;
  return Object.assign(Readable.from([Buffer.from(text)]), {
    method,
    url,
    headers,
    socket,
  }) as unknown as IncomingMessage;
}
