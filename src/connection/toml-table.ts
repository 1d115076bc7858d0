import { invalidInput } from '../errors.ts';
import { type Fields, isFields, isTexts } from '../json.ts';

/**
 * Makes every key of a table lower-case: influxctl's TOML library, go-toml, matches keys without regard to letter case.
 *
 * @throws {@link ActionError} `invalid-input` where two keys differ in letter case only.
 */
export function foldKeys(table: Fields): Fields {
  const folded = new Map<string, unknown>();
  for (const [key, value] of Object.entries(table)) {
    const name = key.toLowerCase();
    if (folded.has(name)) throw invalidInput(`the key ${name} is given twice, in different letter case`);
    folded.set(name, value);
  }
  return Object.fromEntries(folded);
}

/** Reads the values of a table. Every method throws an {@link ActionError} `invalid-input` for one of another type. */
export interface TableReader {
  text(key: string): string | undefined;
  flag(key: string): boolean | undefined;
  /** Empty where there is none. */
  texts(key: string): readonly string[];
  /** A table inside; its reader finds nothing where there is none. */
  table(key: string): TableReader;
  /** The dotted names of keys that are not among these, separated by blanks; tables inside are not looked into. */
  otherThan(keys: string): string[];
}

/** A date is an object too. */
function isTable(value: unknown): value is Fields {
  return isFields(value) && !(value instanceof Date);
}

/** Opens a table with lower-case keys that has its own dotted name, which messages use. No message quotes a value. */
export function openTable(table: Fields, name: string): TableReader {
  const read = <Value>(key: string, what: string, isValid: (value: unknown) => value is Value) => {
    const value = table[key];
    if (value === undefined || isValid(value)) return value;
    throw invalidInput(`${name}.${key} is not ${what}`);
  };
  return {
    text: (key) => read(key, 'a string', (value) => typeof value === 'string'),
    flag: (key) => read(key, 'a boolean', (value) => typeof value === 'boolean'),
    texts: (key) => read(key, 'a list of strings', isTexts) ?? [],
    table: (key) => openTable(foldKeys(read(key, 'a table', isTable) ?? {}), `${name}.${key}`),
    otherThan: (keys) =>
      Object.keys(table)
        .filter((key) => !keys.split(' ').includes(key))
        .map((key) => `${name}.${key}`),
  };
}
