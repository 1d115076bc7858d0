import type { InfluxctlSettings } from '../../src/connection/influxctl.ts';

/** Settings of influxctl for a Clustered cluster, with nothing unusual. */
export function influxctlSettings(overrides: Partial<InfluxctlSettings> = {}): InfluxctlSettings {
  return {
    source: { kind: 'search' },
    product: { kind: 'clustered' },
    host: 'cluster.example.com',
    port: '443',
    plain: false,
    tls: { authorities: [], insecure: false, client: undefined },
    token: { kind: 'management-token', token: 'M.V1.abcd-unit-tests-only' },
    timeout: 60_000,
    ...overrides,
  };
}
