import { crc32 } from 'node:zlib';
import { type Alert, beginning, type Comment } from './state.ts';

/** The JSON of an alert. Its fields are those that github.com and every described Enterprise Server have. */
export function renderAlert(apiUrl: string, alert: Alert, { hideSecret = false } = {}): object {
  const { owner, repo, number, secret, resolved_by, ...fields } = alert;
  const url = `${apiUrl}/repos/${owner}/${repo}/secret-scanning/alerts/${number}`;
  return {
    number,
    created_at: beginning,
    url,
    html_url: `${new URL(apiUrl).origin}/${owner}/${repo}/security/secret-scanning/${number}`,
    locations_url: `${url}/locations`,
    ...fields,
    resolved_by: resolved_by === null ? null : renderUser(apiUrl, resolved_by),
    secret_type_display_name: fields.secret_type,
    ...(hideSecret ? {} : { secret }),
    push_protection_bypassed: false,
    push_protection_bypassed_by: null,
    push_protection_bypassed_at: null,
    multi_repo: false,
  };
}

/** The JSON of a comment. */
export function renderComment(apiUrl: string, comment: Comment) {
  const { id, owner, repo, issue_number, author, ...fields } = comment;
  const repository = `${apiUrl}/repos/${owner}/${repo}`;
  return {
    id,
    node_id: toNodeId('IssueComment', id),
    url: `${repository}/issues/comments/${id}`,
    html_url: `${new URL(apiUrl).origin}/${owner}/${repo}/issues/${issue_number}#issuecomment-${id}`,
    issue_url: `${repository}/issues/${issue_number}`,
    user: renderUser(apiUrl, author),
    author_association: 'NONE',
    ...fields,
  };
}

const lists = ['followers', 'following{/other_user}', 'gists{/gist_id}', 'starred{/owner}{/repo}'];
const pages = [...lists, 'subscriptions', 'repos', 'events{/privacy}', 'received_events'];

function renderUser(apiUrl: string, login: string): object {
  const id = crc32(login);
  const url = `${apiUrl}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: toNodeId('User', id),
    avatar_url: `${new URL(apiUrl).origin}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: `${new URL(apiUrl).origin}/${encodeURIComponent(login)}`,
    ...Object.fromEntries(pages.map((page) => [`${page.replace(/\{.*/, '')}_url`, `${url}/${page}`])),
    organizations_url: `${url}/orgs`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

function toNodeId(type: string, id: number): string {
  return Buffer.from(`0:${type}${id}`).toString('base64');
}
