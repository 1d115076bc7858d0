import { describe, expect, test } from '@jest/globals';
import { parseTokenList } from '../../../src/client/token-list.ts';
import { isComparable } from '../../../src/revocation/in-use.ts';
import type { Token } from '../../../src/revocation/token.ts';
import { someId } from '../../support/mock-api.ts';

const noTimes = { createdAt: undefined, expiresAt: undefined, revokedAt: undefined };
const unknown = { prefix: undefined, description: undefined, ...noTimes };

function parse(...entries: readonly unknown[]) {
  return parseTokenList(JSON.stringify(entries));
}

function only(entry: object): Token {
  const list = parse({ id: someId, ...entry });
  const token = list.kind === 'tokens' ? list.tokens[0] : undefined;
  if (token === undefined) throw new Error(`not read: ${JSON.stringify(list)}`);
  return token;
}

function timeOf(value: unknown): number | undefined {
  return only({ revokedAt: value }).revokedAt;
}

const time = Date.UTC(2024, 2, 12, 19, 23, 29, 948);
const iso = new Date(time).toISOString();
const times = { createdAt: time, expiresAt: time, revokedAt: time };
const known = { id: someId, prefix: 'M.V1.abcd', description: 'ci', createdBy: 'b', ...times };

describe('A token in a list', () => {
  test('is known by its id alone', () => {
    expect(only({})).toEqual({ id: someId, ...unknown });
  });

  test('is read in the conventions of the Management API', () => {
    const at = { createdAt: iso, expiresAt: iso, revokedAt: iso };
    expect(only({ tokenPrefix: 'M.V1.abcd', createdBy: 'b', description: 'ci', ...at })).toEqual(known);
    expect(only({ prefix: 'M.V1.abcd' }).prefix).toBe('M.V1.abcd');
  });

  test('is read in those of influxctl', () => {
    const at = { seconds: 1710271409, nanos: 948178000 };
    const texts = { account_id: 'a', created_by: 'b', token_prefix: 'M.V1.abcd', description: 'ci' };
    expect(only({ ...texts, created_at: at, expires_at: at, revoked_at: at })).toEqual(known);
  });

  test.each([[null], ['']])('has none of what is %j', (nothing) => {
    const ends = { expires_at: nothing, revokedAt: nothing };
    const entry = { prefix: nothing, description: nothing, createdAt: nothing, ...ends };
    expect(only(entry)).toEqual({ id: someId, ...unknown });
  });

  test('has what either convention says of it, where the other says null', () => {
    expect(only({ revokedAt: null, revoked_at: iso }).revokedAt).toBe(time);
  });

  test('keeps the spelling of its id, and is listed as often as the cluster lists it', () => {
    const ids = [someId, someId.toUpperCase(), someId];
    expect(parse(...ids.map((id) => ({ id })))).toMatchObject({ tokens: ids.map((id) => ({ id })) });
  });

  test('may have unknown fields, and texts of another type are not read', () => {
    const entry = { permissions: [{ action: 'read' }], description: 7, prefix: ['x'], constructor: 1 };
    expect(only(entry)).toEqual({ id: someId, ...unknown });
    const list = parseTokenList(`[{"id":"${someId}","__proto__":{"revokedAt":"2024-01-01T00:00:00Z"}}]`);
    expect(list).toEqual({ kind: 'tokens', tokens: [{ id: someId, ...unknown }] });
  });
});

test('A prefix in a list is never more than nine characters of a token string, and a cut one is marked', () => {
  const prefixes = ['M.V1.abcd', 'M.V1.abcdefghijkl'].map((prefix) => only({ tokenPrefix: prefix }).prefix);
  expect(prefixes).toEqual(['M.V1.abcd', 'M.V1.abcd…']);
  expect(prefixes.map(isComparable)).toEqual([true, false]);
});

