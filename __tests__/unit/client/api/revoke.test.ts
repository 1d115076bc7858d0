import { describe, expect, test } from '@jest/globals';
import { failureOf, now, revokeOver, someId } from '../../../support/mock-api.ts';

const page = { 'content-type': 'text/html; charset=utf-8' };
const coded = { 'content-type': 'application/json', 'content-encoding': 'dcb' };
const problem = (code: number, message: string): string => JSON.stringify({ code, message });

describe('A revocation is accepted', () => {
  test.each([
    ['204', { status: 204 }],
    ['200 with JSON', { body: '{"id":"x"}' }],
    ['200 with JSON that has a message alone', { body: '{"message":"revoked"}' }],
    ['200 with JSON that is no object', { body: 'null' }],
    ['200 with a kind of JSON', { body: '{}', headers: { 'content-type': 'application/hal+json; v=1' } }],
  ])('where the answer is %s', async (_, answer) => {
    expect(await revokeOver(answer)).toEqual({ kind: 'accepted' });
  });
});

describe('A revocation is not accepted', () => {
  test.each([
    ['a page', { body: '<html>Console</html>', headers: page }, '200 (text/html): "Console"'],
    ['a page that says it is JSON', { body: '<html>Console</html>' }, '200 (application/json): "Console"'],
    ['JSON of unknown type', { body: '{}', headers: {} }, 'The response was 200: "{}".'],
    ['lines of JSON', { body: '{}', headers: { 'content-type': 'application/json-seq' } }, 'json-seq'],
    ['a type like JSON', { body: '{}', headers: { 'content-type': 'application/x+jsonl' } }, 'x+jsonl'],
    ['a type that ends like JSON', { body: '{}', headers: { 'content-type': 'x/application/json' } }, '200'],
    ['broken JSON', { body: '{"id":}' }, '200 (application/json)'],
    [
      'an unknown content coding',
      { body: 'x', headers: coded },
      'in the content coding "dcb", which cannot be read.',
    ],
    ['nothing', { body: '' }, 'The response was 200 without a body.'],
    ['JSON without an end', { body: `"${'x'.repeat(70_000)}"` }, 'exceeded the size limit'],
  ])('where 200 comes with %s', async (_, answer, message) => {
    const failure = failureOf(await revokeOver(answer));
    expect(failure).toMatchObject({ code: 'unexpected-answer', retryable: false, affectsAll: false });
    expect(failure.message).toContain(message);
  });

  test.each<[string, Parameters<typeof revokeOver>[0], string?]>([
    ['201', { status: 201, body: '{}' }],
    ['202', { status: 202, body: '{}' }],
    ['206', { status: 206, body: '{}' }],
    ["200 with the API's error", { body: problem(403, 'forbidden') }, '200 (application/json): "forbidden"'],
    ['JSON longer than any', { body: `"${'x'.repeat(70_000)}"` }],
  ])('where the answer is %s, but it may have worked', async (_, answer, message = 'The response') => {
    const failure = { code: 'unexpected-answer', retryable: false, mayHaveWorked: true };
    const said = { message: expect.stringContaining(message) };
    expect(await revokeOver(answer)).toMatchObject({ ...failure, ...said });
  });
});

const no = { retryable: false, mayHaveWorked: false, affectsAll: false, unsent: false };
const passing = { ...no, retryable: true };
const unclear = { ...passing, mayHaveWorked: true };

