import { type Clocks, earliest, isActive, mayBeActive } from './clocks.ts';
import type { InUseTest } from './in-use.ts';
import { idKey, type Token, type TokenId, type TokenIndex } from './token.ts';

/** What to do with tokens that have expired. */
export const expiredValues = ['exclude', 'include', 'only'] as const;

/** One of {@link expiredValues}. */
export type Expired = (typeof expiredValues)[number];

/** Which tokens a workflow means without naming their ids. A token has to meet all of them. */
export interface Selectors {
  /** Says by its description whether a token is meant. */
  readonly description: ((text: string) => boolean) | undefined;
  /** Who created it, as the list says. */
  readonly createdBy: string | undefined;
  /** The least age, in ms. */
  readonly olderThan: number | undefined;
  readonly expired: Expired;
  /** How many of the newest that description and creator describe are left alone. */
  readonly keepLatest: number | undefined;
}

/** Why a token that the selectors describe is left alone. */
export const keptReasons = [
  'newest',
  'may-be-leaked',
  'excluded',
  'in-use',
  'may-be-in-use',
  'too-young',
  'unknown-age',
  'expired',
  'not-expired',
] as const;

/** One of {@link keptReasons}. */
export type KeptReason = (typeof keptReasons)[number];

/** A token that the selectors describe and that is left alone. */
export interface KeptToken {
  readonly token: Token;
  readonly reason: KeptReason;
}

/** What selectors look at. */
export interface SelectionRequest {
  readonly selectors: Selectors;
  readonly index: TokenIndex;
  readonly isInUse: InUseTest;
  readonly clocks: Clocks;
  readonly excluded: readonly TokenId[];
  /** The ids that are revoked regardless of the selectors: they do not count as newest. */
  readonly doomed: readonly TokenId[];
  /** The ids of tokens that a leaked one may be: they may have to be revoked, so that they do not count as newest either. */
  readonly suspected: readonly TokenId[];
}

/** What selectors chose. */
export interface Selection {
  readonly tokens: readonly Token[];
  /** The described tokens that are left alone, and why. Revoked ones and those of {@link SelectionRequest.doomed} aside. */
  readonly kept: readonly KeptToken[];
  /** What `olderThan` was read as: the latest time of creation, in ms since the epoch. */
  readonly createdBefore: number | undefined;
}

/**
 * Selects tokens, never one that may be the token in use: `keepLatest` counts it, but nothing except its id revokes it.
 * What the list leaves open selects nothing: a token without a time of creation is neither old nor one of the newest.
 */
export function selectTokens(request: SelectionRequest): Selection {
  const { selectors, index, clocks, doomed } = request;
  const { olderThan } = selectors;
  const createdBefore = olderThan === undefined ? undefined : earliest(clocks) - olderThan;
  const aside = new Set(doomed.map(idKey));
  const described = [...index.values()].filter(
    (token) => isDescribed(token, selectors) && !aside.has(idKey(token.id)),
  );
  const newest = findNewest(described, request);
  const judged = described.map((token) => ({
    token,
    reason: newest.has(token) ? 'newest' : findReason(token, request, createdBefore),
  }));
  return {
    tokens: judged.filter(({ reason }) => reason === undefined).map(({ token }) => token),
    kept: judged.flatMap(({ token, reason }) => (reason === undefined ? [] : [{ token, reason }])),
    createdBefore,
  };
}

/** A token without a description has none that could match. Of one that is listed in two ways it is not known what it is. */
function isDescribed(token: Token, { description, createdBy }: Selectors): boolean {
  if (token.revokedAt !== undefined || token.isDisputed) return false;
  if (createdBy !== undefined && token.createdBy !== createdBy) return false;
  return description === undefined || (token.description !== undefined && description(token.description));
}

/** Only active tokens with a time of creation count. Of equal age those that the list shows first are kept. */
function findNewest(
  described: readonly Token[],
  { selectors, clocks, excluded, suspected }: SelectionRequest,
): ReadonlySet<Token> {
  const { keepLatest = 0 } = selectors;
  const out = new Set([...excluded, ...suspected].map(idKey));
  const counted = described.filter((token) => isActive(token, clocks) && !out.has(idKey(token.id)));
  const aged = counted.flatMap((token) =>
    token.createdAt === undefined ? [] : [{ token, at: token.createdAt }],
  );
  const newestFirst = aged.sort((a, b) => b.at - a.at);
  return new Set(newestFirst.slice(0, keepLatest).map(({ token }) => token));
}

/** Why a described token is left alone. Undefined: it is selected. */
function findReason(
  token: Token,
  { selectors, isInUse, clocks, excluded, suspected }: SelectionRequest,
  createdBefore: number | undefined,
): KeptReason | undefined {
  const { expired, keepLatest } = selectors;
  if (excluded.some((id) => idKey(id) === idKey(token.id))) return 'excluded';
  // Where the newest stay, it could be one of them.
  if (keepLatest !== undefined && suspected.some((id) => idKey(id) === idKey(token.id)))
    return 'may-be-leaked';
  const inUse = isInUse(token);
  if (inUse !== 'no') return inUse === 'likely' ? 'in-use' : 'may-be-in-use';
  if (expired === 'exclude' && !isActive(token, clocks)) return 'expired';
  if (expired === 'only' && mayBeActive(token, clocks)) return 'not-expired';
  const needsAge = createdBefore !== undefined || (keepLatest !== undefined && isActive(token, clocks));
  if (needsAge && token.createdAt === undefined) return 'unknown-age';
  if (createdBefore !== undefined && (token.createdAt ?? 0) > createdBefore) return 'too-young';
  return undefined;
}
