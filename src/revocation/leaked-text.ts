import { findExactTokens, quotes } from '../token-string.ts';
import { findComments, holdsObjects, nameEntry, splitEntries } from './entries.ts';
import type { GivenLeak } from './leak.ts';
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
  if (token === undefined)
    return other(
      isTokenId(visible.trim())
        ? 'is an id, not a token: give it in `token-ids`'
        : `contains no token string of InfluxDB (${describeText(text)})`,
    );
  if (second !== undefined) return other('contains several token strings');
  if (found.some(({ isCut }) => isCut)) return other('contains characters that no token has');
  if (token.length < shortestToken) return other('is too short to be a token');
  return { kind: 'token', token };
}

/** In a comment a shorter text may be a prefix that a person has noted. In characters. */
const shortestInComment = 20;

/** What a list of leaked token strings holds. */
interface LeakedList {
  /** Each string once, in order, and a place for each entry that cannot be read; one for a text that is no list. */
  readonly leaks: readonly GivenLeak[];
  /** What is wrong with such an entry, or with the text. It shows at most four characters of it. */
  readonly problems: readonly string[];
}

/** What names a token string in front of it: in a header, in code, in a shell. */
const label = new RegExp(
  `^[${quotes}{([-]*[A-Za-z_][\\w.-]*[${quotes}]?[:=]+$|^[${quotes}]?(?:bearer|token|export|set)$`,
  'i',
);

/** Marks of code or JSON, without a letter or digit; `***` is what a log shows in place of a secret. */
const marks = /^(?!\*{3,}$)[^\p{L}\p{N}]+$/u;

/** Reads the token strings that a workflow lists, as {@link splitEntries} takes a list: each once, in order. */
export function readLeakedList(text: string): LeakedList {
  const entries = holdsObjects(text) ? [{ text, line: undefined }] : splitEntries(text);
  if (entries === undefined) {
    const problem = 'starts with "[" but is not a JSON array of strings';
    return { leaks: [{ position: 1, token: undefined }], problems: [problem] };
  }
  const tokens = new Set<string>();
  const leaks: GivenLeak[] = [];
  const problems: string[] = [];
  for (const [index, entry] of entries.entries()) {
    if (marks.test(entry.text) || isLabel(entry.text, entries[index + 1]?.text)) continue;
    const found = readLeakedText(entry.text);
    const token = found.kind === 'token' ? found.token : undefined;
    if (found.kind === 'other') problems.push(`${nameEntry(index, entry)} ${found.what}`);
    else if (tokens.has(found.token)) continue;
    else tokens.add(found.token);
    leaks.push({ position: leaks.length + 1, token });
  }
  const unread = findLeakedTokens(findComments(text).join('\n')).filter(
    (token) => token.length >= shortestInComment && !tokens.has(token),
  );
  if (unread.length > 0) {
    problems.push('holds a token in a comment, behind `#`; put it on a line of its own, or take it out');
    leaks.push({ position: leaks.length + 1, token: undefined });
  }
  return { leaks, problems };
}

/** A word that could name a token does so only where one follows: else it may be a secret of another form. */
function isLabel(entry: string, next = ''): boolean {
  if (!label.test(entry) || readLeakedText(entry).kind === 'token') return false;
  return label.test(next) || readLeakedText(next).kind === 'token';
}

/** Every token string in a text, decoded where it stands in a URL: to be masked. */
export function findLeakedTokens(text: string): string[] {
  return findExactTokens(toVisible(text)).map(({ token }) => token);
}

/** A text as people see it. No token string holds `%` or `\\`: one in a URL, or in a string of JSON, is decoded. */
function toVisible(text: string): string {
  const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const unescaped = visible.replaceAll('\\/', '/').replace(/\\u00([2-7][0-9a-f])/gi, '%$1');
  return unescaped.replace(/%[2-7][0-9a-f]/gi, decodeURIComponent);
}

function other(what: string): { readonly kind: 'other'; readonly what: string } {
  return { kind: 'other', what };
}
