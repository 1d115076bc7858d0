import type { Failure } from '../failure.ts';
import { type RunContext, retryPolicy } from './context.ts';
import { fixPace, type Pace, type PaceFigures, startPace } from './pace.ts';
import type { PlanEntry } from './plan.ts';
import { type Attempted, type RetryPolicy, retry } from './retry.ts';
import type { TokenId } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';
import { createTurns, type Turns } from './turns.ts';

/** What came of the revocations: an attempt for each id that was tried. */
export interface Revocations {
  readonly attempts: ReadonlyMap<TokenId, Attempted<RevokeAnswer>>;
  /** How fast it went. Undefined: nothing was sent, or the client takes requests in calls of many. */
  readonly pace: PaceFigures | undefined;
  /** The failure that made it useless to continue. */
  readonly stoppedBy: Failure | undefined;
  /** What a fault of the action's own threw. Undefined: there was none. */
  readonly fault: unknown;
}

/** Revokes the entries, as many at once as the cluster bears, until all are tried, a limit ends it, or continuing is useless. */
export async function revokeEntries(
  entries: readonly PlanEntry[],
  context: RunContext,
  reached: boolean,
): Promise<Revocations> {
  const { client, concurrency, gate, limits, notify } = context;
  const attempts = new Map<TokenId, Attempted<RevokeAnswer>>();
  const brake = createBrake(context, { reached, stop: limits.starting });
  const capacity = client.capacity();
  const hasPace = capacity.kind === 'requests';
  const start = hasPace ? startPace(Math.min(concurrency, capacity.most)) : fixPace(capacity.ids);
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
      attempts.set(entry.id, attempted);
      if (attempted.answer.kind === 'failed') failed += 1;
      brake.observe(attempted.answer, turns.pace());
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
  const pace = hasPace && attempts.size > 0 ? turns.pace().figures : undefined;
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
    const answer = await client.revoke(id, { signal: limits.revoking, starting: limits.starting, attempt });
    const at = time.now();
    turns.end({ at, latency: at - sentAt, setback: answer.kind === 'failed' ? answer.setback : undefined });
    brake.observeLoad(answer, turns.pace());
    return answer;
  };
  const policy: RetryPolicy = {
    ...retryPolicy(context, brake.signal),
    takeTurn: () => turns.take(true),
    // Without a pace nothing slows down, and nothing else would end it.
    isFree: ({ code }) => code === 'rate-limited' && retries > 0 && client.capacity().kind === 'requests',
  };
  return ({ id, token }: PlanEntry): Promise<Attempted<RevokeAnswer>> =>
    retry((attempt) => send(token?.id ?? id, attempt), policy);
}

interface Brake {
  /** Aborted: start nothing new. */
  readonly signal: AbortSignal;
  /** Stops the run. */
  stop(): void;
  /** Looks at what came of an id and stops the run if continuing is useless. */
  observe(answer: RevokeAnswer, pace: Pace): void;
  /** Looks at each answer and stops the run if the cluster rejects even the slowest pace. */
  observeLoad(answer: RevokeAnswer, pace: Pace): void;
  stoppedBy(): Failure | undefined;
}

/** After an answer a few requests or calls in a row without one say little, however low the concurrency is. */
const fewestSilent = 3;
/** How long the run accepts only 429 at the slowest pace, in ms. */
const longestRejection = 60_000;

/**
 * Stops a run that cannot succeed: an answer that every further request would get too, a wait beyond the limit, or
 * a cluster that does not answer at all, or only with 429. Before the first answer, one id that cannot reach it is enough
 * for that; otherwise a whole round of ids without an answer is.
 */
function createBrake(
  { client, limits, time }: RunContext,
  { reached, stop }: { readonly reached: boolean; readonly stop: AbortSignal },
): Brake {
  const halt = new AbortController();
  // A signal composed of others is slow to look at, and every request looks.
  if (stop.aborted) halt.abort();
  else stop.addEventListener('abort', () => halt.abort(), { once: true });
  let everReached = reached;
  let silentInARow = 0;
  let rejectedSince: number | undefined;
  let stoppedBy: Failure | undefined;
  const brakeFor = (failure: Failure): void => {
    stoppedBy ??= failure;
    halt.abort();
  };
  const isHopeless = ({ affectsAll, code, retryable, retryAfter }: Failure, round: number): boolean => {
    if (affectsAll) return true;
    if (retryable && retryAfter !== undefined && time.now() + retryAfter > limits.revokeBy) return true;
    return silentInARow >= (code === 'unreachable' && !everReached ? 1 : round);
  };
  return {
    signal: halt.signal,
    stop: () => halt.abort(),
    observe(answer, { allowed }) {
      const silent = answer.kind === 'failed' && isSilent(answer);
      silentInARow = silent ? silentInARow + 1 : 0;
      if (!silent) everReached = true;
      const capacity = client.capacity();
      const round = capacity.kind === 'calls' ? fewestSilent * capacity.ids : Math.max(fewestSilent, allowed);
      if (answer.kind === 'failed' && isHopeless(answer, round)) brakeFor(answer);
    },
    observeLoad(answer, { allowed }) {
      const isRejected = answer.kind === 'failed' && answer.code === 'rate-limited' && allowed === 1;
      rejectedSince = isRejected ? (rejectedSince ?? time.now()) : undefined;
      if (isRejected && time.now() - (rejectedSince ?? 0) >= longestRejection) brakeFor(answer);
    },
    stoppedBy: () => stoppedBy,
  };
}

function isSilent({ code }: Failure): boolean {
  return code === 'unreachable' || code === 'timeout' || code === 'authentication-failed';
}
