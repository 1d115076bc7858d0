import type { TextRange } from './text-ranges.ts';

/** A text as it reads when it is decoded, and where each part of it stands in the original. */
export interface Reading {
  /** Printable ASCII, letters, blanks and line feeds only. */
  readonly text: string;
  /** Whether lines were joined: what follows a line may then look like a part of it. */
  readonly isJoined: boolean;
  /** The part of the original that a part of this text was read from. */
  readonly locate: (from: number, to: number) => TextRange;
}

/** A part of a decoded text, and the part of its source that it was read from. */
interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Decodes one kind of encoding, one layer. undefined if there is none of it. */
type Decode = (source: Reading) => Reading | undefined;

/** How many characters are decoded for each one of a text: what is nested deeper, or in more ways, is made to be. */
const mostWork = 64;

/** Short texts may be nested as deep as texts of this length. */
const shortText = 256;

/** HTML's names of the characters that a secret can hold (https://html.spec.whatwg.org/#named-character-references). */
const references = new Map(
  (
    'amp& lt< gt> quot" apos\' excl! num# dollar$ percnt% lpar( rpar) ast* midast* plus+ comma, period. sol/ ' +
    'colon: semi; equals= quest? commat@ lsqb[ lbrack[ bsol\\ rsqb] rbrack] hat^ lowbar_ underbar_ grave` lcub{ ' +
    'lbrace{ verbar| vert| rcub} rbrace}'
  )
    .split(' ')
    .map((word) => [word.slice(0, -1), word.slice(-1)]),
);

/** Enough of base64 for 16 characters. A UUID is none. */
const base64Run = /(?<![\w+/-])(?![\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\w+/-]))[\w+/-]{22,}/gi;
const hexRun = /(?<![\da-f])[\da-f]{32,}/gi;

/** Most texts are not encoded: this test is fast. */
const maybeEncoded = new RegExp(String.raw`[^\x20-\x7e]|[%+&\\]|${base64Run.source}`, 'i');

