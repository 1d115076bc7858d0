import { createStaticCredentials } from '../../src/connection/credentials.ts';

import { createRedact } from '../../src/connection/secrets.ts';
import type { ClusterRequest, ConnectionSettings } from '../../src/connection/transport.ts';

/** The token that unit tests authenticate with. */
export const bearerToken = 'M.V1.abcdQ7+wZx/unit-tests-only-0123456789==';

/** Where unit tests send requests, unless they say otherwise. */
export const origin = 'https://cluster.example.com';

/** Settings of a connection that redact the token and keep no record. */
export function connectionSettings(overrides: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return {
    host: new URL(origin),
    credentials: createStaticCredentials(bearerToken),
    tls: { authorities: [], insecure: false, client: undefined },
    proxy: undefined,
    concurrency: 4,
    timeout: 30_000,
    redact: createRedact([bearerToken]),
    onExchange: () => {},
    ...overrides,
  };
}

/** A request for a list, with room for a small answer. */
export function httpRequest(overrides: Partial<ClusterRequest> = {}): ClusterRequest {
  return {
    method: 'GET',
    path: '/api/v0/management-tokens',
    attempt: 1,
    signal: new AbortController().signal,
    bodyLimit: { ok: 64 * 1024, other: 64 * 1024 },
    ...overrides,
  };
}
