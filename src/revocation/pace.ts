import type { Setback } from '../failure.ts';

/** Concurrent requests at the start, if the limit allows as many. */
const firstAllowed = 32;
/** The fewest answers in a round: the median of fewer says little. */
const smallestRound = 16;
/** If the median latency exceeds the best round's by this factor, requests wait in the cluster. */
const queueingFactor = 2;

/** Why a pace was slowed down. */
type SlowDownCause = Setback | 'slower answers';

/** How far a pace went, and what slowed it down. */
export interface PaceFigures {
  /** The most concurrent requests. */
  readonly mostAtOnce: number;
  readonly slowDowns: number;
  /** Each cause once, in the order of its first slow-down. */
  readonly causes: readonly SlowDownCause[];
}

/** What an answer says. Times are in ms. */
export interface PacedAnswer {
  /** When it came, on the clock of the other answers. */
  readonly at: number;
  /** From sending the request to its answer. */
  readonly latency: number;
  /** undefined if the cluster bore the request. */
  readonly setback: Setback | undefined;
  /** Whether it was a failure that may pass: that says nothing good of the cluster. */
  readonly isTrouble: boolean;
}

/** The answers of one round: as many as were allowed at its start. */
interface Round {
  readonly size: number;
  readonly answers: number;
  /** Of the answers without a setback, in ms. */
  readonly latencies: readonly number[];
  /** Whether a setback, or another failure that may pass, came in it. */
  readonly isSlowed: boolean;
}

/** How many requests may run concurrently, and what that follows from. */
export interface Pace {
  readonly limit: number;
  /** Whether answers change nothing. */
  readonly isFixed: boolean;
  /** Maximum concurrent requests. */
  readonly allowed: number;
  readonly underWay: number;
  /** Whether no limit of the cluster was met yet. */
  readonly isLooking: boolean;
  readonly round: Round;
  /** The median latency that rounds are judged by, in ms. Infinity before the first round has ended. */
  readonly best: number;
  /** When a setback last slowed it down. */
  readonly slowedAt: number;
  readonly figures: PaceFigures;
}

/** Starts with 32 at once, or with `limit` if that is lower. `limit` is at least 1. */
export function startPace(limit: number): Pace {
  const allowed = Math.min(firstAllowed, limit);
  return {
    limit,
    isFixed: false,
    allowed,
    underWay: 0,
    isLooking: true,
    round: startRound(allowed),
    best: Number.POSITIVE_INFINITY,
    slowedAt: Number.NEGATIVE_INFINITY,
    figures: { mostAtOnce: 0, slowDowns: 0, causes: [] },
  };
}

/** Always as many at once: where requests wait for each other, answers say nothing of the cluster. */
export function fixPace(limit: number): Pace {
  return { ...startPace(limit), isFixed: true, allowed: limit };
}

/** Says whether one more request may be sent. */
export function mayBegin({ underWay, allowed }: Pace): boolean {
  return underWay < allowed;
}

/** The pace after a request was sent. */
export function beginRequest(pace: Pace): Pace {
  const underWay = pace.underWay + 1;
  if (underWay <= pace.figures.mostAtOnce) return { ...pace, underWay };
  return { ...pace, underWay, figures: { ...pace.figures, mostAtOnce: underWay } };
}

/** The pace after an answer came. */
export function endRequest(pace: Pace, answer: PacedAnswer): Pace {
  const { setback } = answer;
  if (pace.isFixed) return { ...pace, underWay: pace.underWay - 1 };
  const ended = { ...pace, underWay: pace.underWay - 1, round: addToRound(pace.round, answer) };
  const adjusted = setback === undefined ? growAfter(ended, answer) : slowAfter(ended, setback, answer);
  return adjusted.round.answers < adjusted.round.size ? adjusted : endRound(adjusted);
}

/** Each answer allows one more request while looking: a round doubles the pace. */
function growAfter(pace: Pace, { isTrouble }: PacedAnswer): Pace {
  return pace.isLooking && !isTrouble ? grow(pace) : pace;
}

function grow(pace: Pace): Pace {
  return { ...pace, allowed: Math.min(pace.limit, pace.allowed + 1) };
}

/** Halves once a round trip: what was sent before the last setback met the same load, and says nothing new. */
function slowAfter(pace: Pace, setback: Setback, { at, latency }: PacedAnswer): Pace {
  const found = { ...pace, isLooking: false };
  if (at - latency < pace.slowedAt) return found;
  return { ...halve(found, setback, 1), slowedAt: at };
}

/** Halves, but not below `lowest`. */
function halve(pace: Pace, cause: SlowDownCause, lowest: number): Pace {
  const slowed = { ...pace, round: { ...pace.round, isSlowed: true } };
  const allowed = Math.max(lowest, Math.floor(pace.allowed / 2));
  if (allowed >= pace.allowed) return slowed;
  const { mostAtOnce, slowDowns, causes } = pace.figures;
  const figures = { mostAtOnce, slowDowns: slowDowns + 1, causes: [...new Set([...causes, cause])] };
  return { ...slowed, allowed, figures };
}

function endRound(pace: Pace): Pace {
  const judged = judgeLatency(pace, medianOf(pace.round.latencies));
  const next = judged.isLooking || judged.round.isSlowed ? judged : grow(judged);
  return { ...next, round: startRound(next.allowed) };
}

function judgeLatency(pace: Pace, latency: number | undefined): Pace {
  if (latency === undefined) return pace;
  if (latency <= queueingFactor * pace.best) return { ...pace, best: Math.min(pace.best, latency) };
  const found = { ...pace, best: latency, isLooking: false };
  return pace.round.isSlowed ? found : halve(found, 'slower answers', Math.min(firstAllowed, pace.limit));
}

function startRound(allowed: number): Round {
  return { size: Math.max(smallestRound, allowed), answers: 0, latencies: [], isSlowed: false };
}

function addToRound(round: Round, { latency, setback, isTrouble }: PacedAnswer): Round {
  const { latencies, answers } = round;
  return {
    ...round,
    isSlowed: round.isSlowed || isTrouble,
    answers: answers + 1,
    latencies: setback === undefined ? [...latencies, latency] : latencies,
  };
}

function medianOf(latencies: readonly number[]): number | undefined {
  return latencies.toSorted((a, b) => a - b)[latencies.length >> 1];
}
