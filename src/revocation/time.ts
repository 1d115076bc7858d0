/** Clock, sleep and randomness, passed in so that the domain has none. */
export interface Time {
  /** The time in ms since the epoch. */
  now(): number;
  /** Resolves after `ms`, or as soon as the signal is aborted. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A number from 0 to just below 1. */
  random(): number;
}

/** A short duration for people, from ms. */
export function describeSeconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

/** How long something may take at most, and what ends it before. */
interface Bound {
  /** In ms. */
  readonly most: number;
  readonly signal: AbortSignal;
  readonly time: Time;
}

/** Does work that ends when its signal is aborted, and says whether it took longer than it may. */
export async function within<Result>(
  { most, signal, time }: Bound,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<{ readonly result: Result; readonly isLate: boolean }> {
  const [late, done] = [new AbortController(), new AbortController()];
  void time.sleep(most, done.signal).then(() => {
    if (!done.signal.aborted) late.abort();
  });
  const result = await work(AbortSignal.any([signal, late.signal]));
  done.abort();
  return { result, isLate: late.signal.aborted };
}
