import { describe, expect, test } from '@jest/globals';
import { tokenKinds } from '../../../../src/revocation/token-kind.ts';
import { findOver, type MockAnswer, someId } from '../../../support/mock-api.ts';

const page = { 'content-type': 'text/html' };
const tokenOf = (id: string) => JSON.stringify({ id, revokedAt: '2026-03-01T12:00:00Z' });
const notFound = '{"code":404,"message":"not found"}';

describe('One database token', () => {
  test('is found by its id, in either letter case, with its time of revocation', async () => {
    const token = { revokedAt: Date.UTC(2026, 2, 1, 12) };
    expect(await findOver({ body: tokenOf(someId.toUpperCase()) })).toMatchObject({ kind: 'found', token });
  });

  test('is not found where the API itself says so', async () => {
    const failure = { code: 'not-found', fromApi: true };
    expect(await findOver({ status: 404, body: notFound })).toMatchObject(failure);
  });

  test.each<[string, MockAnswer]>([
    ['a page says that it is not there', { status: 404, headers: page, body: notFound }],
    ['a gateway says that it is not there', { status: 404, body: '{"message":"no Route matched"}' }],
    ['another token comes in its place', { body: tokenOf(someId.replace(/.$/, 'f')) }],
    ['a list comes', { body: `[{"id":"${someId}"}]` }],
    ['an error comes with 200', { body: '{"error":"no"}' }],
    ['it comes with another status', { status: 203, body: tokenOf(someId) }],
    ['it comes as a page', { headers: page, body: tokenOf(someId) }],
    ['it comes cut', { body: `${tokenOf(someId)}${' '.repeat(70_000)}` }],
  ])('is neither found nor not found where %s', async (_, answer) => {
    expect(await findOver(answer)).toMatchObject({ code: 'unexpected-answer' });
  });
});

test('Management tokens are not requested one by one: the list still shows revoked ones', async () => {
  expect(await findOver({ body: '{}', client: { kind: tokenKinds.management } })).toBeUndefined();
});
