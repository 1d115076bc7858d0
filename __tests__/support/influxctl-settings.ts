import type { InfluxctlSettings, InfluxctlSource } from '../../src/connection/client-settings.ts';
import { ActionError } from '../../src/errors.ts';

/** Why nothing is fetched, unless a test says otherwise. */
export const nothingToFetch = new ActionError({
  code: 'influxctl-unavailable',
  message: 'There is nothing to fetch.',
  hint: 'Fetch another one.',
});

/** No influxctl in particular: the one in `PATH` that is new enough, or the default version. */
export const anyInfluxctl = {
  kind: 'version',
  version: undefined,
  sha256: undefined,
  url: undefined,
  signingKey: '24C975CBA61A024EE1B631787C3D57159FC2F927',
} as const satisfies InfluxctlSource;

/** Settings of influxctl for a Clustered cluster, with nothing unusual. */
export function influxctlSettings(overrides: Partial<InfluxctlSettings> = {}): InfluxctlSettings {
  return {
    source: anyInfluxctl,
    product: { kind: 'clustered' },
    host: 'cluster.example.com',
    port: '443',
    plain: false,
    tls: { authorities: [], insecure: false, client: undefined },
    token: { kind: 'token', token: 'M.V1.abcd-unit-tests-only', file: undefined },
    timeout: 60_000,
    ...overrides,
  };
}
