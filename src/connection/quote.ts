import type { Redact } from './secrets.ts';

/** How many characters of a text from the other side a message may quote. */
const quoteLength = 200;

/** How much of a page is looked at to find them. */
const lookedAt = 16 * 1024;

/** Makes a text from the other side fit to be quoted: its beginning, as plain text without secrets. */
export function quoteText(text: string, redact: Redact): string {
  // Secrets first: a cut could leave half of one, which nothing would find.
  const words = toPlainText(redact(text).slice(0, lookedAt));
  // Half of a surrogate pair is no character.
  return words.slice(0, quoteLength).replace(/[\ud800-\udbff]$/, '');
}

/** Takes markup out of an HTML page, and folds white space. */
function toPlainText(text: string): string {
  const isMarkup = /^\s*<[!a-z]/i.test(text);
  const words = isMarkup ? stripTags(text) : text;
  return words.replace(/\s+/g, ' ').trim();
}

function stripTags(page: string): string {
  return page.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^<>]*>/g, ' ');
}