describe('A time in a list', () => {
  test('may be a leap second, or the latest that there is', () => {
    expect(timeOf('2016-12-31T23:59:60Z')).toBe(Date.UTC(2016, 11, 31, 23, 59, 59));
    const latest = Date.UTC(9999, 11, 31, 23, 59, 59);
    expect(timeOf({ seconds: latest / 1_000 })).toBe(latest);
  });

  test.each([
    ['2024-03-12T19:23:29.948Z', time],
    ['2024-03-12T19:23:29.948178000Z', time],
    ['2024-03-12t19:23:29.948z', time],
    ['2024-03-12 19:23:29.948Z', time],
    ['2024-03-12T20:23:29.948+01:00', time],
    ['2024-03-12T12:23:29.948-07:00', time],
    [{ seconds: 1710271409, nanos: 948000000 }, time],
    [{ seconds: 1710271409 }, time - 948],
    [{ seconds: '1710271409', nanos: '948999999' }, time],
    [{ seconds: '1710271409', nanos: null }, time - 948],
  ])('may be %j', (value, ms) => {
    expect(timeOf(value)).toBe(ms);
  });

  test.each([
    ...['1970-01-01T00:00:00Z', '0001-01-01T00:00:00Z', { seconds: 0, nanos: 948000000 }, { seconds: '0' }],
    ...[{ seconds: 0 }, { seconds: -62135596800 }, { nanos: 5000000 }, '1970-01-01T00:00:00.948Z', {}],
  ])('means that there is none where it is %j', (value) => {
    expect(timeOf(value)).toBeUndefined();
  });

  test.each([
    ...['yesterday', '2024-03-12', '2024-03-12T19:23:29', '2024-13-12T19:23:29Z', '1710271409', 1710271409],
    ...[true, [1710271409], { seconds: 1.5 }, { seconds: 'x' }, { seconds: '1e9' }, { seconds: true }],
    ...[{ seconds: '9223372036854775807' }, { seconds: Number.MAX_SAFE_INTEGER }],
    ...[{ seconds: 253_402_300_800 }, { seconds: 1, nanos: 'x' }],
  ])('breaks the list where it is %j', (value) => {
    const what = 'Entry 2 of the list: the time of revocation cannot be read.';
    expect(parse({ id: someId }, { id: someId, revokedAt: value })).toEqual({ kind: 'broken', what });
  });

  test.each([
    ['createdAt', 'creation'],
    ['expires_at', 'expiry'],
    ['revoked_at', 'revocation'],
  ])('is named where it cannot be read: %s', (field, name) => {
    const what = `Entry 1 of the list: the time of ${name} cannot be read.`;
    expect(parse({ id: someId, [field]: 'x' })).toEqual({ kind: 'broken', what });
  });
});

const notJson = { kind: 'broken', what: 'It is not valid JSON.' };
const noArray = { kind: 'other', what: 'It is not a JSON array.' };
const noTokens = { kind: 'other', what: 'Its entries are not tokens.' };

describe('A list', () => {
  test.each([
    ['an entry that is no object', 'text', 'not an object'],
    ['an entry that is null', null, 'not an object'],
    ['an entry that is an array', [], 'not an object'],
    ['an entry without an id', { description: 'x' }, 'id is not a UUID'],
    ['an id that is no text', { id: 7 }, 'id is not a UUID'],
    ['an id in an array', { id: [someId] }, 'id is not a UUID'],
    ['an id that is no UUID', { id: `${someId}0` }, 'id is not a UUID'],
    ['an id with a line break', { id: `${someId}\n` }, 'id is not a UUID'],
  ])('is broken by %s: it could be the token that matters', (_, entry, reason) => {
    const what = `Entry 2 of the list: ${reason}.`;
    expect(parse({ id: someId }, entry)).toEqual({ kind: 'broken', what });
  });

  test.each([
    ['null', { kind: 'tokens', tokens: [] }],
    ...['', '[', '{"a":', 'no', '[{"id":1}'].map((text) => [text, notJson] as const),
    ...['{}', '7', '"[]"', '{"tokens":[]}'].map((text) => [text, noArray] as const),
    ...['[1]', '[null]', '[[]]', '[{}]', '[{"name":"a"},{"name":"b"}]'].map(
      (text) => [text, noTokens] as const,
    ),
  ])('is empty where it is null, as Go writes it, and is no list where it is none: %s', (text, list) => {
    expect(parseTokenList(text)).toEqual(list);
  });

  test('may hold 100,000 tokens, and names the one entry among them that is broken', () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => someId.slice(0, -6) + String(at).padStart(6, '0'));
    const entries = ids.map((id) => ({ id, description: 'ci', createdAt: '2024-03-12T19:23:29Z' }));
    const list = parseTokenList(JSON.stringify(entries));
    expect(list.kind === 'tokens' && list.tokens.map(({ id }) => id)).toEqual(ids);
    entries[99_998] = { ...(entries[0] as (typeof entries)[0]), id: 'x' };
    const broken = parseTokenList(JSON.stringify(entries));
    expect(broken).toEqual({ kind: 'broken', what: 'Entry 99999 of the list: id is not a UUID.' });
  });
});
