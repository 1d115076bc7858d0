import { findTokenString, looksLikeTokenString } from '../token-string.ts';
import { idKey, isTokenId, type TokenId } from './token.ts';

/** What a text with token ids holds. */
export interface ParsedIds {
  /** The ids, each once, in order, as first spelled. */
  readonly ids: readonly TokenId[];
  /** One sentence for each entry that is not an id. None of them quotes a whole entry: it may be a secret. */
  readonly problems: readonly string[];
  /** Token strings, with and without quotes around them, to be masked. */
  readonly secrets: readonly string[];
}

/**
 * Reads token ids: separated by white space or commas, or a JSON array of strings. `#` starts a comment
 * to the end of its line.
 */
export function parseTokenIds(text: string): ParsedIds {
  const entries = splitEntries(text);
  if (entries !== undefined) return collectIds(entries);
  const problem = 'starts with "[" but is not a JSON array of strings';
  const secrets = withoutComments(text)
    .split(/["'`\s,[\]]+/)
    .filter(looksLikeTokenString);
  return { ids: [], problems: [problem], secrets };
}

/**
 * Splits a text at white space and commas, or reads it as a JSON array of strings. `#` starts a comment to the end of
 * its line. Absent: it begins like a JSON array and is none.
 */
export function splitEntries(text: string): readonly string[] | undefined {
  const content = withoutComments(text);
  if (!content.startsWith('[')) return content.split(/[\s,]+/).filter((entry) => entry !== '');
  return parseJsonStrings(content)?.map((entry) => entry.trim());
}

function withoutComments(text: string): string {
  return text.replace(/#[^\r\n]*/g, '').trim();
}

/** Joins id lists: each id once, in order, as first spelled. */
export function uniqueIds(ids: Iterable<TokenId>): TokenId[] {
  const first = new Map<string, TokenId>();
  for (const id of ids) if (!first.has(idKey(id))) first.set(idKey(id), id);
  return [...first.values()];
}

function parseJsonStrings(content: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(content);
    const isStrings = Array.isArray(value) && value.every((entry) => typeof entry === 'string');
    return isStrings ? value : undefined;
  } catch {
    return undefined;
  }
}

function collectIds(entries: readonly string[]): ParsedIds {
  const problems: string[] = [];
  const secrets: string[] = [];
  const ids: TokenId[] = [];
  entries.forEach((entry, position) => {
    if (isTokenId(entry)) ids.push(entry);
    else if (looksLikeTokenString(entry)) {
      secrets.push(...secretsOf(entry));
      problems.push(`entry ${position + 1}: this looks like a token, not its id`);
    } else problems.push(`entry ${position + 1} (${describeEntry(entry)}) is not a UUID`);
  });
  return { ids: uniqueIds(ids), problems, secrets };
}

/** A token must be hidden with what is around it and without. */
function secretsOf(entry: string): string[] {
  const found = findTokenString(entry);
  return found === undefined ? [] : [...new Set([entry, found])];
}

/** Four characters are enough to find a typing error and too few to leak a secret. */
function describeEntry(entry: string): string {
  const { length } = entry;
  return length > 4
    ? `"${entry.slice(0, 4)}…", ${length} characters`
    : `"${entry}", ${length} character${length === 1 ? '' : 's'}`;
}
