import type { Answer } from './answer.ts';

/** When an answer was sent by the server's clock, in ms since the epoch. Undefined: it does not say, or a cache sent it. */
export function readDate({ date, age }: Answer): number | undefined {
  return date === undefined || age !== undefined ? undefined : parseHttpDate(date);
}

/**
 * How long the server asks to wait, in ms: `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3), which is read
 * against the date of the same answer, or else against `now`, in ms since the epoch. Undefined: it does not ask, or it is
 * not known for how long.
 */
export function readRetryAfter(answer: Answer, now?: number): number | undefined {
  const { retryAfter = '' } = answer;
  if (/^\s*\d+\s*$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const [until, sentAt] = [parseHttpDate(retryAfter), readDate(answer) ?? now];
  return until === undefined || sentAt === undefined ? undefined : Math.max(0, until - sentAt);
}

/** The last time with a year of four digits, in ms: no other is a date of HTTP (RFC 9110, section 5.6.7). */
const latestDate = Date.UTC(9999, 11, 31, 23, 59, 59);

/** Of the three forms of a date only those that name GMT are read: `Date.parse` would take others for local time, or for a year. */
function parseHttpDate(text: string): number | undefined {
  const ms = /\bGMT\s*$/.test(text) ? Date.parse(text) : Number.NaN;
  return ms >= 0 && ms <= latestDate ? ms : undefined;
}
