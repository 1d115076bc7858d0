import type { LeakEvidence, Outcome } from '../../revocation/outcome.ts';
import type { Time } from '../../revocation/time.ts';
import type { Log } from '../report/log.ts';
import { describeAccount, type Report, type Verdict } from '../report/report.ts';
import { renderSummary } from '../report/summary.ts';
import { describe } from './alert.ts';
import { longestComment, writeComment } from './comment.ts';
import { type Octokit, openGitHub, parseRepository } from './github.ts';
import { markActive, resolveAlert } from './resolve-alert.ts';
import type { TimeLimit } from './try-repeatedly.ts';

/** What reporting to GitHub needs of the world. */
export interface FollowUpNeeds {
  readonly log: Log;
  readonly time: Time;
  /** The time for GitHub, and the first half of it: an alert that takes longer must not cost the comment. */
  readonly followUp: TimeLimit;
  readonly firstHalf: TimeLimit;
}

/** Room for the marker and the link of a comment, in characters. */
const frame = 1_000;

/**
 * Brings the alert of a run up to date: resolved, if its string is proven dead. What GitHub does not accept is a warning.
 * Gives a sentence that says what became of the alert. Undefined: there is none.
 */
export async function closeAlert(report: Report, needs: FollowUpNeeds): Promise<string | undefined> {
  const { alert, github, result, run, dryRun, redact } = report;
  const { log, time, followUp, firstHalf } = needs;
  if (alert === undefined) return undefined;
  const { position, read } = alert;
  if (read === undefined || github.token === undefined) return 'It was not read, and is left as it is.';
  const name = describe(read.alert);
  if (read.isResolved) return `${name} was resolved before.`;
  if (dryRun) return `${name} is left as it is (dry run).`;
  const isOfAlert = (leak: LeakEvidence): boolean => leak.position === position;
  const outcome = result.outcomes.find(({ leaks }) => leaks.some(isOfAlert));
  const leak = outcome?.leaks.find(isOfAlert);
  const octokit = await tryToOpen(github.token);
  if (typeof octokit === 'string') {
    const problem = `The alert ${name} is left as it is. ${octokit}`;
    log.warn(problem);
    return problem;
  }
  const limit = github.issueNumber === undefined ? followUp : firstHalf;
  const alertNeeds = { octokit, redact, time, ...limit };
  const missing = findMissingProof(outcome, leak);
  if (missing === undefined) {
    const what = outcome?.fate.status === 'revoked' ? 'Revoked' : 'Proven dead';
    const problem = await resolveAlert(read.alert, `${what} by ${run.url}`, alertNeeds);
    if (problem === undefined) log.info(`The alert ${name} is resolved as revoked.`);
    else log.warn(problem);
    return problem ?? `${name} is resolved as revoked.`;
  }
  const isShownLive = outcome?.fate.status === 'failed' && outcome.fate.code === 'still-active';
  const isLive = isShownLive && leak?.after !== 'rejected';
  const problem = isLive ? await markActive(read.alert, alertNeeds) : undefined;
  const text = `The alert ${name} remains open: ${missing}${problem === undefined ? '' : ` ${problem}`}`;
  log.warn(text);
  return text;
}

/** Gives a sentence instead where GitHub's API cannot be opened: that changes no verdict. */
async function tryToOpen(token: string): Promise<Octokit | string> {
  try {
    return await openGitHub(token);
  } catch (error) {
    return `GitHub could not be reached: ${(error as Error).message}.`;
  }
}

/**
 * What is missing for the proof that the string of an alert is dead. Undefined: nothing. A string that was accepted belongs
 * to the token that the list shows as revoked; one that was not tested may be another.
 */
function findMissingProof(outcome: Outcome | undefined, leak: LeakEvidence | undefined): string | undefined {
  if (outcome === undefined || leak === undefined) return 'nothing is known of its string.';
  if (outcome.fate.status === 'failed') return 'its token is not proven revoked.';
  if (leak.after === 'rejected') return undefined;
  if (leak.before === 'accepted' && 'proof' in outcome.fate && outcome.fate.proof.includes('listed'))
    return undefined;
  return 'the listed token is revoked, but the string itself could not be tested.';
}

/** Writes the comment with the evidence for people. What GitHub does not accept is a warning: it changes no verdict. */
export async function writeReportComment(
  report: Report,
  verdict: Verdict,
  { log, time, followUp }: FollowUpNeeds,
): Promise<void> {
  const { github, run, kind, host, account, redact } = report;
  const { token, issueNumber } = github;
  if (token === undefined || issueNumber === undefined) return;
  const repository = parseRepository(run.repository);
  if (repository === undefined)
    return log.warn('The comment was not written: GITHUB_REPOSITORY names no repository.');
  const octokit = await tryToOpen(token);
  if (typeof octokit === 'string') return log.warn(`The comment was not written. ${octokit}`);
  const text = renderSummary(report, verdict, longestComment - frame).trimEnd();
  const problem = await writeComment({
    ...repository,
    octokit,
    issueNumber,
    subject: `${run.workflowFile} ${run.job} ${kind.name} ${host ?? ''}${describeAccount(account).toLowerCase()}`,
    body: `${text}\n\nRun: ${run.url} (attempt ${run.attempt}), by ${run.triggeringActor || run.actor}\n`,
    redact,
    time,
    ...followUp,
  });
  if (problem === undefined) log.info(`The comment on #${issueNumber} is written.`);
  else log.warn(problem);
}
