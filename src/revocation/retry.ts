import type { Failure } from '../failure.ts';
import type { Gate } from './gate.ts';
import type { Trace } from './outcome.ts';
import type { Time } from './time.ts';

/** The first wait is at most this long, in ms, and at least half of it; each further one twice as long. */
const firstWait = 500;
/** The longest wait that the server did not ask for, in ms. */
const longestWait = 20_000;

/** How often and how long to try. */
export interface RetryPolicy {
  /** Attempts after the first one. */
  readonly retries: number;
  /** Aborted: no further attempt. */
  readonly stop: AbortSignal;
  /** No attempt starts after this time, in ms since the epoch, even if the server asks for it. */
  readonly giveUpAt: number;
  /** The same for a wait that the server did not ask for. Default: {@link giveUpAt}. */
  readonly lastStart?: () => number;
  /** Holds every request of a run back while the server asks to wait. */
  readonly gate: Gate;
  /** Waits for the turn of a further attempt. False: there is none. */
  readonly takeTurn: () => Promise<boolean>;
  /** Whether an attempt that ended so does not count. */
  readonly isFree: (failure: Failure) => boolean;
  readonly time: Time;
  /** Called with each failure after which another attempt follows. */
  readonly onRetry: (failure: Failure) => void;
}

/** The last answer, and what the attempts before it leave open. */
export interface Attempted<Answer> extends Trace {
  readonly answer: Answer | Failure;
  /** Whether any attempt may have taken effect although its answer says otherwise or was lost. */
  readonly mayHaveWorked: boolean;
}

/** Sends a request until it succeeds, fails for good, or the policy ends it: equal jitter, so that retries last for a while, `Retry-After` honoured. */
export async function retry<Answer extends { kind: string }>(
  send: (attempt: number) => Promise<Answer | Failure>,
  policy: RetryPolicy,
): Promise<Attempted<Answer>> {
  let mayHaveWorked = false;
  let counted = 0;
  let sent = 0;
  let requestedAt: number | undefined;
  let last: (Attempted<Answer> & { readonly answer: Failure }) | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const startedAt = policy.time.now();
    const answer = await send(attempt);
    if (!isFailed(answer) || !answer.unsent) {
      sent += 1;
      requestedAt ??= startedAt;
    }
    if (!isFailed(answer)) return { answer, attempts: sent, requestedAt, mayHaveWorked };
    const { retryable, retryAfter } = answer;
    // The run ended before another attempt: what is known is what the one before it brought.
    if (last !== undefined && answer.unsent && policy.stop.aborted) return last;
    mayHaveWorked ||= answer.mayHaveWorked;
    last = { answer, attempts: sent, requestedAt, mayHaveWorked };
    if (!policy.isFree(answer)) counted += 1;
    if (!retryable) return last;
    if (!holdBack(retryAfter, policy)) return { ...last, answer: addWait(answer) };
    if (counted > policy.retries || policy.stop.aborted) return last;
    if (!(await waitForRetry(attempt, answer, policy))) return last;
  }
}

/** In seconds. */
const day = 86_400;

/** Says how long the server asked to wait, where that is not waited for. */
function addWait(failure: Failure): Failure {
  const seconds = Math.ceil((failure.retryAfter ?? 0) / 1_000);
  const wait = seconds > day ? 'more than a day' : `${seconds} s`;
  return {
    ...failure,
    message: `${failure.message} It asks to wait ${wait}, which is too long here.`,
  };
}

/** Closes the gate while the server asks to wait. False: the run has no time for that. */
function holdBack(retryAfter: number | undefined, { time, gate, giveUpAt }: RetryPolicy): boolean {
  if (retryAfter === undefined) return true;
  const until = time.now() + retryAfter;
  if (until > giveUpAt) return false;
  gate.holdUntil(until);
  return true;
}

/** Waits before the next attempt, at the gate as well. False: there is no time for one. */
async function waitForRetry(attempts: number, failure: Failure, policy: RetryPolicy): Promise<boolean> {
  const { time, gate, stop, giveUpAt, onRetry, lastStart = () => giveUpAt } = policy;
  await gate.pass(stop);
  const ceiling = Math.min(longestWait, firstWait * 2 ** (attempts - 1));
  const wait = (ceiling + time.random() * ceiling) / 2;
  if (stop.aborted || time.now() + wait > lastStart()) return false;
  onRetry(failure);
  await time.sleep(wait, stop);
  if (stop.aborted || !(await policy.takeTurn())) return false;
  await gate.pass(stop);
  return !stop.aborted;
}

function isFailed(answer: { kind: string }): answer is Failure {
  return answer.kind === 'failed';
}
