import { type Answer, type Asked, isIn, type Routes, refuse, type Surroundings } from './answer.ts';
import { renderComment } from './render.ts';
import { addComment, type Comment, now, type State } from './state.ts';

const list = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const single = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/** The longest comment that GitHub takes, in characters: what its refusal of a longer one says. */
export const longestComment = 65_536;

/** The routes that list, write and rewrite comments on issues. */
export function createCommentRoutes(state: State, { apiUrl, login }: Surroundings): Routes {
  const show = (status: number, comment: Comment): Answer => ({
    status,
    body: renderComment(apiUrl, comment),
  });
  const onIssue = (asked: Asked, act: (issue: State['issues'][number]) => Answer): Answer => {
    const issue = state.issues.find(
      (each) => each.number === asked.parameters['issue_number'] && isIn(each, asked),
    );
    return issue === undefined ? refuse(404, 'Not Found') : act(issue);
  };
  return {
    [`GET ${list}`]: (asked) =>
      onIssue(asked, ({ number }) => {
        const since = Date.parse(String(asked.parameters['since'] ?? '1970-01-01'));
        const comments = state.comments.filter(
          (each) => each.issue_number === number && isIn(each, asked) && Date.parse(each.updated_at) >= since,
        );
        const { items, link } = cutPage(comments, asked);
        const headers = link === '' ? {} : { link };
        return { status: 200, headers, body: items.map((each) => renderComment(apiUrl, each)) };
      }),
    [`POST ${list}`]: (asked) =>
      onIssue(asked, ({ owner, repo, number }) => {
        const { body } = asked.body as { body: string };
        const refusal = refuseText(body);
        if (refusal !== undefined) return refusal;
        const comment = addComment(state, { owner, repo, issue_number: number, author: login, body });
        const answer = show(201, comment);
        return { ...answer, headers: { location: (answer.body as { url: string }).url } };
      }),
    [`PATCH ${single}`]: (asked) => {
      const comment = state.comments.find(
        (each) => each.id === asked.parameters['comment_id'] && isIn(each, asked),
      );
      if (comment === undefined) return refuse(404, 'Not Found');
      if (comment.author !== login) return refuse(403, 'Resource not accessible by integration');
      const { body } = asked.body as { body: string };
      const refusal = refuseText(body);
      if (refusal !== undefined) return refusal;
      Object.assign(comment, { body, updated_at: now() });
      return show(200, comment);
    },
  };
}

/** Gives the refusal of a text that is blank or too long. Its length is that of its UTF-16: the strictest count. */
function refuseText(text: string): Answer | undefined {
  const isTooLong = text.length > longestComment;
  if (!isTooLong && text.trim() !== '') return undefined;
  const message = isTooLong
    ? `Body is too long (maximum is ${longestComment} characters)`
    : "Body can't be blank";
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }];
  return { status: 422, body: { message: 'Validation Failed', errors } };
}

/**
 * The items of the page that was asked for, and the links to others. GitHub's own links lead by the repository's
 * number (`/repositories/1/...`). That is a path it does not describe: here they lead by its name.
 */
function cutPage<Item>(items: readonly Item[], { url, parameters }: Asked) {
  const size = Math.max(1, parameters['per_page'] as number);
  const page = Math.max(1, parameters['page'] as number);
  const last = Math.max(1, Math.ceil(items.length / size));
  const linkTo = (target: number, rel: string): string => {
    const address = new URL(url);
    address.searchParams.set('page', String(target));
    return `<${address}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [linkTo(page - 1, 'prev')] : []),
    ...(page < last ? [linkTo(page + 1, 'next'), linkTo(last, 'last')] : []),
    ...(page > 1 ? [linkTo(1, 'first')] : []),
  ];
  return { items: items.slice((page - 1) * size, page * size), link: links.join(', ') };
}
