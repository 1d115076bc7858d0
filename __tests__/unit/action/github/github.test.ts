import { describe, expect, test } from '@jest/globals';
import { explainGitHub, parseRepository, statusOf } from '../../../../src/action/github/github.ts';
import { createRedact } from '../../../../src/connection/secrets.ts';
import { type GitHubAnswer, openAnswering } from '../../../support/octokit.ts';

const redact = createRedact(['M.V1.leaked-token']);

/** What Octokit throws where GitHub answers so. */
async function thrownAt(answer: GitHubAnswer, signal?: AbortSignal): Promise<unknown> {
  const { octokit } = openAnswering(() => answer);
  const request = signal === undefined ? {} : { signal };
  return octokit.rest.issues.get({ owner: 'octo', repo: 'infra', issue_number: 3, request }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('A repository', () => {
  test('is an owner and a name', () => {
    expect(parseRepository('octo/infra')).toEqual({ owner: 'octo', repo: 'infra' });
  });

  test.each(['', 'octo', 'octo/', '/infra', '/', 'octo/infra/more', 'octo/infra/'])(
    'is not what this names: "%s"',
    (text) => {
      expect(parseRepository(text)).toBeUndefined();
    },
  );
});

describe('What GitHub throws', () => {
  test.each([403, 404, 422, 500, 503])('has the status of the answer: %i', async (status) => {
    expect(statusOf(await thrownAt({ status }))).toBe(status);
  });

  test.each([
    ['the connection broke', new TypeError('fetch failed'), undefined],
    ['the request was aborted', new Error('not asked'), AbortSignal.abort()],
  ])('has no status where %s', async (_, answer, signal) => {
    expect(statusOf(await thrownAt(answer, signal))).toBeUndefined();
  });

  test('is explained with the status and the words of GitHub', async () => {
    const thrown = await thrownAt({ status: 404, body: { message: 'Not Found' } });
    expect(explainGitHub(thrown, redact)).toBe('GitHub answered 404: "Not Found".');
  });

  test('is explained without an answer too', async () => {
    const thrown = await thrownAt(new TypeError('fetch failed'));
    expect(explainGitHub(thrown, redact)).toBe('GitHub could not be reached: "fetch failed".');
  });

  test('is quoted without secrets, on one line, and not at any length', async () => {
    const message = `see M.V1.leaked-token\n${'x'.repeat(1_000)}`;
    const explained = explainGitHub(await thrownAt({ status: 422, body: { message } }), redact);
    expect(explained).toMatch(/^GitHub answered 422: "see \*\*\* x+"\.$/);
    expect(explained.length).toBeLessThan(300);
  });

  test.each<[string, GitHubAnswer]>([
    ['429', { status: 429 }],
    ['403 with nothing left', { status: 403, headers: { 'x-ratelimit-remaining': '0' } }],
    ['403 that asks to wait', { status: 403, headers: { 'retry-after': '60' } }],
  ])('is called a rate limit where it is one: %s', async (_, answer) => {
    expect(explainGitHub(await thrownAt(answer), redact)).toMatch(/ Its rate limit is used up\.$/);
  });

  test.each<[string, GitHubAnswer]>([
    ['403 for lack of a permission', { status: 403, headers: { 'x-ratelimit-remaining': '4999' } }],
    ['404 to the last request that was left', { status: 404, headers: { 'x-ratelimit-remaining': '0' } }],
    ['503 of a maintenance', { status: 503, headers: { 'retry-after': '60' } }],
  ])('is called no rate limit where it is none: %s', async (_, answer) => {
    expect(explainGitHub(await thrownAt(answer), redact)).not.toContain('rate limit');
  });
});
