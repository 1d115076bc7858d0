import { isRevoked } from '../../revocation/outcome.ts';
import type { Time } from '../../revocation/time.ts';
import type { Log } from '../report/log.ts';
import type { Report, Verdict } from '../report/report.ts';
import { renderSummary } from '../report/summary.ts';
import { type AlertInRun, describe, resolveAlert } from './alert.ts';
import { longestComment, writeComment } from './comment.ts';
import { openGitHub, parseRepository } from './github.ts';

/** What reporting to GitHub needs of the world. */
export interface FollowUpNeeds {
  readonly log: Log;
  readonly time: Time;
  /** Aborted: there is no time left. */
  readonly followUp: AbortSignal;
}

/** Room for the marker and the link of a comment, in characters. */
const frame = 1_000;

/** Resolves the alert of a run, if its token is proven dead. What GitHub does not accept is a warning. */
export async function closeAlert(report: Report, needs: FollowUpNeeds): Promise<void> {
  const { alert, github, result, run, redact } = report;
  const { log, time, followUp: signal } = needs;
  if (alert === undefined || alert.isResolved || github.token === undefined || result.dryRun) return;
  const name = describe(alert.alert);
  if (!isProvenDead(alert, report)) {
    log.warn(`The alert ${name} stays open: the leaked token is not proven dead.`);
    return;
  }
  const octokit = await openGitHub(github.token);
  const problem = await resolveAlert(alert.alert, `Revoked by ${run.url}`, { octokit, redact, time, signal });
  if (problem === undefined) log.info(`The alert ${name} is resolved as revoked.`);
  else log.warn(problem);
}

function isProvenDead({ position }: AlertInRun, { result }: Report): boolean {
  return result.outcomes.some((outcome) => isRevoked(outcome) && outcome.leaks.includes(position));
}

/** Writes the comment with the evidence for people. What GitHub does not accept is a warning: it changes no verdict. */
export async function writeReportComment(
  report: Report,
  verdict: Verdict,
  { log, followUp: signal }: FollowUpNeeds,
): Promise<void> {
  const { github, run, host, redact } = report;
  const { token, issueNumber } = github;
  if (token === undefined || issueNumber === undefined) return;
  const repository = parseRepository(run.repository);
  if (repository === undefined)
    return log.warn('The comment was not written: GITHUB_REPOSITORY names no repository.');
  const octokit = await openGitHub(token);
  const text = renderSummary(report, verdict, longestComment - frame).trimEnd();
  const problem = await writeComment({
    ...repository,
    octokit,
    issueNumber,
    subject: `${run.workflowFile} ${host ?? ''}`,
    body: `${text}\n\nRun: ${run.url} (attempt ${run.attempt}), by ${run.actor}\n`,
    redact,
    signal,
  });
  if (problem !== undefined) log.warn(problem);
}
