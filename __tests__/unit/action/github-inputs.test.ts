import { describe, expect, test } from '@jest/globals';
import { parseAlertReference } from '../../../src/action/inputs/github.ts';
import { acceptedOf, load, problemsOf } from '../../support/loading.ts';

const page = 'https://github.com/octo-org/some.repo/security/secret-scanning';

describe('A secret scanning alert', () => {
  test.each(['1', '42', '999999999'])(
    'may be named by its number, in the repository of the workflow: %s',
    (text) => {
      expect(parseAlertReference(text)).toEqual({
        repository: undefined,
        number: Number(text),
        host: undefined,
      });
    },
  );

  test.each([
    `${page}/42`,
    `${page}/42/`,
    `${page}/42?query=is%3Aopen#comment`,
    'https://ghes.example.com:8443/octo-org/some.repo/security/secret-scanning/42',
    'https://octo.ghe.com/octo-org/some.repo/security/secret-scanning/42',
    'https://api.github.com/repos/octo-org/some.repo/secret-scanning/alerts/42',
    'https://ghes.example.com/api/v3/repos/octo-org/some.repo/secret-scanning/alerts/42',
    'HTTPS://GITHUB.COM/octo-org/some.repo/security/secret-scanning/42',
  ])('may be named by its URL: %s', (text) => {
    const repository = { owner: 'octo-org', repo: 'some.repo' };
    expect(parseAlertReference(text)).toEqual({ repository, number: 42, host: new URL(text).host });
  });

  test.each([
    ['https://github.com/repos/r/security/secret-scanning/1', 'repos', 'r'],
    ['https://github.com/security/secret-scanning/security/secret-scanning/1', 'security', 'secret-scanning'],
    ['https://api.github.com/repos/repos/repos/secret-scanning/alerts/1', 'repos', 'repos'],
  ])('may be in a repository with an odd name: %s', (text, owner, repo) => {
    expect(parseAlertReference(text)).toMatchObject({ repository: { owner, repo }, number: 1 });
  });

  test.each([
    ...['', '0', '-1', '+1', '1.5', '042', '1e3', '0x2a', '#42', '42 43', '1234567890', '٣', 'forty-two'],
    ...['octo-org/some.repo#42', '/security/secret-scanning/42', 'https://'],
    ...['', '/', '/x', '/42x', '/-42', '/0', '/42/locations', '/1234567890'].map((end) => `${page}${end}`),
    'https://api.github.com/repos/octo-org/some.repo/secret-scanning/alerts/000',
    'https://github.com/octo-org/some.repo/security/secret-scanning/alerts/42',
    'https://github.com/octo-org/some.repo/secret-scanning/alerts/42',
    'https://github.com/x/octo-org/some.repo/security/secret-scanning/42',
    'https://api.github.com/x/repos/octo-org/some.repo/secret-scanning/alerts/42',
    'https://github.com/octo-org/some.repo/security/code-scanning/42',
    'https://github.com/octo-org/some.repo/issues/42',
    'https://github.com/octo-org/security/secret-scanning/42',
    'https://github.com/orgs/octo-org/security/alerts/secret-scanning/42',
    'https://github.com/octo%2Forg/some.repo/security/secret-scanning/42',
    'https://github.com/octo org/some.repo/security/secret-scanning/42',
    'https://github.com/?x=/octo-org/some.repo/security/secret-scanning/42',
    'https://github.com/#/octo-org/some.repo/security/secret-scanning/42',
    'ftp://github.com/octo-org/some.repo/security/secret-scanning/42',
    'file:///octo-org/some.repo/security/secret-scanning/42',
  ])('is refused if it is none: %j', (text) => {
    expect(() => parseAlertReference(text)).toThrow(
      'must be the number of an alert, or its URL, such as https://github.com/OWNER/REPO/security/secret-scanning/42',
    );
  });

  test.each([
    ['github.com', []],
    [
      'ghes.example.com',
      ['secret-scanning-alert: is an alert of another GitHub than the one that this job runs on'],
    ],
  ])('is on the GitHub that the job runs on, if that is known: %s', async (host, problems) => {
    const alert = `https://${host}/octo-org/some.repo/security/secret-scanning/42`;
    const inputs = { 'secret-scanning-alert': alert, 'github-token': 'a-token' };
    expect(problemsOf(await load(inputs))).toEqual([]);
    expect(problemsOf(await load(inputs, { GITHUB_SERVER_URL: 'https://github.com' }))).toEqual(problems);
  });
});

describe('What GitHub is asked for', () => {
  test.each(['secret-scanning-alert', 'issue-number'])('needs a token: %s', async (name) => {
    const missing = `github-token: missing or empty: \`${name}\` needs it; check that the secret exists`;
    expect(problemsOf(await load({ [name]: '42' }))).toEqual([missing]);
    expect(problemsOf(await load({ [name]: '42', 'github-token': 'a-token' }))).toEqual([]);
  });

  test('is nothing if only a token is given, as a workflow gives it by habit', async () => {
    expect(problemsOf(await load({ 'github-token': 'a-token' }))).toEqual([]);
  });

  test('is known to the run', async () => {
    const inputs = { 'secret-scanning-alert': `${page}/42`, 'issue-number': '7', 'github-token': 'a-token' };
    const repository = { owner: 'octo-org', repo: 'some.repo' };
    expect(acceptedOf(await load(inputs)).github).toEqual({
      token: 'a-token',
      alert: { repository, number: 42, host: 'github.com' },
      issueNumber: 7,
    });
  });

  test.each(['0', '-1', '1000000001', '#7', 'https://github.com/o/r/issues/7'])(
    'is no issue if its number is %s',
    async (issue) => {
      expect(problemsOf(await load({ 'github-token': 'a-token', 'issue-number': issue }))).toEqual([
        'issue-number: must be a whole number from 1 to 1000000000',
      ]);
    },
  );
});
