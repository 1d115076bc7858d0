import type { ErrorCode } from '../errors.ts';
import { isDatabaseToken, isJwt, prefixLength } from '../token-string.ts';
import { type Clocks, isRevoked, mayBeActive } from './clocks.ts';
import { isComparable } from './in-use.ts';
import type { Token, TokenId, TokenIndex } from './token.ts';
import type { Liveness, Tested } from './witness.ts';

/** A leaked token as a workflow gives it. */
export interface GivenLeak {
  /** Its position among those given, from 1: the name that reports use. */
  readonly position: number;
  /** Secret. Undefined: it could not be read. */
  readonly token: string | undefined;
}

/** A token string that has become known to others. */
export interface LeakedToken extends GivenLeak {
  /** The token string. Secret: it goes to the cluster itself and to no one else. */
  readonly token: string;
}

/** A leaked token with the id that it belongs to. */
export interface MatchedLeak extends LeakedToken {
  readonly id: TokenId;
  /** What the cluster said of the string before anything was revoked. */
  readonly liveness: Liveness;
}

/** A leaked token whose id is not known, and why. */
export interface UnknownLeak {
  readonly position: number;
  readonly code: ErrorCode;
  readonly message: string;
  /** What to do about it. Undefined: the code's own hint. */
  readonly hint: string | undefined;
  /** What the cluster said of the string. */
  readonly liveness: Liveness;
  /** The listed tokens with its prefix. */
  readonly candidates: readonly TokenId[];
}

/** What is known when a leaked token is matched. */
interface MatchContext {
  readonly tested: Tested;
  /** Whether the one listed token that fits is to be revoked although the string could not be tested. */
  readonly isSure: (token: Token) => boolean;
  readonly clocks: Clocks;
}

/** The listed tokens that a leaked one can be, by their prefix. */
export function findCandidates({ token }: LeakedToken, index: TokenIndex): Token[] {
  return [...index.values()].filter(({ prefix }) => isComparable(prefix) && token.startsWith(prefix));
}

/**
 * Decides which of the candidates a leaked token is. A prefix is public, and anyone can make up what follows it: a token
 * that does not work is none that is active, and a string that could not be tested decides nothing: a person does.
 */
export function matchLeak(
  leak: LeakedToken,
  candidates: readonly Token[],
  { tested, isSure, clocks }: MatchContext,
): Token | UnknownLeak {
  const { liveness } = tested;
  const fitting = dropUnfitting(candidates, liveness, clocks);
  const living = fitting.filter((token) => !isRevoked(token, clocks));
  // Of tokens that all are dead one that is revoked needs nothing more.
  const dead = fitting.find((token) => isRevoked(token, clocks));
  if (dead !== undefined && !living.some((token) => mayBeActive(token, clocks))) return dead;
  const [only, second] = living;
  if (only === undefined)
    return unknownLeak(leak, { code: 'not-found', message: explainOther(candidates), hint: copyAgain });
  if (second !== undefined) {
    const message = `Its first ${prefixLength} characters fit several listed tokens: ${namesOf(living)}.`;
    return unknownLeak(leak, { code: 'ambiguous', message });
  }
  if (tested.liveness !== 'unknown' || isSure(only)) return only;
  const { why } = tested;
  const message = `It has the prefix of ${namesOf([only])}, but the string could not be tested.${why === undefined ? '' : ` ${why}`}`;
  const known = 'you know that it is this token, give its id in `token-ids`, or set `force: true`.';
  const hint = why === undefined ? `If ${known}` : `Run again. If that does not help, and ${known}`;
  return unknownLeak(leak, { code: 'ambiguous', message, hint });
}

/** A token that works is active, and one that does not is not. What only the list contradicts is left to the proof. */
function dropUnfitting(candidates: readonly Token[], liveness: Liveness, clocks: Clocks): readonly Token[] {
  const active = candidates.filter((token) => mayBeActive(token, clocks));
  switch (liveness) {
    case 'accepted':
      return active.length === 0 ? candidates : active;
    case 'rejected': {
      const ended = candidates.filter((token) => !mayBeActive(token, clocks));
      // Only the clock of the cluster says for sure that a token has expired.
      return clocks.server === undefined ? ended.filter((token) => isRevoked(token, clocks)) : ended;
    }
    case 'unknown':
      return candidates;
  }
}

/** What to do about a string that the cluster rejects, and whose prefix an active token has. */
const copyAgain =
  'Copy the whole string again. If it was revoked moments ago, the list may lag behind: run again in a few minutes. If you know that it is this token, give its id in `token-ids`.';

/** Says why the id of a leaked token is not known, and what to do about it; without `hint`, the code's own. */
export function unknownLeak(
  { position }: LeakedToken,
  { code, message, hint }: Pick<UnknownLeak, 'code' | 'message'> & { readonly hint?: string | undefined },
): UnknownLeak {
  return { position, code, message, hint, liveness: 'unknown', candidates: [] };
}

/** Says why no candidate was found for a leaked token. */
export function explainUnlisted(leak: LeakedToken, index: TokenIndex): UnknownLeak {
  const { token } = leak;
  const hidden = [...index.values()].filter(
    ({ prefix, revokedAt }) => revokedAt === undefined && !isComparable(prefix),
  ).length;
  if (hidden > 0) {
    const some = hidden === 1 ? '1 token' : `${hidden} tokens`;
    const message = `The list shows no comparable prefix of ${some}: it may be any of them.`;
    return unknownLeak(leak, { code: 'ambiguous', message });
  }
  const unlisted = 'The cluster lists no management token with its prefix.';
  const explain = (what: string, hint: string): UnknownLeak =>
    unknownLeak(leak, { code: 'not-found', message: `${unlisted}${what}`, hint });
  if (isDatabaseToken(token))
    return explain(' It looks like a database token.', 'Revoke it by its id, with `token-type: database`.');
  if (isJwt(token))
    return explain(' It looks like a JWT of an identity provider.', 'Revoke it at the identity provider.');
  return explain('', 'Check that `host` is the cluster that the token belongs to.');
}

function explainOther(candidates: readonly Token[]): string {
  const names = namesOf(candidates);
  const what =
    candidates.length === 1 ? `${names}, which is listed as not revoked` : `listed tokens (${names})`;
  return `It has the prefix of ${what}, but the cluster rejects it: a different token, or not exactly its string.`;
}

function namesOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ id, description }) => (description === undefined ? id : `${id} (${description})`))
    .join(', ');
}
