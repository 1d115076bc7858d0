import type { Failure } from '../failure.ts';
import { type Brake, createBrake, isWaiting } from './brake.ts';
import { type RunContext, retryPolicy } from './context.ts';
import { fixPace, type PaceFigures, startPace } from './pace.ts';
import type { PlanEntry } from './plan.ts';
import { type Attempted, type RetryPolicy, retry } from './retry.ts';
import type { TokenId } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';
import { createTurns, type Turns } from './turns.ts';

/** What was tried, by id. */
export type Attempts = ReadonlyMap<TokenId, Attempted<RevokeAnswer>>;

/** What came of the revocations: an attempt for each id that was tried. */
export interface Revocations {
  readonly attempts: Attempts;
  /** How fast it went. Undefined: nothing was sent, or the client takes requests in calls of many. */
  readonly pace: PaceFigures | undefined;
  /** The failure that made it useless to continue. */
  readonly stoppedBy: Failure | undefined;
  /** What a fault of the action's own threw. Undefined: there was none. */
  readonly fault: unknown;
}

/** Ids that wait for calls of many: enough that those of calls that crashed hold up no others. */
const mostWaiting = 256;

/** Revokes the entries, as many at once as the cluster bears, until all are tried, a limit ends it, or continuing is useless. */
export async function revokeEntries(
  entries: readonly PlanEntry[],
  context: RunContext,
  reached: boolean,
): Promise<Revocations> {
  const { client, concurrency, gate, limits, notify } = context;
  const attempts = new Map<TokenId, Attempted<RevokeAnswer>>();
  const brake = createBrake(context, { reached, stop: limits.starting });
  const most = client.mostAtOnce();
  const start = most === undefined ? fixPace(mostWaiting) : startPace(Math.min(concurrency, most));
  const turns = createTurns(start, brake.signal);
  const attempt = prepareAttempts(context, brake, turns);
  const queue = entries.values();
  let failed = 0;
  const work = async (): Promise<void> => {
    for (const entry of queue) {
      if (!(await turns.take(false))) return;
      await gate.pass(brake.signal);
      if (brake.signal.aborted) return;
      const attempted = await attempt(entry);
      // It waited for a token, or for its call, as something else stopped the run.
      if (brake.signal.aborted && attempted.attempts === 0) return;
      attempts.set(entry.id, attempted);
      if (attempted.answer.kind === 'failed' && !attempted.mayHaveWorked) failed += 1;
      brake.observeEnd(attempted.answer, turns.pace());
      notify({ kind: 'progress', done: attempts.size, failed, total: entries.length });
    }
  };
  const works = Array.from({ length: Math.min(start.limit, entries.length) }, work);
  const fault: unknown = await Promise.all(works).then(
    () => undefined,
    async (error: unknown) => {
      // Nothing that it has started goes on behind the result.
      brake.stop();
      await Promise.allSettled(works);
      return error;
    },
  );
  const pace = most !== undefined && attempts.size > 0 ? turns.pace().figures : undefined;
  return { attempts, pace, stoppedBy: brake.stoppedBy(), fault };
}

/** Revokes one entry alone, with retries. `stop` ends the waits between them. */
export async function attemptRevocation(
  entry: PlanEntry,
  context: RunContext,
  stop: AbortSignal,
): Promise<Attempted<RevokeAnswer>> {
  const brake = createBrake(context, { reached: true, stop });
  const turns = createTurns(startPace(1), brake.signal);
  await turns.take(false);
  return prepareAttempts(context, brake, turns)(entry);
}

/** Makes what revokes an entry: it sends the first request in a turn that was taken, and each further one in another. */
function prepareAttempts(context: RunContext, brake: Brake, turns: Turns) {
  const { client, limits, retries, time } = context;
  const send = async (id: TokenId, attempt: number): Promise<RevokeAnswer> => {
    const sentAt = time.now();
    const answer = await client.revoke(id, { signal: limits.revoking, starting: brake.signal, attempt });
    const at = time.now();
    const isTrouble = answer.kind === 'failed' && answer.retryable;
    const setback = answer.kind === 'failed' ? answer.setback : undefined;
    turns.end({ at, latency: at - sentAt, setback, isTrouble });
    brake.observe(answer, id);
    return answer;
  };
  const policy: RetryPolicy = {
    ...retryPolicy(context, brake.signal),
    takeTurn: () => turns.take(true),
    // The brake ends them. Without a pace nothing would slow them down.
    isFree: (failure) =>
      retries > 0 && client.mostAtOnce() !== undefined && brake.wasReached() && isWaiting(failure),
  };
  return ({ id, token }: PlanEntry): Promise<Attempted<RevokeAnswer>> =>
    retry((attempt) => send(token?.id ?? id, attempt), policy);
}
