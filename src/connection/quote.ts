import type { Redact } from './secrets.ts';

/** How many characters of a text from a server a message may quote. */
const quoteLength = 200;

/** How much of a page is looked at to find them. */
const lookedAt = 16 * 1024;

/** Makes a text from a server fit to be quoted: its beginning, as plain text without secrets. */
export function quoteText(text: string, redact: Redact): string {
  // Markup first: a tag inside a secret would hide it. The cut comes last: it could leave a half that nothing would find.
  const words = redact(withoutUrlSecrets(stripMarkup(text.slice(0, lookedAt))));
  return cutText(words.replace(/[\s\p{Cc}]+/gu, ' ').trim(), quoteLength);
}

/** Cuts a text to this many characters, and never through a surrogate pair: half of one is no character. */
export function cutText(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

/** Takes what may be secret out of every URL in a text: userinfo, query and fragment. */
function withoutUrlSecrets(text: string): string {
  return text.replace(/:\/\/[^\s"'<>`]*/g, (rest) => `:${withoutSecrets(rest.slice(1))}`);
}

/** Makes a reference to a URL fit to be quoted, absolute or not (RFC 3986, section 4.2). */
export function withoutSecrets(reference: string): string {
  return reference.replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#]*@/i, '$1//').replace(/[?#].*$/s, '');
}

/** Takes the tags out of an HTML page. A line feed, unlike a blank, is taken for a part of no word. */
function stripMarkup(text: string): string {
  if (!/^\s*<[!a-z]/i.test(text)) return text;
  return text.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '\n').replace(/<[^<>]*>/g, '\n');
}
