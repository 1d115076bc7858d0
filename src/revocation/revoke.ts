import type { Failure } from '../failure.ts';
import { type RunContext, retryPolicy } from './context.ts';
import type { PlanEntry } from './plan.ts';
import { type Attempted, retry } from './retry.ts';
import type { TokenId } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';

/** What came of the revocations: an attempt for each id that was tried. */
export interface Revocations {
  readonly attempts: ReadonlyMap<TokenId, Attempted<RevokeAnswer>>;
  /** The failure that made it useless to go on. */
  readonly stoppedBy: Failure | undefined;
}

/** Revokes the entries, `concurrency` at once, until all are tried, a limit ends it, or going on is useless. */
export async function revokeEntries(
  entries: readonly PlanEntry[],
  context: RunContext,
  reached: boolean,
): Promise<Revocations> {
  const attempts = new Map<TokenId, Attempted<RevokeAnswer>>();
  const brake = createBrake(context, reached);
  const queue = entries.values();
  let failed = 0;
  const work = async (): Promise<void> => {
    for (const entry of queue) {
      await context.gate.pass(brake.signal);
      if (brake.signal.aborted) return;
      const attempted = await attemptRevocation(entry, context, brake.signal);
      attempts.set(entry.id, attempted);
      if (attempted.answer.kind === 'failed') failed += 1;
      brake.observe(attempted.answer);
      context.notify({ kind: 'progress', done: attempts.size, failed, total: entries.length });
    }
  };
  await Promise.all(Array.from({ length: Math.min(context.concurrency, entries.length) }, work));
  return { attempts, stoppedBy: brake.stoppedBy() };
}

/** Revokes one entry, with retries. `stop` ends the waits between them. */
export async function attemptRevocation(
  entry: PlanEntry,
  context: RunContext,
  stop: AbortSignal,
): Promise<Attempted<RevokeAnswer>> {
  const id = entry.token?.id ?? entry.id;
  const send = (attempt: number): Promise<RevokeAnswer> =>
    context.client.revoke(id, { signal: context.limits.revoking, attempt });
  return retry(send, retryPolicy(context, stop));
}

interface Brake {
  /** Aborted: start nothing new. */
  readonly signal: AbortSignal;
  /** Looks at an answer and brakes where going on is useless. */
  observe(answer: RevokeAnswer): void;
  stoppedBy(): Failure | undefined;
}

/** After an answer a few ids in a row without one say little, however low the concurrency is. */
const fewestSilent = 3;

/**
 * Stops a run that cannot get better: an answer that every further request would get too, a wait beyond the limit, or
 * a cluster that does not answer at all. As long as there never was an answer, one id that cannot reach it is enough
 * for that; otherwise a whole round of ids without an answer is.
 */
function createBrake({ limits, concurrency, time }: RunContext, reached: boolean): Brake {
  const halt = new AbortController();
  const round = Math.max(fewestSilent, concurrency);
  let everReached = reached;
  let silentInARow = 0;
  let stoppedBy: Failure | undefined;
  const isHopeless = ({ affectsAll, code, retryable, retryAfter }: Failure): boolean => {
    if (affectsAll) return true;
    if (retryable && retryAfter !== undefined && time.now() + retryAfter > limits.revokeBy) return true;
    return silentInARow >= (code === 'unreachable' && !everReached ? 1 : round);
  };
  return {
    signal: AbortSignal.any([limits.starting, halt.signal]),
    observe(answer) {
      const silent = answer.kind === 'failed' && isSilent(answer);
      silentInARow = silent ? silentInARow + 1 : 0;
      if (!silent) everReached = true;
      if (answer.kind !== 'failed' || !isHopeless(answer)) return;
      stoppedBy ??= answer;
      halt.abort();
    },
    stoppedBy: () => stoppedBy,
  };
}

function isSilent({ code }: Failure): boolean {
  return code === 'unreachable' || code === 'timeout' || code === 'authentication-failed';
}
