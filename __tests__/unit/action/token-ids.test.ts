import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
    expect(loadTokenIds(`${one}, ${two}`, '')).toEqual({
      ids: [one, two],
      unreadable: [],
      problems: [],
      secrets: [],
    });
  });

  test('may come from a file', () => {
    const file = fileWith(`# retired\r\n${one}\r\n${two} # the old one\r\n`);
    expect(loadTokenIds('', file)).toEqual({ ids: [one, two], unreadable: [], problems: [], secrets: [] });
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
    expect(loadTokenIds('[]', '')).toEqual({ ids: [], unreadable: [], problems: [], secrets: [] });
    expect(loadTokenIds('', fileWith(''))).toEqual({ ids: [], unreadable: [], problems: [], secrets: [] });
  });

  test('are none where neither input is given', () => {
    expect(loadTokenIds('', '')).toEqual({ ids: [], unreadable: [], problems: [], secrets: [] });
  });
});

describe('A file of ids', () => {
  test.each([
    ['does not exist', () => path.join(folder, 'missing'), 'FILE cannot be read (ENOENT)'],
    ['is a device', () => devNull, 'FILE is a device, not a file'],
  ])('is named where it %s, and the ids of the input are still known', (_, give, message) => {
    const file = give();
    expect(loadTokenIds(one, file)).toEqual({
      ids: [one],
      unreadable: ['unreadable-entry-1'],
      problems: [{ input: 'token-ids-file', message: message.replace('FILE', file) }],
      secrets: [],
    });
  });

  test('may be UTF-16, as PowerShell writes it', () => {
    expect(loadTokenIds('', fileWith(Buffer.from(`\ufeff"Id"\r\n"${one}"\r\n`, 'utf16le')))).toMatchObject({
      ids: [one],
      problems: [],
    });
  });
});

describe('Entries that are no ids', () => {
  test('are told for each input, beside the ids that could be read', () => {
    const loaded = loadTokenIds(`${one} wrong`, fileWith(`${two} false`));
    expect(loaded.ids).toEqual([one, two]);
    expect(loaded.unreadable).toEqual(['unreadable-entry-2', 'unreadable-entry-3']);
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
