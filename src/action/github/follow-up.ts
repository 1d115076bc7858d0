import type { Redact } from '../../connection/secrets.ts';
import type { RunResult } from '../../revocation/outcome.ts';
import type { Time } from '../../revocation/time.ts';
import type { GitHubInputs } from '../inputs/inputs.ts';
import type { Log } from '../report/log.ts';
import type { WorkflowRun } from '../workflow-run.ts';
import { type Alert, describe, resolveAlert } from './alert.ts';
import { longestComment, writeComment } from './comment.ts';
import { openGitHub, parseRepository } from './github.ts';

/** The alert whose leaked token the run was to revoke, and that token's place among the leaked ones. */
export interface AlertInRun {
  readonly alert: Alert;
  readonly position: number;
  /** Whether somebody has resolved it before. */
  readonly isResolved: boolean;
}

/** What is told to GitHub after a run. */
export interface FollowUp {
  readonly github: GitHubInputs;
  readonly alert: AlertInRun | undefined;
  readonly result: RunResult;
  readonly run: WorkflowRun;
  /** The cluster's address. */
  readonly host: string | undefined;
  /** Renders the evidence for people, in at most so many characters. */
  readonly render: (largest: number) => string;
  readonly redact: Redact;
  readonly time: Time;
  /** Aborted: there is no time left. */
  readonly signal: AbortSignal;
}

/** Room for the marker and the link of a comment, in characters. */
const frame = 1_000;

/** Closes the alert, and writes the comment. What GitHub does not take is a warning: it changes no verdict. */
export async function tellGitHub(followUp: FollowUp, log: Log): Promise<void> {
  const { github, alert, result } = followUp;
  const { token, issueNumber } = github;
  if (token === undefined) return;
  const problems = await Promise.all([
    alert === undefined || result.dryRun ? undefined : closeAlert(alert, followUp, token, log),
    issueNumber === undefined ? undefined : comment(issueNumber, followUp, token),
  ]);
  for (const problem of problems) if (problem !== undefined) log.warn(problem);
}

async function closeAlert(
  { alert, position, isResolved }: AlertInRun,
  { result, run, redact, time, signal }: FollowUp,
  token: string,
  log: Log,
): Promise<string | undefined> {
  if (isResolved) return undefined;
  if (!isProvenDead(position, result))
    return `The alert ${describe(alert)} stays open: the leaked token is not proven dead.`;
  const octokit = await openGitHub(token);
  const problem = await resolveAlert(alert, `Revoked by ${run.url}`, { octokit, redact, time, signal });
  if (problem === undefined) log.info(`The alert ${describe(alert)} is resolved as revoked.`);
  return problem;
}

function isProvenDead(position: number, { matched, outcomes }: RunResult): boolean {
  const id = matched.find((leak) => leak.position === position)?.id;
  const fate = outcomes.find((each) => each.id === id)?.fate;
  const isDead = fate?.status === 'revoked' || fate?.status === 'already-revoked';
  return isDead && fate.proof !== 'none';
}

async function comment(
  issueNumber: number,
  { run, host, render, redact, signal }: FollowUp,
  token: string,
): Promise<string | undefined> {
  const repository = parseRepository(run.repository);
  if (repository === undefined) return 'The comment was not written: GITHUB_REPOSITORY names no repository.';
  const octokit = await openGitHub(token);
  const body = `${render(longestComment - frame).trimEnd()}\n\nRun: ${run.url} (attempt ${run.attempt}), by ${run.actor}\n`;
  return writeComment({
    ...repository,
    octokit,
    issueNumber,
    subject: `${run.workflowFile} ${host ?? ''}`,
    body,
    redact,
    signal,
  });
}
