import { getOctokit } from '@actions/github';
import { describe, expect, test } from '@jest/globals';
import { readAlert } from '../../../../src/action/github/alert.ts';
import { resolveAlert } from '../../../../src/action/github/resolve-alert.ts';
import { createRedact } from '../../../../src/connection/secrets.ts';
import type { ActionError } from '../../../../src/errors.ts';
import { type GitHubAnswer, openAnswering, type SentRequest } from '../../../support/octokit.ts';
import { createVirtualTime, type VirtualTime } from '../../../support/virtual-time.ts';

const alert = { owner: 'octo', repo: 'infra', number: 7 };
const path = '/repos/octo/infra/secret-scanning/alerts/7';
const broken = new TypeError('fetch failed');
const token = 'M.V1.leaked-token';
const found = { status: 200, body: { number: 7, state: 'open', secret: token } };

/** What reading and resolving needs, with GitHub's answers in turn; the last one is repeated. */
function givenAnswers(answers: readonly GitHubAnswer[], time: VirtualTime = createVirtualTime()) {
  const last = answers.at(-1) ?? found;
  const { octokit, sent } = openAnswering((_: SentRequest, nth) => answers[nth - 1] ?? last);
  const { signal } = new AbortController();
  const until = time.now() + 60_000;
  return { needs: { octokit, redact: createRedact([token]), time, signal, until }, sent, time };
}

async function failureOf(work: Promise<unknown>): Promise<ActionError> {
  return work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  );
}

describe('Reading an alert', () => {
  test.each([
    ['open', null, undefined],
    ['resolved', 'wont_fix', 'wont_fix'],
    ['resolved', null, 'unknown'],
  ])('gives its secret, and as what it is resolved: %s, %s', async (state, resolution, expected) => {
    const { needs, sent } = givenAnswers([{ status: 200, body: { state, resolution, secret: token } }]);
    expect(await readAlert(alert, needs)).toEqual({ token, secret: token, resolution: expected });
    expect(sent).toEqual([{ method: 'GET', path, body: undefined }]);
  });

  test.each<[string, GitHubAnswer]>([
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['no answer', broken],
  ])('is tried three times, after 1 s and 3 s more: %s', async (_, answer) => {
    const { needs, sent, time } = givenAnswers([answer]);
    const { code, message } = await failureOf(readAlert(alert, needs));
    expect(code).toBe('github-failed');
    expect(message).toMatch(
      /^The secret scanning alert octo\/infra#7 could not be read\. GitHub (answered|could)/,
    );
    expect(sent).toHaveLength(3);
    expect(time.elapsed()).toBe(4_000);
  });

  test('works where a later attempt is answered', async () => {
    const { needs, sent, time } = givenAnswers([broken, { status: 503 }, found]);
    expect(await readAlert(alert, needs)).toMatchObject({ token });
    expect(sent).toHaveLength(3);
    expect(time.elapsed()).toBe(4_000);
  });

  test.each([403, 429])(
    'waits as long as GitHub asks to where there were too many requests: %i',
    async (status) => {
      const { needs, time } = givenAnswers([{ status, headers: { 'retry-after': '7' } }, found]);
      expect(await readAlert(alert, needs)).toMatchObject({ token });
      expect(time.elapsed()).toBe(7_000);
    },
  );

  test.each([
    ['61', 1, 0],
    ['50', 2, 50_000],
  ])(
    'ends at once where GitHub asks for a longer wait than there is time: %s s',
    async (wait, ...expected) => {
      const { needs, sent, time } = givenAnswers([{ status: 429, headers: { 'retry-after': wait } }]);
      await failureOf(readAlert(alert, needs));
      expect([sent.length, time.elapsed()]).toEqual(expected);
    },
  );

  test.each([401, 403, 404, 422])(
    'is not tried again after an answer that will not change: %i',
    async (status) => {
      const { needs, sent, time } = givenAnswers([{ status }]);
      await failureOf(readAlert(alert, needs));
      expect(sent).toHaveLength(1);
      expect(time.elapsed()).toBe(0);
    },
  );

  test('is not tried again once the job is cancelled, and does not wait for it', async () => {
    const time = createVirtualTime();
    const { needs, sent } = givenAnswers([{ status: 500 }], time);
    await failureOf(readAlert(alert, { ...needs, signal: time.abortAfter(400) }));
    expect(sent).toHaveLength(1);
    expect(time.elapsed()).toBe(400);
  });

  test('takes the token out of what the pattern matched around it', async () => {
    const secret = `{"token": "${token}"}`;
    const { needs } = givenAnswers([{ status: 200, body: { state: 'open', secret } }]);
    expect(await readAlert(alert, needs)).toEqual({ token, secret, resolution: undefined });
  });

  test('fails where it is not clear which token it is, and shows none', async () => {
    const secret = `${token} M.V1.another-token-string`;
    const { needs } = givenAnswers([{ status: 200, body: { state: 'open', secret } }]);
    const { code, message } = await failureOf(readAlert(alert, needs));
    const what = 'The secret of the alert octo/infra#7 contains several token strings.';
    expect([code, message]).toEqual(['github-failed', what]);
  });

  test.each([{}, { secret: null }, { secret: '' }])('fails where it holds no secret: %j', async (body) => {
    const { needs } = givenAnswers([{ status: 200, body }]);
    const { code, message } = await failureOf(readAlert(alert, needs));
    expect([code, message]).toEqual(['github-failed', 'The alert octo/infra#7 has no secret.']);
  });
});

