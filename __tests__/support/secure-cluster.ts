import { type ClusterOptions, startCluster } from '../../dev/cluster/cluster.ts';
import type { Exchange } from '../../src/connection/exchange.ts';
import { type ConnectionSettings, openTransport } from '../../src/connection/transport.ts';
import { connectionSettings, httpRequest } from './connection-settings.ts';
import { closeLater } from './scenario.ts';

/** A simulated cluster that answers every request with an empty list, with any credentials. */
export async function givenAnswering(options: Partial<ClusterOptions> = {}) {
  const misbehave = () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '[]' });
  return closeLater(await startCluster({ tokens: [], misbehave, ...options }));
}

/** What is trusted and shown in a handshake, with nothing unusual. */
export function tls(overrides: Partial<ConnectionSettings['tls']> = {}): ConnectionSettings['tls'] {
  return { authorities: [], insecure: false, client: undefined, ...overrides };
}

/** A way to a cluster over real sockets. */
export async function openTo(host: string, overrides: Partial<ConnectionSettings> = {}) {
  return closeLater(await openTransport(connectionSettings({ host: new URL(host), ...overrides })));
}

/** Sends one request over real sockets. */
export async function sendTo(host: string, overrides: Partial<ConnectionSettings> = {}): Promise<Exchange> {
  return (await openTo(host, overrides)).send(httpRequest());
}
