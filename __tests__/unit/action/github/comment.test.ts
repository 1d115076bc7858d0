import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CommentRequest, writeComment } from '../../../../src/action/github/comment.ts';
import { createRedact } from '../../../../src/connection/secrets.ts';
import { hostileText } from '../../../support/hostile.ts';
import { openAnswering, type SentRequest } from '../../../support/octokit.ts';

const workflowFile = 'octo/infra/.github/workflows/revoke.yml';

/** A comment as GitHub lists it. */
interface Listed {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly type: string } | null;
  readonly author_association?: string;
}

/** Writes a comment where these are already, and gives the requests that changed something. */
async function write(overrides: Partial<CommentRequest> = {}, listed: readonly Listed[] = []) {
  const { octokit, sent } = openAnswering(({ method }) => ({
    status: method === 'POST' ? 201 : 200,
    body: method === 'GET' ? listed : {},
  }));
  const problem = await writeComment({
    octokit,
    owner: 'octo',
    repo: 'infra',
    issueNumber: 3,
    subject: workflowFile,
    body: 'evidence',
    redact: createRedact([]),
    time: { now: () => 0, random: () => 0, sleep: async () => {} },
    signal: new AbortController().signal,
    until: Number.POSITIVE_INFINITY,
    ...overrides,
  });
  return { problem, changes: sent.filter(({ method }) => method !== 'GET') };
}

function bodyOf({ changes }: { readonly changes: readonly SentRequest[] }): string {
  return String(changes[0]?.body?.['body']);
}

function markerOf(body: string): string {
  return body.split('\n')[0] ?? '';
}

const bot = { type: 'Bot' };

describe('The marker of a comment', () => {
  test('stands before the evidence, and no one sees it', async () => {
    const written = await write();
    expect(written.changes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /repos/octo/infra/issues/3/comments',
    ]);
    expect(bodyOf(written)).toMatch(/^<!-- influxdb-revoke-management-tokens [0-9a-f]{16} -->\nevidence$/);
  });

  test('is the same for a workflow, and another one for each other workflow', async () => {
    const files = [workflowFile, workflowFile, 'octo/infra/.github/workflows/hygiene.yml', ''];
    const written = await Promise.all(files.map((file) => write({ subject: file })));
    const markers = written.map((each) => markerOf(bodyOf(each)));
    expect(markers[0]).toBe(markers[1]);
    expect(new Set(markers).size).toBe(3);
  });

  test('ends where it should, with any name of the workflow', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        const body = bodyOf(await write({ subject: name.toWellFormed() }));
        expect(body).toMatch(/^<!-- influxdb-revoke-management-tokens [0-9a-f]{16} -->\nevidence$/);
      }),
      { numRuns: 50 },
    );
  });
});

describe('An earlier comment', () => {
  const marker = (): Promise<string> => write().then((written) => markerOf(bodyOf(written)));

  test.each<[string, Partial<Listed>]>([
    ['an app', { user: bot, author_association: 'NONE' }],
    ['an owner', { user: { type: 'User' }, author_association: 'OWNER' }],
    ['a member', { user: { type: 'User' }, author_association: 'MEMBER' }],
    ['a collaborator', { user: { type: 'User' }, author_association: 'COLLABORATOR' }],
  ])('with the marker is replaced where it is of %s', async (_, author) => {
    const { changes } = await write({}, [{ id: 9, body: `${await marker()}\nold`, ...author }]);
    expect(changes).toMatchObject([{ method: 'PATCH', path: '/repos/octo/infra/issues/comments/9' }]);
  });

  test.each<[string, Partial<Listed>]>([
    ['a stranger', { user: { type: 'User' }, author_association: 'NONE' }],
    ['a person who once contributed', { user: { type: 'User' }, author_association: 'CONTRIBUTOR' }],
    ['a person whose account is gone', { user: null }],
  ])('with the marker is left alone where it is of %s', async (_, author) => {
    const { changes } = await write({}, [{ id: 9, body: `${await marker()}\nold`, ...author }]);
    expect(changes).toMatchObject([{ method: 'POST' }]);
  });

  test('that only quotes the marker is left alone', async () => {
    const quotes = [`> ${await marker()}`, `look:\n${await marker()}`, undefined];
    const listed = quotes.map((body, index) => ({
      id: index + 1,
      user: bot,
      ...(body === undefined ? {} : { body }),
    }));
    expect((await write({}, listed)).changes).toMatchObject([{ method: 'POST' }]);
  });

  test('is the latest one where there are several', async () => {
    const body = `${await marker()}\nold`;
    const listed = [4, 5, 6].map((id) => ({ id, user: bot, body: id === 6 ? 'another' : body }));
    expect((await write({}, listed)).changes).toMatchObject([
      { method: 'PATCH', path: '/repos/octo/infra/issues/comments/5' },
    ]);
  });
});

