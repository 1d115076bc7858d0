import type { ErrorCode } from '../errors.ts';
import { isDatabaseToken, isJwt, prefixLength } from '../token-string.ts';
import { isActive, type Token, type TokenId, type TokenIndex } from './token.ts';

/** A token string that has become known to others. */
export interface LeakedToken {
  /** Its place among those given, from 1: what reports call it by. */
  readonly position: number;
  /** The token string. Secret: it goes to the cluster itself and to nobody else. */
  readonly token: string;
}

/** A leaked token with the id that it belongs to. */
export interface MatchedLeak extends LeakedToken {
  readonly id: TokenId;
}

/** A leaked token of which it is not known which id it belongs to, and why. */
export interface UnknownLeak {
  readonly position: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
}

/** What the cluster says to a request with the leaked token itself. Absent: nobody could ask. */
export type Liveness = 'accepted' | 'rejected' | undefined;

/** The listed tokens that a leaked one can be, by their prefix. */
export function findCandidates({ token }: LeakedToken, index: TokenIndex): Token[] {
  return [...index.values()].filter(
    ({ prefix }) => prefix?.length === prefixLength && token.startsWith(prefix),
  );
}

/**
 * Decides which of the candidates a leaked token is. A prefix is public, and anybody can make up what follows it: a token
 * that does not work is none that is active. What is left open is refused, with or without force.
 */
export function matchLeak(
  leak: LeakedToken,
  candidates: readonly Token[],
  { liveness, now }: { readonly liveness: Liveness; readonly now: number },
): Token | UnknownLeak {
  if (candidates.length === 0) return unknownLeak(leak, 'not-found', explainUnknown(leak));
  const fitting = dropUnfitting(candidates, liveness, now);
  const dead = fitting.find(({ revokedAt }) => revokedAt !== undefined);
  // Of tokens that all are dead one that is revoked needs nothing more.
  if (dead !== undefined && liveness !== undefined && !fitting.some((token) => isActive(token, now)))
    return dead;
  const [only = dead, second] = fitting.filter(({ revokedAt }) => revokedAt === undefined);
  if (only === undefined) return unknownLeak(leak, 'not-found', explainOther(candidates));
  if (second === undefined) return only;
  const message = `Its first ${prefixLength} characters fit several listed tokens: ${namesOf(candidates)}.`;
  return unknownLeak(leak, 'ambiguous', message);
}

/** A token that works is active, and one that does not is not. What only the list contradicts is left to the proof. */
function dropUnfitting(candidates: readonly Token[], liveness: Liveness, now: number): readonly Token[] {
  const active = candidates.filter((token) => isActive(token, now));
  switch (liveness) {
    case 'accepted':
      return active.length === 0 ? candidates : active;
    case 'rejected':
      return candidates.filter((token) => !isActive(token, now));
    case undefined:
      return candidates;
  }
}

/** Says why it is not known which id a leaked token belongs to. */
export function unknownLeak({ position }: LeakedToken, code: ErrorCode, message: string): UnknownLeak {
  return { position, code, message };
}

function explainOther(candidates: readonly Token[]): string {
  const names = namesOf(candidates);
  const what = candidates.length === 1 ? `the active token ${names}` : `active tokens (${names})`;
  return `It starts like ${what}, but the cluster does not accept it: it is another one, or a part of it.`;
}

function namesOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ id, description }) => (description === undefined ? id : `${id} (${description})`))
    .join(', ');
}

function explainUnknown({ token }: LeakedToken): string {
  const unknown = 'The cluster lists no management token that starts like it.';
  if (isDatabaseToken(token)) return `${unknown} It looks like a database token.`;
  if (isJwt(token)) return `${unknown} It looks like a JWT of an identity provider.`;
  return unknown;
}
