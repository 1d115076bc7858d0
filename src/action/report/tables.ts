import type { ListedToken } from '../../revocation/outcome.ts';
import type { KeptToken } from '../../revocation/selection.ts';
import type { ResultEntry } from './entries.ts';
import { inUseMarks, keptNotes } from './log.ts';
import { shorten, toCodeSpan, toDateAndAge, toIsoTime, toTableCell } from './plain-text.ts';
import type { Report } from './report.ts';

/** A cell of a table, in characters: anyone who can create a token chooses its description. */
const longestCell = 200;

/** Tokens listed if a dry run requested nothing else, here and in the log, however many the cluster has. */
export const mostListed = 1_000;

/**
 * Adds the tables of a report to a text, as many rows as there is room for: `largest` is in bytes. Failures come first, the others
 * are the first to go.
 */
export function addTables(text: string, report: Report, largest: number): string {
  const { entries, result, dryRun } = report;
  const failures = entries.filter(({ status }) => status === 'failed');
  const others = entries.filter(({ status }) => status !== 'failed');
  const listing = result.listing ?? [];
  const tables: Table[] = [
    tableOf(tokenHead, [...failures, ...others], (entry) => renderRow(entry, report)),
    tableOf(keptHead, dryRun ? result.kept : [], (kept) => renderKept(kept, report)),
    tableOf(listingHead, listing.slice(0, mostListed), (row) => renderListed(row, report)),
  ];
  const all = tables.reduce((before, table) => addTable(before, table, largest), text);
  const unlisted = listing.length - mostListed;
  return unlisted > 0 ? `${all}\n${unlisted} more tokens are not shown.\n` : all;
}

interface Table {
  readonly head: string;
  /** Rendered one by one, since not all may have room. */
  readonly rows: readonly (() => string)[];
}

function tableOf<Row>(head: string, rows: readonly Row[], render: (row: Row) => string): Table {
  return { head, rows: rows.map((row) => () => render(row)) };
}

/** Adds a table, as many rows of it as there is room for. */
function addTable(text: string, { head, rows }: Table, largest: number): string {
  if (rows.length === 0) return text;
  let all = `${text}\n${head}`;
  let bytes = Buffer.byteLength(all);
  for (const [index, render] of rows.entries()) {
    const row = render();
    bytes += Buffer.byteLength(row);
    if (bytes > largest) return `${all}\n${rows.length - index} rows omitted: GitHub's size limit.\n`;
    all += row;
  }
  return all;
}

const tokenHead =
  '| id | description | prefix | created | status | proof | revoked at |\n| --- | --- | --- | --- | --- | --- | --- |\n';

function renderRow(entry: ResultEntry, { endedAt }: Report): string {
  const { description = '', prefix = '', createdAt, status, code, proof, revokedAt = '' } = entry;
  const state = code === undefined ? status : `**failed**: ${code}`;
  const cells = [
    nameOf(entry),
    toCell(description),
    toCell(prefix),
    createdAt === undefined ? '' : toDateAndAge(createdAt, endedAt),
    state,
    proof.join(', '),
    revokedAt,
  ];
  return toRow(cells);
}

function toCell(text: string): string {
  return toTableCell(shorten(text, longestCell));
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** An id with what marks it: that it leaked, and that it is the token in use. */
export function nameOf({ id, leakedTokens = [], tested, requestedBy, inUse }: ResultEntry): string {
  const isOfAlert = requestedBy.includes('secret-scanning-alert');
  const marks = [
    ...(leakedTokens.length === 0
      ? []
      : [`leaked token${leakedTokens.length === 1 ? '' : 's'} ${leakedTokens.join(', ')}`]),
    ...(isOfAlert ? ['from the alert'] : []),
    ...(tested === undefined || id === undefined ? [] : [`string ${tested ? '' : 'not '}tested`]),
    ...(inUse === true ? ['in use'] : []),
  ].join(', ');
  if (id === undefined) return marks;
  return `${toCodeSpan(id)}${marks === '' ? '' : ` (${marks})`}`;
}

const keptHead = '| left alone | description | created | why |\n| --- | --- | --- | --- |\n';

function renderKept({ token, reason }: KeptToken, { redact, endedAt }: Report): string {
  const { id, description = '', createdAt } = token;
  const created = createdAt === undefined ? '' : toDateAndAge(toIsoTime(createdAt), endedAt);
  return toRow([toCodeSpan(id), toCell(redact(description)), created, keptNotes[reason]]);
}

const listingHead =
  '| id | prefix | description | created | expires | state |\n| --- | --- | --- | --- | --- | --- |\n';

function renderListed({ token, state, inUse }: ListedToken, { redact }: Report): string {
  const { id, prefix = '', description = '', createdAt, expiresAt } = token;
  const dates = [createdAt, expiresAt].map((ms) => (ms === undefined ? '' : toIsoTime(ms).slice(0, 10)));
  const texts = [prefix, description].map((text) => toCell(redact(text)));
  return toRow([toCodeSpan(id), ...texts, ...dates, `${state}${inUseMarks[inUse]}`]);
}
