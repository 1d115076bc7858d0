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

/** An address of this machine as one that is not loopback, and that only {@link givenTunnel} leads to. */
export function beyond(address: string): string {
  return address.replace('//localhost:', '//localhost.test:');
}

/** Starts a proxy on this machine, which knows names below `test`. It requires `user:password` if that is given. */
export async function givenTunnel(credentials?: string): Promise<Tunnel> {
  const server = createProxy(createServer());
  const sockets = new Set<Socket>();
  const targets: string[] = [];
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  server.authenticate = ({ headers }) =>
    expected === undefined || headers['proxy-authorization'] === expected;
  server.prependListener('connect', (request) => {
    targets.push(request.url ?? '');
    request.url = request.url?.replace('.test:', ':');
  });
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
