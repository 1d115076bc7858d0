import path from 'node:path';
import type { Cluster, ClusterOptions } from '../../dev/cluster/cluster.ts';
import type { ClusterToken } from '../../dev/cluster/tokens.ts';
import { type Behaviour, type Installed, installInfluxctl } from '../../dev/influxctl/install.ts';
import { type InfluxctlNeeds, type OpenInfluxctl, openInfluxctl } from '../../src/client/influxctl/open.ts';
import type { InfluxctlSettings } from '../../src/connection/client-settings.ts';
import { quoteText } from '../../src/connection/quote.ts';
import { createRedact } from '../../src/connection/secrets.ts';
import type { RevokeAnswer } from '../../src/revocation/token-client.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { influxctlSettings, nothingToFetch } from './influxctl-settings.ts';
import { closeLater, givenCluster } from './scenario.ts';
import { makeFolder } from './shell-programs.ts';

/** A cluster without an HTTP route, and a stand-in for influxctl that reaches it. */
export interface InfluxctlScene {
  readonly cluster: Cluster;
  /** The token that influxctl authenticates with. */
  readonly caller: ClusterToken;
  readonly influxctl: Installed;
  /** The folder for temporary files. */
  readonly temp: string;
  /** What influxctl is opened with, unless a test says otherwise. */
  readonly settings: InfluxctlSettings;
  readonly needs: InfluxctlNeeds;
  /** What was reported of each call. */
  readonly reported: string[];
}

/** Starts a cluster of today with these tokens, and installs a stand-in for influxctl into `PATH`. */
export async function givenInfluxctl(
  tokens: readonly ClusterToken[],
  behaviour: Partial<Behaviour> = {},
  options: Omit<ClusterOptions, 'tokens'> = {},
): Promise<InfluxctlScene> {
  const { cluster, caller } = await givenCluster(tokens, { collection: null, ...options });
  const influxctl = installInfluxctl(path.join(makeFolder(), 'bin'), behaviour);
  const redact = createRedact([caller.secret]);
  const reported: InfluxctlScene['reported'] = [];
  const temp = makeFolder();
  return {
    cluster,
    caller,
    influxctl,
    temp,
    settings: influxctlSettings({
      host: 'localhost',
      port: String(cluster.port),
      plain: cluster.host.startsWith('http:'),
      tls: { authorities: [cluster.ca], insecure: false, client: undefined },
      token: { kind: 'token', token: caller.secret, file: undefined },
    }),
    needs: {
      kind: tokenKinds.management,
      concurrency: 32,
      env: stepEnvironment(influxctl.folder, temp, caller.secret),
      fetch: () => Promise.reject(nothingToFetch),
      quote: (text) => quoteText(text, redact),
      onCall: (line) => reported.push(line),
      info: () => {},
      warn: () => {},
    },
    reported,
  };
}

/** The environment of a step, with everything that is none of influxctl's business. */
function stepEnvironment(folder: string, temp: string, token: string): NodeJS.ProcessEnv {
  return {
    PATH: folder,
    HOME: '/home/somebody',
    RUNNER_TEMP: temp,
    no_proxy: 'localhost',
    'INPUT_MANAGEMENT-TOKEN': token,
    GITHUB_TOKEN: token,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
  };
}

/** Opens the influxctl of a scene. Its configuration is gone after the test. */
export async function openIn(
  { settings, needs }: InfluxctlScene,
  overrides: Partial<InfluxctlSettings> = {},
  otherNeeds: Partial<InfluxctlNeeds> = {},
): Promise<OpenInfluxctl> {
  const open = await openInfluxctl(
    { ...settings, ...overrides },
    { ...needs, ...otherNeeds },
    new AbortController().signal,
  );
  closeLater({ close: async () => open.close() });
  return open;
}

/** Revokes several ids at once. */
export function revokeThrough(
  { client }: Pick<OpenInfluxctl, 'client'>,
  ids: readonly string[],
  { signal = new AbortController().signal } = {},
): Promise<RevokeAnswer[]> {
  return Promise.all(ids.map((id) => client.revoke(id, { signal, attempt: 1 })));
}
