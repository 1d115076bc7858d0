import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { type AlertInRun, findAlertLeak } from './action/github/alert.ts';
import { installInfluxctl } from './action/influxctl-release.ts';
import type { Inputs, LoadedInputs } from './action/inputs/inputs.ts';
import { getIdToken } from './action/oidc.ts';
import type { Log } from './action/report/log.ts';
import type { WorkflowRun } from './action/workflow-run.ts';
import { createClient } from './client/create-client.ts';
import type { Secrets } from './connection/secrets.ts';
import type { Authentication } from './connection/sign-in.ts';
import { ActionError } from './errors.ts';
import { saveMemoryFor } from './memory.ts';
import type { RunEvent } from './revocation/context.ts';
import type { LeakedToken } from './revocation/leak.ts';
import type { RunResult } from './revocation/outcome.ts';
import type { InUse } from './revocation/plan.ts';
import { type Asked, resultOfNothing, stoppedBeforePlan } from './revocation/result.ts';
import { revokeTokens } from './revocation/run.ts';
import type { Time } from './revocation/time.ts';
import type { Token } from './revocation/token.ts';
import type { ClientChoice } from './revocation/token-client.ts';
import { isJwt } from './token-string.ts';

/** The process's own clock and chance. The clock does not jump: a step of the system's would end waits early. */
export const time: Time = {
  now: () => performance.timeOrigin + performance.now(),
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
};

/** What a run needs of its surroundings. */
export interface RunNeeds {
  readonly secrets: Secrets;
  readonly log: Log;
  readonly workflowRun: WorkflowRun;
  /** Aborted: the job was cancelled. */
  readonly cancel: AbortSignal;
}

/** What is known when a run has ended. */
export interface Ran {
  readonly result: RunResult;
  /** The client that ran. Undefined: the run ended before one was chosen. */
  readonly client: ClientChoice | undefined;
  readonly alert: AlertInRun | undefined;
}

/** Runs what the inputs ask for, with the real world wired in. Never throws: what stops the run is in its result. */
export async function run({ asked, inputs }: LoadedInputs, needs: RunNeeds): Promise<Ran> {
  const unopened = { client: undefined, alert: undefined };
  if (inputs instanceof ActionError) return { ...unopened, result: stoppedBeforePlan(asked, inputs, false) };
  const { dryRun } = inputs.request;
  const explain = (all: Asked, error: unknown): RunResult => {
    if (!(error instanceof ActionError)) needs.log.debug(String((error as Error).stack));
    return stoppedBeforePlan(all, toActionError(error), dryRun);
  };
  const found = await findAlertLeak(inputs, { ...needs, time }).catch(toActionError);
  if (found instanceof ActionError) return { ...unopened, result: explain(asked, found) };
  const { alert, leaks } = found;
  const { ids, selectors, expectPlan } = inputs.request;
  const isAsked = ids.length > 0 || leaks.length > 0 || selectors !== undefined;
  // An empty plan is not the expected one.
  if (!isAsked && expectPlan === undefined) return { ...unopened, alert, result: resultOfNothing(dryRun) };
  const opened = await open(inputs, needs).catch(toActionError);
  if (opened instanceof ActionError)
    return { client: undefined, alert, result: explain({ ...asked, leaks }, opened) };
  const result = await revoke(inputs, leaks, opened, needs).catch((error) =>
    explain({ ...asked, leaks }, error),
  );
  await opened.close();
  return { client: opened.choice(), alert, result };
}

/** A fault of the action's own: its text may hold anything, so it is shown with debug logging only. */
export function toActionError(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  return new ActionError({ code: 'internal', message: 'The action itself failed.', cause: error });
}

/** Opens the way to the cluster, and the client that works over it. */
async function open(inputs: Inputs, { secrets, log }: RunNeeds) {
  const { request, connection, authentication, providerProxy } = inputs;
  if (connection.tls.insecure)
    log.warn('tls-skip-verify is set: anyone who intercepts the connection can read and use the token.');
  saveMemoryFor(request.ids.length);
  const { openConnection } = await import(/* webpackChunkName: "connection" */ './connection/open.ts');
  const needs = { authentication, providerProxy, secrets, getIdToken, onExchange: log.debugExchange };
  const transport = await openConnection({ ...connection, ...needs });
  log.info(`Cluster: ${connection.host.origin}`);
  const { client, choice, close } = createClient(inputs, {
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
    onChoice: log.info,
  });
  return {
    client,
    choice,
    async close() {
      close();
      await transport.close();
    },
  };
}

function revoke(
  { request, kind, authentication }: Inputs,
  leaks: readonly LeakedToken[],
  { client }: Awaited<ReturnType<typeof open>>,
  { secrets, log, cancel }: RunNeeds,
): Promise<RunResult> {
  const isInUse = (token: Token): InUse => (kind.areCredentials ? compare(token, authentication) : 'no');
  const notify = (event: RunEvent): void => {
    if (event.kind === 'planned') secrets.show(event.plan.entries.map(({ id }) => id));
    log.show(event);
  };
  return revokeTokens({ ...request, kind, leaks, isInUse }, { client, time, cancel, notify, hash });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A JWT, and whatever an identity provider gives, is no management token, and is in no list of them. */
function compare({ prefix }: Token, authentication: Authentication): InUse {
  if (authentication.kind === 'oauth') return 'no';
  const { token } = authentication;
  if (prefix !== undefined) return token.startsWith(prefix) ? 'likely' : 'no';
  return isJwt(token) ? 'no' : 'unknown';
}
