import { invalidInput } from '../../errors.ts';
import { isTokenId, type TokenId } from '../../revocation/token.ts';
import { parseIdList } from './token-ids.ts';

/** Reads the text of an input. Throws an {@link ActionError} that says what would be accepted. */
export type Parser<Value> = (text: string) => Value;

/** Any text. */
export function parseText(text: string): string {
  return text;
}

/** The booleans of YAML 1.2's core schema (section 10.3.2), which GitHub takes too. */
export function parseBoolean(text: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  throw invalidInput('must be true or false');
}

/** A whole number within bounds. */
export function integerBetween(least: number, most: number): Parser<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw invalidInput(`must be a whole number from ${least} to ${most}`);
  };
}

/** One of a few words, which the parser shows. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  const parse = (text: string): Word => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw invalidInput(`must be one of: ${words.join(', ')}`);
  };
  return Object.assign(parse, { words });
}

/** Units of Go's durations, in ms (https://pkg.go.dev/time#ParseDuration). */
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** A Go duration, as influxctl takes it, in ms: from 1 ms to 24 h. */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(part)];
  const isWhole = parts.length > 0 && parts.map(([whole]) => whole).join('') === text;
  const ms = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? Number.NaN),
    0,
  );
  if (isWhole && ms >= 1 && ms <= 24 * 3_600_000) return Math.round(ms);
  throw invalidInput('must be a Go duration from 1ms to 24h, such as 30s, 1m0s or 1.5h');
}

/** A UUID, such as the id of an account. */
export function parseUuid(text: string): string {
  if (isTokenId(text)) return text;
  throw invalidInput('must be a UUID, such as 11111111-1111-4111-8111-111111111111');
}

/** Token ids, as `token-ids` takes them. */
export function parseIds(text: string): readonly TokenId[] {
  const { ids, problems } = parseIdList(text);
  if (problems.length > 0) throw invalidInput(problems.join('; '));
  return ids;
}

/** Words separated by white space or commas. */
export function parseWords(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** An absolute `https` or `http` URL without credentials. A URL's parser drops line breaks, and joins what they part. */
export function parseUrl(text: string): URL {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === null || !isHttp || /[\t\r\n]/.test(text.trim()))
    throw invalidInput('must be an absolute https:// URL');
  if (url.username !== '' || url.password !== '') throw invalidInput('credentials do not belong here');
  return url;
}

/** The digest of a plan, as a dry run gives it, in lower case. */
export function parsePlanDigest(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw invalidInput('must be the `plan-digest` of a dry run, 64 hexadecimal digits');
}

/** A SHA-256 in hex, in lower case. */
export function parseSha256(text: string): string {
  const [, digits] = /^(?:sha256:)?([0-9a-f]{64})(?:[ \t]+\*?\S.*)?$/i.exec(text) ?? [];
  if (digits !== undefined) return digits.toLowerCase();
  throw invalidInput('must be a SHA-256, 64 hexadecimal digits, or a line of `sha256sum`');
}
