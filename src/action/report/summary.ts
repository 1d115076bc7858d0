import * as core from '@actions/core';
import type { Outcome } from '../../revocation/outcome.ts';
import { describeDuration, describeVerdict, findSpan } from './counts.ts';
import { adviceOf, sortFailures } from './failures.ts';
import type { Log } from './log.ts';
import { shorten, toCodeSpan, toIsoTime } from './plain-text.ts';
import { describeAccount, type Report, type Verdict } from './report.ts';
import { renderRunAgain } from './run-again.ts';
import { addTables, nameOf } from './tables.ts';

/** GitHub refuses a step's summary over 1 MiB; this many bytes leave room for the last line. */
const largestSummary = 1024 * 1024 - 1024;

/** A reason is a sentence or two, in characters: more of it would leave no room for the tokens. */
const longestReason = 1_000;

/** Failures described one by one, and excluded ids; the log and the report have every one. */
const mostFailures = 25;

/** The message of a failure, in characters: it may name tokens with long descriptions. The log and the report have more of it. */
const longestMessage = 1_000;

/** Ids that a person copies from a page, and that an input can hold. */
const mostCopied = 1_000;

/** Writes the job summary. That it cannot be written changes no verdict: it is a warning. */
export async function writeSummary(report: Report, verdict: Verdict, log: Log): Promise<void> {
  if (!report.summary || !process.env['GITHUB_STEP_SUMMARY']) return;
  try {
    await core.summary.addRaw(renderSummary(report, verdict)).write();
  } catch (error) {
    log.warn(`The job summary could not be written. ${(error as Error).message}`);
  }
}

/**
 * Renders the answers to three questions: are they dead, what to do, when was it. The table has failures first, and is
 * cut where it would be too large: `largest` is in bytes.
 */
export function renderSummary(report: Report, verdict: Verdict, largest = largestSummary): string {
  const whole = renderTop(report, verdict, mostCopied);
  const top = Buffer.byteLength(whole) > largest ? renderTop(report, verdict, 0) : whole;
  return addTables(top, report, largest);
}

/** What stands above the tables, with a list of at most so many ids. */
function renderTop(report: Report, verdict: Verdict, mostIds: number): string {
  const parts = [
    `### ${iconOf(report, verdict)}${describeVerdict(report, verdict.failed)}`,
    renderFacts(report, verdict),
    renderStop(report, verdict),
    renderFailures(report, verdict),
    renderRunAgain(report, verdict, mostIds),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function iconOf({ result, entries, dryRun }: Report, { failed }: Verdict): string {
  if (failed) return '❌ ';
  if (result.listing !== undefined) return '';
  return dryRun || entries.length === 0 ? '⚠️ ' : '✅ ';
}

/** Where, through what, how long, and why. */
function renderFacts(
  { result, kind, host, account, client, reason, redact, force, dryRun }: Report,
  { alert }: Verdict,
): string {
  const span = findSpan(result);
  const version = client?.version === undefined ? '' : ` ${client.version}`;
  const through = client === undefined ? '' : `, through ${client.client}${version}`;
  const lines = [
    host === undefined
      ? ''
      : `Cluster: ${toCodeSpan(host)}${redact(describeAccount(account))}, ${kind.plural}${through}${force ? ', with `force`' : ''}.`,
    span === undefined
      ? ''
      : `From the first request to the last proof: ${describeDuration(span.to - span.from)} (until ${toIsoTime(span.to)}).`,
    alert === undefined ? '' : `Secret scanning alert: ${toCodeSpan(alert)}`,
    reason === undefined ? '' : `Reason: ${toCodeSpan(shorten(redact(reason), longestReason))}`,
    result.createdBefore === undefined
      ? ''
      : `Selected by age: created before ${toIsoTime(result.createdBefore)}.`,
    result.leftOut.length === 0
      ? ''
      : `Excluded by \`exclude-ids\`: ${result.leftOut.slice(0, mostFailures).map(toCodeSpan).join(', ')}${result.leftOut.length > mostFailures ? ', …' : ''}`,
    dryRun && result.digest !== undefined ? `Plan digest: \`${result.digest}\`` : '',
  ];
  return lines.filter((line) => line !== '').join('  \n');
}

/** The message may be a list of lines; the hint is the action's own Markdown. */
function renderStop({ redact, result }: Report, { stop }: Verdict): string {
  if (stop === undefined) return '';
  const { code, message } = stop;
  const hint = adviceOf(stop, result.outcomes);
  const lines = redact(message)
    .split('\n')
    .map((line) => toCodeSpan(line.replace(/^- /, '')));
  return `${lines.join('\n- ')}\n\n${`${hint} (${code})`.trimStart()}`;
}

/** What to do about each failure that the stop of the run does not speak for. */
function renderFailures({ result, entries }: Report, { stop }: Verdict): string {
  const { own, counts } = sortFailures(result.outcomes, stop);
  const shown = new Set(own.slice(0, mostFailures));
  const lines = entries
    .filter((_, index) => shown.has(result.outcomes[index] as Outcome))
    .map(
      (entry) =>
        `- ${nameOf(entry)}: **${entry.code}**. ${toCodeSpan(shorten(entry.message ?? '', longestMessage))} ${entry.hint ?? ''}`,
    );
  const more = own.length - mostFailures;
  const rest = more > 0 ? [`- and ${more} more: the log and the report name each.`] : [];
  return [...lines, ...rest, ...counts.map((count) => `- ${count}`)].join('\n');
}
