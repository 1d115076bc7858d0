import type { Failure } from '../failure.ts';
import type { RunContext } from './context.ts';
import type { Pace } from './pace.ts';
import type { TokenId } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';

/** What stops a run that cannot succeed. */
export interface Brake {
  /** Aborted: start nothing new. Its reason is that of the limit, if it was one. */
  readonly signal: AbortSignal;
  /** Stops the run. */
  stop(): void;
  /** Looks at each answer and stops the run if it could only wait for too long. */
  observe(answer: RevokeAnswer, id: TokenId): void;
  /** Looks at what came of an id in the end and stops the run if continuing is useless. */
  observeEnd(answer: RevokeAnswer, pace: Pace): void;
  /** Whether the cluster has ever answered. */
  wasReached(): boolean;
  stoppedBy(): Failure | undefined;
}

/** How long the run continues though no answer is final, in ms: a cluster may be restarted meanwhile. */
const longestTrouble = 60_000;
/** The same where ids travel in calls of many, of which one that hangs takes minutes. */
const longestTroubleOfCalls = 300_000;
/** Fewer ids that get nowhere say little of the others. */
const fewestSilent = 3;

/**
 * Stops a run that cannot succeed: an answer that every further request would get too, a wait beyond the limit, or nothing
 * but answers that may pass for a minute. Of those that count as attempts an id gets all of its own first. Before the first
 * answer one id that cannot reach the cluster is enough; without retries a whole round of ids without an answer is.
 */
export function createBrake(
  { client, gate, limits, retries, time }: RunContext,
  { reached, stop }: { readonly reached: boolean; readonly stop: AbortSignal },
): Brake {
  const halt = new AbortController();
  // A signal composed of others is slow to look at, and every request looks.
  if (stop.aborted) halt.abort(stop.reason);
  else stop.addEventListener('abort', () => halt.abort(stop.reason), { once: true });
  const longest = client.mostAtOnce() === undefined ? longestTroubleOfCalls : longestTrouble;
  let everReached = reached;
  let silentInARow = 0;
  /** It stands still while the server asks to wait. */
  const readClock = (): number => time.now() - gate.closedFor();
  let troubledSince: number | undefined;
  const troubled = new Set<TokenId>();
  const isTroubledForLong = (): boolean =>
    troubledSince !== undefined && readClock() - troubledSince >= longest;
  let stoppedBy: Failure | undefined;
  const brakeFor = (failure: Failure): void => {
    stoppedBy ??= failure;
    halt.abort();
  };
  const isHopeless = ({ affectsAll, code, retryable, retryAfter }: Failure, round: number): boolean => {
    if (affectsAll) return true;
    if (retryable && retryAfter !== undefined && time.now() + retryAfter > limits.revokeBy) return true;
    const isUnreached = (code === 'unreachable' || code === 'authentication-failed') && !everReached;
    const isTrouble = retryable && isTroubledForLong() && troubled.size >= fewestSilent;
    return isUnreached || isTrouble || (retries === 0 && silentInARow >= round);
  };
  return {
    signal: halt.signal,
    stop: () => halt.abort(),
    observe(answer, id) {
      if (answer.kind !== 'failed' || !isSilent(answer)) everReached = true;
      if (answer.kind !== 'failed' || !answer.retryable) {
        troubledSince = undefined;
        troubled.clear();
        return;
      }
      troubledSince ??= readClock();
      troubled.add(id);
      if (isWaiting(answer) && isTroubledForLong()) brakeFor(answer);
    },
    observeEnd(answer, { allowed }) {
      silentInARow = answer.kind === 'failed' && isSilent(answer) ? silentInARow + 1 : 0;
      if (answer.kind === 'failed' && isHopeless(answer, Math.max(fewestSilent, allowed))) brakeFor(answer);
    },
    wasReached: () => everReached,
    stoppedBy: () => stoppedBy,
  };
}

function isSilent({ code }: Failure): boolean {
  return code === 'unreachable' || code === 'timeout' || code === 'authentication-failed';
}

/** Says whether the cluster only made the run wait: it asked for that, or nothing could be sent to it. */
export function isWaiting({ code, unsent, mayHaveWorked }: Failure): boolean {
  return code === 'rate-limited' || unsent || (code === 'unreachable' && !mayHaveWorked);
}
