import type { LeakedToken } from '../../src/revocation/leak.ts';
import type { TryAnswer } from '../../src/revocation/token-client.ts';
import type { InMemoryCluster, Mishap } from './in-memory-cluster.ts';

/** What stands in a token string after its prefix, and must never be shown. */
export const hiddenPart = '+the-part-that-nobody-may-see==';

/** The token string of the n-th token. */
export function secretOf(n: number): string {
  return `M.V1.${String(n).padStart(4, '0')}${hiddenPart}`;
}

/** The leaked string of the n-th token, at this place among those given. */
export function aLeak(n: number, position = n): LeakedToken {
  return { position, token: secretOf(n) };
}

/** When a token was tried, in ms since the clock started. */
export function triesOf(cluster: InMemoryCluster, token: string): number[] {
  return cluster.sentAt(`try ${token}`);
}

/** What was sent, in order: an id for its revocation, `try` with the token's prefix, or `list`. */
export function requestsOf(cluster: InMemoryCluster): string[] {
  return cluster.requests.map(({ id }) => (id ?? 'list').replace(hiddenPart, '').slice(0, 36));
}

/** Answers in place of the first, second, … try of every token; the last one stays. */
export function triesInTurn(
  ...answers: readonly (TryAnswer | undefined)[]
): (token: string, nth: number) => Mishap<TryAnswer> | undefined {
  return (_, nth) => {
    const answer = answers[Math.min(nth, answers.length) - 1];
    return answer && { answer };
  };
}