describe('An answer of GitHub that is no alert', () => {
  test.each([
    ['a page', 'text/html', '<html>Sign in</html>'],
    ['null', 'application/json', 'null'],
    ['a list', 'application/json', '[]'],
    ['JSON that is cut', 'application/json', `{"secret": "${token}`],
  ])('is not taken for an alert without a secret, and is not shown: %s', async (_, type, body) => {
    const fetch = async () => new Response(body, { headers: { 'content-type': type } });
    const octokit = getOctokit('x', { request: { fetch } });
    const { code, message } = await failureOf(readAlert(alert, { ...givenAnswers([]).needs, octokit }));
    const what = 'GitHub answered with something else than the alert octo/infra#7.';
    expect([code, message]).toEqual(['github-failed', what]);
  });
});

describe('Resolving an alert', () => {
  test('says that the token is revoked, in a comment of at most 250 characters', async () => {
    const { needs, sent } = givenAnswers([{ status: 200, body: {} }]);
    expect(await resolveAlert(alert, `Revoked by ${'x'.repeat(500)}`, needs)).toBeUndefined();
    const resolution_comment = `Revoked by ${'x'.repeat(239)}`;
    const body = { state: 'resolved', resolution: 'revoked', resolution_comment, validity: 'inactive' };
    expect(sent).toEqual([{ method: 'PATCH', path, body }]);
  });

  const byHand = / Resolve it by hand\.$/;
  test.each<[string, GitHubAnswer, number, number, RegExp]>([
    ['500', { status: 500 }, 3, 4_000, byHand],
    ['no answer', broken, 3, 4_000, / Look whether it is resolved; if not, resolve it by hand\.$/],
    ['403', { status: 403 }, 1, 0, byHand],
    ['404', { status: 404 }, 1, 0, byHand],
  ])(
    'that does not work gives a sentence, and throws nothing: %s',
    async (...[, answer, requests, elapsed, advice]) => {
      const { needs, sent, time } = givenAnswers([answer]);
      const problem = await resolveAlert(alert, 'Revoked', needs);
      expect(problem).toMatch(
        /^The token is revoked, but the alert octo\/infra#7 could not be resolved\. GitHub /,
      );
      expect(problem).toMatch(advice);
      expect(sent).toHaveLength(requests);
      expect(time.elapsed()).toBe(elapsed);
    },
  );

  test('quotes no secret', async () => {
    const { needs } = givenAnswers([{ status: 422, body: { message: `not ${token}` } }]);
    expect(await resolveAlert(alert, 'Revoked', needs)).toContain('GitHub answered 422: "not ***".');
  });

  /** https://docs.github.com/rest/secret-scanning: 400 where the resolution was not changed. */
  test.each<[string, GitHubAnswer]>([
    ['500', { status: 500 }],
    ['no answer', broken],
  ])('that worked although its answer was %s is no problem', async (_, lost) => {
    const { needs } = givenAnswers([lost]);
    const { octokit } = openAnswering(({ method }, nth) => {
      if (method === 'GET')
        return { status: 200, body: { state: 'resolved', resolution: 'revoked', secret: token } };
      return nth === 1 ? lost : { status: 400, body: { message: 'The resolution was not changed' } };
    });
    expect(await resolveAlert(alert, 'Revoked', { ...needs, octokit })).toBeUndefined();
  });

  test('that a person has resolved otherwise meanwhile is said to be so', async () => {
    const body = { state: 'resolved', resolution: 'false_positive', secret: token };
    const { needs } = givenAnswers([{ status: 400 }, { status: 200, body }]);
    expect(await resolveAlert(alert, 'Revoked', needs)).toBe(
      'The token is revoked, but the alert octo/infra#7 was resolved meanwhile as "false_positive", and remains so.',
    );
  });
});
