import * as core from '@actions/core';
import type { Redact } from '../../connection/secrets.ts';
import { isFailed, type Outcome, type Proof, type Stop } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
import { describeCounts } from './counts.ts';
import type { Log } from './log.ts';
import { toCodeSpan, toIsoTime, toTableCell } from './plain-text.ts';
import type { Report, Verdict } from './report.ts';

/** GitHub refuses a step's summary over 1 MiB; this many bytes leave room for the last line. */
const largestSummary = 1024 * 1024 - 1024;

const head =
  '| id | description | prefix | created | status | why |\n| --- | --- | --- | --- | --- | --- |\n';

/** Writes the job summary. That it cannot be written changes no verdict: it is a warning. */
export async function writeSummary(report: Report, verdict: Verdict, log: Log): Promise<void> {
  if (!report.summary || !process.env['GITHUB_STEP_SUMMARY']) return;
  try {
    await core.summary.addRaw(renderSummary(report, verdict)).write();
  } catch (error) {
    log.warn(`The job summary could not be written. ${(error as Error).message}`);
  }
}

/** Renders the verdict and a table, failures first, cut where it would be too large: `largest` is in bytes. */
export function renderSummary(report: Report, { failed, stop }: Verdict, largest = largestSummary): string {
  const { result, host, client, kind, reason, redact } = report;
  const { outcomes, digest } = result;
  const cell = (text: string): string => toTableCell(redact(text));
  const icon = failed ? '❌' : '✅';
  const lines = [
    `### ${icon} InfluxDB ${kind.plural}\n`,
    `**${describeCounts(result)}**${describeCluster(host, client)}\n`,
    ...(reason === undefined ? [] : [`Reason: ${toCodeSpan(shorten(redact(reason)))}\n`]),
    ...(stop === undefined ? [] : [renderStop(stop, redact)]),
    ...(result.dryRun && digest !== undefined ? [`Plan digest: \`${digest}\`\n`] : []),
  ];
  const top = `${lines.join('\n')}\n`;
  if (outcomes.length === 0) return top;
  const failedFirst = [...outcomes.filter(isFailed), ...outcomes.filter((outcome) => !isFailed(outcome))];
  let text = top + head;
  let bytes = Buffer.byteLength(text);
  for (const [index, outcome] of failedFirst.entries()) {
    const row = renderRow(outcome, cell);
    bytes += Buffer.byteLength(row);
    if (bytes > largest) return `${text}\n${failedFirst.length - index} rows omitted: GitHub's size limit.\n`;
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

function renderRow({ id, leaks, fate, token }: Outcome, cell: (text: string) => string): string {
  const { description, prefix, createdAt } = token ?? {};
  const created = createdAt === undefined ? '' : toIsoTime(createdAt).slice(0, 10);
  const { status, why } = describeFate(fate);
  const cells = [
    id === undefined ? `leaked token ${leaks.join(', ')}` : cell(id),
    cell(description ?? ''),
    cell(prefix ?? ''),
    created,
    status,
    why === '' ? '' : cell(why),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

const proofs: Readonly<Record<Proof, string>> = { listed: 'listed', rejected: 'rejected' };

function describeFate(fate: Outcome['fate']): { readonly status: string; readonly why: string } {
  switch (fate.status) {
    case 'planned':
      return { status: 'planned', why: '' };
    case 'failed':
      return { status: `**failed**: ${fate.code}`, why: fate.message };
    case 'revoked':
    case 'already-revoked': {
      const at = fate.revokedAt === undefined ? '' : toIsoTime(fate.revokedAt);
      const proof = fate.proof.map((each) => proofs[each]).join(', ');
      return { status: `${fate.status} (${proof})`, why: at };
    }
  }
}
