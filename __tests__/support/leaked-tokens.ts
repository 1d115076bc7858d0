import type { LeakedToken } from '../../src/revocation/leak.ts';
import { aToken } from './domain.ts';
import { type InMemoryCluster, stringOf } from './in-memory-cluster.ts';

/** What stands in a token string after its prefix, and must never be shown. */
export const hiddenPart = 'secret-of-';

/** The token string of the n-th token. */
export function secretOf(n: number): string {
  return stringOf(aToken(n));
}

/** The leaked string of the n-th token, at this place among those given. */
export function aLeak(n: number, position = n): LeakedToken {
  return { position, token: secretOf(n) };
}

/** A string with the prefix of the n-th token that someone made up. */
export function madeUp(n: number, position = n): LeakedToken {
  return { position, token: `${aToken(n).prefix}made-up` };
}

/** When a string was tested, in ms since the clock started. */
export function testsOf(cluster: InMemoryCluster, token: string): number[] {
  return cluster.sentAt(`test ${token}`);
}

/**
 * What was sent, in order: an id for its revocation, `test` with the prefix of a string, `own`, or `invented` for one that the run
 * made up, or `list`.
 */
export function requestsOf(cluster: InMemoryCluster): string[] {
  return cluster.requests.map(({ id = 'list' }) => {
    if (/^test M\.V1\.[a-z\d]{64}$/.test(id)) return 'test invented';
    return id.startsWith('test ') ? id.slice(0, 14) : id;
  });
}
