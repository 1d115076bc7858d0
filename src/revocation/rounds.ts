import type { RunContext } from './context.ts';

/** The waits before each round of proof, in ms, the last one before every further round: a cluster may lag behind its own answers. */
const waits = [0, 1_000, 2_000, 4_000, 7_000] as const;

/** No round starts later than this after the first, in ms. What the server asks to wait comes on top. */
export const longestProof = 15_000;

/** A round that takes longer than this, in ms, hangs. That is no answer: once, another one follows it, however late. */
const longestRound = 10_000;

/** The same while nothing comes for a cause that may pass, from the first round on: a cluster may be restarted meanwhile. */
export const longestOutage = 60_000;

/** The rounds of a proof. */
export interface Rounds {
  /** Waits for the next round and gives its number; the first, number 1, comes at once. Undefined: there is no time left. */
  next(): Promise<number | undefined>;
  /** When the last round, or a retry in one, may start, in ms since the epoch. */
  lastStart(): number;
  /** Notes whether the cluster was away in this round. One that comes back gets its time to catch up then. */
  noteAway(isAway: boolean): void;
}

/** Opens the rounds of a proof that starts at once. What the server asks to wait is no time to catch up. */
export function openRounds({ gate, limits, time }: RunContext): Rounds {
  const readClock = (): number => time.now() - gate.closedFor();
  const begin = readClock();
  let start = begin;
  let round = 0;
  let roundStart = begin;
  let hasExtra = true;
  let away = false;
  const lastStart = (): number => {
    const last = away ? begin + longestOutage : start + longestProof;
    return Math.min(limits.endBy, gate.closedFor() + last);
  };
  return {
    lastStart,
    async next() {
      const wait = waits[Math.min(round, waits.length - 1)] ?? 0;
      await gate.pass(limits.waiting);
      if (round > 0) {
        const at = time.now() + wait;
        const isExtra = hasExtra && at > lastStart() && readClock() - roundStart > longestRound;
        if (isExtra) hasExtra = false;
        const last = (): number => (isExtra ? limits.endBy : lastStart());
        if (at > last()) return undefined;
        await time.sleep(wait, limits.waiting);
        await gate.pass(limits.waiting);
        if (limits.waiting.aborted || time.now() > last()) return undefined;
      }
      round += 1;
      roundStart = readClock();
      return round;
    },
    noteAway(isAway) {
      if (away && !isAway) start = readClock();
      away = isAway;
    },
  };
}
