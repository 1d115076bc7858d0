import './node-version.ts';
import './signals.ts';
import * as core from '@actions/core';
import { tellGitHub } from './action/github/follow-up.ts';
import type { Inputs } from './action/inputs/inputs.ts';
import { loadInputs } from './action/inputs/load.ts';
import { openLog } from './action/report/log.ts';
import { type ReportOptions, reportResult } from './action/report/report.ts';
import { renderSummary } from './action/report/summary.ts';
import { readWorkflowRun } from './action/workflow-run.ts';
import { keepSecrets } from './connection/secrets.ts';
import { ActionError } from './errors.ts';
import { type RunResult, stoppedBeforePlan } from './revocation/outcome.ts';
import { tokenKinds } from './revocation/token-kind.ts';
import { cancelSignal } from './signals.ts';
import { runInputs, type Session, time } from './wiring.ts';

/** How long GitHub may take to be told of a run, in ms: the runner kills what is cancelled after 10 s. */
const longestFollowUp = { usual: 30_000, cancelled: 2_000 };

/** What still hangs after the run, such as a request that nobody can abort, is left behind after so many ms. */
const longestFarewell = 1_000;

async function main(): Promise<void> {
  const startedAt = time.now();
  const { asked, secrets: known, notes, warnings, inputs } = await loadInputs(process.env);
  const secrets = keepSecrets(known, core.setSecret);
  const log = openLog(secrets.redact, time.now);
  const run = readWorkflowRun(process.env);
  const session: Session = { asked, secrets, log, run, alert: undefined, choice: undefined };
  for (const note of notes) log.info(note);
  for (const warning of warnings) log.warn(warning);
  const isUnreadable = inputs instanceof ActionError;
  const result = isUnreadable ? stoppedBeforePlan(asked, inputs, false) : await runOrExplain(inputs, session);
  const evidence = {
    ...(isUnreadable ? unreadable : toReporting(inputs)),
    result,
    run,
    client: session.choice,
    redact: secrets.redact,
    startedAt,
    endedAt: time.now(),
  };
  const publish = async (failed: boolean): Promise<void> => {
    if (isUnreadable) return;
    const render = (largest: number): string => renderSummary({ ...evidence, failed }, largest);
    const signal = openFollowUp();
    await tellGitHub({ ...evidence, github: inputs.github, alert: session.alert, render, time, signal }, log);
  };
  const failed = await reportResult({ ...evidence, publish }, log);
  if (failed) process.exitCode = core.ExitCode.Failure;
}

/** Aborted when GitHub has had its time. */
function openFollowUp(): AbortSignal {
  const { usual, cancelled } = longestFollowUp;
  const end = new AbortController();
  const endAfter = (ms: number): void => {
    setTimeout(() => end.abort(), ms).unref();
  };
  endAfter(usual);
  if (cancelSignal.aborted) endAfter(cancelled);
  else cancelSignal.addEventListener('abort', () => endAfter(cancelled), { once: true });
  return end.signal;
}

type Reporting = Pick<ReportOptions, 'failOn' | 'summary' | 'kind' | 'host' | 'reason'>;

/** How to report a run whose inputs could not be read. */
const unreadable: Reporting = {
  failOn: 'any',
  summary: true,
  kind: tokenKinds.management,
  host: undefined,
  reason: undefined,
};

function toReporting({ failOn, summary, kind, connection, reason }: Inputs): Reporting {
  return { failOn, summary, kind, host: connection.host.origin, reason };
}

/** Runs; what stops the run before it has a plan becomes a result too, so that every id is reported on every path. */
async function runOrExplain(inputs: Inputs, session: Session): Promise<RunResult> {
  try {
    return await runInputs(inputs, session);
  } catch (error) {
    if (!(error instanceof ActionError)) session.log.debug(String((error as Error).stack));
    return stoppedBeforePlan(session.asked, toActionError(error), inputs.request.dryRun);
  }
}

/** A fault of the action's own: its text may hold anything, so it is shown with debug logging only. */
function toActionError(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  return new ActionError({ code: 'internal', message: 'The action itself failed.', cause: error });
}

try {
  await main();
} catch (error) {
  const { message, hint } = toActionError(error);
  if (core.isDebug()) core.debug(String((error as Error).stack));
  core.setFailed(`${message} ${hint}`);
}
setTimeout(() => process.exit(), longestFarewell).unref();
