import fc from 'fast-check';

const bytesOf = (text: string): string[] =>
  [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0'));

const each = (text: string, encode: (character: string, code: string) => string): string =>
  [...text].map((character) => encode(character, character.charCodeAt(0).toString(16))).join('');

const punctuation: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The forms in which a server may echo a text in ASCII. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in lower case': (text) =>
    encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'percent-encoded character by character': (text) =>
    bytesOf(text)
      .map((byte) => `%${byte}`)
      .join(''),
  'form-encoded': (text) => new URLSearchParams({ text }).toString().slice('text='.length),
  'with HTML entities': (text) => each(text, (character) => punctuation[character] ?? character),
  'with decimal references': (text) => each(text, (_, code) => `&#${Number.parseInt(code, 16)};`),
  'with hexadecimal references': (text) => each(text, (_, code) => `&#x${code};`),
  'with padded references': (text) =>
    each(text, (_, code) => `&#${String(Number.parseInt(code, 16)).padStart(8, '0')};`),
  'with padded hexadecimal references': (text) => each(text, (_, code) => `&#x${code.padStart(8, '0')};`),
  'in JSON': (text) => JSON.stringify(text).slice(1, -1),
  'in JSON with escaped slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'in JSON as Go writes it': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[&<>]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
  'in JSON character by character': (text) => each(text, (_, code) => `\\u${code.padStart(4, '0')}`),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 of a header': (text) => Buffer.from(`Bearer ${text}`).toString('base64'),
  'in base64 of credentials': (text) => Buffer.from(`it:${text}`).toString('base64'),
  'in base64 without its padding': (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
  'in hexadecimal': (text) => bytesOf(text).join(''),
  'in capital hexadecimal': (text) => bytesOf(text).join('').toUpperCase(),
};

/** Breaks a text into lines. */
export function wrap(text: string, width: number, by = '\n'): string {
  return text.match(new RegExp(`[\\s\\S]{1,${width}}`, 'g'))?.join(by) ?? '';
}

const token = fc
  .uint8Array({ minLength: 36, maxLength: 60 })
  .map((bytes) => `M.V1.${Buffer.from(bytes).toString('base64')}`);
const anyCharacters = fc.string({ unit: fc.constantFrom(...printable()), minLength: 24, maxLength: 60 });

/** Secrets of which no stretch is so plain that other texts have it too. */
export const secret: fc.Arbitrary<string> = fc
  .oneof(token, anyCharacters)
  .filter((text) =>
    Array.from(text).every((_, at) => at + 16 > text.length || isMixed(text.slice(at, at + 16))),
  );

function isMixed(text: string): boolean {
  return new Set(text).size >= 6;
}

/** Printable ASCII, parentheses aside: tests put echoes in them. */
function printable(): string[] {
  const all = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index));
  return all.filter((character) => !/[()]/.test(character));
}

/** A cut leaves all but so many characters at the end. */
const longestCut = 20;

/** What becomes of a secret on its way through a server, in order. */
export const distortion: fc.Arbitrary<(text: string) => string> = fc
  .record({
    cut: fc.oneof(fc.constant(undefined), fc.nat(longestCut)),
    codes: fc.array(fc.constantFrom(...Object.values(encodings)), { maxLength: 2 }),
    width: fc.oneof(fc.constant(undefined), fc.integer({ min: 1, max: 80 })),
    by: fc.constantFrom('\n', '\r\n', '\n    ', '\u200b', '\u2060', '\u00ad', '\u0000'),
  })
  .map(({ cut, codes, width, by }) => (text) => {
    const part = cut === undefined ? text : text.slice(0, Math.max(16, text.length - cut));
    const encoded = codes.reduce((rest, encode) => encode(rest), part);
    return width === undefined ? encoded : wrap(encoded, width, by);
  });

/** How long 16 characters of a secret are in an echo of it, and no less. */
export function lengthOfStretch(text: string, echo: string): number {
  return Math.ceil((16 * echo.length) / Math.max(16, text.length - longestCut));
}
