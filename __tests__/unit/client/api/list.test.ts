import { describe, expect, test } from '@jest/globals';
import { failureOf, listOver, now, someId } from '../../../support/mock-api.ts';

const page = { 'content-type': 'text/html' };

describe('A list', () => {
  test('brings the tokens', async () => {
    const body = JSON.stringify([{ id: someId, tokenPrefix: 'M.V1.abcd', description: 'ci' }]);
    const token = { id: someId, prefix: 'M.V1.abcd', description: 'ci' };
    expect(await listOver({ body })).toMatchObject({ kind: 'listed', tokens: [token] });
  });

  test('may be empty', async () => {
    expect(await listOver({ body: '[]' })).toEqual({ kind: 'listed', tokens: [], clockOffset: undefined });
  });

  test('may be null, as Go writes an empty one', async () => {
    expect(await listOver({ body: 'null' })).toEqual({ kind: 'listed', tokens: [] });
  });

  test.each([
    ['text/json', 'with the content type "text/json"'],
    [undefined, 'without a content type'],
  ])(
    'is not used under another type, which is named (%s), and no sign of a missing route',
    async (type, named) => {
      const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
      expect(await listOver({ body: '[]', headers })).toMatchObject({
        code: 'unexpected-answer',
        message: `The list came ${named}, not application/json, and is not used.`,
      });
    },
  );

  test('may come as a kind of JSON', async () => {
    for (const type of ['application/vnd.influx+json; charset=utf-8', 'Application/JSON', 'TEXT/X+JSON']) {
      const headers = { 'content-type': type };
      expect(await listOver({ body: '[]', headers })).toMatchObject({ kind: 'listed' });
    }
  });
});

describe('Management tokens are not served', () => {
  test.each([
    [
      '404',
      { status: 404, body: '{"code":404,"message":"not found"}' },
      'no HTTP route for management tokens (404)',
    ],
    ['405', { status: 405 }, 'The response was 405 without a body.'],
    ['501', { status: 501, body: 'no' }, 'The response was 501'],
    ['404 and a long page', { status: 404, body: 'x'.repeat(70_000), headers: page }, 'The response was 404'],
    ['200 and a page', { body: '<html>Sign in</html>', headers: page }, '200 (text/html): "Sign in"'],
    ['200 and nothing', { body: '', headers: {} }, 'The response was 200 without a body.'],
    ['an object', { body: '{"tokens":[]}' }, 'It is not a JSON array.'],
    ['other things', { body: '[{"name":"db"}]' }, 'Its entries are not tokens.'],
    ['texts', { body: '["a","b"]' }, 'Its entries are not tokens.'],
  ])('where the list is answered with %s', async (_, answer, said) => {
    const list = await listOver(answer);
    expect(list).toMatchObject({ code: 'no-http-route', message: expect.stringContaining(said) });
    expect(list).toMatchObject({
      message: expect.stringContaining('has no HTTP route for management tokens'),
    });
  });
});

test('What is said of an address that does not serve management tokens ends with the answer', async () => {
  expect(await listOver({ status: 405 })).toMatchObject({
    code: 'no-http-route',
    message: 'This cluster has no HTTP route for management tokens. The response was 405 without a body.',
  });
});

describe('A list fails', () => {
  test.each([
    ['JSON that is broken', { body: '[{"id":}]' }, 'It is not valid JSON.'],
    ['a page that says it is JSON', { body: '<html>Sign in</html>' }, 'It is not valid JSON.'],
    [
      'an entry without a proper id',
      { body: `[{"id":"${someId}"},{"id":7}]` },
      'Entry 2 of the list: id is not',
    ],
    ['204', { status: 204 }, 'The response was 204 without a body.'],
    ['206', { status: 206, body: '[]' }, 'The response was 206'],
    ['400', { status: 400, body: 'no' }, 'The response was 400'],
    ['a redirect', { status: 302, headers: { location: '/login?x' } }, 'a redirect to "/login"'],
  ])('as an unexpected answer where it is %s', async (_, answer, said) => {
    const failure = failureOf(await listOver(answer));
    expect(failure).toMatchObject({ code: 'unexpected-answer', retryable: false, affectsAll: false });
    expect(failure.message).toContain(said);
  });

  test.each([
    [401, 'unauthorized', false, true],
    [403, 'forbidden', false, false],
    [408, 'timeout', true, false],
    [429, 'rate-limited', true, false],
    [500, 'server-error', true, false],
    [502, 'server-error', true, false],
    [503, 'server-error', true, false],
    [504, 'server-error', true, false],
  ])('where the answer is %i, as %s', async (status, code, retryable, affectsAll) => {
    const failure = failureOf(await listOver({ status, headers: { 'retry-after': '3' } }));
    expect(failure).toMatchObject({ code, retryable, affectsAll, retryAfter: 3_000 });
  });

  test('where it is longer than 64 MiB', async () => {
    const body = Buffer.alloc(64 * 1024 * 1024 + 1, ' ');
    body.write('[]');
    const failure = failureOf(await listOver({ body }));
    expect(failure).toMatchObject({ code: 'unexpected-answer', retryable: false });
    expect(failure.message).toContain('The response exceeded the size limit.');
  });
});

describe('What keeps an answer away', () => {
  test.each([
    ['ENOTFOUND', 'unreachable', { retryable: false, affectsAll: true, mayHaveWorked: false }],
    ['EAI_AGAIN', 'unreachable', { retryable: true, affectsAll: false, mayHaveWorked: false }],
    ['ECONNREFUSED', 'unreachable', { retryable: true, affectsAll: false, mayHaveWorked: false }],
    ['ECONNRESET', 'unreachable', { retryable: true, affectsAll: false, mayHaveWorked: true }],
    ['CERT_HAS_EXPIRED', 'unreachable', { retryable: false, affectsAll: true, mayHaveWorked: false }],
  ])('is a failure too: %s', async (code, expected, rest) => {
    const error = Object.assign(new Error('no answer'), { code });
    expect(failureOf(await listOver({ error }))).toMatchObject({
      code: expected,
      hint: expect.any(String),
      message: expect.stringContaining(code),
      retryAfter: undefined,
      fromApi: false,
      ...rest,
    });
  });
});

describe('The clock of the cluster', () => {
  const offsetOf = async (headers: Record<string, string>) => {
    const list = await listOver({ body: '[]', headers: { 'content-type': 'application/json', ...headers } });
    return list.kind === 'listed' ? list.clockOffset : list;
  };
  const at = (ms: number) => new Date(now + ms).toUTCString();

  test('is read from Date, and compared with that of the runner', async () => {
    const year = 365 * 86_400_000;
    expect(await Promise.all([0, year, -year].map((ms) => offsetOf({ date: at(ms) })))).toEqual([
      0,
      year,
      -year,
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ['there is no Date', {}],
    ['a cache answered', { date: at(0), age: '0' }],
    ['Date is no time', { date: 'yesterday' }],
    ['Date names no zone', { date: '2026-03-01 12:00:00' }],
    ['Date is a number', { date: '7' }],
  ])('is not known where %s', async (_, headers) => {
    expect(await offsetOf(headers)).toBeUndefined();
  });

  test('is what a date in Retry-After is read by, whatever the runner shows', async () => {
    const year = 365 * 86_400_000;
    const headers = { 'retry-after': at(year + 9_000), date: at(year) };
    expect(failureOf(await listOver({ status: 503, headers })).retryAfter).toBe(9_000);
    const { date: _, ...undated } = headers;
    expect(failureOf(await listOver({ status: 503, headers: undated })).retryAfter).toBe(year + 9_000);
  });
});
