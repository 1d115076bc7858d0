import { isTexts, parseJson } from '../json.ts';
import { quotes } from '../token-string.ts';

/** One entry of a pasted list. */
export interface Entry {
  readonly text: string;
  /** The line that it is on, from 1. Undefined: the list has one line, or is JSON. */
  readonly line: number | undefined;
}

/** A mark of a list in front of an entry, as YAML, Markdown and word processors write it. */
const listMark = /^(?:[-*+•·–—]|\d{1,4}[.)])$/;

/** What ends a line: the mandatory breaks of Unicode (UAX #14). */
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

const comment = /#[^\n\v\f\r\u0085\u2028\u2029]*/g;

/**
 * Splits a pasted text into entries: at white space, commas and semicolons, or as a JSON array of strings. `#` starts a
 * comment to the end of its line. Characters that are not meant to be seen are dropped, and so are the marks of a list.
 * Undefined if it begins like a JSON array and is none, or holds JSON objects.
 */
export function splitEntries(text: string): readonly Entry[] | undefined {
  const content = toContent(text);
  if (holdsObjects(content)) return undefined;
  if (!/^\s*\[/.test(content)) return splitPlain(content);
  const value = parseJson(content.trim());
  if (value !== undefined)
    return isTexts(value) ? value.map((entry) => ({ text: entry.trim(), line: undefined })) : undefined;
  // YAML and Python write lists that JSON does not know. One without its end may have lost entries.
  return /\]\s*$/.test(content) ? splitPlain(content.replace(/\[/, ' ').replace(/\]\s*$/, '')) : undefined;
}

/** What stands around and between the entries of a list, even of one that is broken. */
const separators = new RegExp(`[${quotes}\\s,[\\]]+`);

/** Splits a text that is no list: each part may be an entry of the one that was meant. */
export function splitBroken(text: string): string[] {
  return text.split(separators);
}

/** Names an entry for people by its index, from 0. */
export function nameEntry(index: number, { line }: Entry): string {
  return `entry ${index + 1}${line === undefined ? '' : ` on line ${line}`}`;
}

/** What stands behind `#` on each line, `#` included. */
export function findComments(text: string): readonly string[] {
  return toVisible(text).match(comment) ?? [];
}

/** Says whether a text is a list that is empty on purpose. */
export function isEmptyList(text: string): boolean {
  return /^\s*\[\s*\]\s*$/.test(toContent(text));
}

/** Says whether a text holds JSON objects, such as a whole list of tokens, instead of a list of texts. */
export function holdsObjects(text: string): boolean {
  const content = toContent(text);
  return /^\s*[[{]/.test(content) && /"\s*:/.test(content);
}

/** A text without comments, and out of the JSON string that `toJSON` makes of an output. */
function toContent(text: string): string {
  const content = toVisible(text).replace(comment, '');
  const inner = /^\s*"\[/.test(content) ? parseJson(content.trim()) : undefined;
  return typeof inner === 'string' ? inner : content;
}

function toVisible(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

function splitPlain(content: string): Entry[] {
  const lines = content.trimEnd().split(lineBreak);
  return lines.flatMap((line, index) =>
    line
      .split(/[\s,;]+/)
      .filter((text) => text !== '' && !listMark.test(text))
      .map((text) => ({ text, line: lines.length === 1 ? undefined : index + 1 })),
  );
}
