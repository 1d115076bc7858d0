import type { InUseTest } from './plan.ts';
import { isActive, type Token, type TokenIndex } from './token.ts';

/** What to do with tokens that have expired. */
export const expiredValues = ['exclude', 'include', 'only'] as const;

/** One of {@link expiredValues}. */
export type Expired = (typeof expiredValues)[number];

/** Which tokens a workflow means without naming their ids. A token has to meet all of them. */
export interface Selectors {
  /** Tells by its description whether a token is meant. */
  readonly description: ((text: string) => boolean) | undefined;
  /** Who created it, as the list says. */
  readonly createdBy: string | undefined;
  /** The latest time of creation, in ms since the epoch, seen from now (ms). */
  readonly createdBefore: ((now: number) => number) | undefined;
  readonly expired: Expired;
  /** How many of the newest that the others select are left alone. */
  readonly keepLatest: number | undefined;
}

/** What selectors look at. */
export interface SelectionRequest {
  readonly selectors: Selectors;
  readonly index: TokenIndex;
  readonly isInUse: InUseTest;
  /** The time in ms since the epoch. */
  readonly now: number;
}

/**
 * Selects tokens, never one that may be the token in use: `keepLatest` counts it, but nothing except its id revokes it.
 * What the list leaves open selects nothing: a token without a time of creation is neither old nor one of the oldest.
 */
export function selectTokens({ selectors, index, isInUse, now }: SelectionRequest): Token[] {
  const meant = [...index.values()].filter((token) => isMeant(token, selectors, now));
  return dropLatest(meant, selectors.keepLatest).filter((token) => isInUse(token) === 'no');
}

function isMeant(token: Token, selectors: Selectors, now: number): boolean {
  const { description, createdBy, createdBefore, expired } = selectors;
  if (token.revokedAt !== undefined) return false;
  if (!isInState(token, expired, now)) return false;
  if (description !== undefined && !hasDescription(token, description)) return false;
  if (createdBy !== undefined && token.createdBy !== createdBy) return false;
  if (createdBefore === undefined) return true;
  return token.createdAt !== undefined && token.createdAt <= createdBefore(now);
}

/** A token without a description has none that could fit. */
function hasDescription({ description }: Token, fits: (text: string) => boolean): boolean {
  return description !== undefined && fits(description);
}

function isInState(token: Token, expired: Expired, now: number): boolean {
  switch (expired) {
    case 'exclude':
      return isActive(token, now);
    case 'only':
      return !isActive(token, now);
    case 'include':
      return true;
  }
}

function dropLatest(tokens: readonly Token[], keep: number | undefined): readonly Token[] {
  if (keep === undefined) return tokens;
  const aged = tokens.flatMap((token) =>
    token.createdAt === undefined ? [] : [{ token, at: token.createdAt }],
  );
  const newestFirst = aged.sort((a, b) => b.at - a.at);
  return newestFirst.slice(keep).map(({ token }) => token);
}
