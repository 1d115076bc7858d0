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

/**
 * Makes a text fit for a cell of a GitHub Markdown table: a code span, in which no link, image, mention or HTML is
 * read. A pipe would end the cell even there, and so would a backslash undo its escape.
 */
export function toTableCell(text: string): string {
  const line = toLogLine(text).trim();
  if (line === '') return '';
  const longestRun = (line.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
  const fence = '`'.repeat(longestRun + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line.replace(/\\(?=\|)/g, '\\ ').replaceAll('|', '\\|')}${pad}${fence}`;
}

/** A time as people compare it: RFC 3339 in UTC, from ms since the epoch. */
export function toIsoTime(ms: number): string {
  return new Date(ms).toISOString();
}
