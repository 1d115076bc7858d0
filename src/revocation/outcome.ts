import type { ErrorCode } from '../errors.ts';
import type { LeakedToken, UnmatchedLeak } from './leak.ts';
import type { Trace } from './record.ts';
import type { TokenId } from './token.ts';

/**
 * What proves that a token is dead. `listed`: the cluster's list shows its time of revocation. `rejected`: the cluster
 * refused a request with the token itself. `none`: only an answer says so.
 */
export type Proof = 'listed' | 'rejected' | 'none';

/** What became of an id, and what is known of why. Times are milliseconds since the epoch. */
export type Fate =
  | {
      /** By this run, or before it. */
      readonly status: 'revoked' | 'already-revoked';
      readonly proof: Proof;
      readonly revokedAt: number | undefined;
    }
  | { readonly status: 'planned' }
  | { readonly status: 'failed'; readonly code: ErrorCode; readonly message: string };

/** What became of one id that was asked for, with what the cluster's list told of the token. */
export interface Outcome {
  /** In the spelling in which it was asked for. */
  readonly id: TokenId;
  readonly fate: Fate;
  readonly prefix: string | undefined;
  readonly description: string | undefined;
  readonly createdAt: number | undefined;
  readonly trace: Trace;
}

/** What stopped the run before its end. */
export interface Stop {
  readonly code: ErrorCode;
  /** One sentence that says what happened. */
  readonly message: string;
  readonly hint: string;
}

/** What came of a run: one outcome for each id that was asked for, in that order. */
export interface RunResult {
  readonly outcomes: readonly Outcome[];
  /** The ids that the run set out to revoke, in the order in which it takes them. */
  readonly planned: readonly TokenId[];
  /** The leaked tokens whose ids are known. */
  readonly matched: readonly { readonly position: number; readonly id: TokenId }[];
  /** Leaked tokens of which it is not known which id they belong to. */
  readonly unmatched: readonly UnmatchedLeak[];
  /** The digest of the plan. Absent: there was none. */
  readonly digest: string | undefined;
  readonly dryRun: boolean;
  /** Absent: the run went to its end. */
  readonly stop: Stop | undefined;
}

/** Says whether an id is revoked at the end of the run, by this run or before it. */
export function isRevoked({ fate }: Outcome): boolean {
  return fate.status === 'revoked' || fate.status === 'already-revoked';
}

/** Says whether an id that was asked for is not known to be revoked, and was to be. */
export function isFailed({ fate }: Outcome): boolean {
  return fate.status === 'failed';
}

/** The result of a run that ended before it had a plan: every id fails for the same reason. */
export function stoppedBeforePlan({ ids, leaks = [] }: Asked, why: Stop, dryRun: boolean): RunResult {
  // An error serves as a stop, but a spread would lose its message.
  const stop: Stop = { code: why.code, message: why.message, hint: why.hint };
  const fate = {
    status: 'failed' as const,
    code: leftOverCode(stop.code),
    message: stop.message.replace(/\n.*/s, ''),
  };
  const outcomes = ids.map((id) => ({
    id,
    fate,
    prefix: undefined,
    description: undefined,
    createdAt: undefined,
    trace: { attempts: 0, requestedAt: undefined, provenAt: undefined },
  }));
  const unmatched = leaks.map(({ position }) => ({ position, code: fate.code, message: fate.message }));
  return { outcomes, planned: [], matched: [], unmatched, digest: undefined, dryRun, stop };
}

/** What a workflow asks for by name. */
export interface Asked {
  readonly ids: readonly TokenId[];
  readonly leaks?: readonly LeakedToken[];
}

/** The code of an id for which a stop left nothing to be done. */
function leftOverCode(code: ErrorCode): ErrorCode {
  switch (code) {
    case 'invalid-input':
    case 'not-served':
    case 'influxctl-unavailable':
    case 'github-failed':
    case 'cancelled':
      return code;
    case 'internal':
      // A fault of the action's own says nothing about what it did before.
      return 'unverified';
    default:
      return 'not-attempted';
  }
}
