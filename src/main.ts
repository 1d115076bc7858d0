import './node-version.ts';
import './signals.ts';
import * as core from '@actions/core';
import { loadInputs } from './action/inputs/inputs.ts';
import { openLog } from './action/report/log.ts';
import { publishReport } from './action/report/publish.ts';
import { buildReport } from './action/report/report.ts';
import { readWorkflowRun } from './action/workflow-run.ts';
import { keepSecrets } from './connection/secrets.ts';
import { ActionError } from './errors.ts';
import { run, time, toActionError } from './run.ts';
import { cancelSignal, openFollowUp } from './signals.ts';

/** What still hangs after the run, such as a request that cannot be aborted, is abandoned after this many ms. */
const exitGrace = 500;

async function main(): Promise<void> {
  const startedAt = time.now();
  const loaded = await loadInputs(process.env);
  const { asked, inputs, stated } = loaded;
  const host = inputs instanceof ActionError ? undefined : inputs.connection.host.host;
  const secrets = keepSecrets(loaded.secrets, host, core.setSecret);
  secrets.show(asked.ids);
  const { redact } = secrets;
  const log = openLog(redact, time.now);
  for (const note of loaded.notes) log.info(note);
  for (const warning of loaded.warnings) log.warn(warning);
  const workflowRun = readWorkflowRun(process.env);
  const ran = await run(loaded, { secrets, log, workflowRun, startedAt, cancel: cancelSignal });
  const { stop } = ran.result;
  if (stop?.cause !== undefined) log.debug(String((stop.cause as Error).stack));
  const ended = { run: workflowRun, startedAt, endedAt: time.now(), redact };
  const report = buildReport({ ...ran, ...ended, inputs, stated });
  const deadline = inputs instanceof ActionError ? 0 : inputs.request.deadline;
  const now = time.now();
  const openShare = (share: number) => openFollowUp(startedAt + deadline - now, now, share);
  const needs = { log, time, cancel: cancelSignal, followUp: openShare(1), firstHalf: openShare(0.5) };
  if (await publishReport(report, needs)) process.exitCode = core.ExitCode.Failure;
}

try {
  await main();
} catch (error) {
  const { message, hint } = toActionError(error);
  if (core.isDebug()) core.debug(String((error as Error).stack));
  core.setFailed(`${message} ${hint}`);
}
setTimeout(() => process.exit(), exitGrace).unref();
