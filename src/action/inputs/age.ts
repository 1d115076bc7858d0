import { rejectInput } from './parsers.ts';

/** Finds the time, in ms since the epoch, that lies an age before another one. */
export type AgeLimit = (now: number) => number;

/** Units of a short age such as `90d`, in ms. */
const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** ISO 8601-1, section 5.5.2.4, without fractions. */
const iso =
  /^P(?=.)(?:(?<years>\d+)Y)?(?:(?<months>\d+)M)?(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?:T(?=.)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+)S)?)?$/;

/** Nobody has a token that is older, in years: a larger number is a typing error. */
const longest = 100;

/** Reads an age: `90d`, `12h`, `2w`, `30m`, or an ISO 8601 duration such as `P3M`, whose months are the calendar's. */
export function parseAge(text: string): AgeLimit {
  const limit = readShort(text) ?? readIso(text);
  if (limit === undefined)
    throw rejectInput('accepted: an age such as 90d, 12h or the ISO 8601 duration P3M');
  const now = Date.UTC(2000, 0, 1);
  const oldest = Date.UTC(2000 - longest, 0, 1);
  if (limit(now) < now && limit(now) >= oldest) return limit;
  throw rejectInput(`accepted: an age of more than nothing, and at most ${longest} years`);
}

function readShort(text: string): AgeLimit | undefined {
  const [, amount, unit] = /^(\d{1,9})([mhdw])$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const ms = Number(amount) * (units[unit] ?? Number.NaN);
  return (now) => now - ms;
}

function readIso(text: string): AgeLimit | undefined {
  const groups = iso.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const part = (name: string): number => Number(groups[name] ?? 0);
  const days = part('weeks') * 7 + part('days');
  return (now) => {
    const then = new Date(now);
    const day = then.getUTCDate();
    then.setUTCFullYear(then.getUTCFullYear() - part('years'), then.getUTCMonth() - part('months'), 1);
    then.setUTCDate(Math.min(day, daysInMonth(then)));
    then.setUTCDate(then.getUTCDate() - days);
    return then.getTime() - ((part('hours') * 60 + part('minutes')) * 60 + part('seconds')) * 1_000;
  };
}

/** The day before the first of the next month. */
function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
