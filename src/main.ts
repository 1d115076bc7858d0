import './node-version.ts';
import { setTimeout } from 'node:timers/promises';
import * as core from '@actions/core';
import { type Inputs, loadInputs } from './action/inputs/load.ts';
import { type Log, openLog } from './action/report/log.ts';
import { reportResult } from './action/report/report.ts';
import { createApiClient } from './client/api-client.ts';
import { createRedact, type Redact } from './connection/secrets.ts';
import { openTransport } from './connection/transport.ts';
import { ActionError } from './errors.ts';
import { type RunResult, stoppedBeforePlan } from './revocation/outcome.ts';
import { revokeTokens } from './revocation/run.ts';
import type { Time } from './revocation/time.ts';
import type { Token, TokenId } from './revocation/token.ts';

const time: Time = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
};

/** What a run works with, once the inputs are read. */
interface Job {
  readonly ids: readonly TokenId[];
  readonly inputs: Inputs;
  readonly redact: Redact;
  readonly log: Log;
  readonly cancel: AbortSignal;
}

async function main(): Promise<void> {
  const cancel = watchSignals();
  const { ids, secrets, inputs } = loadInputs(process.env);
  const redact = createRedact(secrets);
  const log = openLog(redact, time.now);
  const valid = inputs instanceof ActionError ? undefined : inputs;
  const result =
    valid === undefined
      ? stoppedBeforePlan(ids, inputs as ActionError, false)
      : await runOrExplain({ ids, inputs: valid, redact, log, cancel });
  const failed = await reportResult(
    {
      result,
      failOn: valid?.failOn ?? 'any',
      summary: valid?.summary ?? true,
      host: valid?.connection.host.origin,
      redact,
    },
    log,
  );
  if (failed) process.exitCode = core.ExitCode.Failure;
}

/** Runs; what stops the run before it has a plan becomes a result too, so that every id is reported on every path. */
async function runOrExplain(job: Job): Promise<RunResult> {
  try {
    return await run(job);
  } catch (error) {
    if (!(error instanceof ActionError)) job.log.debug(String((error as Error).stack));
    return stoppedBeforePlan(job.ids, toActionError(error), job.inputs.request.dryRun);
  }
}

async function run({ ids, inputs, redact, log, cancel }: Job): Promise<RunResult> {
  const { request, connection, apiPath } = inputs;
  if (ids.length === 0) return { outcomes: [], planned: [], dryRun: request.dryRun, stop: undefined };
  if (connection.tls.insecure)
    log.warn('tls-insecure is set: whoever sits in between can read and use the token.');
  const transport = openTransport({ ...connection, redact, onExchange: log.debugExchange });
  try {
    log.info(`Cluster: ${connection.host.origin}`);
    const client = createApiClient({ transport, apiPath, now: time.now });
    const isInUse = ({ prefix }: Token): boolean =>
      prefix !== undefined && connection.bearerToken.startsWith(prefix);
    return await revokeTokens({ ...request, ids, isInUse }, { client, time, cancel, notify: log.show });
  } finally {
    await transport.close();
  }
}

/** The first signal asks the run to end in order, the second one ends it at once. */
function watchSignals(): AbortSignal {
  const cancel = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    if (cancel.signal.aborted) process.exit(core.ExitCode.Failure);
    core.info(
      `${signal}: the job was cancelled. Nothing new is started; what is under way is brought to an end.`,
    );
    cancel.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return cancel.signal;
}

/** A fault of the action's own: its text may hold anything, so it is shown with debug logging only. */
function toActionError(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  return new ActionError({ code: 'internal', message: 'The action itself failed.', cause: error });
}

try {
  await main();
} catch (error) {
  core.setFailed(`${toActionError(error).message} ${toActionError(error).hint}`);
}
