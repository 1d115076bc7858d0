import { findExactTokens } from '../token-string.ts';
import { holdsObjects, nameEntry, splitEntries } from './entries.ts';
import { isTokenId } from './token.ts';
import { describeText } from './token-ids.ts';

/** What a text that should hold one leaked token string turned out to be. */
type LeakedText =
  | { readonly kind: 'token'; readonly token: string }
  /** `what` follows the name of the text, and shows at most four characters of it. */
  | { readonly kind: 'other'; readonly what: string };

/** A shorter text is no token, and masking it would hide ordinary words. In characters. */
export const shortestToken = 12;

/**
 * Takes the only token string out of a text, such as `"M.V1.…"`, `token=M.V1.…` or JSON: a secret scanning alert holds
 * what a pattern matched, and people paste what they see.
 */
export function readLeakedText(text: string): LeakedText {
  const visible = toVisible(text);
  const found = findExactTokens(visible);
  const [token, second] = new Set(found.map(({ token }) => token));
  if (token === undefined) return other(isTokenId(visible.trim()) ? mistakenId : explainNone(text));
  if (second !== undefined) return other('contains several token strings');
  if (found.some(({ isCut }) => isCut)) return other('contains characters that no token has');
  if (token.length < shortestToken) return other('is too short to be a token');
  return { kind: 'token', token };
}

/** A list of leaked token strings, or what is wrong with it in words that follow the name of the text. */
type LeakedList =
  | { readonly kind: 'tokens'; readonly tokens: readonly string[] }
  | { readonly kind: 'other'; readonly what: string };

/** What names a token string in front of it: in a header, in code, in a shell. */
const label = /^["'`{([-]*[A-Za-z_][\w.-]*["'`]?[:=]+$|^["'`]?(?:bearer|token|export|set)$/i;

/** Marks of code or JSON, without a letter or digit. */
const marks = /^[^\p{L}\p{N}]+$/u;

/** Reads the token strings that a workflow lists, as {@link splitEntries} takes a list: each once, in order. */
export function readLeakedList(text: string): LeakedList {
  const entries = holdsObjects(text) ? [{ text, line: undefined }] : splitEntries(text);
  if (entries === undefined) return other('starts with "[" but is not a JSON array of strings');
  const tokens = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (marks.test(entry.text) || isLabel(entry.text, entries[index + 1]?.text)) continue;
    const found = readLeakedText(entry.text);
    if (found.kind === 'other') return other(`${nameEntry(index, entry)} ${found.what}`);
    tokens.add(found.token);
  }
  return { kind: 'tokens', tokens: [...tokens] };
}

/** A word that could name a token does so only where one follows: else it may be a secret of another form. */
function isLabel(entry: string, next = ''): boolean {
  return label.test(entry) && (label.test(next) || readLeakedText(next).kind === 'token');
}

/** Every token string in a text, decoded where it stands in a URL: to be masked. */
export function findLeakedTokens(text: string): string[] {
  return findExactTokens(toVisible(text)).map(({ token }) => token);
}

const mistakenId = 'is an id, not a token: give it in `token-ids`';

/** A text as people see it. No token string holds `%`: one in a URL is decoded. */
function toVisible(text: string): string {
  const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return visible.replace(/%[2-7][0-9a-f]/gi, decodeURIComponent);
}

function explainNone(text: string): string {
  return `contains no token string of InfluxDB (${describeText(text)})`;
}

function other(what: string): { readonly kind: 'other'; readonly what: string } {
  return { kind: 'other', what };
}
