import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Setback } from '../../../src/failure.ts';
import {
  beginRequest,
  endRequest,
  fixPace,
  mayBegin,
  type PacedAnswer,
  startPace,
} from '../../../src/revocation/pace.ts';

/** What a cluster does with a request, given how many others are under way. Latency in ms. */
type Serve = (underWay: number) => { readonly latency: number; readonly setback?: Setback | undefined };

const calm: Serve = () => ({ latency: 20 });

/** Sends so many requests as fast as the pace allows, in virtual time. `allowed`: how many might be sent after each answer. */
function play(requests: number, serve: Serve, limit = 256) {
  let [pace, now, left, setbacks] = [startPace(limit), 0, requests, 0];
  const underWay: PacedAnswer[] = [];
  const allowed: number[] = [];
  while (left > 0 || underWay.length > 0) {
    while (left > 0 && mayBegin(pace)) {
      const { latency, setback } = serve(underWay.length);
      underWay.push({ at: now + latency, latency, setback, isTrouble: setback !== undefined });
      pace = beginRequest(pace);
      left -= 1;
    }
    underWay.sort((a, b) => a.at - b.at);
    const next = underWay.shift();
    if (next === undefined) throw new Error('The pace allows nothing.');
    now = next.at;
    if (next.setback !== undefined) setbacks += 1;
    pace = endRequest(pace, next);
    allowed.push(pace.allowed);
  }
  return { pace, allowed, elapsed: now, setbacks };
}

/** Rejects what comes while so many are served. */
const rejectAbove =
  (most: number): Serve =>
  (underWay) => ({ latency: 20, ...(underWay >= most && { setback: '429' }) });

/** Serves so many at once, and lets the others wait. */
const queueAbove =
  (most: number): Serve =>
  (underWay) => ({ latency: 20 * Math.max(1, (underWay + 1) / most) });

/** Lets a pace take some answers without a setback first. */
const paceAfter = (answers: number) => play(answers, calm).pace;

const answer: PacedAnswer = { at: 1_000, latency: 20, setback: undefined, isTrouble: false };

/** An answer with a setback. */
const setbackOf = (setback: Setback): PacedAnswer => ({ ...answer, setback, isTrouble: true });

describe('A run that meets no limit', () => {
  test('starts with 32 at once, or with its limit', () => {
    expect([256, 32, 8, 1].map((limit) => startPace(limit).allowed)).toEqual([32, 32, 8, 1]);
  });

  test('doubles with each round until its limit', () => {
    const { allowed, pace } = play(1_000, calm);
    expect([allowed[31], allowed[95], allowed[223], allowed.at(-1)]).toEqual([64, 128, 256, 256]);
    expect(pace.figures).toEqual({ mostAtOnce: 256, slowDowns: 0, causes: [] });
  });

  test('needs 7 round trips for 1,000 ids', () => {
    expect(play(1_000, calm).elapsed).toBe(7 * 20);
  });
});

test('Where requests travel in calls of many, answers change nothing', () => {
  const answers = [20, 200, 2_000].flatMap((latency) =>
    Array.from({ length: 40 }, () => ({ ...setbackOf('429'), latency })),
  );
  expect(answers.reduce(endRequest, fixPace(256)).allowed).toBe(256);
});

test('A failure that may pass raises the pace neither while looking nor afterwards', () => {
  const failing = Array.from({ length: 200 }, () => ({ ...answer, isTrouble: true }));
  expect(failing.reduce(endRequest, startPace(256)).allowed).toBe(32);
  const slowed = endRequest(startPace(256), setbackOf('429'));
  expect(failing.reduce(endRequest, slowed).allowed).toBe(16);
});

describe('A setback', () => {
  test.each<Setback>(['429', '503', 'time-out', 'broken connection'])('halves the pace: %s', (setback) => {
    const pace = endRequest(paceAfter(32), setbackOf(setback));
    expect(pace.allowed).toBe(32);
    expect(pace.figures).toMatchObject({ slowDowns: 1, causes: [setback] });
  });

  test('halves once for all that were sent before it', () => {
    const burst = Array.from({ length: 40 }, () => setbackOf('429'));
    expect(burst.reduce(endRequest, paceAfter(32)).allowed).toBe(32);
  });

  test('halves again for what was sent after it, and never below 1', () => {
    const later = Array.from({ length: 12 }, (_, round) => ({ ...setbackOf('503'), at: 1_000 + round * 20 }));
    const { allowed, figures } = later.reduce(endRequest, startPace(256));
    expect(allowed).toBe(1);
    expect(figures).toMatchObject({ slowDowns: 5, causes: ['503'] });
  });

  test('ends the looking: from there one more with each round', () => {
    const slowed = endRequest(startPace(256), setbackOf('429'));
    const answers = (rounds: number) => Array.from({ length: rounds * 16 }, () => answer);
    const counts = [1, 2, 3, 4].map((rounds) => answers(rounds).reduce(endRequest, slowed).allowed);
    // The round of the setback ends after 32 answers.
    expect(counts).toEqual([16, 16, 17, 18]);
  });
});

describe('A cluster that', () => {
  test('rejects what is above 20 at once gets few requests in vain', () => {
    const { setbacks, pace } = play(1_000, rejectAbove(20));
    expect(setbacks).toBeLessThan(150);
    expect(pace.figures.causes).toEqual(['429']);
  });

  test.each([10, 40, 100])('lets requests wait above %d at once is used well', (most) => {
    expect(play(2_000, queueAbove(most)).elapsed).toBeLessThan((2_000 / most) * 20 * 1.25);
  });

  test('becomes slow for reasons of its own gets no fewer than at the start', () => {
    let sent = 0;
    const serve: Serve = () => ({ latency: 20 * 1.01 ** (sent++ % 700) });
    const { allowed, pace } = play(3_000, serve);
    expect(Math.min(...allowed)).toBeGreaterThanOrEqual(32);
    expect(pace.figures.causes).toEqual(['slower answers']);
  });
});

test('Any cluster gets at least one request at once and never more than the limit, and every request is sent', () => {
  const fate = fc.record({
    latency: fc.integer({ min: 0, max: 60_000 }),
    setback: fc.constantFrom<Setback | undefined>(undefined, '429', '503', 'time-out', 'broken connection'),
  });
  fc.assert(
    fc.property(fc.array(fate, { minLength: 1 }), fc.integer({ min: 1, max: 256 }), (fates, limit) => {
      let sent = 0;
      const { allowed, pace } = play(300, () => fates[sent++ % fates.length] as (typeof fates)[0], limit);
      expect(allowed).toHaveLength(300);
      expect(Math.min(...allowed)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...allowed)).toBeLessThanOrEqual(limit);
      expect(pace.figures.mostAtOnce).toBeLessThanOrEqual(limit);
      expect(pace.underWay).toBe(0);
    }),
  );
});
