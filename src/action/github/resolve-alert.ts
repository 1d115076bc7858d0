import { quoteText } from '../../connection/quote.ts';
import { type Alert, describe, readAlert } from './alert.ts';
import { explainGitHub, statusOf } from './github.ts';
import { type GitHubNeeds, tryRepeatedly } from './try-repeatedly.ts';

/** GitHub describes no limit of a comment on a resolution: this many characters are a short one. */
const longestComment = 250;

/** What to set on an alert. */
interface AlertUpdate {
  readonly state?: 'resolved';
  readonly resolution?: 'revoked';
  readonly resolution_comment?: string;
  readonly validity?: 'active' | 'inactive';
}

/** Resolves an alert as revoked. Gives a sentence that says why it remains open; undefined: it is resolved. */
export async function resolveAlert(
  alert: Alert,
  comment: string,
  needs: GitHubNeeds,
): Promise<string | undefined> {
  const resolution = {
    state: 'resolved',
    resolution: 'revoked',
    resolution_comment: comment.slice(0, longestComment),
  } as const;
  try {
    await update(alert, { ...resolution, validity: 'inactive' }, needs).catch((error: unknown) => {
      // An older GitHub, and one that checks the validity itself, takes none.
      if (statusOf(error) !== 422) throw error;
      return update(alert, resolution, needs);
    });
    return undefined;
  } catch (error) {
    const status = statusOf(error);
    const earlier = status === 400 ? await findResolution(alert, needs) : undefined;
    if (earlier === 'revoked') return undefined;
    if (earlier !== undefined)
      return `The token is revoked, but the alert ${describe(alert)} was resolved meanwhile as "${quoteText(earlier, needs.redact)}", and remains so.`;
    const why = explainGitHub(error, needs.redact);
    const failed = `The token is revoked, but the alert ${describe(alert)} could not be resolved. ${why}`;
    // A repository can require that a person other than the one who asks closes an alert.
    const isDelegated = status === 403 && /delegated alert dismissal/i.test((error as Error).message);
    if (isDelegated) return `${failed} ${await requestReview(alert, needs)}`;
    if (status === 404) return `${failed} ${notFoundHint}`;
    // The answer may be all that was lost.
    if (status === undefined) return `${failed} Look whether it is resolved; if not, resolve it by hand.`;
    return `${failed} Resolve it by hand.`;
  }
}

/** GitHub hides what a token may not see. */
const notFoundHint =
  'Either there is no such alert, or `github-token` may not write secret scanning alerts. Resolve it by hand.';

/** A reviewer sees that the token is dead. */
async function requestReview(alert: Alert, needs: GitHubNeeds): Promise<string> {
  try {
    await update(alert, { validity: 'inactive' }, needs);
    return 'It is marked as inactive; a reviewer has to close it.';
  } catch {
    return 'A reviewer has to close it; it could not be marked as inactive.';
  }
}

/** Marks an alert whose token is still accepted. Gives a sentence that says why it could not be; undefined: it is marked. */
export async function markActive(alert: Alert, needs: GitHubNeeds): Promise<string | undefined> {
  try {
    await update(alert, { validity: 'active' }, needs);
    return undefined;
  } catch (error) {
    return `It could not be marked as active. ${explainGitHub(error, needs.redact)}`;
  }
}

function update({ owner, repo, number }: Alert, fields: AlertUpdate, needs: GitHubNeeds): Promise<unknown> {
  // The declarations of Octokit are older than GitHub's description, which has `validity`.
  return tryRepeatedly(
    (signal) =>
      needs.octokit.request('PATCH /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}', {
        owner,
        repo,
        alert_number: number,
        ...fields,
        request: { signal },
      }),
    needs,
  );
}

/**
 * GitHub refuses to resolve what is resolved: by an earlier attempt, which may have worked although its answer was lost, or by
 * a person. Undefined: it is open, or that is not known.
 */
async function findResolution(alert: Alert, needs: GitHubNeeds): Promise<string | undefined> {
  const read = await readAlert(alert, needs).catch(() => undefined);
  return read?.resolution;
}
