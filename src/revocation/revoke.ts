import { type RunContext, retryPolicy } from './context.ts';
import type { PlanEntry } from './plan.ts';
import { type Attempted, retry } from './retry.ts';
import type { TokenId } from './token.ts';
import type { Failure, RevokeAnswer } from './token-client.ts';

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
export function attemptRevocation(
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

/**
 * Stops a run that cannot get better: an answer that every further request would get too, a wait beyond the limit, or
 * a cluster that does not answer at all. Before the first answer one id is enough for that; after it, a whole
 * round of ids without an answer is, since a single broken connection says little.
 */
function createBrake({ limits, concurrency, time }: RunContext, reached: boolean): Brake {
  const halt = new AbortController();
  let everReached = reached;
  let unreachedInARow = 0;
  let stoppedBy: Failure | undefined;
  const isHopeless = (failure: Failure): boolean => {
    if (failure.affectsAll) return true;
    if (failure.retryAfter !== undefined && time.now() + failure.retryAfter > limits.revokeBy) return true;
    return failure.code === 'unreachable' && unreachedInARow >= (everReached ? concurrency : 1);
  };
  return {
    signal: AbortSignal.any([limits.starting, halt.signal]),
    observe(answer) {
      const unreachable = answer.kind === 'failed' && answer.failure.code === 'unreachable';
      unreachedInARow = unreachable ? unreachedInARow + 1 : 0;
      if (!unreachable) everReached = true;
      if (answer.kind !== 'failed' || !isHopeless(answer.failure)) return;
      stoppedBy ??= answer.failure;
      halt.abort();
    },
    stoppedBy: () => stoppedBy,
  };
}
