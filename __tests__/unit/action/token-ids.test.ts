import { devNull } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { loadTokenIds } from '../../../src/action/inputs/token-ids.ts';
import { writeTextFile } from '../../support/files.ts';

const [one, two, three] = ['1', '2', '3'].map((digit) => `0b2f9d1c-4b6e-4c53-9d0f-5a1c7e8f9a0${digit}`) as [
  string,
  string,
  string,
];

/** PowerShell writes UTF-16. */
const utf16 = Buffer.from(`\ufeff"Id"\r\n"${one}"\r\n`, 'utf16le');

test.each<[string, string, string | Buffer | undefined, string[]]>([
  ['may come from the input', `${one}, ${two}`, undefined, [one, two]],
  ['may come from a file', '', `# retired\r\n${one}\r\n${two} # the old one\r\n`, [one, two]],
  ['may come from a file that begins with a byte-order mark', '', `\uFEFF${one}\n`, [one]],
  ['may come from a file with an array behind a byte-order mark', '', `\uFEFF["${one}"]`, [one]],
  ['may come from a file in UTF-16', '', utf16, [one]],
  [
    'count once, those of the input first',
    `${two} ${one}`,
    `${three}\n${one.toUpperCase()}\n`,
    [two, one, three],
  ],
  ['may be none, as an empty list', '[]', undefined, []],
  ['may be none, as an empty list in a file', '', '# none\n[ ]\n', []],
  ['are none where neither input is given', '', undefined, []],
])('The ids to revoke %s', (_, text, content, ids) => {
  const file = content === undefined ? '' : writeTextFile(content);
  expect(loadTokenIds(text, file)).toEqual({ ids, unreadable: [], problems: [], secrets: [] });
});

describe('A file of ids', () => {
  test.each([
    ['does not exist', '/nowhere/ids.txt', 'FILE does not exist'],
    ['is a device', devNull, 'FILE is a device, not a file'],
  ])('is named where it %s, and the ids of the input are still known', (_, file, message) => {
    expect(loadTokenIds(one, file)).toEqual({
      ids: [one],
      unreadable: ['unreadable-entry-1'],
      problems: [{ input: 'token-ids-file', message: message.replace('FILE', file) }],
      secrets: [],
    });
  });
});

test.each(['', '\n', '# none today\n', '\ufeff'])('A file that holds no id is refused: %j', (text) => {
  const file = writeTextFile(text);
  const message = `${file} holds no id; if that is intended, write \`[]\``;
  for (const ids of ['', one, '[]'])
    expect(loadTokenIds(ids, file)).toMatchObject({
      unreadable: [],
      problems: [{ input: 'token-ids-file', message }],
    });
  expect.assertions(3);
});

describe('Entries that are no ids', () => {
  test('are named for each input, beside the ids that could be read', () => {
    const loaded = loadTokenIds(`${one} wrong`, writeTextFile(`${two} false`));
    expect(loaded.ids).toEqual([one, two]);
    expect(loaded.unreadable).toEqual(['unreadable-entry-2', 'unreadable-entry-3']);
    expect(loaded.problems).toEqual([
      { input: 'token-ids', message: 'entry 2 ("wron…", 5 characters) is not a UUID' },
      { input: 'token-ids-file', message: 'entry 2 ("fals…", 5 characters) is not a UUID' },
    ]);
  });

  test('are named one by one up to five, and counted from there, with what belongs into a list', () => {
    const messages = (count: number) =>
      loadTokenIds('wrong '.repeat(count), '').problems.map(({ message }) => message);
    const advice = 'only ids belong here, one a line; put the rest behind `#`';
    expect(messages(1)).toHaveLength(1);
    expect(messages(5).slice(4)).toEqual([expect.stringMatching(/^entry 5 /), advice]);
    expect(messages(6).slice(5)).toEqual(['and 1 more entry', advice]);
    expect(messages(105).slice(5)).toEqual(['and 100 more entries', advice]);
  });

  test.each([
    ['the input', (text: string) => loadTokenIds(text, '')],
    ['a file', (text: string) => loadTokenIds('', writeTextFile(text))],
  ])('and are tokens by mistake, are secrets that are not quoted: from %s', (_, load) => {
    const tokens = ['M.V1.abcdefgh', 'apiv1_abcdefgh', 'eyJhbGciOi.x.y'];
    const loaded = load(`${one} ${tokens.join(' ')}`);
    expect(loaded).toMatchObject({ ids: [one], secrets: tokens });
    const shown = JSON.stringify(loaded.problems);
    expect(shown).toContain('this looks like a token, not its id');
    for (const token of tokens) expect(shown).not.toContain(token.slice(0, 6));
  });
});
