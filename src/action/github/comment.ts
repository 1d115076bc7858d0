import { hash } from 'node:crypto';
import { cutText } from '../../connection/quote.ts';
import { explainGitHub, isRateLimited, mayPass, type Repository, statusOf } from './github.ts';
import { type GitHubNeeds, limitRequest, tryRepeatedly } from './try-repeatedly.ts';

/** GitHub takes this many characters of a comment. */
export const longestComment = 65_536;

/** A comment to write. */
export interface CommentRequest extends Repository, GitHubNeeds {
  /** An issue or a pull request. */
  readonly issueNumber: number;
  /** What the comment is about: the job of a workflow, the kind of tokens and the cluster. Each has its own comment. */
  readonly subject: string;
  /** Markdown. */
  readonly body: string;
}

/**
 * Writes the one comment on a subject, replacing its earlier one if there is one. Gives a sentence that says why
 * it could not be written; undefined if it is written.
 */
export async function writeComment(request: CommentRequest): Promise<string | undefined> {
  const { owner, repo, issueNumber, subject, redact } = request;
  const marker = markerOf(subject);
  const body = cutText(`${marker}\n${request.body}`, longestComment);
  try {
    // What was written although GitHub said otherwise is found by the next attempt.
    await tryRepeatedly(() => replaceOrCreate(request, marker, body), request);
    return undefined;
  } catch (error) {
    const where = `${owner}/${repo}#${issueNumber}`;
    return `The comment on ${where} could not be written. ${explainGitHub(error, redact)} ${mayPass(error) ? '' : `${advice} `}The report file has the same facts.`;
  }
}

const advice =
  'Check `issue-number`, and that `github-token` may write there (`issues: write`, or `pull-requests: write`).';

async function replaceOrCreate(request: CommentRequest, marker: string, body: string): Promise<void> {
  const { octokit, owner, repo, issueNumber, signal } = request;
  const common = () => ({ owner, repo, request: { signal: limitRequest(signal) } });
  const earlier = await findComment(request, marker);
  if (earlier !== undefined) {
    try {
      await octokit.rest.issues.updateComment({ ...common(), comment_id: earlier, body });
      return;
    } catch (error) {
      // Another user may have written the marker: their comment cannot be changed.
      if (![403, 404].includes(statusOf(error) ?? 0) || isRateLimited(error)) throw error;
    }
  }
  await octokit.rest.issues.createComment({ ...common(), issue_number: issueNumber, body });
}

/** Whose comments can be this workflow's: apps, and people who can change the repository. Anyone can copy a marker. */
const trusted: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** As many comments as GitHub gives at once. */
const pageSize = 100;

/** The latest comment with the marker at its start. */
async function findComment(request: CommentRequest, marker: string): Promise<number | undefined> {
  const { octokit, owner, repo, issueNumber, signal } = request;
  let found: number | undefined;
  // Octokit's own paging hands on no signal.
  for (let page = 1; ; page += 1) {
    const { data } = await octokit.rest.issues.listComments({
      owner,
      repo,
      issue_number: issueNumber,
      per_page: pageSize,
      page,
      request: { signal: limitRequest(signal) },
    });
    found =
      data.findLast(
        ({ body, user, author_association }) =>
          body?.startsWith(marker) && (user?.type === 'Bot' || trusted.has(author_association ?? '')),
      )?.id ?? found;
    if (data.length < pageSize) return found;
  }
}

/** Not visible on the page. A hash, since a name could end an HTML comment. */
function markerOf(subject: string): string {
  const name = hash('sha256', subject).slice(0, 16);
  return `<!-- influxdb-revoke-management-tokens ${name} -->`;
}
