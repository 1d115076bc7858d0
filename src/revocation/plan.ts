import { idKey, isActive, type Token, type TokenId, type TokenIndex } from './token.ts';

/** One id that was asked for, with what the list told of it. */
export interface PlanEntry {
  /** In the spelling in which it was asked for. */
  readonly id: TokenId;
  /** Absent: there is no list, or the list does not hold the id. */
  readonly token: Token | undefined;
  readonly inUse: InUse;
}

/**
 * Whether a token is the one that the run authenticates with. `likely`: its prefix fits. `unknown`: the list shows no
 * prefix by which to tell.
 */
export type InUse = 'no' | 'likely' | 'unknown';

/** Looks at a listed token. */
export type InUseTest = (token: Token) => InUse;

/** What is to happen, in the order asked for. */
export interface Plan {
  readonly entries: readonly PlanEntry[];
  /** The entries to revoke at once: not yet revoked, and not likely the token in use. */
  readonly first: readonly PlanEntry[];
  /** The token in use (all its candidates where its prefix is not unique): revoked last, one by one. */
  readonly last: readonly PlanEntry[];
}

/** What a plan is made from. */
export interface PlanRequest {
  readonly ids: readonly TokenId[];
  /** Absent: the list could not be read (with force). */
  readonly index: TokenIndex | undefined;
  readonly isInUse: InUseTest;
}

/** Plans the revocation of the ids. */
export function buildPlan({ ids, index, isInUse }: PlanRequest): Plan {
  const entries = ids.map((id): PlanEntry => {
    const token = index?.get(idKey(id));
    return { id, token, inUse: token === undefined ? 'no' : isInUse(token) };
  });
  const due = entries.filter((entry) => entry.token?.revokedAt === undefined);
  return {
    entries,
    first: due.filter((entry) => entry.inUse !== 'likely'),
    last: due.filter((entry) => entry.inUse === 'likely'),
  };
}

/** The ids that a plan sets out to revoke, in the order in which they are taken. */
export function plannedIds({ first, last }: Plan): TokenId[] {
  return [...first, ...last].map((entry) => entry.id);
}

/** The active tokens of the cluster that a plan leaves alive at the time `now` (ms). */
export function survivors({ first, last }: Plan, index: TokenIndex, now: number): Token[] {
  const doomed = new Set([...first, ...last].map((entry) => idKey(entry.id)));
  return [...index]
    .filter(([key, token]) => isActive(token, now) && !doomed.has(key))
    .map(([, token]) => token);
}
