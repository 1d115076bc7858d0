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

  test('may be null, as Go writes an empty one, or come as a kind of JSON', async () => {
    expect(await listOver({ body: 'null' })).toEqual({ kind: 'listed', tokens: [] });
    for (const type of ['application/vnd.influx+json; charset=utf-8', 'Application/JSON', 'TEXT/X+JSON']) {
      const headers = { 'content-type': type };
      expect(await listOver({ body: '[]', headers })).toMatchObject({ kind: 'listed' });
    }
  });

  test.each<[string, Record<string, string>, string]>([
    ['another type', { 'content-type': 'text/json' }, 'with the content type "text/json"'],
    ['no type', {}, 'without a content type'],
  ])('is not used under %s, which is named, and no sign of a missing route', async (_, headers, named) => {
    const message = `The list came ${named}, not application/json, and is not used.`;
    expect(await listOver({ body: '[]', headers })).toMatchObject({ code: 'unexpected-answer', message });
  });
});

describe('Management tokens are not served', () => {
  test.each([
    ['404', { status: 404, body: '{"code":404,"message":"not found"}' }, ' (404)'],
    ['405', { status: 405 }, '. The response was 405 without a body.'],
    ['501', { status: 501, body: 'no' }, '. The response was 501'],
    ['404 and a page', { status: 404, body: 'x'.repeat(70_000), headers: page }, '. The response was 404'],
    [
      '200 and a page',
      { body: '<p>Sign in</p>', headers: page },
      '. The response was 200 (text/html): "Sign in"',
    ],
    ['200 and nothing', { body: '', headers: {} }, '. The response was 200 without a body.'],
    ['an object', { body: '{"tokens":[]}' }, '. It is not a JSON array.'],
    ['other things', { body: '[{"name":"db"}]' }, '. Its entries are not tokens.'],
    ['texts', { body: '["a","b"]' }, '. Its entries are not tokens.'],
  ])('where the list is answered with %s', async (_, answer, said) => {
    const failure = failureOf(await listOver(answer));
    expect(failure.code).toBe('no-http-route');
    expect(failure.message).toContain('This cluster has no HTTP route for management tokens');
    expect(failure.message).toContain(said);
  });
});

describe('A list fails', () => {
  test.each([
    ['JSON that is broken', { body: '[{"id":}]' }, 'It is not valid JSON.'],
    ['a page that says it is JSON', { body: '<html>Sign in</html>' }, 'It is not valid JSON.'],
    ['an entry without an id', { body: `[{"id":"${someId}"},{"id":7}]` }, 'Entry 2 of the list: id is not'],
    ['204', { status: 204 }, 'The response was 204 without a body.'],
    ['206', { status: 206, body: '[]' }, 'The response was 206'],
    ['400', { status: 400, body: 'no' }, 'The response was 400'],
    ['a redirect', { status: 302, headers: { location: '/login?x' } }, 'a redirect to "/login"'],
    ['more than 64 MiB', { body: `[]${' '.repeat(64 * 1024 * 1024)}` }, 'exceeded the size limit.'],
  ])('as an unexpected answer where it is %s', async (_, answer, said) => {
    const failure = failureOf(await listOver(answer));
    expect(failure).toMatchObject({ code: 'unexpected-answer', retryable: false, affectsAll: false });
    expect(failure.message).toContain(said);
  });

  test.each([
    [401, 'unauthorized', false, true],
    [403, 'forbidden', false, false],
    [429, 'rate-limited', true, false],
    [503, 'server-error', true, false],
  ])('where the answer is %i, as %s', async (status, code, retryable, affectsAll) => {
    const failure = failureOf(await listOver({ status, headers: { 'retry-after': '3' } }));
    expect(failure).toMatchObject({ code, retryable, affectsAll, retryAfter: 3_000 });
  });
});

describe('The clock of the cluster', () => {
  const offsetOf = async (headers: Record<string, string>) => {
    const list = await listOver({ body: '[]', headers: { 'content-type': 'application/json', ...headers } });
    return list.kind === 'listed' ? list.clockOffset : list;
  };
  const [at, year] = [(ms: number) => new Date(now + ms).toUTCString(), 365 * 86_400_000];

  test('is read from Date, and compared with that of the runner', async () => {
    const offsets = [0, year, -year];
    expect(await Promise.all(offsets.map((ms) => offsetOf({ date: at(ms) })))).toEqual(offsets);
  });

  test.each<[string, Record<string, string>]>([
    ['there is no Date', {}],
    ['a cache answered', { date: at(0), age: '0' }],
    ['Date is no time', { date: 'yesterday' }],
    ['Date names no zone', { date: '2026-03-01 12:00:00' }],
    ['Date is a number', { date: '7' }],
    ['Date is the last time that there is', { date: 'Sat, 13 Sep 275760 00:00:00 GMT' }],
    ['Date is before any clock', { date: 'Wed, 31 Dec 1969 00:00:00 GMT' }],
  ])('is not known where %s', async (_, headers) => {
    expect(await offsetOf(headers)).toBeUndefined();
  });

  test('is what a date in Retry-After is read by, not that of the runner', async () => {
    const headers = { 'retry-after': at(year + 9_000), date: at(year) };
    expect(failureOf(await listOver({ status: 503, headers })).retryAfter).toBe(9_000);
    const { date: _, ...undated } = headers;
    expect(failureOf(await listOver({ status: 503, headers: undated })).retryAfter).toBe(year + 9_000);
  });
});
