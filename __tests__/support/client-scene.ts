import { expect } from '@jest/globals';
import type { ClusterOptions } from '../../dev/cluster/cluster.ts';
import { collection, type SeenRequest } from '../../dev/cluster/duty.ts';
import { newTokens } from '../../dev/cluster/tokens.ts';
import type { Behaviour } from '../../dev/influxctl/install.ts';
import { type ClientRequest, type CreatedClient, createClient } from '../../src/client/create-client.ts';
import type { InfluxctlNeeds } from '../../src/client/influxctl/open.ts';
import { createStaticCredentials } from '../../src/connection/credentials.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { givenInfluxctl, type InfluxctlScene, revokeThrough } from './influxctl-scene.ts';
import { idsOf } from './scenario.ts';
import { openTo } from './secure-cluster.ts';

/** A cluster that serves management tokens over gRPC only. */
export const today = { collection: null };

/** A cluster that serves them over HTTP, too. */
export const withRoute = { collection };

/** How the requests of these scenes are sent. */
export const options = { signal: new AbortController().signal, attempt: 1 };

/** A client that was made for a cluster. */
export interface ClientScene extends InfluxctlScene, CreatedClient {
  readonly ids: readonly string[];
  /** Every sentence that says which client runs, and why. */
  readonly explanations: readonly string[];
}

/** What a scene is to be like; by default the client is to be chosen by itself. */
export interface Wish extends Partial<ClientRequest> {
  readonly cluster: Omit<ClusterOptions, 'tokens'>;
  readonly behaviour?: Partial<Behaviour>;
  readonly needs?: Partial<InfluxctlNeeds>;
}

/** A client for a cluster with two live tokens. */
export async function givenClient({
  cluster: kind,
  behaviour,
  needs,
  ...settings
}: Wish): Promise<ClientScene> {
  const tokens = newTokens(2);
  const scene = await givenInfluxctl(tokens, behaviour, kind);
  const { cluster, caller } = scene;
  const explanations: string[] = [];
  const created = createClient(
    {
      client: 'auto',
      kind: tokenKinds.management,
      apiPath: collection,
      databasesPath: undefined,
      influxctl: scene.settings,
      ...settings,
    },
    {
      transport: await openTo(cluster.host, {
        credentials: createStaticCredentials(caller.secret),
        tls: scene.settings.tls,
      }),
      influxctl: { ...scene.needs, ...needs },
      now: Date.now,
      onChoice: (_, explanation) => explanations.push(explanation),
    },
  );
  return { ...scene, ...created, explanations, ids: idsOf(tokens) };
}

/** Lists and revokes, and says which tokens are revoked then, the one in use aside. */
export async function useClient(scene: ClientScene): Promise<boolean[]> {
  const list = await scene.client.list(options);
  expect(list.kind === 'listed' && idsOf(scene.cluster.tokens)).toEqual(
    list.kind === 'listed' && list.tokens.map(({ id }) => id),
  );
  expect(await revokeThrough(scene, scene.ids)).toEqual(scene.ids.map(() => ({ kind: 'accepted' })));
  return scene.cluster.tokens.slice(0, -1).map(({ revokedAt }) => revokedAt !== undefined);
}

/** What was asked of the HTTP API. */
export function askedOfApi({ cluster }: ClientScene): readonly SeenRequest[] {
  return cluster.requests.filter(({ path }) => path.startsWith('/api/'));
}
