import { createServer as createHttp1Server, type IncomingMessage } from 'node:http';
import { createSecureServer, type Http2ServerRequest } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type CapacityOptions, createCapacity } from './capacity.ts';
import { type Authority, createAuthority, type Identity } from './certificates.ts';
import { createDuty, type DutyOptions, type Response, rejectAsBusy, type SeenRequest } from './duty.ts';
import type { ClusterToken } from './tokens.ts';

/** How the simulated cluster is set up. */
export interface ClusterOptions extends DutyOptions {
  /** `http`: no TLS. Default: HTTP/2 and HTTP/1.1 over TLS, as the client prefers. */
  readonly protocol?: 'http' | 'h1' | 'h2';
  /** What the cluster needs for a request, in ms. */
  readonly latency?: number;
  /** How many requests it takes at once. Default: any number. */
  readonly capacity?: CapacityOptions;
  /** Signs the server's certificate. */
  readonly authority?: Authority;
  /** The server's certificate; default: one for localhost from the authority. */
  readonly identity?: Identity;
  /** Demand a client certificate of this authority. */
  readonly clientAuthority?: Authority;
  /** Default: one that is free. */
  readonly port?: number;
}

/** A simulated cluster that serves. */
export interface Cluster {
  /** Its address, for the input `host`. */
  readonly host: string;
  readonly port: number;
  /** The certificate of its authority, for the input `tls-ca`. */
  readonly ca: string;
  readonly tokens: readonly ClusterToken[];
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** How many connections were made so far. */
  connections(): number;
  /** Stops serving and breaks every connection. */
  close(): Promise<void>;
}

type Request = IncomingMessage | Http2ServerRequest;

/** Starts a simulated cluster on this machine's loopback interface. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const authority = options.authority ?? (await createAuthority());
  const identity = options.identity ?? (await authority.issue({ host: 'localhost' }));
  const requests: SeenRequest[] = [];
  const counts = new Map<string, number>();
  const duty = createDuty(options);
  const capacity = createCapacity(options.capacity);
  const serve = async (seen: SeenRequest, response: Response): Promise<void> => {
    if (!(await capacity.enter())) return rejectAsBusy(response);
    if (options.latency !== undefined) await setTimeout(options.latency);
    await duty(seen, response);
    capacity.leave();
  };
  const onRequest = (request: Request, response: Response): void => {
    const { method = '', url: path = '', httpVersion, headers } = request;
    const key = `${method} ${path}`;
    const earlier = counts.get(key) ?? 0;
    counts.set(key, earlier + 1);
    const seen = { method, path, httpVersion, headers, at: Date.now(), earlier };
    requests.push(seen);
    request.resume();
    void serve(seen, response);
  };
  const server = createServer(options, identity, onRequest);
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `${options.protocol === 'http' ? 'http' : 'https'}://localhost:${port}`,
    port,
    ca: authority.cert,
    tokens: options.tokens,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function createServer(
  options: ClusterOptions,
  identity: Identity,
  onRequest: (request: Request, response: Response) => void,
) {
  const client = options.clientAuthority;
  const demand = client === undefined ? {} : { requestCert: true, rejectUnauthorized: true, ca: client.cert };
  switch (options.protocol) {
    case 'http':
      return createHttp1Server(onRequest);
    case 'h1':
      return createHttpsServer({ ...identity, ...demand }, onRequest);
    default: {
      const settings = { ...identity, ...demand, allowHTTP1: options.protocol !== 'h2' };
      return createSecureServer(settings, onRequest).on('sessionError', () => {});
    }
  }
}