const decoders: readonly Decode[] = [
  // A character of several bytes is in UTF-8.
  replaceAll(/%[c-f][\da-f](?:%[89ab][\da-f])+|%[\da-f]{2}/gi, (codes) =>
    Buffer.from(codes.replaceAll('%', ''), 'hex').toString(codes.length > 3 ? 'utf8' : 'latin1'),
  ),
  // A form's blank (https://url.spec.whatwg.org/#application/x-www-form-urlencoded).
  replaceAll(/\+/g, () => ' '),
  replaceAll(/&(?:#\d+;?|#x[\da-f]+;?|(?:amp|lt|gt|quot)\b;?|[a-z]+;)/gi, decodeReference),
  replaceAll(/\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|["\\/bfnrt])/g, decodeEscape),
  joinLines,
  ...[0, 1, 2, 3].map((offset) => decodeRuns(base64Run, offset, 'base64')),
  ...[0, 1].map((offset) => decodeRuns(hexRun, offset, 'hex')),
];

/**
 * Reads a text in every way in which it may be encoded, layer by layer, until nothing encoded is left. The work is
 * bounded by a multiple of the text's length; undefined if that is not enough.
 */
export function readEveryWay(text: string): readonly Reading[] | undefined {
  const whole: Reading = { text, isJoined: false, locate: (from, to) => [from, to] };
  if (!maybeEncoded.test(text)) return [whole];
  const readings = [tidy(whole)];
  const seen = new Map<string, Reading[]>();
  let work = 0;
  for (const reading of readings) {
    for (const decode of decoders) {
      const decoded = decode(reading);
      if (decoded === undefined) continue;
      work += decoded.text.length;
      if (work > mostWork * Math.max(text.length, shortText)) return undefined;
      const next = tidy(decoded);
      const key = `${next.isJoined} ${next.text}`;
      const alike = seen.get(key) ?? [];
      // The same text may stand in several places.
      if (alike.some((each) => placeOf(each) === placeOf(next))) continue;
      readings.push(next);
      seen.set(key, [...alike, next]);
    }
  }
  return readings;
}

/** The part of the original that a reading was read from, for comparison. */
function placeOf({ text, locate }: Reading): string {
  return locate(0, text.length).join();
}

/** A reading without what is beyond ASCII: where a text comes in a wrong character set, that of a secret is lost or another. */
export function withoutLetters(source: Reading): Reading {
  return dropLetters(source) ?? source;
}

/** A reading without its blanks and line feeds. */
export function withoutBlanks(source: Reading): Reading {
  return dropBlanks(source) ?? source;
}

/** Drops what cannot be seen, and makes a line feed of all else that is neither printable ASCII nor a letter. */
function tidy(source: Reading): Reading {
  const isSeen = /[\t\v\f\r\x85]|[^\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
  const isOther = /(?:[^\x20-\x7e\n\p{L}]|\p{Default_Ignorable_Code_Point})+/gu;
  const clean = replaceAll(isOther, (run) => (isSeen.test(run) ? '\n' : ''));
  return clean(source) ?? source;
}

/** Replaces each match, and keeps the rest. */
function replaceAll(pattern: RegExp, decode: (match: string) => string): Decode {
  return (source) => {
    const { text } = source;
    if (text.search(pattern) < 0) return undefined;
    const pieces: Piece[] = [];
    let end = 0;
    for (const { 0: match, index } of text.matchAll(pattern)) {
      pieces.push({ text: text.slice(end, index), from: end, to: index });
      end = index + match.length;
      pieces.push({ text: decode(match), from: index, to: end });
    }
    pieces.push({ text: text.slice(end), from: end, to: text.length });
    return derive(source, pieces);
  };
}

/** A wrapped line, with what it is indented by. */
function joinLines(source: Reading): Reading | undefined {
  const joined = replaceAll(/\n[\n ]*/g, () => '')(source);
  return joined && { ...joined, isJoined: true };
}

const dropLetters = replaceAll(/[^\n\x20-\x7e]+/g, () => '');

const dropBlanks = replaceAll(/[ \n]+/g, () => '');

/** What is text in decoded bytes, in ASCII, UTF-16 or UTF-8: this much of it is no coincidence. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: text in UTF-16 has a zero byte beside each letter.
const readable = /(?:[\x00-\x7f]|[\xc2-\xf4][\x80-\xbf]{1,3}){16,}/g;

/** Decodes the text that runs of an alphabet encode; the rest is left out. A run may begin before what it encodes. */
function decodeRuns(pattern: RegExp, offset: number, encoding: 'base64' | 'hex'): Decode {
  const digitsPerByte = encoding === 'hex' ? 2 : 4 / 3;
  return (source) => {
    const { text } = source;
    if (text.search(pattern) < 0) return undefined;
    const pieces = [...text.matchAll(pattern)].flatMap(({ 0: run, index: start }) => {
      const decoded = Buffer.from(run.slice(offset), encoding).toString('latin1');
      return [...decoded.matchAll(readable)].flatMap(({ 0: part, index }): Piece[] => {
        const from = start + offset + index * digitsPerByte;
        const to = from + part.length * digitsPerByte;
        return [
          // Where a character of several bytes stands would be lost.
          { text: part.replace(/[^\x20-\x7e]/g, '\n'), from, to },
          { text: '\n', from: to, to },
        ];
      });
    });
    return pieces.length === 0 ? undefined : derive(source, pieces);
  };
}

/** Makes a text of pieces. Where its characters come from is computed only when it is needed, which is rare. */
function derive({ locate, isJoined }: Reading, pieces: readonly Piece[]): Reading {
  const text = pieces.map((piece) => piece.text).join('');
  let sources: Sources | undefined;
  return {
    text,
    isJoined,
    locate(from, to) {
      sources ??= findSources(pieces, text.length);
      return locate(sources.starts[from] ?? 0, sources.ends[to - 1] ?? 0);
    },
  };
}

/** For each character of a text, the positions of its source's first character and of the first one behind it. */
interface Sources {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

function findSources(pieces: readonly Piece[], length: number): Sources {
  const [starts, ends] = [new Uint32Array(length), new Uint32Array(length)];
  let at = 0;
  for (const { text, from, to } of pieces) {
    const ratio = (to - from) / text.length;
    for (let index = 0; index < text.length; index += 1, at += 1) {
      starts[at] = Math.floor(from + index * ratio);
      ends[at] = Math.ceil(from + (index + 1) * ratio);
    }
  }
  return { starts, ends };
}

function decodeReference(reference: string): string {
  const name = reference.replace(/[&;]/g, '').toLowerCase();
  if (!name.startsWith('#')) return references.get(name) ?? '';
  const code = Number(name.replace('#x', '0x').replace('#', ''));
  return code > 0x10ffff ? '' : String.fromCodePoint(code);
}

function decodeEscape(sequence: string): string {
  const [, kind = '', code] = /^\\(.)(.*)$/.exec(sequence) ?? [];
  if (code !== '') return String.fromCharCode(Number.parseInt(code ?? '', 16));
  return /["\\/]/.test(kind) ? kind : '\n';
}
