import type { RunContext } from './context.ts';

/** The waits before each round of proof, in ms, the last one before every further round: a cluster may lag behind its own answers. */
const waits = [0, 1_000, 2_000, 4_000, 7_000] as const;

/** No round starts later than this after the first, in ms, however slow they are. What the server asks to wait comes on top. */
export const longestProof = 15_000;

/** The same while no list comes for a cause that may pass: a cluster may be restarted meanwhile. */
const longestOutage = 60_000;

/** Says when the last round of proof may start, in ms since the epoch, if the first one starts at once. */
export function limitProof({ gate, limits, time }: RunContext): (isAway?: boolean) => number {
  const start = time.now() - gate.closedFor();
  return (isAway = false) =>
    Math.min(limits.endBy, start + gate.closedFor() + (isAway ? longestOutage : longestProof));
}

/** Waits for a round of proof; the first, number 1, has no wait, and always comes. False: there is no time left for it. */
export async function awaitRound(
  round: number,
  lastStart: () => number,
  { gate, limits, time }: RunContext,
): Promise<boolean> {
  const wait = waits[Math.min(round, waits.length) - 1] ?? 0;
  await gate.pass(limits.waiting);
  if (wait > 0 && time.now() + wait > lastStart()) return false;
  if (wait > 0) await time.sleep(wait, limits.waiting);
  await gate.pass(limits.waiting);
  return wait === 0 || !(limits.waiting.aborted || time.now() > lastStart());
}
