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
