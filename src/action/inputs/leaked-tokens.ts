import { findTokenString, splitEntries } from '../../revocation/token-ids.ts';
import { rejectInput } from './parsers.ts';

/** A shorter text is no token, and to mask it would blacken ordinary words. */
const shortestToken = 12;

/** Finds what can be a token in a text, whatever it looks like, even where the text as a whole is wrong. */
export function findLeakedTokens(text: string): string[] {
  const entries = splitEntries(text) ?? text.split(/["'`\s,[\]]+/);
  const bare = entries.flatMap((entry) => findTokenString(entry) ?? []);
  return [...new Set([...entries, ...bare])].filter((entry) => entry.length >= shortestToken);
}

/** Reads token strings. No message quotes any of them. */
export function parseLeakedTokens(text: string): readonly string[] {
  const entries = splitEntries(text);
  if (entries === undefined) throw rejectInput('starts with "[" but is not a JSON array of strings');
  const short = entries.findIndex((entry) => entry.length < shortestToken);
  if (short !== -1) throw rejectInput(`entry ${short + 1} is too short to be a token`);
  const odd = entries.findIndex((entry) => !/^[\x21-\x7e]+$/.test(entry));
  if (odd !== -1) throw rejectInput(`entry ${odd + 1} holds characters that no token has`);
  const wrapped = entries.findIndex((entry) => /["'`{}()<>]/.test(entry) || isInside(entry));
  if (wrapped !== -1) throw rejectInput(`entry ${wrapped + 1} has something around the token`);
  return [...new Set(entries)];
}

/** Something like `TOKEN=M.V1.…`. */
function isInside(entry: string): boolean {
  const token = findTokenString(entry);
  return token !== undefined && token !== entry;
}
