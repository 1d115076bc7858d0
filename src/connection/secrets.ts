import { findTokenSecrets, isPrefix } from '../token-string.ts';
import { type Reading, readEveryWay, withoutBlanks, withoutLetters } from './readings.ts';
import { compact, type FindStretches, findRareParts, indexStretches } from './stretches.ts';
import { findAll, mergeRanges, replaceRanges, subtractRanges, type TextRange } from './text-ranges.ts';

/** Takes every secret out of a text. */
export type Redact = (text: string) => string;

/** The secrets of a run. Some are known only in the middle of it, such as an access token. */
export interface Secrets {
  /** Hides a secret from then on, unless it is too short to be one. */
  hide(secret: string): void;
  /** Never takes these ids of tokens out of a text from then on. */
  show(ids: Iterable<string>): void;
  readonly redact: Redact;
}

/** Secrets shorter than this are neither masked nor searched for: masking them would hide ordinary words. */
export const shortestHidden = 4;

/** Longer texts are cut, in characters: only a hostile server sends them. */
const longestText = 64 * 1024;

/** Keeps secrets. The cluster's `host` is always shown. `mask` gets each secret that is added later, before anything can print it. */
export function keepSecrets(
  known: readonly string[],
  host: string | undefined,
  mask: (secret: string) => void,
): Secrets {
  const secrets = [...known];
  const ids = new Set<string>();
  let redact = createRedact(secrets, { ids, host });
  return {
    hide(secret) {
      if (secrets.includes(secret) || secret.length < shortestHidden) return;
      mask(secret);
      secrets.push(secret);
      redact = createRedact(secrets, { ids, host });
    },
    show(listed) {
      for (const id of listed) ids.add(id.toLowerCase());
    },
    redact: (text) => redact(text),
  };
}

/** What is shown even where a secret has it too: people need it, and it is public. */
interface Shown {
  /** Ids of tokens, in lower case. */
  readonly ids: ReadonlySet<string>;
  /** The cluster's host, with its port. */
  readonly host: string | undefined;
}

const nothing: Shown = { ids: new Set(), host: undefined };

/**
 * Makes a function that replaces by `***` what a text has of secrets, however it is encoded, and all but the prefix of
 * every other token string. A text longer than 64 KiB is cut.
 */
export function createRedact(secrets: readonly string[], shown = nothing): Redact {
  const all = secrets.map((secret) => ({ secret, parts: findRareParts(secret) }));
  const rests = secrets.map(dropBeyondAscii).filter((rest) => !secrets.includes(rest));
  const findStretches = indexStretches([
    ...all.flatMap(({ parts }) => parts),
    ...rests.flatMap(findRareParts),
  ]);
  const forms = new Set(all.flatMap(({ secret, parts }) => wholeForms(secret, parts)));
  return (given) => {
    const text = given.slice(0, longestText);
    const readings = readEveryWay(text);
    // Endless nesting is an attempt to hide something.
    if (readings === undefined) return '***';
    const found = [
      ...readings.flatMap((reading) => findIn(reading, findStretches)),
      ...[...forms].flatMap((form) => findAll(text, form)),
    ];
    if (found.length === 0) return text;
    return replaceRanges(text, subtractRanges(mergeRanges(found), findShown(text, shown)), '***');
  };
}

/** The parts of the original from which something was read that must not be shown. */
function findIn(reading: Reading, findStretches: FindStretches): TextRange[] {
  // What follows a line is no part of the token at its end.
  const tokens = reading.isJoined ? [] : findTokenSecrets(reading.text);
  const found = tokens.map(([from, to]) => reading.locate(from, to));
  const bare = withoutLetters(reading);
  const kinds = bare === reading ? [reading] : [reading, bare];
  return [...found, ...kinds.flatMap((kind) => locateStretches(kind, findStretches))];
}

function locateStretches(reading: Reading, findStretches: FindStretches): TextRange[] {
  const stretches = findStretches(compact(reading.text));
  if (stretches.length === 0) return [];
  const { locate } = withoutBlanks(reading);
  return stretches.map(([from, to]) => locate(from, to));
}

/** What remains of a secret in a text of another character set. */
function dropBeyondAscii(secret: string): string {
  return secret.replace(/[^\n\x20-\x7e]+/g, '');
}

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

function findShown(text: string, { ids, host }: Shown): TextRange[] {
  const found = [...text.matchAll(uuid)].filter(({ 0: id }) => ids.has(id.toLowerCase()));
  const places = found.map(({ 0: id, index }): TextRange => [index, index + id.length]);
  return mergeRanges([...places, ...(host === undefined ? [] : findAll(text, host))]);
}

/**
 * What is searched for as a whole: the forms of a secret without rare parts or with letters beyond ASCII, which no reading of
 * base64 has, and one that has more than its rare parts.
 */
function wholeForms(secret: string, rareParts: readonly string[]): string[] {
  if (rareParts.length === 0 || /[^\n\r -~]/.test(secret)) return isPrefix(secret) ? [] : formsOf(secret);
  return rareParts[0] === compact(secret) ? [] : [secret];
}

/** The forms in which a server may echo a secret. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  const percentEncoded = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    ...secret.split(/\r?\n/),
    percentEncoded,
    percentEncoded.replace(/%../g, (code) => code.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
    base64,
    base64.replace(/=+$/, ''),
  ].filter((form) => form.length >= shortestHidden);
}
