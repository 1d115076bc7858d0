import type { Redact } from '../../connection/secrets.ts';
import { ActionError } from '../../errors.ts';
import type { Time } from '../../revocation/time.ts';
import { explainGitHub, type Octokit, type Repository, statusOf } from './github.ts';

/** A secret scanning alert that a workflow names. */
export interface Alert extends Repository {
  readonly number: number;
}

/** What reading and closing an alert needs of the world. */
export interface AlertNeeds {
  readonly octokit: Octokit;
  readonly redact: Redact;
  readonly time: Time;
  /** Aborted: the job was cancelled. */
  readonly signal: AbortSignal;
}

/** The waits before further attempts, in ms. */
const waits = [1_000, 3_000] as const;

/** For one request to GitHub, in ms. */
const longestRequest = 10_000;

/** GitHub describes no limit of a comment on a resolution: this many characters are a short one. */
const longestComment = 250;

/** What an alert holds. */
export interface ReadAlert {
  /** The leaked string. Secret. */
  readonly token: string;
  readonly isResolved: boolean;
}

/**
 * Reads an alert.
 *
 * @throws {@link ActionError} `github-failed` where GitHub does not give it.
 */
export async function readAlert(alert: Alert, needs: AlertNeeds): Promise<ReadAlert> {
  const { octokit, signal } = needs;
  const { owner, repo, number } = alert;
  const read = (each: AbortSignal) =>
    octokit.rest.secretScanning.getAlert({ owner, repo, alert_number: number, request: { signal: each } });
  let data: Awaited<ReturnType<typeof read>>['data'];
  try {
    ({ data } = await tryRepeatedly(read, needs));
  } catch (cause) {
    if (signal.aborted)
      throw new ActionError({ code: 'cancelled', message: 'The job was cancelled.', cause });
    const why = explainGitHub(cause, needs.redact);
    const message = `The secret scanning alert ${describe(alert)} could not be read. ${why}`;
    throw new ActionError({ code: 'github-failed', message, cause });
  }
  const problem = findProblem(data.secret ?? '');
  if (problem === undefined) return { token: data.secret ?? '', isResolved: data.state === 'resolved' };
  throw new ActionError({ code: 'github-failed', message: `The alert ${describe(alert)} holds ${problem}.` });
}

/** A shorter text, or one with other characters, is no token of a cluster. */
function findProblem(secret: string): string | undefined {
  if (secret === '') return 'no secret';
  return /^[\x21-\x7e]{12,}$/.test(secret) ? undefined : 'nothing that can be a token';
}

/** Resolves an alert as revoked. Gives a sentence that says why it stays open; absent: it is resolved. */
export async function resolveAlert(
  alert: Alert,
  comment: string,
  needs: AlertNeeds,
): Promise<string | undefined> {
  const { octokit } = needs;
  const { owner, repo, number } = alert;
  const update = (each: AbortSignal) =>
    octokit.rest.secretScanning.updateAlert({
      owner,
      repo,
      alert_number: number,
      state: 'resolved',
      resolution: 'revoked',
      resolution_comment: comment.slice(0, longestComment),
      request: { signal: each },
    });
  try {
    await tryRepeatedly(update, needs);
    return undefined;
  } catch (error) {
    if (statusOf(error) === 400 && (await isResolved(alert, needs))) return undefined;
    const why = explainGitHub(error, needs.redact);
    return `The token is revoked, but the alert ${describe(alert)} could not be resolved. ${why} Resolve it by hand.`;
  }
}

/** GitHub refuses to resolve what is resolved: an earlier attempt may have worked although its answer was lost. */
async function isResolved(alert: Alert, needs: AlertNeeds): Promise<boolean> {
  const read = await readAlert(alert, needs).catch(() => undefined);
  return read?.isResolved ?? false;
}

/** Names an alert for people. */
export function describe({ owner, repo, number }: Alert): string {
  return `${owner}/${repo}#${number}`;
}

/** Asks again where GitHub does not answer, or says that it cannot. */
async function tryRepeatedly<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  { time, signal }: AlertNeeds,
): Promise<Answer> {
  const askOnce = () => ask(AbortSignal.any([signal, AbortSignal.timeout(longestRequest)]));
  for (const wait of waits) {
    try {
      return await askOnce();
    } catch (error) {
      const status = statusOf(error);
      const mayPass = status === undefined || status >= 500;
      if (!mayPass || signal.aborted) throw error;
      await time.sleep(wait, signal);
    }
  }
  return askOnce();
}
