import { isUtf8 } from 'node:buffer';

/** What bytes were read as: a text, or a few words that say what they seem to be instead. */
type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other'; readonly what: string };

/** How files begin that are given by mistake instead of texts, in hexadecimal digits. */
const signatures: readonly (readonly [start: string, what: string])[] = [
  ['fffe0000', 'UTF-32 text'],
  ['0000feff', 'UTF-32 text'],
  ['1f8b', 'compressed by gzip'],
  ['28b52ffd', 'compressed by Zstandard'],
  ['425a68', 'compressed by bzip2'],
  ['fd377a585a00', 'compressed by xz'],
  ['504b0304', 'a ZIP archive'],
  ['feedfeed', 'a Java keystore'],
  ['25504446', 'a PDF'],
  ['89504e47', 'an image'],
  ['53514c69746520', 'an SQLite database'],
];

/** The beginning of a PKCS #12 file: a sequence that starts with the version 3 (RFC 7292, section 4). */
const pkcs12 = /^30(?:8[1-4])?(?:[0-9a-f]{2})*?020103/;

/** Byte order marks (https://www.unicode.org/faq/utf_bom.html), and how to read what follows them. */
const marks: readonly (readonly [start: string, decode: (rest: Buffer) => Decoded])[] = [
  ['efbbbf', decodeUtf8],
  ['fffe', (rest) => decodeUtf16(rest)],
  ['feff', (rest) => (rest.length % 2 === 0 ? decodeUtf16(Buffer.from(rest).swap16()) : cutUtf16)],
];

const cutUtf16: Decoded = { kind: 'other', what: 'UTF-16 text that is cut' };

/** Reads bytes as UTF-8, or as UTF-16 where they begin with its byte order mark. No mark is part of the text. */
export function decodeText(bytes: Buffer): Decoded {
  const start = bytes.subarray(0, 16).toString('hex');
  const signature = signatures.find(([digits]) => start.startsWith(digits));
  if (signature !== undefined) return { kind: 'other', what: signature[1] };
  const mark = marks.find(([digits]) => start.startsWith(digits));
  if (mark === undefined) return decodeUtf8(bytes);
  const [digits, decode] = mark;
  return decode(bytes.subarray(digits.length / 2));
}

function decodeUtf8(bytes: Buffer): Decoded {
  if (isUtf8(bytes) && !bytes.includes(0)) return { kind: 'text', text: bytes.toString('utf8') };
  return { kind: 'other', what: describeBytes(bytes) };
}

function decodeUtf16(bytes: Buffer): Decoded {
  if (bytes.length % 2 !== 0) return cutUtf16;
  const text = bytes.toString('utf16le');
  return text.includes('\0') || !text.isWellFormed()
    ? { kind: 'other', what: 'binary data' }
    : { kind: 'text', text };
}

/** Names what is neither UTF-8 nor marked as anything else. */
function describeBytes(bytes: Buffer): string {
  const start = bytes.subarray(0, 16).toString('hex');
  if (pkcs12.test(start)) return 'PKCS #12, which holds a certificate and its key: export them as PEM';
  if (/^308[1-4]/.test(start)) return 'DER, the binary form of a certificate or key: convert it to PEM';
  const sample = bytes.subarray(0, 1024);
  const isZeroAt = (odd: number) =>
    sample.length > 3 && sample.every((byte, at) => at % 2 !== odd || byte === 0);
  if (isZeroAt(0) || isZeroAt(1)) return 'UTF-16 text without a byte order mark';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they distinguish binary data from text.
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(sample.toString('latin1'))) return 'binary data';
  return 'text in another encoding, such as Windows-1252';
}
