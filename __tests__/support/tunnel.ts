import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createProxy } from 'proxy';
import { closeLater } from './scenario.ts';

/** A proxy that tunnels. */
export interface Tunnel {
  /** Its `host:port`. */
  readonly address: string;
  /** Where tunnels led, in order. */
  readonly targets: readonly string[];
}

/** Starts a proxy on this machine. It wants `user:password` where that is given. */
export async function givenTunnel(credentials?: string): Promise<Tunnel> {
  const server = createProxy(createServer());
  const sockets = new Set<Socket>();
  const targets: string[] = [];
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  server.authenticate = ({ headers }) =>
    expected === undefined || headers['proxy-authorization'] === expected;
  server.on('connect', ({ url = '' }) => targets.push(url));
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  closeLater({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  });
  return { address: `localhost:${(server.address() as AddressInfo).port}`, targets };
}
