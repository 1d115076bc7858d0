import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { closeLater } from './scenario.ts';

/** Lets a server listen on `localhost` until the test ends, and returns its port. */
export async function listenLocally(server: Server | HttpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  closeLater({
    close: async () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  });
  return (server.address() as AddressInfo).port;
}
