import { invalidInput } from '../../errors.ts';
import { isQuoted } from './token-strings.ts';

/** All patterns together may have this many characters: more are a mistake. */
const longestPatterns = 1_000;

/** This many characters of a description are tested: anyone who creates a token can choose one of any length. */
const longestTest = 4_096;

/**
 * Makes a test from patterns, one a line, any of which may match: `*` matches any number of characters, `?` matches one,
 * and any other character is matched literally. The time of a test is bounded by the lengths of pattern and text. Of a
 * text that is too long to be tested as a whole, a match is certain only if the pattern ends in `*`.
 *
 * @throws {@link ActionError} `invalid-input` for patterns beyond the bounds, and for those in quotes or in a JSON array,
 * which would match nothing.
 */
export function compilePatterns(text: string): (description: string) => boolean {
  if (text.length > longestPatterns)
    throw invalidInput(`must be patterns, one a line, of at most ${longestPatterns} characters together`);
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  if (lines.some((line) => isQuoted(line.replace(/^- *|,$/g, ''))) || /^\s*\[\s*(?:["']|\]$)/.test(text))
    throw invalidInput(
      'must be patterns, one a line, without quotes around them and not as JSON; `?` matches a quote that is meant',
    );
  const patterns = lines.filter((line) => line !== '').map((line) => [...line.replace(/\*+/g, '*')]);
  return (description) => {
    const characters = [...description.slice(0, longestTest)];
    const isWhole = description.length <= longestTest;
    return patterns.some((pattern) => (isWhole || pattern.at(-1) === '*') && matches(pattern, characters));
  };
}

/** Where the rest does not match, the last star takes one character more: an earlier one never needs to change. */
function matches(pattern: readonly string[], text: readonly string[]): boolean {
  let [place, index] = [0, 0];
  let star: { readonly place: number; readonly index: number } | undefined;
  while (index < text.length) {
    const wanted = pattern[place];
    if (wanted === '*') {
      star = { place, index };
      place += 1;
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[index])) {
      place += 1;
      index += 1;
    } else if (star !== undefined) {
      star = { place: star.place, index: star.index + 1 };
      place = star.place + 1;
      index = star.index;
    } else return false;
  }
  return pattern.slice(place).every((rest) => rest === '*');
}

/** Units of an age, in ms. */
const units = { h: 3_600_000, d: 86_400_000 };

/** A hundred years, in ms: no token is older, so a larger number is a typing error. */
const longestAge = 36_525 * units.d;

/** Reads an age in days or hours, such as `90d` or `12h`, in ms. */
export function parseAge(text: string): number {
  const [, amount, unit] = /^(\d{1,9})([hd])$/.exec(text) ?? [];
  if (amount === undefined) throw invalidInput('must be an age in days or hours, such as 90d or 12h');
  const ms = Number(amount) * (unit === 'h' ? units.h : units.d);
  if (ms > 0 && ms <= longestAge) return ms;
  throw invalidInput('must be an age greater than zero and of at most 100 years');
}
