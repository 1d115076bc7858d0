import './node-version.ts';
import './signals.ts';
import { setTimeout } from 'node:timers/promises';
import * as core from '@actions/core';
import { type Inputs, loadInputs } from './action/inputs/load.ts';
import { type Log, openLog } from './action/report/log.ts';
import { type ReportOptions, reportResult } from './action/report/report.ts';
import { createApiClient } from './client/api-client.ts';
import { createRedact, type Redact } from './connection/secrets.ts';
import { openTransport } from './connection/transport.ts';
import { ActionError } from './errors.ts';
import { type RunResult, stoppedBeforePlan } from './revocation/outcome.ts';
import type { InUse, InUseTest } from './revocation/plan.ts';
import { revokeTokens } from './revocation/run.ts';
import type { Time } from './revocation/time.ts';
import type { Token, TokenId } from './revocation/token.ts';
import { cancelSignal } from './signals.ts';

const time: Time = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
};

async function main(): Promise<void> {
  const { ids, secrets, warnings, inputs } = loadInputs(process.env);
  const redact = createRedact(secrets);
  const log = openLog(redact, time.now);
  for (const warning of warnings) log.warn(warning);
  const failed =
    inputs instanceof ActionError
      ? await reportResult({ ...unreadable, result: stoppedBeforePlan(ids, inputs, false), redact }, log)
      : await reportResult(
          { ...reporting(inputs), result: await runOrExplain(ids, inputs, log, redact), redact },
          log,
        );
  if (failed) process.exitCode = core.ExitCode.Failure;
}

/** How to report a run whose inputs could not be read. */
const unreadable = { failOn: 'any', summary: true, host: undefined } as const;

function reporting({ failOn, summary, connection }: Inputs): Omit<ReportOptions, 'result' | 'redact'> {
  return { failOn, summary, host: connection.host.origin };
}

/** Runs; what stops the run before it has a plan becomes a result too, so that every id is reported on every path. */
async function runOrExplain(
  ids: readonly TokenId[],
  inputs: Inputs,
  log: Log,
  redact: Redact,
): Promise<RunResult> {
  try {
    return await run(ids, inputs, log, redact);
  } catch (error) {
    if (!(error instanceof ActionError)) log.debug(String((error as Error).stack));
    return stoppedBeforePlan(ids, toActionError(error), inputs.request.dryRun);
  }
}

async function run(ids: readonly TokenId[], inputs: Inputs, log: Log, redact: Redact): Promise<RunResult> {
  const { request, connection, apiPath } = inputs;
  if (ids.length === 0) return { outcomes: [], planned: [], dryRun: request.dryRun, stop: undefined };
  if (connection.tls.insecure)
    log.warn('tls-insecure is set: whoever sits in between can read and use the token.');
  const transport = openTransport({ ...connection, redact, onExchange: log.debugExchange });
  try {
    log.info(`Cluster: ${connection.host.origin}`);
    const client = createApiClient({ transport, apiPath, now: time.now });
    const isInUse: InUseTest = (token) => compareWithBearer(token, connection.bearerToken);
    const surroundings = { client, time, cancel: cancelSignal, notify: log.show };
    return await revokeTokens({ ...request, ids, isInUse }, surroundings);
  } finally {
    await transport.close();
  }
}

/** A JWT of the identity provider is no management token, and is in no list of them. */
function compareWithBearer({ prefix }: Token, bearerToken: string): InUse {
  if (prefix !== undefined) return bearerToken.startsWith(prefix) ? 'likely' : 'no';
  return bearerToken.startsWith('eyJ') ? 'no' : 'unknown';
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
