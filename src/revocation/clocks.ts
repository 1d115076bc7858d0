import type { Token } from './token.ts';

/** The present time by each clock that is known, in ms since the epoch. Which of them is right is not known. */
export interface Clocks {
  readonly runner: number;
  /** Undefined: no answer of the cluster showed its time. */
  readonly server: number | undefined;
}

/** A difference between clocks that is no reason to doubt one of them, in ms. */
const usualSkew = 300_000;

/** A time of revocation may lie this far ahead where the cluster's own time is not known, in ms: clocks are off by hours. */
const longestSkew = 24 * 3_600_000;

/** The clocks where the server's is `offset` ms ahead of the runner's. */
export function readClocks(runner: number, offset: number | undefined): Clocks {
  return { runner, server: offset === undefined ? undefined : runner + offset };
}

/** Says whether the clocks are so far apart that ages cannot be relied on. */
export function areApart({ runner, server = runner }: Clocks): boolean {
  return Math.abs(runner - server) > usualSkew;
}

/** The earlier of the two times: what is old by it is old by both. */
export function earliest({ runner, server = runner }: Clocks): number {
  return Math.min(runner, server);
}

/** Says whether a token is revoked. A time of revocation that lies well ahead is none that has happened. */
export function isRevoked({ revokedAt }: Token, { runner, server }: Clocks): boolean {
  if (revokedAt === undefined) return false;
  return revokedAt <= (server === undefined ? runner + longestSkew : server + usualSkew);
}

/** Says whether a token can be used by every clock: not revoked, not expired, and the list says nothing else of it. */
export function isActive(token: Token, { runner, server = runner }: Clocks): boolean {
  const { revokedAt, expiresAt, isDisputed } = token;
  if (revokedAt !== undefined || isDisputed) return false;
  return expiresAt === undefined || expiresAt > Math.max(runner, server);
}

/** What a token is by the clocks. One that has expired by one of them only may be active. */
export function stateOf(token: Token, clocks: Clocks): 'active' | 'expired' | 'revoked' {
  if (isRevoked(token, clocks)) return 'revoked';
  return mayBeActive(token, clocks) ? 'active' : 'expired';
}

/** Says whether a token may be usable, by some clock. */
export function mayBeActive(token: Token, clocks: Clocks): boolean {
  const { expiresAt } = token;
  return !isRevoked(token, clocks) && (expiresAt === undefined || expiresAt > earliest(clocks));
}
