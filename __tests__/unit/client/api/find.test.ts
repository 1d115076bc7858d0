import { describe, expect, test } from '@jest/globals';
import { tokenKinds } from '../../../../src/revocation/token-kind.ts';
import { findOver, type MockAnswer, someId } from '../../../support/mock-api.ts';

const notFound = '{"code":404,"message":"not found"}';

describe('One database token', () => {
  test('is found by its id, in either letter case, with its time of revocation', async () => {
    const body = JSON.stringify({ id: someId.toUpperCase(), revokedAt: '2026-03-01T12:00:00Z' });
    expect(await findOver({ body })).toMatchObject({
      kind: 'found',
      token: { revokedAt: Date.UTC(2026, 2, 1, 12) },
    });
  });

  test('is not found where the API itself says so', async () => {
    expect(await findOver({ status: 404, body: notFound })).toMatchObject({
      code: 'not-found',
      fromApi: true,
    });
  });

  test.each<[string, MockAnswer]>([
    [
      'a page says that it is not there',
      { status: 404, headers: { 'content-type': 'text/html' }, body: notFound },
    ],
    ['a gateway says that it is not there', { status: 404, body: '{"message":"no Route matched"}' }],
    [
      'another token comes in its place',
      { body: JSON.stringify({ id: someId.replace(/.$/, 'f'), revokedAt: '2026-03-01T12:00:00Z' }) },
    ],
    ['a list comes', { body: `[{"id":"${someId}"}]` }],
    ['an error comes with 200', { body: '{"error":"no"}' }],
  ])('is neither found nor not found where %s', async (_, answer) => {
    expect(await findOver(answer)).toMatchObject({ code: 'unexpected-answer' });
  });
});

test('Management tokens are not asked for one by one: revoked ones stay in the list', async () => {
  expect(await findOver({ body: '{}', client: { kind: tokenKinds.management } })).toBeUndefined();
});
