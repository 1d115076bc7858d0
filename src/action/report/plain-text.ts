import { cutText } from '../../connection/quote.ts';

/**
 * Makes a text fit for one line of the log. The runner reads `::name::` as a command at the start of a line, behind
 * white space too, and `##[name]` anywhere in it (ActionCommand.cs of actions/runner). Control characters and those
 * that change the direction of text could hide or fake what a person reads.
 */
export function toLogLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
    .replaceAll('##[', '## [')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

/** The date of a time in RFC 3339, with its age in days at `now`, in ms since the epoch, such as "2026-01-15 (314 d)". */
export function toDateAndAge(time: string, now: number): string {
  return `${time.slice(0, 10)} (${Math.floor((now - Date.parse(time)) / 86_400_000)} d)`;
}

/** Makes a text fit for Markdown: a code span, in which no link, image, mention or HTML is read. */
export function toCodeSpan(text: string): string {
  const line = toLogLine(text).trim();
  if (line === '') return '';
  if (!line.includes('`')) return `\`${line}\``;
  const longestRun = (line.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
  const fence = '`'.repeat(longestRun + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/**
 * Makes a text fit for a cell of a GitHub Markdown table. A pipe would end the cell even in a code span, and a
 * backslash before it would undo its escape.
 */
export function toTableCell(text: string): string {
  return toCodeSpan(text.replace(/\\(?=\|)/g, '\\ ')).replaceAll('|', '\\|');
}

/** A time as people compare it: RFC 3339 in UTC, from ms since the epoch. None of none. */
export function toIsoTime<Ms extends number | undefined>(ms: Ms): string | Extract<Ms, undefined>;
export function toIsoTime(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

/** Shortens a text to this many characters, and marks that it was cut. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${cutText(text, most)}…`;
}
