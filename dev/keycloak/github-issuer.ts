import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { JSONWebKeySet } from 'jose';
import type { Authority } from '../cluster/certificates.ts';
import { close, listen } from '../endpoint.ts';
import { githubIssuer } from '../identity/runner-oidc.ts';

/** A stand-in for GitHub's issuer of OIDC tokens. */
export interface GitHubIssuer {
  /** The proxy that leads to it: what uses it reaches this issuer under GitHub's own name. */
  readonly proxy: string;
  /** Stops serving and breaks every connection. */
  close(): Promise<void>;
}

/** Serves keys where GitHub serves its own, behind a proxy that leads every request there. */
export async function startGitHubIssuer(authority: Authority, keys: JSONWebKeySet): Promise<GitHubIssuer> {
  const { hostname } = new URL(githubIssuer);
  const issuer = createTlsServer(await authority.issue({ host: hostname }), ({ url }, response) => {
    const found = url === '/.well-known/jwks';
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
    response.end(found ? JSON.stringify(keys) : undefined);
  });
  const port = await listen(issuer);
  const proxy = createServer();
  const tunnels = new Set<Duplex>();
  proxy.on('connect', ({ url }, client) => {
    if (url !== `${hostname}:443`) {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(port, 'localhost', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    for (const socket of [client, upstream]) socket.on('error', () => client.destroy());
    tunnels.add(client);
    client.on('close', () => {
      tunnels.delete(client);
      upstream.destroy();
    });
  });
  const address = `http://localhost:${await listen(proxy)}`;
  return {
    proxy: address,
    async close() {
      for (const tunnel of tunnels) tunnel.destroy();
      await Promise.all([proxy, issuer].map(close));
    },
  };
}
