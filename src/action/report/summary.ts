import * as core from '@actions/core';
import type { Redact } from '../../connection/secrets.ts';
import type { UnmatchedLeak } from '../../revocation/leak.ts';
import { isFailed, type Outcome, type Proof, type RunResult, type Stop } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
import type { TokenKind } from '../../revocation/token-kind.ts';
import { describeCounts } from './counts.ts';
import type { Log } from './log.ts';
import { toCodeSpan, toIsoTime, toTableCell } from './plain-text.ts';

/** GitHub refuses a step's summary over 1 MiB; this many bytes leave room for the last line. */
const largestSummary = 1024 * 1024 - 1024;

const head =
  '| id | description | prefix | created | status | why |\n| --- | --- | --- | --- | --- | --- |\n';

/** What the summary tells. */
export interface SummaryOptions {
  readonly result: RunResult;
  /** What kind of tokens the ids belong to. */
  readonly kind: TokenKind;
  /** Whether the step fails. */
  readonly failed: boolean;
  /** The cluster's address, where the inputs were valid. */
  readonly host: string | undefined;
  /** The client that ran. Absent: the run ended before one was chosen. */
  readonly client: ClientChoice | undefined;
  /** Why the tokens are revoked, in the words of whoever asked for it. */
  readonly reason: string | undefined;
  readonly redact: Redact;
}

/** Writes the job summary. That it cannot be written changes no verdict: it is a warning. */
export async function writeSummary(options: SummaryOptions, log: Log): Promise<void> {
  if (!process.env['GITHUB_STEP_SUMMARY']) return;
  try {
    await core.summary.addRaw(renderSummary(options)).write();
  } catch (error) {
    log.warn(`The job summary could not be written. ${(error as Error).message}`);
  }
}

/** Renders the verdict and a table, failures first, cut where it would be too large: `largest` is in bytes. */
export function renderSummary(options: SummaryOptions, largest = largestSummary): string {
  const { result, failed, host, client, kind, reason, redact } = options;
  const { outcomes, unmatched, stop, digest } = result;
  const cell = (text: string): string => toTableCell(redact(text));
  const isLeft = unmatched.length > 0 || outcomes.some(isFailed);
  const icon = failed ? '❌' : isLeft ? '⚠️' : '✅';
  const lines = [
    `### ${icon} InfluxDB ${kind.plural}\n`,
    `**${describeCounts(result)}**${describeCluster(host, client)}\n`,
    ...(reason === undefined ? [] : [`Reason: ${toCodeSpan(shorten(redact(reason)))}\n`]),
    ...(stop === undefined ? [] : [renderStop(stop, redact)]),
    ...(result.dryRun && digest !== undefined ? [`Plan digest: \`${digest}\`\n`] : []),
  ];
  const top = `${lines.join('\n')}\n`;
  if (outcomes.length + unmatched.length === 0) return top;
  const failedFirst = [...outcomes.filter(isFailed), ...outcomes.filter((outcome) => !isFailed(outcome))];
  const rows = [
    ...unmatched.map((leak) => renderUnmatched(leak, cell)),
    ...failedFirst.map((outcome) => renderRow(outcome, cell)),
  ];
  let text = top + head;
  let bytes = Buffer.byteLength(text);
  for (const [index, row] of rows.entries()) {
    bytes += Buffer.byteLength(row);
    if (bytes > largest) return `${text}\n${rows.length - index} rows were left out: GitHub takes no more.\n`;
    text += row;
  }
  return `${text}\n`;
}

/** A reason is a sentence or two: more of it would leave no room for the tokens. */
const longestReason = 1_000;

function shorten(text: string): string {
  return text.length <= longestReason
    ? text
    : `${text.slice(0, longestReason).replace(/[\ud800-\udbff]$/, '')}…`;
}

function describeCluster(host: string | undefined, client: ClientChoice | undefined): string {
  if (host === undefined) return '';
  return ` Cluster: ${toCodeSpan(host)}${client === undefined ? '' : `, through ${client.client}`}`;
}

/** The message may be a list of lines; the hint is the action's own Markdown. */
function renderStop({ message, hint, code }: Stop, redact: Redact): string {
  const lines = redact(message)
    .split('\n')
    .map((line) => toCodeSpan(line.replace(/^- /, '')));
  return `${lines.join('\n- ')}\n\n${hint} (${code})\n`;
}

function renderUnmatched({ position, code, message }: UnmatchedLeak, cell: (text: string) => string): string {
  return `| leaked token ${position} |  |  |  | **failed**: ${code} | ${cell(message)} |\n`;
}

function renderRow(
  { id, fate, description, prefix, createdAt }: Outcome,
  cell: (text: string) => string,
): string {
  const created = createdAt === undefined ? '' : toIsoTime(createdAt).slice(0, 10);
  const { status, why } = describeFate(fate);
  const cells = [
    cell(id),
    cell(description ?? ''),
    cell(prefix ?? ''),
    created,
    status,
    why === '' ? '' : cell(why),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

const proofs: Readonly<Record<Proof, string>> = {
  listed: 'verified',
  rejected: 'verified: it was rejected',
  none: 'not verified',
};

function describeFate(fate: Outcome['fate']): { readonly status: string; readonly why: string } {
  switch (fate.status) {
    case 'planned':
      return { status: 'planned', why: '' };
    case 'failed':
      return { status: `**failed**: ${fate.code}`, why: fate.message };
    case 'revoked':
    case 'already-revoked': {
      const at = fate.revokedAt === undefined ? '' : toIsoTime(fate.revokedAt);
      const proof = proofs[fate.proof];
      return { status: `${fate.status} (${proof})`, why: at };
    }
  }
}
