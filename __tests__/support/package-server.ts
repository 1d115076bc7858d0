import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Identity } from '../../dev/cluster/certificates.ts';
import { listenLocally } from './local-server.ts';

/** What is answered for a path: a file, a status, or nothing ever. */
export type PackageAnswer = Buffer | number | 'hang';

/** A server of packages. */
export interface PackageServer {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The path of every request so far. */
  readonly requests: readonly string[];
}

/** Serves files by path on this machine, over TLS where there is a certificate. */
export async function servePackages(
  files: ReadonlyMap<string, PackageAnswer>,
  identity?: Identity,
): Promise<PackageServer> {
  const requests: string[] = [];
  const server = identity === undefined ? createServer() : createSecureServer(identity);
  server.on('request', ({ url = '' }, response) => {
    requests.push(url);
    const answer = files.get(url.slice(1)) ?? 404;
    if (answer === 'hang') return;
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.end(answer);
  });
  const scheme = identity === undefined ? 'http' : 'https';
  return { origin: `${scheme}://localhost:${await listenLocally(server)}`, requests };
}
