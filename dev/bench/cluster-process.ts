import { createAuthority } from '../cluster/certificates.ts';
import { type Cluster, startCluster } from '../cluster/cluster.ts';
import { newToken, newTokens } from '../cluster/tokens.ts';
import type { Setting } from './scene.ts';

/** What this process is asked for. Orders come one after the other. */
export type Order = { readonly order: 'open'; readonly setting: Setting } | { readonly order: 'close' };

/** A cluster that serves. */
export interface Opened {
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

/**
 * The server's certificate, and with it two options of the server, which takes both as they come: curl resets every
 * stream that it is done with, and Node takes more than 1,000 resets for an attack.
 */
const identity = {
  ...(await authority.issue({ host: 'localhost' })),
  streamResetBurst: 1_000_000,
  streamResetRate: 1_000_000,
};
let cluster: Cluster | undefined;

process.on('message', async (order: Order) => process.send?.(await obey(order)));
process.on('disconnect', () => process.exit());

async function obey(order: Order): Promise<Opened | Deeds> {
  return order.order === 'open' ? await open(order.setting) : await close();
}

async function open({ ids, protocol, ...behaviour }: Setting): Promise<Opened> {
  await cluster?.close();
  const caller = newToken({ description: 'in use' });
  const targets = newTokens(ids);
  cluster = await startCluster({
    ...behaviour,
    tokens: [caller, ...targets],
    authority,
    identity,
    ...(protocol === 'HTTP/1.1' ? { protocol: 'h1' } : {}),
  });
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
