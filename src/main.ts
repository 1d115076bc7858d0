import './node-version.ts';
import './signals.ts';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import * as core from '@actions/core';
import { installInfluxctl } from './action/influxctl-release.ts';
import type { Inputs } from './action/inputs/inputs.ts';
import { loadInputs } from './action/inputs/load.ts';
import { getIdToken } from './action/oidc.ts';
import { type Log, openLog } from './action/report/log.ts';
import { type ReportOptions, reportResult } from './action/report/report.ts';
import { createClient } from './client/create-client.ts';
import { keepSecrets, type Secrets } from './connection/secrets.ts';
import { type Authentication, signIn } from './connection/sign-in.ts';
import { openTransport } from './connection/transport.ts';
import { ActionError } from './errors.ts';
import { type RunResult, stoppedBeforePlan } from './revocation/outcome.ts';
import type { InUse } from './revocation/plan.ts';
import { revokeTokens } from './revocation/run.ts';
import type { Time } from './revocation/time.ts';
import type { Token, TokenId } from './revocation/token.ts';
import type { ClientChoice } from './revocation/token-client.ts';
import { cancelSignal } from './signals.ts';

const time: Time = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
};

/** What is under way in this process, and how it tells of it. */
interface Session {
  readonly ids: readonly TokenId[];
  readonly secrets: Secrets;
  readonly log: Log;
  /** Set as soon as it is known which client runs. */
  choice: ClientChoice | undefined;
}

async function main(): Promise<void> {
  const { ids, secrets: known, notes, warnings, inputs } = await loadInputs(process.env);
  const secrets = keepSecrets(known, core.setSecret);
  const log = openLog(secrets.redact, time.now);
  const session: Session = { ids, secrets, log, choice: undefined };
  for (const note of notes) log.info(note);
  for (const warning of warnings) log.warn(warning);
  const isUnreadable = inputs instanceof ActionError;
  const result = isUnreadable ? stoppedBeforePlan(ids, inputs, false) : await runOrExplain(inputs, session);
  const reporting = isUnreadable ? unreadable : toReporting(inputs);
  const { choice: client } = session;
  const failed = await reportResult({ ...reporting, result, client, redact: secrets.redact }, log);
  if (failed) process.exitCode = core.ExitCode.Failure;
}

type Reporting = Pick<ReportOptions, 'failOn' | 'summary' | 'host'>;

/** How to report a run whose inputs could not be read. */
const unreadable: Reporting = { failOn: 'any', summary: true, host: undefined };

function toReporting({ failOn, summary, connection }: Inputs): Reporting {
  return { failOn, summary, host: connection.host.origin };
}

/** Runs; what stops the run before it has a plan becomes a result too, so that every id is reported on every path. */
async function runOrExplain(inputs: Inputs, session: Session): Promise<RunResult> {
  try {
    return await run(inputs, session);
  } catch (error) {
    if (!(error instanceof ActionError)) session.log.debug(String((error as Error).stack));
    return stoppedBeforePlan(session.ids, toActionError(error), inputs.request.dryRun);
  }
}

async function run(inputs: Inputs, session: Session): Promise<RunResult> {
  const { request, connection, authentication } = inputs;
  const { ids, secrets, log } = session;
  if (ids.length === 0) return { outcomes: [], planned: [], dryRun: request.dryRun, stop: undefined };
  if (connection.tls.insecure)
    log.warn('tls-insecure is set: whoever sits in between can read and use the token.');
  const { redact } = secrets;
  const credentials = await signIn(authentication, {
    ...connection,
    proxy: inputs.providerProxy,
    secrets,
    getIdToken,
  });
  const transport = openTransport({ ...connection, credentials, redact, onExchange: log.debugExchange });
  log.info(`Cluster: ${connection.host.origin}`);
  const { client, close } = createClient(inputs, {
    transport,
    now: time.now,
    influxctl: {
      env: process.env,
      temp: process.env['RUNNER_TEMP'] || tmpdir(),
      install: installInfluxctl,
      quote: transport.quote,
      now: time.now,
      onCall: log.debugCall,
    },
    onChoice(choice, explanation) {
      session.choice = choice;
      log.info(explanation);
    },
  });
  try {
    const isInUse = (token: Token): InUse => compare(token, authentication);
    const surroundings = { client, time, cancel: cancelSignal, notify: log.show };
    return await revokeTokens({ ...request, ids, isInUse }, surroundings);
  } finally {
    close();
    await Promise.all([transport.close(), credentials.close()]);
  }
}

/** A JWT, and whatever an identity provider gives, is no management token, and is in no list of them. */
function compare({ prefix }: Token, authentication: Authentication): InUse {
  if (authentication.kind === 'oauth') return 'no';
  const { token } = authentication;
  if (prefix !== undefined) return token.startsWith(prefix) ? 'likely' : 'no';
  return token.startsWith('eyJ') ? 'no' : 'unknown';
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
