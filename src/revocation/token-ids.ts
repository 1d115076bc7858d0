import { findTokenString, isPrefix, looksLikeTokenString, quotes } from '../token-string.ts';
import { type Entry, findComments, holdsObjects, nameEntry, splitBroken, splitEntries } from './entries.ts';
import { idKey, isTokenId, type TokenId } from './token.ts';

/** What a text with token ids holds. */
export interface ParsedIds {
  /** The ids, each once, in order, as first spelled. */
  readonly ids: readonly TokenId[];
  /** One sentence for each entry that is not an id. None of them quotes a whole entry: it may be a secret. */
  readonly problems: readonly string[];
  /** The positions of these entries, from 1; just 1 where the text as a whole cannot be read. */
  readonly unreadable: readonly number[];
  /** Token strings, with and without quotes around them, to be masked. */
  readonly secrets: readonly string[];
}

/** What surrounds a pasted id: quotes, brackets, a list's dash, punctuation behind it, `urn:uuid:`. */
const before = new RegExp(`^(?:[-\\\\${quotes}<({[]|urn:uuid:)+`, 'i');
const behind = new RegExp(`[\\\\${quotes}>)}\\].,:!?]+$`);

/** The title of a column of ids, as `Export-Csv` writes it. */
const columnTitle = new RegExp(`^[${quotes}]?(?:token[-_]?)?ids?[${quotes}]?$`, 'i');

/** An id wherever it stands, directly behind a `\n` that is written out, too. */
const idWithin = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** How long an id is, in characters. */
const idLength = 36;

/** Reads token ids, as {@link splitEntries} takes a list, each with or without what is usually around a pasted one. */
export function parseTokenIds(text: string): ParsedIds {
  const entries = splitEntries(text);
  if (entries !== undefined) return addHidden(text, collectIds(entries), entries.length);
  const secrets = splitBroken(text).filter(looksLikeTokenString);
  return { ids: [], problems: [explainWhole(text)], unreadable: [1], secrets };
}

/**
 * Ids in comments may be entries of a list that has lost its line breaks, in part or whole: each gets a position behind the
 * `count` entries that were read.
 */
function addHidden(text: string, parsed: ParsedIds, count: number): ParsedIds {
  const known = new Set(parsed.ids.map(idKey));
  const commented = findComments(text).flatMap((comment) => comment.match(idWithin) ?? []);
  const hidden = uniqueIds(commented).filter((id) => !known.has(idKey(id)));
  if (hidden.length === 0) return parsed;
  return {
    ...parsed,
    problems: [...parsed.problems, inComment],
    unreadable: [...parsed.unreadable, ...hidden.map((_, index) => count + index + 1)],
  };
}

/** Joins id lists: each id once, in order, as first spelled. */
export function uniqueIds(ids: Iterable<TokenId>): TokenId[] {
  const first = new Map<string, TokenId>();
  for (const id of ids) if (!first.has(idKey(id))) first.set(idKey(id), id);
  return [...first.values()];
}

/** Reading ids out of objects would revoke every token of a pasted list. */
function explainWhole(text: string): string {
  if (!holdsObjects(text)) return 'starts with "[" but is not a JSON array of strings';
  return (
    'contains JSON objects, such as a whole list of tokens, of which every one would be revoked; ' +
    'give only the ids to revoke, such as those of `results` that failed, or a selector'
  );
}

/** An id in a comment that stands nowhere else. */
export const inComment =
  'holds an id in a comment, behind `#`: it may be an entry that has lost its line break, as in YAML below `>`; if it is none, take it out';

function collectIds(entries: readonly Entry[]): ParsedIds {
  const problems: string[] = [];
  const unreadable: number[] = [];
  const secrets: string[] = [];
  const ids: TokenId[] = [];
  entries.forEach((entry, index) => {
    const { text } = entry;
    const id = text.replace(before, '').replace(behind, '');
    const isTitle = index === 0 && entries.length > 1 && columnTitle.test(text);
    if (isTitle) return;
    if (isTokenId(id)) ids.push(id);
    else {
      unreadable.push(index + 1);
      if (!isPrefix(id)) secrets.push(...secretsOf(text));
      problems.push(`${nameEntry(index, entry)}${explainEntry(text, id)}`);
    }
  });
  return { ids: uniqueIds(ids), problems, unreadable, secrets };
}

/** A token must be hidden with what is around it and without. */
function secretsOf(entry: string): string[] {
  const found = findTokenString(entry);
  return found === undefined ? [] : [...new Set([entry, found])];
}

const mistakenToken =
  'this looks like a token, not its id. It can be read where the ids stand, so treat it as leaked: give it as a secret in `leaked-tokens`';

function explainEntry(entry: string, bare: string): string {
  if (isPrefix(bare))
    return ': this is the prefix of a token, not its id; a dry run that names nothing lists the ids with their prefixes';
  if (looksLikeTokenString(entry)) return `: ${mistakenToken}`;
  const earlier = /^unreadable-entry-(\d+)$/.exec(bare)?.[1];
  if (earlier !== undefined)
    return `: an earlier run could not read its entry ${earlier}; give the id that was meant there`;
  const odd = explainCharacter(bare);
  return ` (${describeText(entry)}) is not a UUID${odd === undefined ? '' : `: ${odd}`}`;
}

/** Where a text has the length of an id: the first character that looks like another one, and its place from 1. */
function explainCharacter(bare: string): string | undefined {
  const characters = [...bare];
  const place = characters.findIndex((character) => !/[0-9a-f-]/i.test(character)) + 1;
  const code = characters[place - 1]?.codePointAt(0);
  if (characters.length !== idLength || code === undefined || code < 0x80) return undefined;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')} at ${place}`;
  return /\p{Dash}/u.test(String.fromCodePoint(code)) ? `${name}, where a UUID has a hyphen (U+002D)` : name;
}

/**
 * Describes a text in one line without showing it: four characters are enough to find a typing error and too few to leak a secret.
 */
export function describeText(text: string): string {
  const start = text.slice(0, 4).replace(/[\p{Cc}\p{Z}]/gu, ' ');
  return `"${start}${text.length > 4 ? '…' : ''}", ${text.length} ${text.length === 1 ? 'character' : 'characters'}`;
}
