import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { type Alert, readAlert } from './action/github/alert.ts';
import type { AlertInRun } from './action/github/follow-up.ts';
import { openGitHub, parseRepository } from './action/github/github.ts';
import { installInfluxctl } from './action/influxctl-release.ts';
import type { Inputs } from './action/inputs/inputs.ts';
import { getIdToken } from './action/oidc.ts';
import type { Log } from './action/report/log.ts';
import type { WorkflowRun } from './action/workflow-run.ts';
import { createClient } from './client/create-client.ts';
import type { Secrets } from './connection/secrets.ts';
import type { Authentication } from './connection/sign-in.ts';
import { ActionError } from './errors.ts';
import { saveMemoryFor } from './memory.ts';
import type { LeakedToken } from './revocation/leak.ts';
import type { Asked, RunResult } from './revocation/outcome.ts';
import type { InUse } from './revocation/plan.ts';
import { revokeTokens } from './revocation/run.ts';
import type { Time } from './revocation/time.ts';
import type { Token } from './revocation/token.ts';
import type { ClientChoice } from './revocation/token-client.ts';
import { cancelSignal } from './signals.ts';

/** The process's own clock and chance. */
export const time: Time = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
};

/** What is under way in this process, and what is known of it so far. */
export interface Session {
  readonly secrets: Secrets;
  readonly log: Log;
  readonly run: WorkflowRun;
  /** What is asked for by name. Leaked tokens that others hold are added as soon as they are read. */
  asked: Asked;
  alert: AlertInRun | undefined;
  choice: ClientChoice | undefined;
}

const nothing: RunResult = {
  outcomes: [],
  planned: [],
  matched: [],
  unmatched: [],
  digest: undefined,
  dryRun: false,
  stop: undefined,
};

/**
 * Runs what the inputs ask for, with the real world wired in.
 *
 * @throws {@link ActionError} for what stops the run before it has a plan.
 */
export async function runInputs(inputs: Inputs, session: Session): Promise<RunResult> {
  const { request, kind, connection, authentication } = inputs;
  const { secrets, log } = session;
  const leaks = await gatherLeaks(inputs, session);
  const isAsked = request.ids.length > 0 || leaks.length > 0 || request.selectors !== undefined;
  // An empty plan is not the expected one.
  if (!isAsked && request.expectPlan === undefined) return { ...nothing, dryRun: request.dryRun };
  if (connection.tls.insecure)
    log.warn('tls-insecure is set: whoever sits in between can read and use the token.');
  saveMemoryFor(request.ids.length);
  const { openConnection } = await import(/* webpackChunkName: "connection" */ './connection/open.ts');
  const { providerProxy } = inputs;
  const needs = { authentication, providerProxy, secrets, getIdToken, onExchange: log.debugExchange };
  const transport = await openConnection({ ...connection, ...needs });
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
    const isInUse = (token: Token): InUse => (kind.areCredentials ? compare(token, authentication) : 'no');
    const surroundings = { client, time, cancel: cancelSignal, notify: log.show, hash };
    return await revokeTokens({ ...request, kind, leaks, isInUse }, surroundings);
  } finally {
    close();
    await transport.close();
  }
}

/** The leaked tokens of the inputs, and that of the secret scanning alert. */
async function gatherLeaks({ request, github }: Inputs, session: Session): Promise<readonly LeakedToken[]> {
  const { leaks } = request;
  const { alert: reference, token } = github;
  if (reference === undefined || token === undefined) return leaks;
  const repository = reference.repository ?? parseRepository(session.run.repository);
  if (repository === undefined) {
    const message = 'GITHUB_REPOSITORY names no repository for the secret scanning alert.';
    throw new ActionError({ code: 'github-failed', message });
  }
  const alert: Alert = { ...repository, number: reference.number };
  const { redact, hide } = session.secrets;
  const octokit = await openGitHub(token);
  const needs = { octokit, redact, time, signal: cancelSignal };
  const { token: leaked, isResolved } = await readAlert(alert, needs);
  hide(leaked);
  const known = leaks.find((leak) => leak.token === leaked);
  const position = known?.position ?? leaks.length + 1;
  session.alert = { alert, position, isResolved };
  const all = known === undefined ? [...leaks, { position, token: leaked }] : leaks;
  session.asked = { ...session.asked, leaks: all };
  return all;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A JWT, and whatever an identity provider gives, is no management token, and is in no list of them. */
function compare({ prefix }: Token, authentication: Authentication): InUse {
  if (authentication.kind === 'oauth') return 'no';
  const { token } = authentication;
  if (prefix !== undefined) return token.startsWith(prefix) ? 'likely' : 'no';
  return token.startsWith('eyJ') ? 'no' : 'unknown';
}
