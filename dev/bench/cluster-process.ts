import { createAuthority } from '../cluster/certificates.ts';
import { type Cluster, startCluster } from '../cluster/cluster.ts';
import { newToken, newTokens } from '../cluster/tokens.ts';
import type { Setting } from './scene.ts';

/** What this process is asked for: a cluster for a setting, or its end. Orders come one after the other. */
export type Order = Setting | 'close';

/** A cluster that serves. */
export interface Opened {
  /** The cluster's address, `https://localhost:port`. */
  readonly host: string;
  /** The certificate of its authority, as PEM text. */
  readonly ca: string;
  /** The token string of the management token in use. */
  readonly secret: string;
  /** The tokens to revoke. */
  readonly ids: readonly string[];
}

/** What was done to a cluster until it was closed. */
export interface Deeds {
  /** How many of the tokens to revoke are revoked. */
  readonly revoked: number;
  /** How many requests asked for a revocation. */
  readonly revocations: number;
  /** The versions of HTTP that requests came with, such as `2.0`. */
  readonly httpVersions: readonly string[];
}

const authority = await createAuthority();

/** The server's certificate and options: curl resets all its streams, and Node takes more than 1,000 resets for an attack. */
const identity = {
  ...(await authority.issue({ host: 'localhost' })),
  streamResetBurst: 1_000_000,
  streamResetRate: 1_000_000,
};
let cluster: Cluster | undefined;

process.on('message', async (order: Order) =>
  process.send?.(order === 'close' ? await close() : await open(order)),
);
process.on('disconnect', () => process.exit());

async function open({ ids, protocol, ...behaviour }: Setting): Promise<Opened> {
  await cluster?.close();
  const caller = newToken({ description: 'in use' });
  const targets = newTokens(ids);
  const options = { ...behaviour, tokens: [caller, ...targets], authority, identity };
  cluster = await startCluster(protocol === 'HTTP/1.1' ? { ...options, protocol: 'h1' } : options);
  return { host: cluster.host, ca: cluster.ca, secret: caller.secret, ids: targets.map(({ id }) => id) };
}

async function close(): Promise<Deeds> {
  if (cluster === undefined) throw new Error('No cluster is open.');
  const { tokens, requests } = cluster;
  await cluster.close();
  cluster = undefined;
  return {
    revoked: tokens.filter(({ revokedAt }) => revokedAt !== undefined).length,
    revocations: requests.filter(({ method }) => method === 'DELETE').length,
    httpVersions: [...new Set(requests.map(({ httpVersion }) => httpVersion))],
  };
}
