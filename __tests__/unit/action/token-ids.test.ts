import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadTokenIds } from '../../../src/action/inputs/token-ids.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ids-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [one, two, three] = ['1', '2', '3'].map((digit) => `0b2f9d1c-4b6e-4c53-9d0f-5a1c7e8f9a0${digit}`) as [
  string,
  string,
  string,
];

function fileWith(text: string | Buffer): string {
  const file = path.join(folder, 'ids.txt');
  writeFileSync(file, text);
  return file;
}

describe('The ids to revoke', () => {
  test('may come from the input', () => {
    expect(loadTokenIds(`${one}, ${two}`, '')).toEqual({ ids: [one, two], problems: [], secrets: [] });
  });

  test('may come from a file', () => {
    const file = fileWith(`# retired\r\n${one}\r\n${two} # the old one\r\n`);
    expect(loadTokenIds('', file)).toEqual({ ids: [one, two], problems: [], secrets: [] });
  });

  test('may come from a file that begins with a byte-order mark', () => {
    expect(loadTokenIds('', fileWith(`\uFEFF${one}\n`)).ids).toEqual([one]);
    expect(loadTokenIds('', fileWith(`\uFEFF["${one}"]`)).ids).toEqual([one]);
  });

  test('may come from both: each counts once, those of the input first', () => {
    const file = fileWith(`${three}\n${one.toUpperCase()}\n`);
    expect(loadTokenIds(`${two} ${one}`, file).ids).toEqual([two, one, three]);
  });

  test('may be none, where they are given as an empty list', () => {
    expect(loadTokenIds('[]', '')).toEqual({ ids: [], problems: [], secrets: [] });
    expect(loadTokenIds('', fileWith(''))).toEqual({ ids: [], problems: [], secrets: [] });
  });

  test('are none where neither input is given', () => {
    expect(loadTokenIds('', '')).toEqual({ ids: [], problems: [], secrets: [] });
  });
});

describe('A file of ids that cannot be used', () => {
  test.each([
    ['does not exist', () => path.join(folder, 'missing'), 'the file cannot be read (ENOENT)'],
    ['is a folder', () => folder, 'this is not a file'],
    ['is a device', () => devNull, 'this is not a file'],
    ['has a name that none can have', () => 'a\0b', 'the file cannot be read (ERR_INVALID_ARG_VALUE)'],
  ])('is told where it %s, and the ids of the input are still known', (_, give, message) => {
    expect(loadTokenIds(one, give())).toEqual({
      ids: [one],
      problems: [{ input: 'token-ids-file', message }],
      secrets: [],
    });
  });

  test.each([
    ['UTF-16', Buffer.from(`\ufeff${one}`, 'utf16le')],
    ['binary', Buffer.from([0xff, 0xfe, 0xfd])],
  ])('is told where it is %s', (_, bytes) => {
    const file = fileWith('');
    writeFileSync(file, bytes);
    const problem = { input: 'token-ids-file', message: 'the file is not UTF-8 text' };
    expect(loadTokenIds('', file).problems).toEqual([problem]);
  });

  test('is told where it is too large to be meant', () => {
    const file = fileWith(one);
    truncateSync(file, 16 * 1024 * 1024 + 1);
    const problem = { input: 'token-ids-file', message: 'the file is larger than 16 MiB' };
    expect(loadTokenIds('', file).problems).toEqual([problem]);
  });
});

describe('Entries that are no ids', () => {
  test('are told for each input, beside the ids that could be read', () => {
    const loaded = loadTokenIds(`${one} wrong`, fileWith(`${two} false`));
    expect(loaded.ids).toEqual([one, two]);
    expect(loaded.problems).toEqual([
      { input: 'token-ids', message: 'entry 2 ("wron…", 5 characters) is not a UUID' },
      { input: 'token-ids-file', message: 'entry 2 ("fals…", 5 characters) is not a UUID' },
    ]);
  });

  test('are told one by one up to five, and counted from there', () => {
    const messages = (count: number) =>
      loadTokenIds('wrong '.repeat(count), '').problems.map(({ message }) => message);
    expect(messages(5)).toHaveLength(5);
    expect(messages(105)).toHaveLength(6);
    expect(messages(105)[5]).toBe('and 100 more entries');
  });

  test.each([
    ['the input', (text: string) => loadTokenIds(text, '')],
    ['a file', (text: string) => loadTokenIds('', fileWith(text))],
  ])('and are tokens by mistake, are secrets that are not quoted: from %s', (_, load) => {
    const tokens = ['M.V1.abcdefgh', 'apiv1_abcdefgh', 'eyJhbGciOi.x.y'];
    const loaded = load(`${one} ${tokens.join(' ')}`);
    expect(loaded.ids).toEqual([one]);
    expect(loaded.secrets).toEqual(tokens);
    const told = JSON.stringify(loaded.problems);
    expect(told).toContain('this looks like a token, not its id');
    for (const token of tokens) expect(told).not.toContain(token.slice(0, 6));
  });
});
