import { rejectInput } from './parsers.ts';

/** Says whether a text matches. */
export type TextTest = (text: string) => boolean;

/** A glob with more alternatives than this, or longer, in characters, is a mistake. */
const mostAlternatives = 1_000;
const longestGlob = 1_000;

/** Says whether a character fits. */
type CharacterTest = (character: string) => boolean;

/** One place of a pattern: a character, or a star for any number of them. */
type Place = CharacterTest | 'star';

/**
 * Makes a test from a glob: `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}`, and a backslash before what is meant as it is. It works
 * on descriptions, which whoever creates a token can choose: it takes time in proportion to the text, where the regular
 * expressions that libraries make of a glob can take years.
 *
 * Throws an {@link ActionError} for a glob that is longer than anybody writes.
 */
export function compileGlob(glob: string): TextTest {
  if (glob.length > longestGlob) throw rejectInput(`accepted: a glob of at most ${longestGlob} characters`);
  const patterns = expandBraces(glob).map((each) => toPlaces([...each]));
  return (text) => {
    const characters = [...text];
    return patterns.some((places) => matches(places, characters));
  };
}

/** Writes a glob with `{a,b}` as several without. Braces without a comma between them are characters. */
function expandBraces(glob: string): string[] {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const group = findGroup(next);
    if (group === undefined) done.push(next);
    else open.push(...group);
    if (done.length + open.length > mostAlternatives)
      throw rejectInput(`accepted: a glob of at most ${mostAlternatives} alternatives`);
  }
  return done;
}

/** The alternatives of the first group with a comma, each with what is around it. */
function findGroup(glob: string): string[] | undefined {
  for (let start = 0; start < glob.length; start += 1) {
    if (glob[start] === '\\') start += 1;
    else if (glob[start] === '{') {
      const commas = findCommas(glob, start);
      const [end] = commas.slice(-1);
      if (end === undefined || commas.length < 2) continue;
      const [before, after] = [glob.slice(0, start), glob.slice(end + 1)];
      const from = [start, ...commas.slice(0, -1)];
      return commas.map((comma, index) => before + glob.slice((from[index] ?? start) + 1, comma) + after);
    }
  }
  return undefined;
}

/** Where the alternatives of a group end: at its commas, and at its closing brace. Empty: it has none. */
function findCommas(glob: string, start: number): number[] {
  const commas: number[] = [];
  let depth = 0;
  for (let index = start; index < glob.length; index += 1) {
    const character = glob[index];
    if (character === '\\') index += 1;
    else if (character === '{') depth += 1;
    else if (character === ',' && depth === 1) commas.push(index);
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return [...commas, index];
    }
  }
  return [];
}

function toPlaces(glob: readonly string[]): Place[] {
  const places: Place[] = [];
  for (let index = 0; index < glob.length; index += 1) {
    const character = glob[index] ?? '';
    const end = character === '[' ? findSetEnd(glob, index) : -1;
    if (end !== -1) {
      places.push(toSet(glob.slice(index + 1, end)));
      index = end;
    } else if (character === '*') places.push('star');
    else if (character === '?') places.push(() => true);
    else {
      if (character === '\\' && index + 1 < glob.length) index += 1;
      const own = glob[index];
      places.push((other) => other === own);
    }
  }
  return places;
}

/** A bracket right at the start of a set is one of its characters. -1: the set has no end, and is none. */
function findSetEnd(glob: readonly string[], start: number): number {
  const first = start + (/[!^]/.test(glob[start + 1] ?? '') ? 2 : 1);
  return glob.indexOf(']', first + 1);
}

function toSet(characters: readonly string[]): CharacterTest {
  const isNegated = /[!^]/.test(characters[0] ?? '');
  const rest = characters.slice(isNegated ? 1 : 0);
  const ranges: { readonly low: string; readonly high: string }[] = [];
  for (let low = rest.shift(); low !== undefined; low = rest.shift()) {
    const isRange = rest[0] === '-' && rest.length > 1;
    const [high = low] = isRange ? rest.splice(0, 2).slice(1) : [];
    ranges.push({ low, high });
  }
  return (character) => {
    const code = codeOf(character);
    return ranges.some(({ low, high }) => codeOf(low) <= code && code <= codeOf(high)) !== isNegated;
  };
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Where the rest does not fit the last star takes one character more: there is never a reason to change an earlier one. */
function matches(places: readonly Place[], text: readonly string[]): boolean {
  let [place, index] = [0, 0];
  let star: { readonly place: number; index: number } | undefined;
  while (index < text.length) {
    const test = places[place];
    if (test === 'star') {
      star = { place, index };
      place += 1;
    } else if (test?.(text[index] ?? '') === true) {
      place += 1;
      index += 1;
    } else if (star !== undefined) {
      star.index += 1;
      place = star.place + 1;
      index = star.index;
    } else return false;
  }
  return places.slice(place).every((rest) => rest === 'star');
}
