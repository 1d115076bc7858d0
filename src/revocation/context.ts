import type { Failure } from '../failure.ts';
import type { Draft } from './draft.ts';
import { createGate, type Gate } from './gate.ts';
import { compareWith, type InUseTest } from './in-use.ts';
import type { LeakedToken } from './leak.ts';
import { type Limits, openLimits } from './limits.ts';
import type { RetryPolicy } from './retry.ts';
import type { Selectors } from './selection.ts';
import type { Time } from './time.ts';
import type { TokenId } from './token.ts';
import type { TokenClient } from './token-client.ts';
import type { TokenKind } from './token-kind.ts';
import type { Witness } from './witness.ts';

/** The request that a run works on. */
export interface RevocationRequest {
  /** What kind of tokens the ids belong to. */
  readonly kind: TokenKind;
  /** Each once, in the order in which outcomes are reported. */
  readonly ids: readonly TokenId[];
  /** Token strings whose ids are to be found and revoked. */
  readonly leaks: readonly LeakedToken[];
  /** Which other tokens to select. Undefined: none. */
  readonly selectors: Selectors | undefined;
  /** Ids that are never revoked, even if something else requests them. */
  readonly excluded: readonly TokenId[];
  /** A plan with more revocations is refused. */
  readonly maxRevocations: number | undefined;
  /** A plan with another digest is refused. */
  readonly expectPlan: string | undefined;
  /** Skip the guards that ask for a confirmation, and do not require a list. */
  readonly force: boolean;
  /** Plan and report, revoke nothing. */
  readonly dryRun: boolean;
  /** List the tokens of the cluster, and do nothing else: a dry run without a request. */
  readonly listing: boolean;
  /** Maximum concurrent revocations. */
  readonly concurrency: number;
  /** Retries of a temporary failure: attempts after the first one. */
  readonly retries: number;
  /** For the whole run, in ms. */
  readonly deadline: number;
  /**
   * The management token string that this run authenticates with. Secret. Undefined: its credentials are in no list of
   * tokens, such as a JWT or what an identity provider gives.
   */
  readonly credential: string | undefined;
}

/** What happens in a run, for the log. */
export type RunEvent =
  | { readonly kind: 'listed'; readonly tokens: number; readonly active: number }
  | { readonly kind: 'list-failed'; readonly failure: Failure }
  /** The runner's clock and the cluster's are far apart. */
  | { readonly kind: 'clocks-differ'; readonly runner: number; readonly server: number }
  /** Every listed token shows a comparable prefix, and none is that of the token in use. */
  | { readonly kind: 'not-listed' }
  /** No request shows whether the cluster accepts a token string. `mayPass`: it may be tried again. */
  | { readonly kind: 'no-witness'; readonly why: string; readonly mayPass: boolean }
  /**
   * How many tokens the selectors mean, whether the list leaves open which of them is the token in use, and the latest time
   * of creation that the selectors allow, in ms since the epoch.
   */
  | {
      readonly kind: 'selected';
      readonly tokens: number;
      readonly isBlind: boolean;
      readonly createdBefore: number | undefined;
    }
  /** A leaked token was found in the list. `tested`: whether the cluster was asked about the string itself. */
  | { readonly kind: 'matched'; readonly position: number; readonly id: TokenId; readonly tested: boolean }
  | ({ readonly kind: 'planned' } & Pick<Draft, 'plan' | 'selection' | 'leftOut' | 'index' | 'clocks'>)
  /** `failed`: of which it is known. Where an answer was lost the proof decides. */
  | { readonly kind: 'progress'; readonly done: number; readonly failed: number; readonly total: number }
  /** A request failed and is sent again. */
  | { readonly kind: 'retrying'; readonly failure: Failure }
  /** The server asked to wait this long, in ms. */
  | { readonly kind: 'holding'; readonly ms: number }
  /** How many are verified: `ids` in the list, `strings` by a request with the string itself. */
  | {
      readonly kind: 'verifying';
      /** Undefined: no list is read. */
      readonly ids: number | undefined;
      readonly strings: number;
      readonly round: number;
    };

/** What a run needs of the world. */
export interface Surroundings {
  readonly client: TokenClient;
  /** What shows whether a token string is accepted, the one to prefer first. */
  readonly witnesses: readonly Witness[];
  readonly time: Time;
  /** Aborted: the job was cancelled. */
  readonly cancel: AbortSignal;
  readonly notify: (event: RunEvent) => void;
  /** A cryptographic digest of a text, in hex. */
  readonly hash: (text: string) => string;
}

/** A run in progress. */
export interface RunContext extends RevocationRequest, Surroundings {
  /** Says whether a listed token can be the one that this run authenticates with. */
  readonly isInUse: InUseTest;
  readonly limits: Limits;
  readonly gate: Gate;
}

/** Opens the context of a run. */
export function openContext(request: RevocationRequest, surroundings: Surroundings): RunContext {
  const { kind, credential } = request;
  const { time, notify } = surroundings;
  const limits = openLimits({ ...request, ...surroundings });
  const gate = createGate(time, (ms) => notify({ kind: 'holding', ms }));
  const isInUse = compareWith(kind.areCredentials ? credential : undefined);
  return { ...request, ...surroundings, isInUse, limits, gate };
}

/** The retry policy of a request that must have ended when `stop` is aborted. */
export function retryPolicy(context: RunContext, stop: AbortSignal): RetryPolicy {
  const { retries, gate, limits, time, notify } = context;
  const onRetry = (failure: Failure): void => notify({ kind: 'retrying', failure });
  const [takeTurn, isFree] = [async () => true, () => false];
  return { retries, gate, takeTurn, isFree, stop, giveUpAt: limits.revokeBy, time, onRetry };
}
