import type { TextRange } from './text-ranges.ts';

/** Finds every part of 16 characters of a text that a secret has too, in order. */
export type FindStretches = (text: string) => TextRange[];

/** This many consecutive characters in common with a secret are no coincidence. */
const stretchLength = 16;

/** A stretch of fewer different characters is in other texts too. */
const leastDifferent = 6;

/** Fresh keys of one kind begin with the same header in DER: an RSA key's is 26 bytes, which are 36 characters. */
const commonKeyHeader = 40;

/**
 * A stretch is looked up by a piece of it. Of the pieces that begin at every ninth character of a text each stretch holds
 * a whole one: no other has to be looked up.
 */
const pieceLength = 8;
const step = stretchLength - pieceLength + 1;

/** Blanks, control characters and, beyond ASCII, all but letters that can be seen count neither in a secret nor in a text. */
export function compact(text: string): string {
  return text.replace(/(?:[^\x21-\x7e\p{L}]|\p{Default_Ignorable_Code_Point})+/gu, '');
}

/** Finds the parts of a secret of which no stretch is common. None if it is too short, or if others may have all of it. */
export function findRareParts(secret: string): string[] {
  return withoutCommonParts(secret).map(compact).flatMap(splitAtCommon);
}

/** Indexes such parts. A text is searched in linear time, however many there are. */
export function indexStretches(rareParts: readonly string[]): FindStretches {
  const stretches = new Set(rareParts.flatMap((part) => slicesOf(part, stretchLength)));
  const pieces = new Set(rareParts.flatMap((part) => slicesOf(part, pieceLength)));
  return (text) => {
    const found: TextRange[] = [];
    for (let at = 0; at + pieceLength <= text.length; at += step) {
      if (!pieces.has(text.slice(at, at + pieceLength))) continue;
      for (let from = Math.max(0, at - step + 1); from <= at; from += 1)
        if (stretches.has(text.slice(from, from + stretchLength))) found.push([from, from + stretchLength]);
    }
    return found;
  };
}

/** Other keys have the armour and the beginning of a PEM text too, and other JWTs the header. */
function withoutCommonParts(secret: string): string[] {
  const [first = '', ...rest] = secret.split(/-----BEGIN [^-]*-----/);
  const bodies = rest.flatMap((block) => {
    const [body = '', ...behind] = block.split(/-----END [^-]*-----/);
    return [compact(body).slice(commonKeyHeader), ...behind];
  });
  return [first.replace(/^eyJ[\w-]*\./, ''), ...bodies];
}

/** Leaves out stretches of few different characters, as a line of dashes is one. */
function splitAtCommon(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at + stretchLength <= text.length + 1; at += 1) {
    if (at + stretchLength <= text.length && isRare(text.slice(at, at + stretchLength))) continue;
    if (at > from) parts.push(text.slice(from, at + stretchLength - 1));
    from = at + 1;
  }
  return parts;
}

function isRare(stretch: string): boolean {
  return new Set(stretch).size >= leastDifferent;
}

function slicesOf(text: string, length: number): string[] {
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) =>
    text.slice(at, at + length),
  );
}
