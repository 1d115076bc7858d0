import type { RunContext } from './context.ts';
import { inParallel } from './in-parallel.ts';
import {
  explainUnlisted,
  findCandidates,
  type LeakedToken,
  type MatchedLeak,
  matchLeak,
  type UnknownLeak,
  unknownLeak,
} from './leak.ts';
import type { Reading } from './list.ts';
import { idKey } from './token.ts';
import { type Calibration, type Liveness, testString } from './witness.ts';

/** What became of looking up leaked tokens. */
export interface LeakMatches {
  readonly matched: readonly MatchedLeak[];
  readonly unknown: readonly UnknownLeak[];
}

/** Looks up which ids the leaked tokens belong to. Without a list that is not known. */
export async function matchLeaks(
  { index, clocks }: Reading,
  calibrate: () => Promise<Calibration>,
  context: RunContext,
): Promise<LeakMatches> {
  const excluded = new Set(context.excluded.map(idKey));
  const found = await inParallel(context.leaks, async (leak): Promise<MatchedLeak | UnknownLeak> => {
    if (index === undefined)
      return unknownLeak(leak, 'not-attempted', 'Without the list it is not known which id it belongs to.');
    const candidates = findCandidates(leak, index);
    if (candidates.length === 0) return explainUnlisted(leak, index);
    const liveness = await test(leak, await calibrate(), context);
    const token = matchLeak(leak, candidates, { liveness, force: context.force, clocks });
    if (!('id' in token)) return { ...token, liveness };
    const { id } = token;
    if (!excluded.has(idKey(id))) return { ...leak, id, liveness };
    const message = `It is the token ${id}, which \`exclude-ids\` excludes.`;
    const hint = 'Take its id out of `exclude-ids` if it is to be revoked.';
    return { ...unknownLeak(leak, 'refused', message, hint), liveness };
  });
  return {
    matched: found.filter((each): each is MatchedLeak => 'id' in each),
    unknown: found.filter((each): each is UnknownLeak => !('id' in each)),
  };
}

/** The credentials of the run need no test: the list was read with them. */
async function test(
  { token }: LeakedToken,
  calibration: Calibration,
  context: RunContext,
): Promise<Liveness> {
  if (token === context.credential) return 'accepted';
  if (calibration.kind === 'none') return 'unknown';
  return testString(token, calibration.witness, context, 'before');
}
