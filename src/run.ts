import { hash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { findAlertLeak } from './action/github/alert.ts';
import { dedicatedHost } from './action/inputs/connection.ts';
import type { Inputs, LoadedInputs } from './action/inputs/inputs.ts';
import { getIdToken } from './action/oidc.ts';
import type { Log } from './action/report/log.ts';
import { describeAccount, type Ran } from './action/report/report.ts';
import type { WorkflowRun } from './action/workflow-run.ts';
import { createClient } from './client/create-client.ts';
import type { Secrets } from './connection/secrets.ts';
import type { Authentication } from './connection/sign-in.ts';
import { ActionError } from './errors.ts';
import { saveMemoryFor } from './memory.ts';
import type { RunEvent } from './revocation/context.ts';
import type { LeakedToken } from './revocation/leak.ts';
import type { RunResult } from './revocation/outcome.ts';
import { resultOfNothing, stoppedBeforePlan } from './revocation/result.ts';
import { revokeTokens } from './revocation/run.ts';
import type { Time } from './revocation/time.ts';
import { isJwt, isManagementToken } from './token-string.ts';

const { timeOrigin } = performance;

/** The process's own clock and chance. The clock does not jump: a step of the system's would end waits early. */
export const time: Time = {
  now: () => timeOrigin + performance.now(),
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
};

/** The part of the deadline that is kept for GitHub, where it has a part, and its upper bound in ms. */
const gitHubShare = 0.1;
const gitHubReserve = 5_000;

/** What a run needs of its surroundings. */
interface RunNeeds {
  readonly secrets: Secrets;
  readonly log: Log;
  readonly workflowRun: WorkflowRun;
  /** When the action started, in ms since the epoch: the deadline counts from then. */
  readonly startedAt: number;
  /** Aborted: the job was cancelled. */
  readonly cancel: AbortSignal;
}

/** Runs what the inputs request, with the real clock, network and programs. Never throws: what stops the run is in its result. */
export async function run({ asked, inputs }: LoadedInputs, needs: RunNeeds): Promise<Ran> {
  const { unreadAlert: position } = asked;
  const unread = position === undefined ? undefined : { position, isGivenToo: false, read: undefined };
  const unopened = { client: undefined, alert: unread };
  if (inputs instanceof ActionError) return { ...unopened, result: stoppedBeforePlan(asked, inputs) };
  const found = await findAlertLeak(inputs, { ...needs, time }).catch(toActionError);
  if (found instanceof ActionError) return { ...unopened, result: stoppedBeforePlan(asked, found) };
  const { alert, leaks } = found;
  const explain = (error: unknown): RunResult =>
    stoppedBeforePlan({ ...asked, leaks, unreadAlert: undefined }, toActionError(error));
  const { ids, selectors, expectPlan, listing } = inputs.request;
  const isAsked = ids.length > 0 || leaks.length > 0 || selectors !== undefined || listing;
  // An empty plan is not the expected one.
  if (!isAsked && expectPlan === undefined) return { ...unopened, alert, result: resultOfNothing };
  const opened = await open(inputs, needs).catch(toActionError);
  if (opened instanceof ActionError) return { ...unopened, alert, result: explain(opened) };
  const result = await revoke(inputs, leaks, opened, needs).catch(explain);
  await opened.close().catch((error: unknown) => needs.log.debug(String((error as Error).stack)));
  return { client: opened.choice(), alert, result };
}

/** An error in the action itself: its text may hold anything, so it is shown with debug logging only. */
export function toActionError(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  return new ActionError({ code: 'internal', message: 'The action itself failed.', cause: error });
}

/** Opens the connection to the cluster, and the client that uses it. */
async function open(inputs: Inputs, { secrets, log }: RunNeeds) {
  const { request, account, connection, authentication, providerProxy } = inputs;
  if (connection.tls.insecure)
    log.warn(
      'Certificates are not verified (`tls-skip-verify`, or `insecure` in the profile): anyone who intercepts the connection can read and use the token.',
    );
  saveMemoryFor(request.ids.length);
  const { openConnection } = await import(/* webpackChunkName: "connection" */ './connection/transport.ts');
  const { sleep } = time;
  const needs = { authentication, providerProxy, secrets, getIdToken, sleep, onExchange: log.debug };
  const transport = await openConnection({ ...connection, ...needs });
  log.info(`Cluster: ${connection.host.origin}${describeAccount(account)}`);
  const settings = { ...inputs, kind: request.kind };
  const created = createClient(settings, {
    transport,
    now: time.now,
    influxctl: {
      env: process.env,
      async fetch(source, folder, signal) {
        const { fetchInfluxctl } = await import(
          /* webpackChunkName: "fetch" */ './action/influxctl/fetch.ts'
        );
        const { timeout, tls } = connection;
        const needs = { env: process.env, folder, authorities: tls.authorities, timeout, signal };
        return fetchInfluxctl(source, { ...needs, retries: request.retries, quote: transport.quote });
      },
      concurrency: request.concurrency,
      quote: transport.quote,
      onCall: log.debug,
      info: log.info,
      warn: log.warn,
    },
    onChoice(choice, explanation) {
      log.info(explanation);
      if (choice.client === 'influxctl' && isOwnHost(inputs)) log.warn(elsewhere);
    },
  });
  const close = async (): Promise<void> => {
    try {
      await created.close();
    } finally {
      await transport.close();
    }
  };
  return { ...created, close };
}

/** Says whether the host is the workflow's own, on Cloud Dedicated, where influxctl gets none. */
function isOwnHost({ account, connection }: Inputs): boolean {
  return account !== undefined && connection.host.hostname !== dedicatedHost;
}

const elsewhere =
  'influxctl finds Cloud Dedicated by itself: what it lists and revokes is not at `host`. Leave `host` out if it is not the address of the Management API.';

function revoke(
  { request, authentication, github }: Inputs,
  leaks: readonly LeakedToken[],
  { client, witnesses }: Awaited<ReturnType<typeof open>>,
  { secrets, log, startedAt, cancel }: RunNeeds,
): Promise<RunResult> {
  const notify = (event: RunEvent): void => {
    if (event.kind === 'planned') secrets.show(event.plan.entries.map(({ id }) => id));
    log.show(event);
  };
  const sha256 = (text: string): string => hash('sha256', text);
  const surroundings = { client, witnesses, time, cancel, notify, hash: sha256 };
  const credential = findCredential(authentication);
  const hasFollowUp = github.alert !== undefined || github.issueNumber !== undefined;
  const reserve = hasFollowUp ? Math.min(gitHubReserve, request.deadline * gitHubShare) : 0;
  const deadline = Math.max(startedAt + request.deadline - reserve - time.now(), 1);
  return revokeTokens({ ...request, deadline, leaks, credential }, surroundings);
}

/**
 * A JWT, and what an identity provider issues, are in no list of management tokens. Of what a `token_file` holds no form is
 * published: it counts where it looks like a management token.
 */
function findCredential(authentication: Authentication): string | undefined {
  if (authentication.kind === 'oauth') return undefined;
  const { token, file } = authentication;
  const isListed = file === undefined ? !isJwt(token) : isManagementToken(token);
  return isListed ? token : undefined;
}