describe('A refusal', () => {
  test.each([
    [400, 'unexpected-answer', no],
    [401, 'unauthorized', { ...no, affectsAll: true }],
    [403, 'forbidden', no],
    [404, 'not-found', no],
    [405, 'unexpected-answer', no],
    [408, 'timeout', { ...unclear, setback: 'time-out' }],
    [409, 'unexpected-answer', no],
    [418, 'unexpected-answer', no],
    [425, 'unexpected-answer', passing],
    [429, 'rate-limited', { ...passing, setback: '429' }],
    [500, 'server-error', unclear],
    [501, 'server-error', { ...unclear, retryable: false }],
    [502, 'server-error', { ...unclear, setback: 'broken connection' }],
    [503, 'server-error', { ...unclear, setback: '503' }],
    [504, 'server-error', { ...unclear, setback: 'time-out' }],
    [505, 'server-error', { ...unclear, retryable: false }],
    [599, 'server-error', { ...unclear, retryable: false }],
  ])('of status %i fails as %s', async (status, code, rest) => {
    const message = `The response was ${status} (application/json): "no luck".`;
    const common = { kind: 'failed', hint: undefined, retryAfter: undefined, fromApi: true };
    const answer = await revokeOver({ status, body: problem(status, 'no luck') });
    expect(answer).toEqual({ ...common, code, message, ...rest });
  });

  test.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'unexpected-answer'],
  ])('of status %i with a page is no word of the cluster, and fails as %s', async (status, code) => {
    const failure = failureOf(await revokeOver({ status, body: '<html>default backend', headers: page }));
    expect(failure).toMatchObject({ code, fromApi: false, affectsAll: status === 401 });
  });

  test('of endless length is named as such, at any status', async () => {
    const failure = failureOf(await revokeOver({ status: 404, body: 'x'.repeat(70_000) }));
    expect(failure.code).toBe('unexpected-answer');
    expect(failure.message).toContain('The response exceeded the size limit.');
    expect(failure.message.length).toBeLessThan(400);
  });
});

describe('A redirect', () => {
  test.each([300, 301, 302, 303, 307, 308])('of status %i is named and not followed', async (status) => {
    const headers = { location: 'https://login.example/start?state=s3cret#t0ken' };
    const failure = failureOf(await revokeOver({ status, headers, body: 'Moved' }));
    expect(failure).toMatchObject({ ...no, code: 'unexpected-answer' });
    expect(failure.message).toBe(
      `The response was ${status}, a redirect to "https://login.example/start". Redirects are not followed.`,
    );
  });

  test('without a target is reported like any other answer', async () => {
    const { message } = failureOf(await revokeOver({ status: 304, headers: {} }));
    expect(message).toBe('The response was 304 without a body.');
  });

  test.each([201, 400, 404])('is not what an answer of status %i is, wherever it points', async (status) => {
    const headers = { location: '/elsewhere' };
    const { message } = failureOf(await revokeOver({ status, headers }));
    expect(message).toBe(`The response was ${status} without a body.`);
  });
});

describe('The wait that an answer asks for', () => {
  test.each([
    ['7', 7_000],
    [' 120 ', 120_000],
    ['0', 0],
    [new Date(now + 90_000).toUTCString(), 90_000],
    [new Date(now - 90_000).toUTCString(), 0],
    // Without GMT it could be of any place.
    ['Sun Mar  1 12:01:30 2026', undefined],
    ['Sun, 99 Mar 2026 12:01:30 GMT', undefined],
    ['7.5', undefined],
    ['soon', undefined],
  ])('is read from Retry-After: %j', async (text, wait) => {
    const headers = { 'retry-after': text };
    expect(failureOf(await revokeOver({ status: 503, headers })).retryAfter).toBe(wait);
  });
});

describe('The address of a revocation', () => {
  test('is the id below the collection, and nothing else is requested', async () => {
    expect(await revokeOver({ status: 204 }, someId)).toEqual({ kind: 'accepted' });
    const elsewhere = await revokeOver({ status: 204 }, 'a/b', 'a/b');
    expect(failureOf(elsewhere)).toMatchObject({ code: 'unreachable' });
  });

  test.each([
    ['a/b', 'a%2Fb'],
    ['a?b#c', 'a%3Fb%23c'],
    ['a%2Fb', 'a%252Fb'],
    ['ä b\r\n', '%C3%A4%20b%0D%0A'],
  ])('encodes all that an id holds: %j', async (id, segment) => {
    expect(await revokeOver({ status: 204 }, id, segment)).toEqual({ kind: 'accepted' });
  });

  test('follows the path of the collection that the workflow gives', async () => {
    const client = { apiPath: '/api/v0/accounts/1a2b/management-tokens' };
    expect(await revokeOver({ status: 204, client })).toEqual({ kind: 'accepted' });
  });
});
