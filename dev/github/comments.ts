import { type Asked, findIn, isIn, Refusal, type Routes, type Surroundings } from './answer.ts';
import { renderComment } from './render.ts';
import { addComment, type Issue, now, type State } from './state.ts';

const list = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const single = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/** The longest comment that GitHub takes, in characters: what its refusal of a longer one says. */
const longestComment = 65_536;

/** The routes that list, write and rewrite comments on issues. */
export function createCommentRoutes(state: State, { apiUrl, login }: Surroundings): Routes {
  const findIssue = (asked: Asked): Issue =>
    findIn(state.issues, asked, (each) => each.number === asked.parameters['issue_number']);
  return {
    [`GET ${list}`]: (asked) => {
      const { number } = findIssue(asked);
      const since = Date.parse(String(asked.parameters['since'] ?? '1970-01-01'));
      const comments = state.comments.filter(
        (each) => each.issue_number === number && isIn(each, asked) && Date.parse(each.updated_at) >= since,
      );
      const { items, link } = cutPage(comments, asked);
      const headers = link === '' ? {} : { link };
      return { status: 200, headers, body: items.map((each) => renderComment(apiUrl, each)) };
    },
    [`POST ${list}`]: (asked) => {
      const { owner, repo, number } = findIssue(asked);
      const body = readText(asked);
      const comment = addComment(state, { owner, repo, issue_number: number, author: login, body });
      const rendered = renderComment(apiUrl, comment);
      return { status: 201, headers: { location: rendered.url }, body: rendered };
    },
    [`PATCH ${single}`]: (asked) => {
      const comment = findIn(state.comments, asked, (each) => each.id === asked.parameters['comment_id']);
      if (comment.author !== login) throw new Refusal(403, 'Resource not accessible by integration');
      Object.assign(comment, { body: readText(asked), updated_at: now() });
      return { status: 200, body: renderComment(apiUrl, comment) };
    },
  };
}

/** The text of a comment. Throws where it is blank or too long. Its length is that of its UTF-16: the strictest count. */
function readText(asked: Asked): string {
  const { body } = asked.body as { readonly body: string };
  const isTooLong = body.length > longestComment;
  if (!isTooLong && body.trim() !== '') return body;
  const message = isTooLong
    ? `Body is too long (maximum is ${longestComment} characters)`
    : "Body can't be blank";
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }];
  throw new Refusal(422, 'Validation Failed', errors);
}

/** The items of the page that was asked for, and the links to others, by a described path: GitHub's own is none. */
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
