import type { Time } from './time.ts';

/** A hold that grows by less than this, in ms, is not shown again: many requests are answered at once. */
const leastShown = 1_000;

/** A gate that all requests of a run pass: closed while the server asks to wait, so that they do not all retry at once. */
export interface Gate {
  /** Closes the gate until this time, in ms since the epoch. */
  holdUntil(until: number): void;
  /** How long it has been closed so far, in ms. */
  closedFor(): number;
  /** Resolves when the gate is open, or the signal is aborted. */
  pass(stop: AbortSignal): Promise<void>;
}

/** Makes an open gate. `onHold` gets the ms for which it closes. */
export function createGate(time: Time, onHold: (ms: number) => void): Gate {
  let openAt = 0;
  let allHolds = 0;
  return {
    holdUntil(until) {
      if (until <= Math.max(openAt, time.now())) return;
      const from = Math.max(openAt, time.now());
      const isWorthShowing = openAt <= time.now() || until - openAt >= leastShown;
      allHolds += until - from;
      openAt = until;
      if (isWorthShowing) onHold(until - time.now());
    },
    closedFor: () => allHolds - Math.max(0, openAt - time.now()),
    async pass(stop) {
      while (!stop.aborted && openAt > time.now()) await time.sleep(openAt - time.now(), stop);
    },
  };
}
