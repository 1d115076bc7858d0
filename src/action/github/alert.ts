import type { Secrets } from '../../connection/secrets.ts';
import { ActionError } from '../../errors.ts';
import { isFields } from '../../json.ts';
import type { LeakedToken } from '../../revocation/leak.ts';
import { readLeakedText } from '../../revocation/leaked-text.ts';
import type { Time } from '../../revocation/time.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { WorkflowRun } from '../workflow-run.ts';
import { explainGitHub, mayPass, openGitHub, parseRepository, type Repository, statusOf } from './github.ts';
import { type GitHubNeeds, tryRepeatedly } from './try-repeatedly.ts';

/** A secret scanning alert that a workflow names. */
export interface Alert extends Repository {
  readonly number: number;
}

/** The alert whose leaked token a run was to revoke. */
export interface AlertInRun {
  /** The place of its token among the leaked ones. */
  readonly position: number;
  /** Whether `leaked-tokens` has its token too. */
  readonly isGivenToo: boolean;
  /** The alert, and whether it was resolved before the run. Undefined: it was not read. */
  readonly read: { readonly alert: Alert; readonly isResolved: boolean } | undefined;
}

/**
 * A wait that ends later than this, in ms from the start, would take too much of the time that the revocation has. GitHub may
 * ask to wait a minute after too many requests.
 */
const longestReading = 90_000;

/** What finding the leaked token of an alert needs of the world. */
interface AlertSearch {
  readonly secrets: Secrets;
  readonly workflowRun: WorkflowRun;
  readonly time: Time;
  /** Aborted: the job was cancelled. */
  readonly cancel: AbortSignal;
}

/** The leaked tokens of a run, and the alert that holds one of them. */
interface AlertLeak {
  readonly alert: AlertInRun | undefined;
  readonly leaks: readonly LeakedToken[];
}

/**
 * Adds the token of the secret scanning alert that the inputs name to their leaked tokens.
 *
 * @throws {@link ActionError} `github-failed` where GitHub does not give it.
 */
export async function findAlertLeak(
  { request, github }: Inputs,
  { secrets, workflowRun, time, cancel }: AlertSearch,
): Promise<AlertLeak> {
  const { leaks } = request;
  const { alert: reference, token } = github;
  if (reference === undefined || token === undefined) return { alert: undefined, leaks };
  const repository = reference.repository ?? parseRepository(workflowRun.repository);
  if (repository === undefined) {
    const message = 'The secret scanning alert could not be read: GITHUB_REPOSITORY names no repository.';
    throw new ActionError({ code: 'github-failed', message });
  }
  const alert: Alert = { ...repository, number: reference.number };
  const octokit = await openGitHub(token);
  const { redact, hide } = secrets;
  const signal = AbortSignal.any([cancel, AbortSignal.timeout(request.deadline)]);
  const until = time.now() + Math.min(request.deadline, longestReading);
  const needs = { octokit, redact, time, signal, until };
  const { token: leaked, secret, resolution } = await readAlert(alert, needs);
  hide(leaked);
  hide(secret);
  const known = leaks.find((leak) => leak.token === leaked);
  const position = known?.position ?? leaks.length + 1;
  return {
    alert: {
      position,
      isGivenToo: known !== undefined,
      read: { alert, isResolved: resolution !== undefined },
    },
    leaks: known === undefined ? [...leaks, { position, token: leaked }] : leaks,
  };
}

/**
 * Reads an alert: the leaked string, and what its pattern matched, which is the string with what is around it. Both are
 * secret. And as what it is resolved; undefined: it is open.
 *
 * @throws {@link ActionError} `github-failed` where GitHub does not give it.
 */
export async function readAlert(alert: Alert, needs: GitHubNeeds) {
  const { octokit, signal } = needs;
  const { owner, repo, number } = alert;
  const read = (each: AbortSignal) =>
    octokit.rest.secretScanning.getAlert({ owner, repo, alert_number: number, request: { signal: each } });
  let data: Awaited<ReturnType<typeof read>>['data'];
  try {
    ({ data } = await tryRepeatedly(read, needs));
  } catch (cause) {
    const isLate = signal.aborted && (signal.reason as Error).name === 'TimeoutError';
    if (signal.aborted && !isLate)
      throw new ActionError({ code: 'cancelled', message: 'The job was cancelled.', cause });
    const why = isLate ? 'GitHub did not answer before the deadline.' : explainGitHub(cause, needs.redact);
    const message = `The secret scanning alert ${describe(alert)} could not be read. ${why}`;
    const hint = isLate ? 'Run again, or raise `deadline`.' : adviseOn(cause);
    throw new ActionError({ code: 'github-failed', message, hint, cause });
  }
  // What is no JSON, or is cut, comes as a text.
  if (!isFields(data)) {
    const message = `GitHub answered with something else than the alert ${describe(alert)}.`;
    const hint = 'Run again; if it persists, check any proxy on the way to GitHub.';
    throw new ActionError({ code: 'github-failed', message, hint });
  }
  const secret = typeof data.secret === 'string' ? data.secret : '';
  const found = readLeakedText(secret);
  const resolution = data.state === 'resolved' ? (data.resolution ?? 'unknown') : undefined;
  if (found.kind === 'token') return { token: found.token, secret, resolution };
  const name = describe(alert);
  const message =
    secret === '' ? `The alert ${name} has no secret.` : `The secret of the alert ${name} ${found.what}.`;
  const hint = 'Check that it is the alert of a management token, or give the string in `leaked-tokens`.';
  throw new ActionError({ code: 'github-failed', message, hint });
}

/** What to do where GitHub does not give an alert. Undefined: what the code says. */
function adviseOn(thrown: unknown): string | undefined {
  if (statusOf(thrown) === undefined)
    return 'Run again; if it persists, check that this runner can reach GitHub.';
  return mayPass(thrown) ? 'Run again later.' : undefined;
}

/** Names an alert for people. */
export function describe({ owner, repo, number }: Alert): string {
  return `${owner}/${repo}#${number}`;
}
