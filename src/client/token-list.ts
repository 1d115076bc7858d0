import { type Fields, isFields, parseFields, parseJson } from '../json.ts';
import { isTokenId, type Token } from '../revocation/token.ts';
import { prefixLength } from '../token-string.ts';

/** What a list's text turned out to be. `position` counts from 1. */
type ParsedList =
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] }
  /** Not a list of tokens at all. */
  | { readonly kind: 'other'; readonly what: string }
  /** A list of tokens, but one that cannot be relied on. */
  | { readonly kind: 'broken'; readonly what: string };

/** The latest time that RFC 3339 can write, in ms, and that protocol buffers have (google.protobuf.Timestamp). */
const latestTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** RFC 3339, section 5.6. */
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * Reads a list of tokens: a JSON array of objects with keys in camelCase (the Management API's convention) or
 * snake_case (influxctl's), times in RFC 3339 or as `{seconds, nanos}`. Unknown fields are ignored. One entry that
 * cannot be read breaks the whole list: what it hides could be the token that matters.
 */
export function parseTokenList(text: string): ParsedList {
  const value = parseJson(text);
  if (value === undefined) return { kind: 'broken', what: 'It is not valid JSON.' };
  // Go writes a nil slice as null.
  if (value === null) return { kind: 'tokens', tokens: [] };
  if (!Array.isArray(value)) return { kind: 'other', what: 'It is not a JSON array.' };
  if (value.length > 0 && !value.some((entry) => isFields(entry) && 'id' in entry))
    return { kind: 'other', what: 'Its entries are not tokens.' };
  const tokens: Token[] = [];
  for (const [index, entry] of value.entries()) {
    const token = isFields(entry) ? readToken(entry) : 'not an object';
    if (typeof token === 'string')
      return { kind: 'broken', what: `Entry ${index + 1} of the list: ${token}.` };
    tokens.push(token);
  }
  return { kind: 'tokens', tokens };
}

/** Reads one token, as {@link parseTokenList} reads its entries. Undefined: it is none. */
export function parseToken(text: string): Token | undefined {
  const token = readToken(parseFields(text));
  return typeof token === 'string' ? undefined : token;
}

/** Reads one entry; a string says why it cannot be read. */
function readToken(fields: Fields): Token | string {
  const { id } = fields;
  if (typeof id !== 'string' || !isTokenId(id)) return 'id is not a UUID';
  const createdAt = parseTime(fields['createdAt'] ?? fields['created_at']);
  const expiresAt = parseTime(fields['expiresAt'] ?? fields['expires_at']);
  const revokedAt = parseTime(fields['revokedAt'] ?? fields['revoked_at']);
  if (createdAt === 'invalid') return 'the time of creation cannot be read';
  if (expiresAt === 'invalid') return 'the time of expiry cannot be read';
  if (revokedAt === 'invalid') return 'the time of revocation cannot be read';
  const prefix = parseText(fields['prefix'] ?? fields['tokenPrefix'] ?? fields['token_prefix']);
  return {
    id,
    // More of a token string than that is never shown, and what was cut is not comparable.
    prefix:
      prefix !== undefined && prefix.length > prefixLength ? `${prefix.slice(0, prefixLength)}…` : prefix,
    description: parseText(fields['description']),
    createdBy: parseText(fields['createdBy'] ?? fields['created_by']),
    createdAt,
    expiresAt,
    revokedAt,
  };
}

function parseText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** In ms. */
const oneSecond = 1_000;

/** Reads a time as ms since the epoch. Zero seconds, in whichever form, mean that there is none, and so do their fractions. */
function parseTime(value: unknown): number | undefined | 'invalid' {
  if (value === undefined || value === null || value === '') return undefined;
  const ms = typeof value === 'string' ? parseRfc3339(value) : parseSeconds(value);
  if (Number.isNaN(ms) || ms > latestTime) return 'invalid';
  return ms < oneSecond ? undefined : ms;
}

function parseRfc3339(text: string): number {
  // `Date` knows no leap seconds.
  return rfc3339.test(text) ? Date.parse(text.replace(/:60(?=[.Zz+-])/, ':59')) : Number.NaN;
}

/** JSON made from protocol buffers writes 64-bit integers as strings. */
function parseSeconds(value: unknown): number {
  if (!isFields(value)) return Number.NaN;
  const seconds = toInteger(value['seconds'] ?? 0);
  const nanos = toInteger(value['nanos'] ?? 0);
  return seconds * 1_000 + Math.floor(nanos / 1e6);
}

function toInteger(value: unknown): number {
  if (typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(value) ? (value as number) : Number.NaN;
}
