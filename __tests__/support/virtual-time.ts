import type { Time } from '../../src/revocation/time.ts';

/** When every virtual clock starts, in ms since the epoch. */
export const epoch = Date.UTC(2026, 2, 1);

/** A clock that moves only when nothing else can. */
export interface VirtualTime extends Time {
  /** Ms since the clock started. */
  elapsed(): number;
  /** Sleeps that have not ended. */
  pending(): number;
  /** Waits for the work, then stops the clock. Throws where nothing is left that could bring the work to an end. */
  settle<Result>(work: Promise<Result>): Promise<Result>;
  /** Lets time pass until nothing sleeps. */
  drain(): Promise<void>;
  /** A signal that is aborted after `ms`. */
  abortAfter(ms: number): AbortSignal;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Makes a clock; `random` stands for chance. */
export function createVirtualTime(random: () => number = seededRandom(1)): VirtualTime {
  const sleepers = new Set<Sleeper>();
  let now = epoch;
  let moving = false;
  let stopped = false;
  // All that can run between two timers are microtasks, and an immediate comes after the last of them.
  const move = (): void => {
    const next = earliest(sleepers);
    moving = next !== undefined && !stopped;
    if (next === undefined || stopped) return;
    now = Math.max(now, next.at);
    next.wake();
    setImmediate(move);
  };
  const start = (): void => {
    if (!moving && !stopped) setImmediate(move);
    moving ||= !stopped;
  };
  const idle = async (until: () => boolean): Promise<void> => {
    stopped = false;
    start();
    for (let rounds = 0; !until() && rounds < 3; rounds = sleepers.size === 0 ? rounds + 1 : 0)
      await nextImmediate();
  };
  const sleep = (ms: number, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { at: now + ms, wake };
      sleepers.add(sleeper);
      signal.addEventListener('abort', wake);
      start();
    });
  };
  return {
    now: () => now,
    random,
    sleep,
    elapsed: () => now - epoch,
    pending: () => sleepers.size,
    async settle(work) {
      let done = false;
      const end = (): void => {
        done = true;
        stopped = true;
      };
      work.then(end, end);
      await idle(() => done);
      if (!done) throw new Error('Nothing is left that could bring this to an end.');
      return work;
    },
    drain: () => idle(() => false),
    abortAfter(ms) {
      const controller = new AbortController();
      void sleep(ms, new AbortController().signal).then(() => controller.abort());
      return controller.signal;
    },
  };
}

/** Numbers from 0 to just below 1 that look random and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function earliest(sleepers: Iterable<Sleeper>): Sleeper | undefined {
  let first: Sleeper | undefined;
  for (const sleeper of sleepers) if (first === undefined || sleeper.at < first.at) first = sleeper;
  return first;
}

function nextImmediate(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
