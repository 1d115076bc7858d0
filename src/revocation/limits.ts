import type { RevocationRequest, RunContext, Surroundings } from './context.ts';

/** How long revocations in progress may take to finish after a cancellation, in ms. The runner kills after 10 s. */
const settleAfterCancel = 2_500;
/** When, after a cancellation, the last verification must have ended, in ms: it leaves time for GitHub within 6 s. */
const verifyAfterCancel = 4_000;
/** The part of the deadline that is kept for verification, and its upper bound in ms. */
const verificationShare = 0.2;
const verificationReserve = 20_000;

/** How long an open token waits for what it can do without, in ms: a list with force, a test of a string, a last look. */
const longestDelay = 10_000;
/** And at most this part of the deadline. */
const delayShare = 0.25;

/** Why nothing new is started. */
export type LimitReason = 'cancelled' | 'deadline';

/** When which part of a run must end. The signals' reasons are {@link LimitReason}s. */
export interface Limits {
  /** Aborted: no further revocation starts, no wait for a retry continues. */
  readonly starting: AbortSignal;
  /** Aborted: revocations in progress end. */
  readonly revoking: AbortSignal;
  /** Aborted: no further wait for the cluster to catch up. */
  readonly waiting: AbortSignal;
  /** Aborted: a verification in progress ends. */
  readonly verifying: AbortSignal;
  /** How long revocations wait at most, in ms, for what they can do without. */
  readonly delay: number;
  /** When revocations must have ended, in ms since the epoch. */
  readonly revokeBy: number;
  /** When the run must have ended, in ms since the epoch. */
  readonly endBy: number;
  /** Clears every timer. */
  close(): void;
}

/** What the limits of a run follow from. */
export type LimitOptions = Pick<RevocationRequest, 'deadline'> & Pick<Surroundings, 'cancel' | 'time'>;

/** Starts the clock of a run. */
export function openLimits({ cancel, deadline, time }: LimitOptions): Limits {
  const starting = new AbortController();
  const revoking = new AbortController();
  const waiting = new AbortController();
  const verifying = new AbortController();
  const closed = new AbortController();
  const after = async (ms: number, end: () => void): Promise<void> => {
    await time.sleep(ms, closed.signal);
    if (!closed.signal.aborted) end();
  };
  const abort = (reason: LimitReason, ...controllers: AbortController[]): void => {
    for (const each of controllers) each.abort(reason);
  };
  const onCancel = (): void => {
    abort('cancelled', starting, waiting);
    void after(settleAfterCancel, () => abort('cancelled', revoking));
    void after(verifyAfterCancel, () => abort('cancelled', verifying));
  };
  const reserve = Math.min(verificationReserve, deadline * verificationShare);
  void after(deadline - reserve, () => abort('deadline', starting, revoking));
  void after(deadline, () => abort('deadline', waiting, verifying));
  if (cancel.aborted) onCancel();
  else cancel.addEventListener('abort', onCancel, { once: true, signal: closed.signal });
  return {
    starting: starting.signal,
    revoking: revoking.signal,
    waiting: waiting.signal,
    verifying: verifying.signal,
    delay: Math.min(longestDelay, deadline * delayShare),
    revokeBy: time.now() + deadline - reserve,
    endBy: time.now() + deadline,
    close: () => closed.abort(),
  };
}

/** Does work that revocations can do without: it ends with its signal, or after their longest delay, and says whether it was late. */
export async function withinDelay<Result>(
  { limits, time }: Pick<RunContext, 'limits' | 'time'>,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<{ readonly result: Result; readonly isLate: boolean }> {
  const [late, done] = [new AbortController(), new AbortController()];
  void time.sleep(limits.delay, done.signal).then(() => {
    if (!done.signal.aborted) late.abort();
  });
  const result = await work(AbortSignal.any([signal, late.signal]));
  done.abort();
  return { result, isLate: late.signal.aborted };
}