describe('A comment', () => {
  test('is cut where GitHub would not take it, and never in the middle of a character', async () => {
    for (const extra of ['', 'x']) {
      const body = bodyOf(await write({ body: extra + '🦀'.repeat(40_000) }));
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(body.length).toBeGreaterThan(65_530);
      expect(body.isWellFormed()).toBe(true);
    }
  });

  test('that cannot be written gives a sentence without secrets, and throws nothing', async () => {
    const { octokit } = openAnswering(() => ({ status: 403, body: { message: 'no to a-secret' } }));
    const { problem } = await write({ octokit, redact: createRedact(['a-secret']) });
    expect(problem).toContain(
      'The comment on octo/infra#3 could not be written. GitHub answered 403: "no to ***". Check `issue-number`',
    );
  });

  test('that cannot be replaced for another reason than whose it is is not written twice', async () => {
    const marker = markerOf(bodyOf(await write()));
    const { octokit, sent } = openAnswering(({ method }) =>
      method === 'GET' ? { status: 200, body: [{ id: 9, user: bot, body: marker }] } : { status: 500 },
    );
    const { problem } = await write({ octokit });
    expect(problem).toContain('GitHub answered 500');
    expect(problem).toContain('as expected". The report file has the same facts.');
    // The evidence of another run is another one.
    expect(problem).not.toMatch(/issue-number|[Rr]un again/);
    expect(new Set(sent.map(({ method }) => method))).toEqual(new Set(['GET', 'PATCH']));
  });

  test('that GitHub asks to wait with is not written beside the earlier one', async () => {
    const marker = markerOf(bodyOf(await write()));
    let patches = 0;
    const { octokit, sent } = openAnswering(({ method }) => {
      if (method === 'GET') return { status: 200, body: [{ id: 9, user: bot, body: marker }] };
      patches += 1;
      return patches > 1 ? { status: 200, body: {} } : { status: 403, headers: { 'retry-after': '2' } };
    });
    expect((await write({ octokit })).problem).toBeUndefined();
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET', 'PATCH']);
  });

  test('for which there is no time left says what GitHub said', async () => {
    const end = new AbortController();
    const time = { now: () => 0, random: () => 0, sleep: async () => end.abort() };
    const { octokit } = openAnswering(() => ({ status: 502, body: { message: 'bad gateway' } }));
    const { problem } = await write({ octokit, time, signal: end.signal });
    expect(problem).toContain('GitHub answered 502: "bad gateway".');
  });

  test('is written by another attempt where GitHub fails for a moment, and only once', async () => {
    const written: string[] = [];
    const { octokit } = openAnswering(({ method, body }) => {
      if (method === 'GET')
        return { status: 200, body: written.map((text) => ({ id: 9, user: bot, body: text })) };
      written.push(String(body?.['body']));
      return { status: written.length === 1 ? 502 : 200, body: {} };
    });
    expect((await write({ octokit })).problem).toBeUndefined();
    expect(written).toHaveLength(2);
  });
});
