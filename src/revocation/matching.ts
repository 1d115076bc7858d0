import type { Calibrate, Calibration } from './calibration.ts';
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
import { limitStop } from './stop.ts';
import { idKey, type Token, type TokenIndex } from './token.ts';
import { type Ask, prepareTests, type Tested, testString } from './witness.ts';

/** What became of looking up leaked tokens. */
export interface LeakMatches {
  readonly matched: readonly MatchedLeak[];
  readonly unknown: readonly UnknownLeak[];
}

/** Looks up which ids the leaked tokens belong to. Without a list that is not known. */
export async function matchLeaks(
  { index, clocks }: Reading,
  calibrate: Calibrate,
  context: RunContext,
): Promise<LeakMatches> {
  const excluded = new Set(context.excluded.map(idKey));
  const requested = new Set(context.ids.map(idKey));
  const test = prepareMatchTest(calibrate, context);
  const found = await inParallel(context.leaks, async (leak): Promise<MatchedLeak | UnknownLeak> => {
    if (index === undefined) return unknownLeak(leak, { code: 'not-attempted', message: withoutList });
    const candidates = findCandidates(leak, index);
    if (candidates.length === 0) return explainUnlisted(leak, index);
    const suspects = { candidates: candidates.map(({ id }) => id) };
    const tested = await test(leak);
    const { liveness } = tested;
    const stop = limitStop(context.limits);
    if (liveness === 'unknown' && stop !== undefined) {
      const message = `${stop.message} The string was not tested.`;
      return { ...unknownLeak(leak, { ...stop, message }), ...suspects };
    }
    const isSure = ({ id }: Token): boolean => context.force || requested.has(idKey(id));
    const token = matchLeak(leak, candidates, { tested, isSure, clocks });
    if (!('id' in token)) return { ...token, ...suspects, liveness };
    const { id } = token;
    if (!excluded.has(idKey(id))) return { ...leak, id, liveness };
    const message = `It is the token ${id}, which \`exclude-ids\` excludes.`;
    const hint = 'Take its id out of `exclude-ids` if it is to be revoked.';
    return { ...unknownLeak(leak, { code: 'refused', message, hint }), ...suspects, liveness };
  });
  const separated = separate(found, index ?? new Map(), context);
  return {
    matched: separated.filter(isMatched),
    unknown: separated.filter((each): each is UnknownLeak => !isMatched(each)),
  };
}

const withoutList = 'Without the list it is not known which id it belongs to.';

function isMatched(leak: MatchedLeak | UnknownLeak): leak is MatchedLeak {
  return 'id' in leak;
}

/**
 * Different strings belong to different tokens. Which of them the listed one is, is not known where the cluster accepts several, or none
 * of them was tested. The token in use is such a string too.
 */
function separate(
  found: readonly (MatchedLeak | UnknownLeak)[],
  index: TokenIndex,
  { credential, isInUse }: RunContext,
): (MatchedLeak | UnknownLeak)[] {
  const leaksOf = Map.groupBy(found.filter(isMatched), ({ id }) => idKey(id));
  const findRival = ({ id, token, liveness }: MatchedLeak): string | undefined => {
    const listed = index.get(idKey(id));
    if (token !== credential && listed && isInUse(listed) === 'likely')
      return 'the token in use has, which the cluster accepts';
    const others = (leaksOf.get(idKey(id)) ?? []).filter((each) => each.token !== token);
    const accepted = others.find((each) => each.liveness === 'accepted');
    if (accepted !== undefined) return `leaked token ${accepted.position} has, which the cluster accepts`;
    const untested = liveness === 'unknown' ? others.find((each) => each.liveness === 'unknown') : undefined;
    return untested && `leaked token ${untested.position} has`;
  };
  return found.map((leak) => {
    const rival = isMatched(leak) && leak.liveness !== 'rejected' ? findRival(leak) : undefined;
    if (rival === undefined || !isMatched(leak)) return leak;
    const message = `It has the prefix of ${leak.id}, as ${rival}: a different string.`;
    return {
      ...unknownLeak(leak, { code: 'ambiguous', message }),
      candidates: [leak.id],
      liveness: leak.liveness,
    };
  });
}

/** The credentials of the run need no test: the list was read with them. */
function prepareMatchTest(calibrate: Calibrate, context: RunContext) {
  let once: Promise<Calibration> | undefined;
  let ask: Ask | undefined;
  return async ({ token }: LeakedToken): Promise<Tested> => {
    if (token === context.credential) return { liveness: 'accepted' };
    once ??= calibrate();
    const calibration = await once;
    if (calibration.kind === 'none')
      return { liveness: 'unknown', why: calibration.mayPass ? calibration.why : undefined };
    ask ??= prepareTests(calibration.witness, context, 'match');
    const tested = await testString(token, ask);
    const { doubt } = calibration;
    return tested.liveness === 'accepted' && doubt !== undefined
      ? { liveness: 'unknown', why: doubt }
      : tested;
  };
}
