import { describe, expect, test } from '@jest/globals';
import { describeRoute, listEnterpriseServers } from '../../../dev/github/description.ts';
import { type GitHub, type GitHubOptions, startGitHub } from '../../../dev/github/github.ts';
import { closeLater } from '../../support/scenario.ts';

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is where it is text. */
  readonly body?: unknown;
}

interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const place = { owner: 'octo', repo: 'infra' };
const alert = '/repos/octo/infra/secret-scanning/alerts/7';
const comments = '/repos/octo/infra/issues/3/comments';
const own = '/repos/octo/infra/issues/comments/1001';
const resolved = { state: 'resolved', resolution: 'revoked' };
const resolvedAlert = { ...place, number: 7, secret: 'apiv1_found', resolution: 'revoked' } as const;

/** A GitHub with an alert, an issue, and two comments on it: the caller's own and another's. */
async function givenGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const github = await startGitHub({
    alerts: [{ ...place, number: 7, secret: 'apiv1_found' }],
    issues: [{ ...place, number: 4 }],
    comments: [
      { ...place, issue_number: 3, author: 'github-actions[bot]', body: 'first' },
      { ...place, issue_number: 3, author: 'octocat', body: 'second' },
    ],
    ...options,
  });
  return closeLater(github);
}

async function send({ apiUrl, token }: GitHub, path: string, sent: Sent = {}): Promise<Received> {
  const { method = 'GET', body, headers } = sent;
  const response = await fetch(apiUrl + path, {
    method,
    headers: { authorization: `token ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? '' : JSON.parse(text) };
}

/** Comments on one issue, enough for pages. */
function manyComments(count: number): GitHubOptions {
  const comment = { ...place, issue_number: 3, author: 'octocat' };
  return { comments: Array.from({ length: count }, (_, index) => ({ ...comment, body: `${index + 1}` })) };
}

describe('the routes', () => {
  test('an alert shows its secret, unless the caller asks to leave it out', async () => {
    const github = await givenGitHub();
    expect((await send(github, alert)).body).toMatchObject({ number: 7, secret: 'apiv1_found' });
    const { body } = await send(github, `${alert}?hide_secret=true`);
    expect(body).toHaveProperty('number', 7);
    expect(body).not.toHaveProperty('secret');
  });

  test('an alert shows by whom and why it was resolved, and can be opened again with a reason of null', async () => {
    const github = await givenGitHub();
    const change = { ...resolved, resolution_comment: 'Revoked by a workflow.' };
    await send(github, alert, { method: 'PATCH', body: change });
    const bot = { login: 'github-actions[bot]', type: 'Bot' };
    expect((await send(github, alert)).body).toMatchObject({ ...change, resolved_by: bot });
    const reopened = { state: 'open', resolution: null };
    const { status, body } = await send(github, alert, { method: 'PATCH', body: reopened });
    expect({ status, body }).toMatchObject({ status: 200, body: reopened });
    expect(github.violations).toEqual([]);
  });

  test('an alert can be resolved from the beginning', async () => {
    const { body } = await send(await givenGitHub({ alerts: [resolvedAlert] }), alert);
    const [resolved_at, resolved_by] = [expect.any(String), { login: 'octocat' }];
    expect(body).toMatchObject({ ...resolved, resolved_at, resolved_by });
  });

  test.each([
    [422, 'is resolved without a reason', {}, { state: 'resolved' }],
    [422, 'is opened with a reason', {}, { state: 'open', resolution: 'revoked' }],
    [400, 'would remain open', {}, { state: 'open', resolution: null }],
    [400, 'would keep its reason', { alerts: [resolvedAlert] }, resolved],
  ])('answers %i to a change with which an alert %s', async (status, _case, options, body) => {
    const github = await givenGitHub(options);
    expect((await send(github, alert, { method: 'PATCH', body })).status).toBe(status);
    expect(github.violations).toEqual([]);
  });

  test.each([
    ['on github.com the validity of an alert can be set', '', {}, 200, 'inactive'],
    ['an Enterprise Server refuses the field that it does not describe', '/api/v3', resolved, 422, 'unknown'],
  ])('%s', async (_case, basePath, change, status, validity) => {
    const github = await givenGitHub({ basePath });
    const body = { ...change, validity: 'inactive' };
    expect((await send(github, alert, { method: 'PATCH', body })).status).toBe(status);
    expect(github.alerts).toMatchObject([{ state: 'open', validity }]);
    expect(github.violations).toEqual([]);
  });

  test.each([
    [201, 'of the maximum length', 'x'.repeat(65_536)],
    [422, 'too long', 'x'.repeat(65_537)],
  ])('answers %i to a comment that is %s', async (status, _case, body) => {
    const github = await givenGitHub();
    expect((await send(github, comments, { method: 'POST', body: { body } })).status).toBe(status);
    expect(github.comments).toHaveLength(status === 201 ? 3 : 2);
  });

  test.each([
    ['may be encoded', alert.replace('infra', 'i%6Efra')],
    [
      'has names of owner and repository that are not case sensitive',
      alert.replace('octo/infra', 'Octo/INFRA'),
    ],
  ])('a path %s', async (_case, path) => {
    expect((await send(await givenGitHub(), path)).status).toBe(200);
  });

  test.each([
    ['GET', alert.replace('7', '8'), undefined],
    ['GET', alert.replace('infra', 'other'), undefined],
    ['PATCH', alert.replace('7', '8'), resolved],
    ['GET', comments.replace('3', '5'), undefined],
    ['POST', comments.replace('3', '5'), { body: 'text' }],
    ['PATCH', own.replace('1001', '9'), { body: 'text' }],
  ])('answers 404 to %s %s, which is not there', async (method, path, body) => {
    const github = await givenGitHub();
    expect((await send(github, path, { method, body })).status).toBe(404);
    expect(github.violations).toEqual([]);
  });

  test('only comments that changed since a given time are listed', async () => {
    const github = await givenGitHub();
    await send(github, own, { method: 'PATCH', body: { body: 'rewritten' } });
    const { body } = await send(github, `${comments}?since=2026-01-15T08:30:01Z`);
    expect(body).toMatchObject([{ body: 'rewritten' }]);
  });

  test('comments come in pages of 30 by default', async () => {
    const github = await givenGitHub(manyComments(31));
    expect((await send(github, comments)).body).toHaveLength(30);
    expect((await send(github, `${comments}?page=2`)).body).toMatchObject([{ body: '31' }]);
  });

  test('links lead to the pages before and after, where there are any', async () => {
    const github = await givenGitHub(manyComments(5));
    const { headers, body } = await send(github, `${comments}?per_page=2&page=2`);
    const url = `${github.apiUrl}${comments}?per_page=2&page=`;
    expect(body).toMatchObject([{ body: '3' }, { body: '4' }]);
    expect(headers.get('link')).toBe(
      `<${url}1>; rel="prev", <${url}3>; rel="next", <${url}3>; rel="last", <${url}1>; rel="first"`,
    );
    expect((await send(github, comments)).headers.has('link')).toBe(false);
  });

  test.each([
    [200, 'a token after the word "token"', (token: string) => `token ${token}`],
    [200, 'a token after the word "Bearer"', (token: string) => `Bearer ${token}`],
    [401, 'another token', () => 'token other'],
    [401, 'no token', () => undefined],
  ])('answers %i to %s', async (status, _case, toHeader) => {
    const { apiUrl, token } = await givenGitHub();
    const authorization = toHeader(token);
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    expect((await fetch(apiUrl + alert, { headers })).status).toBe(status);
  });
});

describe('violations', () => {
  test.each<[string, Sent & { readonly path: string }, string]>([
    ['an unknown path', { path: '/repos/octo/infra/secrets-scanning/7' }, 'is not simulated'],
    ['a path that ends in a slash', { path: `${comments}/` }, 'is not simulated'],
    ['a path that cannot be decoded', { path: alert.replace('infra', '%zz') }, 'URI malformed'],
    ['a wrong method', { path: alert, method: 'PUT', body: resolved }, 'is not simulated'],
    [
      'a number that is none',
      { path: alert.replace('7', 'seven') },
      'parameters/alert_number must be integer',
    ],
    ['an undescribed query', { path: `${alert}?state=open` }, 'additional properties: state'],
    ['a query given twice', { path: `${comments}?page=1&page=2` }, 'parameters/page must be integer'],
    [
      'a time that is none',
      { path: `${comments}?since=noon` },
      'parameters/since must match format "date-time"',
    ],
    [
      'a wrong value',
      { path: alert, method: 'PATCH', body: { ...resolved, resolution: 'Revoked' } },
      'values: false_positive, wont_fix, revoked, used_in_tests',
    ],
    [
      'an unknown property',
      { path: alert, method: 'PATCH', body: { ...resolved, resolutionComment: 'x' } },
      'additional properties: resolutionComment',
    ],
    ['a wrong type', { path: comments, method: 'POST', body: { body: 1 } }, 'body/body must be string'],
    ['a body that is missing', { path: comments, method: 'POST' }, 'body must be object'],
    ['a body that is no JSON', { path: comments, method: 'POST', body: '{"body":' }, 'SyntaxError'],
    [
      'a body of another type',
      { path: comments, method: 'POST', body: '{"body":"x"}', headers: { 'content-type': 'text/plain' } },
      'body is of type "text/plain"',
    ],
    [
      'a change that is not simulated',
      { path: alert, method: 'PATCH', body: { assignee: 'octocat' } },
      'only updates the state',
    ],
  ])('%s is one, and is answered with 500', async (_case, { path, ...sent }, what) => {
    const github = await givenGitHub();
    const { status } = await send(github, path, sent);
    expect(status).toBe(500);
    expect(github.violations).toEqual([
      { method: sent.method ?? 'GET', path, what: expect.stringContaining(what) },
    ]);
  });

  test('one changes nothing, even if the simulation is set to answer 200', async () => {
    const github = await givenGitHub({ misbehave: () => ({ status: 200 }) });
    expect((await send(github, alert, { method: 'PATCH', body: { ...resolved, more: 1 } })).status).toBe(500);
    expect(github.alerts).toMatchObject([{ state: 'open' }]);
  });
});

test('a request beside the path of an Enterprise Server is a violation', async () => {
  const github = await givenGitHub({ basePath: '/api/v3' });
  const beside = { ...github, apiUrl: new URL(github.apiUrl).origin };
  expect((await send(beside, alert)).status).toBe(500);
  expect(github.violations).toMatchObject([{ path: alert }]);
});

describe.each(['api.github.com', 'ghec', ...listEnterpriseServers()])(
  'by the description of %s',
  (description) => {
    const base = '/repos/{owner}/{repo}';
    const [alertRoute, commentsRoute, commentRoute] = [
      `${base}/secret-scanning/alerts/{alert_number}`,
      `${base}/issues/{issue_number}/comments`,
      `${base}/issues/comments/{comment_id}`,
    ] as const;

    test.each<[number, string, string, string, unknown]>([
      [200, 'GET', alertRoute, alert, undefined],
      [200, 'PATCH', alertRoute, alert, resolved],
      [200, 'GET', commentsRoute, comments, undefined],
      [404, 'GET', commentsRoute, comments.replace('3', '5'), undefined],
      [201, 'POST', commentsRoute, comments, { body: 'text' }],
      [404, 'POST', commentsRoute, comments.replace('3', '5'), { body: 'text' }],
      [422, 'POST', commentsRoute, comments, { body: ' ' }],
      [200, 'PATCH', commentRoute, own, { body: 'text' }],
      [422, 'PATCH', commentRoute, own, { body: ' ' }],
    ])('the answer %i to %s %s is valid', async (status, method, route, path, body) => {
      const github = await givenGitHub({ description });
      const answer = await send(github, path, { method, body });
      expect(answer.status).toBe(status);
      expect(describeRoute(description, `${method} ${route}`).checkAnswer(status, answer.body)).toEqual([]);
    });

    test.each([
      ['that lacks a property', 200, { id: 1 }, "required property 'node_id'"],
      ['with an unknown property', 200, { more: true }, 'additional properties: more'],
      [
        'with a wrong value',
        200,
        { author_association: 'FRIEND' },
        'answer/author_association must be equal',
      ],
      ['with a wrong property further down', 200, { user: { login: 1 } }, 'answer/user/login must be string'],
      ['with another status', 418, {}, `no answer 418 to PATCH ${commentRoute} is described`],
    ])('an answer %s is invalid', (_case, status, body, problem) => {
      const problems = describeRoute(description, `PATCH ${commentRoute}`).checkAnswer(status, body);
      expect(problems).toContainEqual(expect.stringContaining(problem));
    });
  },
);
