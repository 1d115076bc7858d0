import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { createProxy } from 'proxy';
import { listenLocally } from './local-server.ts';
import { closeLater } from './scenario.ts';

/** A proxy that tunnels. */
export interface Tunnel {
  /** Its `host:port`. */
  readonly address: string;
  /** Where tunnels led, in order. */
  readonly targets: readonly string[];
}

/** An address of this machine as one that is not loopback, and that only {@link givenTunnel} leads to. */
export function beyond(address: string): string {
  return address.replace('//localhost:', '//localhost.test:');
}

/**
 * Starts a proxy on this machine, which knows names below `test`. It requires `user:password` if that is given, and speaks
 * TLS if the server does.
 */
export async function givenTunnel(credentials?: string, server: Server = createServer()): Promise<Tunnel> {
  const proxy = createProxy(server);
  const sockets = new Set<Socket>();
  const targets: string[] = [];
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  proxy.authenticate = ({ headers }) => expected === undefined || headers['proxy-authorization'] === expected;
  proxy.prependListener('connect', (request) => {
    targets.push(request.url ?? '');
    request.url = request.url?.replace('.test:', ':');
  });
  proxy.on('connection', (socket) => sockets.add(socket));
  const address = `localhost:${await listenLocally(proxy)}`;
  closeLater({
    close: async () => {
      for (const socket of sockets) socket.destroy();
    },
  });
  return { address, targets };
}
