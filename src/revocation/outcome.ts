import type { ErrorCode } from '../errors.ts';
import type { InUse } from './in-use.ts';
import type { PaceFigures } from './pace.ts';
import type { KeptToken } from './selection.ts';
import type { Token, TokenId } from './token.ts';
import type { Liveness } from './witness.ts';

/**
 * What can prove that a token is dead. `listed`: the cluster's list shows its time of revocation. `rejected`: the cluster
 * rejected a request with the token itself.
 */
export const proofs = ['listed', 'rejected'] as const;

/** One of {@link proofs}. */
type Proof = (typeof proofs)[number];

/** What became of an id, and what is known of why. Times are milliseconds since the epoch. */
export type Fate =
  | {
      /** By this run, or before it. */
      readonly status: 'revoked' | 'already-revoked';
      /** Every proof that was seen. */
      readonly proof: readonly Proof[];
      readonly revokedAt: number | undefined;
      readonly provenAt: number;
    }
  | { readonly status: 'planned' }
  | ({
      readonly status: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
    } & Advice);

/** What to do about a failure. */
export interface Advice {
  /** Undefined: the code's own hint. */
  readonly hint?: string | undefined;
  /** What another run has to be given to get further. Undefined: what this one was. */
  readonly needs?: 'another asker' | 'the string' | 'other ids' | undefined;
}

/** What was sent, such as to revoke an id. */
export interface Trace {
  /** In how many attempts a request was sent. Sent again with a renewed access token, it is the same one. */
  readonly attempts: number;
  /** When the first of them was sent, in ms since the epoch. Undefined: none was. */
  readonly requestedAt: number | undefined;
}

/** What is known of a leaked token string. */
export interface LeakEvidence {
  /** Its position among those given, from 1. */
  readonly position: number;
  /** What the cluster said of the string before the revocation, and after it. */
  readonly before: Liveness;
  readonly after: Liveness;
}

/** What an id was requested by. */
export type Origin = 'id' | 'leaked-token' | 'selector';

/** What became of one requested token: an id, or a leaked token whose id is not known. */
export interface Outcome extends Trace {
  /** In the spelling in which it was requested. Undefined: of a leaked token the id is not known. */
  readonly id: TokenId | undefined;
  /** The leaked tokens that are this one. */
  readonly leaks: readonly LeakEvidence[];
  /** What the cluster's list showed of it before the revocation. */
  readonly token: Token | undefined;
  readonly inUse: InUse;
  readonly origins: readonly Origin[];
  readonly fate: Fate;
}

/** What stopped the run before its end. */
export interface Stop {
  readonly code: ErrorCode;
  /** One sentence that says what happened. */
  readonly message: string;
  readonly hint: string;
  /** What led to it, such as an error in the action itself. Its text may hold anything: it is shown with debug logging only. */
  readonly cause?: unknown;
}

/** What came of a run: one outcome for each requested id, in that order, and for each leaked token without one. */
export interface RunResult {
  readonly outcomes: readonly Outcome[];
  /** The ids that the run was to revoke, in the order in which it takes them. */
  readonly planned: readonly TokenId[];
  /** Tokens that the selectors describe and that are left alone. */
  readonly kept: readonly KeptToken[];
  /** Selected by their age: those that were created before this time, in ms since the epoch. Undefined: not by age. */
  readonly createdBefore: number | undefined;
  /** The requested ids that `exclude-ids` takes out. */
  readonly leftOut: readonly TokenId[];
  /** Every token of the cluster, if a dry run requested nothing else. */
  readonly listing: readonly ListedToken[] | undefined;
  /** The digest of the plan. Undefined: there was none. */
  readonly digest: string | undefined;
  /** How fast the revocations went. Undefined: there were none, or the client takes them in calls of many. */
  readonly pace: PaceFigures | undefined;
  /** Undefined: the run went to its end. */
  readonly stop: Stop | undefined;
}

/** A token of the cluster, for a person who looks for an id. */
export interface ListedToken {
  readonly token: Token;
  readonly state: 'active' | 'expired' | 'revoked';
  readonly inUse: InUse;
}

/** Says whether an id is revoked at the end of the run, by this run or before it. */
export function isRevoked({ fate }: Outcome): boolean {
  return fate.status === 'revoked' || fate.status === 'already-revoked';
}

/** Says whether something that was to be revoked is not known to be. */
export function isFailed({ fate }: Outcome): boolean {
  return fate.status === 'failed';
}

/** Says whether the step fails: the run did not get to its end, or something is not known to be revoked. */
export function isFailure({ outcomes, stop }: RunResult): boolean {
  return stop !== undefined || outcomes.some(isFailed);
}
