import { parseJson } from '../json.ts';

/** A mark of a list in front of an entry, as YAML, Markdown and word processors write it. */
const listMark = /^(?:[-*+•·–—]|\d{1,4}[.)])$/;

/**
 * Splits a pasted text into entries: at white space, commas and semicolons, or as a JSON array of strings. `#` starts a
 * comment to the end of its line. Characters that are not meant to be seen are dropped, and so are the marks of a list.
 * Undefined if it begins like a JSON array and is none, or holds JSON objects.
 */
export function splitEntries(text: string): readonly string[] | undefined {
  const content = toContent(text);
  if (holdsObjects(content)) return undefined;
  if (!content.startsWith('[')) return splitPlain(content);
  const value = parseJson(content);
  if (value !== undefined) return isStrings(value) ? value.map((entry) => entry.trim()) : undefined;
  // YAML and Python write lists that JSON does not know. One without its end may have lost entries.
  return content.endsWith(']') ? splitPlain(content.slice(1, -1)) : undefined;
}

/** Says whether a text holds JSON objects, such as a whole list of tokens, instead of a list of texts. */
export function holdsObjects(text: string): boolean {
  const content = toContent(text);
  return /^[[{]/.test(content) && /"\s*:/.test(content);
}

/** A text without comments, and out of the JSON string that `toJSON` makes of an output. */
function toContent(text: string): string {
  const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const content = visible.replace(/#[^\r\n]*/g, '').trim();
  const inner = content.startsWith('"[') ? parseJson(content) : undefined;
  return typeof inner === 'string' ? inner.trim() : content;
}

function splitPlain(content: string): string[] {
  return content.split(/[\s,;]+/).filter((entry) => entry !== '' && !listMark.test(entry));
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
