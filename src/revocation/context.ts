import type { Failure } from '../failure.ts';
import type { LeakedToken } from './leak.ts';
import type { Limits } from './limits.ts';
import type { InUseTest, Plan } from './plan.ts';
import type { Gate, RetryPolicy } from './retry.ts';
import type { Selectors } from './selection.ts';
import type { Time } from './time.ts';
import type { TokenId } from './token.ts';
import type { TokenClient } from './token-client.ts';
import type { TokenKind } from './token-kind.ts';

/** What a run is asked to do. */
export interface RevocationRequest {
  /** What kind of tokens the ids belong to. */
  readonly kind: TokenKind;
  /** Each once, in the order in which outcomes are reported. */
  readonly ids: readonly TokenId[];
  /** Token strings whose ids are to be found and revoked. */
  readonly leaks: readonly LeakedToken[];
  /** Which tokens are meant besides. Absent: none. */
  readonly selectors: Selectors | undefined;
  /** Ids that are not revoked, whatever else asks for them. */
  readonly excluded: readonly TokenId[];
  /** A plan with more revocations is refused. */
  readonly maxRevocations: number | undefined;
  /** A plan with another digest is refused. */
  readonly expectPlan: string | undefined;
  /** Skip the guards that stand for a person's confirmation, and do not insist on a list. */
  readonly force: boolean;
  /** Plan and report, revoke nothing. */
  readonly dryRun: boolean;
  /** Revocations under way at once, at most. */
  readonly concurrency: number;
  /** Attempts after the first one, for what can get better. */
  readonly retries: number;
  /** For the whole run, in ms. */
  readonly deadline: number;
  /** Says whether a listed token can be the one that this run authenticates with. */
  readonly isInUse: InUseTest;
}

/** What happens in a run, for whoever shows it. */
export type RunEvent =
  | { readonly kind: 'listed'; readonly tokens: number; readonly active: number }
  | { readonly kind: 'list-failed'; readonly failure: Failure }
  /** How many tokens the selectors mean, and whether the list leaves open which of them is the token in use. */
  | { readonly kind: 'selected'; readonly tokens: number; readonly isBlind: boolean }
  /** A leaked token was found in the list. */
  | { readonly kind: 'matched'; readonly position: number; readonly id: TokenId }
  /** `listed`: whether there is a list to tell which ids exist. */
  | { readonly kind: 'planned'; readonly plan: Plan; readonly dryRun: boolean; readonly listed: boolean }
  | { readonly kind: 'progress'; readonly done: number; readonly failed: number; readonly total: number }
  /** A request failed and is sent again. */
  | { readonly kind: 'retrying'; readonly failure: Failure }
  /** The server asked to wait this long, in ms. */
  | { readonly kind: 'holding'; readonly ms: number }
  | { readonly kind: 'verifying'; readonly ids: number; readonly round: number };

/** What a run needs of the world. */
export interface Surroundings {
  readonly client: TokenClient;
  readonly time: Time;
  /** Aborted: the job was cancelled. */
  readonly cancel: AbortSignal;
  readonly notify: (event: RunEvent) => void;
  /** A cryptographic digest of a text, in hex. */
  readonly hash: (text: string) => string;
}

/** A run under way. */
export interface RunContext extends RevocationRequest, Surroundings {
  readonly limits: Limits;
  readonly gate: Gate;
}

/** The retry policy of a request that must have ended when `stop` is aborted. */
export function retryPolicy(context: RunContext, stop: AbortSignal): RetryPolicy {
  const { retries, gate, limits, time, notify } = context;
  const onRetry = (failure: Failure): void => notify({ kind: 'retrying', failure });
  const [takeTurn, isFree] = [async () => true, () => false];
  return { retries, gate, takeTurn, isFree, stop, giveUpAt: limits.revokeBy, time, onRetry };
}
