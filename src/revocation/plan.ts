import { type Clocks, isActive, isRevoked, stateOf } from './clocks.ts';
import type { InUse, InUseTest } from './in-use.ts';
import { idKey, type Token, type TokenId, type TokenIndex } from './token.ts';

/** One requested id, with what the list showed of it. */
export interface PlanEntry {
  /** In the spelling in which it was requested. */
  readonly id: TokenId;
  /** Undefined: there is no list, or the list does not show the id. */
  readonly token: Token | undefined;
  readonly inUse: InUse;
}

/** What is to happen, in the order requested. */
export interface Plan {
  readonly entries: readonly PlanEntry[];
  /** The entries that the list shows as revoked: they need no request. */
  readonly revoked: readonly PlanEntry[];
  /** The entries that the list does not show: they fail alone, without a request. */
  readonly unknown: readonly PlanEntry[];
  /** The entries to revoke at once: not yet revoked, and not likely the token in use. Those that may be it come last. */
  readonly first: readonly PlanEntry[];
  /** The token in use (all its candidates where its prefix is not unique): revoked last, one by one. */
  readonly last: readonly PlanEntry[];
}

/** What a plan is made from. */
interface PlanRequest {
  readonly ids: readonly TokenId[];
  /** Undefined: the list could not be read (with force). */
  readonly index: TokenIndex | undefined;
  readonly isInUse: InUseTest;
  /** With force a request is sent for an id that the list does not show: an odd list may hide it. */
  readonly force: boolean;
  readonly clocks: Clocks;
}

/** Plans the revocation of the ids. */
export function buildPlan({ ids, index, isInUse, force, clocks }: PlanRequest): Plan {
  const entries = ids.map((id): PlanEntry => {
    const token = index?.get(idKey(id));
    return { id, token, inUse: token === undefined ? 'no' : isInUse(token) };
  });
  const placeOf = ({ token, inUse }: PlanEntry): Exclude<keyof Plan, 'entries'> => {
    if (token === undefined) return index === undefined || force ? 'first' : 'unknown';
    if (isRevoked(token, clocks)) return 'revoked';
    return inUse === 'likely' ? 'last' : 'first';
  };
  const { revoked = [], unknown = [], first = [], last = [] } = Object.groupBy(entries, placeOf);
  const mayBeInUse = (entry: PlanEntry): number => (entry.inUse === 'no' ? 0 : 1);
  return { entries, revoked, unknown, first: first.sort((a, b) => mayBeInUse(a) - mayBeInUse(b)), last };
}

/** The ids that a plan is to revoke, in the order in which they are taken. */
export function plannedIds({ first, last }: Plan): TokenId[] {
  return [...first, ...last].map((entry) => entry.id);
}

/** The tokens of the cluster that a plan leaves, active by every clock. */
export function survivors({ first, last }: Plan, index: TokenIndex, clocks: Clocks): Token[] {
  const doomed = new Set([...first, ...last].map((entry) => idKey(entry.id)));
  return [...index]
    .filter(([key, token]) => isActive(token, clocks) && !doomed.has(key))
    .map(([, token]) => token);
}

/**
 * The text whose hash is a plan's digest: a line for each id, with what is known of it, sorted. Two
 * plans have the same one where they hold the same ids in the same state.
 */
export function describePlan({ entries }: Plan, clocks: Clocks): string {
  const lines = entries.map(
    ({ id, token }) => `${idKey(id)} ${token === undefined ? 'unknown' : stateOf(token, clocks)}`,
  );
  return `${lines.sort().join('\n')}\n`;
}
