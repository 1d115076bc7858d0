import { connect, createServer, type Socket } from 'node:net';
import { listenLocally } from './local-server.ts';
import { closeLater } from './scenario.ts';

/** A port that passes bytes on to another one. */
export interface Relay {
  readonly port: number;
  /** From then on nothing comes through the connections that exist, and they stay open. */
  silence(): void;
  /** Lets what was held back through, and all that follows. */
  resume(): void;
}

/** Passes bytes on to a local port until the test ends. Of the first connections, as many as `swallowed`, nothing comes through. */
export async function givenRelay(target: number, swallowed = 0): Promise<Relay> {
  const sockets = new Set<Socket>();
  let seen = 0;
  const server = createServer((client) => {
    const upstream = connect(target, 'localhost');
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => socket.destroy()));
    seen += 1;
    if (seen > swallowed) client.pipe(upstream).pipe(client);
  });
  const port = await listenLocally(server);
  const each = (act: (socket: Socket) => unknown): void => [...sockets].forEach(act);
  closeLater({ close: async () => each((socket) => socket.destroy()) });
  return {
    port,
    silence: () => each((socket) => socket.pause()),
    resume: () => each((socket) => socket.resume()),
  };
}
