import { invalidInput } from '../../errors.ts';
import { isEmptyList, splitBroken, splitEntries } from '../../revocation/entries.ts';
import { findLeakedTokens, readLeakedList, shortestToken } from '../../revocation/leaked-text.ts';
import { isTokenId } from '../../revocation/token.ts';
import {
  findTokenString,
  isDatabaseToken,
  isPrefix,
  isPrintable,
  quotes,
  shortestSecret,
  typographicQuotes,
} from '../../token-string.ts';

/** Finds everything that can be a token in a text, even if the text as a whole is wrong. */
export function findLeakedSecrets(text: string): string[] {
  const entries = [...(splitEntries(text) ?? []).map((entry) => entry.text), ...splitBroken(text)];
  const secrets = new Set([...entries, ...findLeakedTokens(text)]);
  return [...secrets].filter((entry) => entry.length >= shortestToken);
}

/** Reads leaked token strings. A list without one may be made of secrets that do not exist: that there is none has to be written. */
export function parseLeakedTokens(text: string): ReturnType<typeof readLeakedList> {
  const list = readLeakedList(text);
  if (list.leaks.length > 0 || isEmptyList(text)) return list;
  throw invalidInput('holds no token; check that its secrets exist. If that is intended, write `[]`');
}

/** Reads the token to authenticate with. No message quotes any of it. */
export function parseManagementToken(text: string): string {
  const wrapping = describeWrapping(text);
  if (wrapping !== undefined) throw invalidInput(`has extra characters around the token: ${wrapping}`);
  if (!isPrintable(text)) throw invalidInput('contains white space or characters that no token has');
  if (isDatabaseToken(text))
    throw invalidInput('this looks like a database token; a management token is required');
  if (isTokenId(text)) throw invalidInput('this is the id of a token; the token itself is required');
  if (isPrefix(text)) throw invalidInput('this is the prefix of a token; the token itself is required');
  return parseSecret(text);
}

/** Reads a secret of any form. Quotes around it were copied with it. No message quotes any of it. */
export function parseSecret(text: string): string {
  if (text.length < shortestSecret) throw invalidInput('is too short to be a secret');
  return parseUnquoted(text);
}

/** Reads a text that is not in quotes as a whole. */
export function parseUnquoted(text: string): string {
  if (isQuoted(text)) throw invalidInput('is in quotes: remove them from the value');
  return text;
}

const quoted = new RegExp(`^([${quotes}]).*(?:\\1|[${typographicQuotes}])$`, 's');

/** Says whether a text as a whole is in quotes: those of word processors come in many pairs. */
export function isQuoted(text: string): boolean {
  return quoted.test(text);
}

/** How much of what kind stands around a token string, such as `1 before and 1 after it (quotes)`; undefined if nothing. */
function describeWrapping(text: string): string | undefined {
  // In a header such an escape would be sent as it stands.
  const token = findTokenString(text)?.replace(/(?:\\[nrt]|%0[9ad])+$/i, '');
  if (token === undefined || token === text) return undefined;
  const start = text.indexOf(token);
  const [before, after] = [text.slice(0, start), text.slice(start + token.length)];
  return `${before.length} before and ${after.length} after it (${describeCharacters(before, after)})`;
}

/** What names a token string that follows it. */
const name = new RegExp(`^[${quotes}]?[\\w-]+[${quotes}]?\\s*[:=]\\s*[${quotes}]?$`);

function describeCharacters(before: string, after: string): string {
  const both = before + after;
  if (new RegExp(`^[${quotes}]+$`).test(both)) return 'quotes';
  if (/^\s+$/.test(both)) return 'white space';
  return name.test(before) ? 'a name' : 'other characters';
}
