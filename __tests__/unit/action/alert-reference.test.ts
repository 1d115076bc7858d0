import { describe, expect, test } from '@jest/globals';
import { parseAlertReference } from '../../../src/action/inputs/alert-reference.ts';
import { ActionError } from '../../../src/errors.ts';

describe('A secret scanning alert', () => {
  test.each([
    ['42', 42],
    ['1', 1],
    ['999999999', 999_999_999],
  ])('may be named by its number, in the repository of the workflow: %s', (text, number) => {
    expect(parseAlertReference(text)).toMatchObject({ repository: undefined, number });
  });

  test.each([
    'https://github.com/octo-org/some.repo/security/secret-scanning/42',
    'https://github.com/octo-org/some.repo/security/secret-scanning/42/',
    'https://github.com/octo-org/some.repo/security/secret-scanning/42?query=is%3Aopen#comment',
    'https://ghes.example.com/octo-org/some.repo/security/secret-scanning/42',
    'https://ghes.example.com:8443/octo-org/some.repo/security/secret-scanning/42',
    'https://octo.ghe.com/octo-org/some.repo/security/secret-scanning/42',
    'https://api.github.com/repos/octo-org/some.repo/secret-scanning/alerts/42',
    'https://ghes.example.com/api/v3/repos/octo-org/some.repo/secret-scanning/alerts/42',
    'HTTPS://GITHUB.COM/octo-org/some.repo/security/secret-scanning/42',
  ])('may be named by its URL: %s', (text) => {
    expect(parseAlertReference(text)).toEqual({
      repository: { owner: 'octo-org', repo: 'some.repo' },
      number: 42,
      host: new URL(text).host,
    });
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
    ...[
      'octo-org/some.repo#42',
      'octo-org/some.repo/security/secret-scanning/42',
      '/security/secret-scanning/42',
    ],
    'https://github.com/octo-org/some.repo',
    'https://github.com/octo-org/some.repo/security/secret-scanning',
    'https://github.com/octo-org/some.repo/security/secret-scanning/',
    'https://github.com/octo-org/some.repo/security/secret-scanning/x',
    'https://github.com/octo-org/some.repo/security/secret-scanning/42x',
    'https://github.com/octo-org/some.repo/security/secret-scanning/-42',
    'https://github.com/octo-org/some.repo/security/secret-scanning/42/locations',
    'https://github.com/octo-org/some.repo/security/secret-scanning/1234567890',
    'https://github.com/octo-org/some.repo/security/code-scanning/42',
    'https://github.com/octo-org/some.repo/security/dependabot/42',
    'https://github.com/octo-org/some.repo/issues/42',
    'https://github.com/octo-org/security/secret-scanning/42',
    'https://github.com/orgs/octo-org/security/alerts/secret-scanning/42',
    'https://github.com/octo%2Forg/some.repo/security/secret-scanning/42',
    'https://github.com/octo org/some.repo/security/secret-scanning/42',
    'https://github.com/?x=/octo-org/some.repo/security/secret-scanning/42',
    'https://github.com/#/octo-org/some.repo/security/secret-scanning/42',
    'https://',
  ])('is refused where it is none: %j', (text) => {
    const parse = () => parseAlertReference(text);
    expect(parse).toThrow(ActionError);
    expect(parse).toThrow(
      'accepted: the number of an alert, or its URL, such as https://github.com/OWNER/REPO/security/secret-scanning/42',
    );
  });

  test.each([
    'https://github.com/octo-org/some.repo/security/secret-scanning/0',
    'https://api.github.com/repos/octo-org/some.repo/secret-scanning/alerts/000',
  ])('has a number that counts from 1 in a URL too: %s', (text) => {
    expect(() => parseAlertReference(text)).toThrow(ActionError);
  });

  test.each([
    'ftp://github.com/octo-org/some.repo/security/secret-scanning/42',
    'file:///octo-org/some.repo/security/secret-scanning/42',
  ])('has an address of the web: %s', (text) => {
    expect(() => parseAlertReference(text)).toThrow(ActionError);
  });
});
