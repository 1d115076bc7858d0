import { describe, expect, test } from '@jest/globals';
import { failureOf, listOver, type MockAnswer, revokeOver } from '../../../support/mock-api.ts';

const page = { 'content-type': 'text/html' };
const html = '<html>';

describe('What to check after an answer that is not in the form of the API', () => {
  test.each<[string, MockAnswer, string]>([
    [
      'a redirect',
      { status: 302, headers: { ...page, location: 'https://login.example/' } },
      'Set `host` to',
    ],
    ['the first status of a redirect', { status: 300, headers: { location: '/x' } }, 'Set `host` to'],
    ['an unknown content coding', { headers: { 'content-encoding': 'dcb' }, body: 'x' }, 'content coding'],
    ['a page with 401', { status: 401, headers: page, body: html }, 'requires its own credentials'],
    ['a page with 403', { status: 403, headers: page, body: html }, 'check the rules of the proxy'],
    ['a page with 404', { status: 404, headers: page, body: html }, 'the routes of the ingress'],
    ['a page with 200', { headers: page, body: html }, 'answers there with a web page'],
  ])('fits it: %s', async (_, answer, hint) => {
    expect(failureOf(await revokeOver(answer)).hint).toContain(hint);
  });

  test.each<[string, MockAnswer]>([
    ['an error of the API itself', { status: 403, body: '{"code":403,"message":"forbidden"}' }],
    ['a page with an error of the server', { status: 502, headers: page, body: html }],
    ['a page with a redirect that leads nowhere', { status: 302, headers: page, body: html }],
    ['a location that is no redirect', { status: 400, headers: { location: '/x' } }],
    ['a type that begins like a page', { headers: { 'content-type': 'text/html5' }, body: html }],
    ['a type that ends like a page', { headers: { 'content-type': 'x-text/html' }, body: html }],
  ])('is that of its code: %s', async (_, answer) => {
    expect(failureOf(await revokeOver(answer)).hint).toBeUndefined();
  });
});

test('A list that came under another type says what has to change', async () => {
  const answer = { headers: { 'content-type': 'text/plain' }, body: '[]' };
  expect(failureOf(await listOver(answer)).hint).toContain('application/json');
});

test('A collection that is not served ends the run: no other request could work', async () => {
  const failure = failureOf(await listOver({ status: 404, body: '{"code":404,"message":"not found"}' }));
  expect(failure).toMatchObject({ code: 'no-http-route', affectsAll: true });
});

test('A page with an unclear status comes from a console: it did not revoke, and a success in another form may have', async () => {
  const revoke = async (answer: MockAnswer) => failureOf(await revokeOver(answer)).mayHaveWorked;
  expect(await revoke({ headers: page, body: html })).toBe(false);
  expect(await revoke({ headers: { 'content-type': 'text/plain' }, body: 'done' })).toBe(true);
  expect(await revoke({ status: 302, headers: { location: '/x' } })).toBe(false);
});
