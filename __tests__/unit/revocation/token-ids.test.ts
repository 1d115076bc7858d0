import { describe, expect, test } from '@jest/globals';
import { inComment, parseTokenIds, uniqueIds } from '../../../src/revocation/token-ids.ts';
import { looksLikeTokenString } from '../../../src/token-string.ts';
import { idOf, someIds } from '../../support/domain.ts';

const [a, b] = [idOf(1), idOf(2)];
const none = { ids: [], problems: [], unreadable: [], secrets: [] };
const both = { ...none, ids: [a, b] };

describe('A text with token ids', () => {
  test.each([' ', ',', ', ', '\n', '\r\n', '\t', '; ', ' ,\r\n\t,'])('may have %j between', (separator) => {
    for (const text of [`${a}${separator}${b}`, `${separator}${a}${separator}${b}${separator}`])
      expect(parseTokenIds(text)).toEqual(both);
  });

  test.each([
    ['on one line', `["${a}","${b}"]`],
    ['over several lines, with white space around ids', `\n[\r\n  " ${a}",\n  "${b}\\n"\n]\n`],
    ['with comments', `# retired\n["${a}", # by Ann\n"${b}"]`],
  ])('may be a JSON array of strings %s', (_, text) => {
    expect(parseTokenIds(text)).toEqual(both);
  });

  test.each([
    ['of YAML', `- ${a}\n- "${b}"`],
    ['of Markdown', `* \`${a}\`\n* \`${b}\``],
    ['with numbers', `1. ${a}\n2) ${b}`],
    ['of YAML on one line', `[${a}, ${b}]`],
    ['of Python', `['${a}', '${b}',]`],
    ['of jq without -r', `"${a}"\n"${b}"\n`],
    ['of toJSON', JSON.stringify(JSON.stringify([a, b]))],
    ['of a column of a spreadsheet', `"Id"\r\n"${a}"\r\n"${b}"\r\n`],
    ['of a column of CSV', `#TYPE Selected\ntoken_id\n${a};\n${b};`],
  ])('may be a list %s', (_, text) => {
    expect(parseTokenIds(text)).toEqual(both);
  });

  test.each([
    ...['"', "'", '`', '\\"', '“'].map((quote) => `${quote}${a}${quote}`),
    ...[`{${a}}`, `(${a})`, `<${a}>`, `[${a}]`, `„${a}“`, `«${a}»`, `-${a}`, `"${a}",`, `\`${a}\`.`],
    ...[`urn:uuid:${a}`, `"URN:UUID:${a}"`, `{"${a}"}`],
  ])('may have around an id what is usual: %s', (text) => {
    for (const whole of [text, JSON.stringify([text])])
      expect(parseTokenIds(whole)).toMatchObject({ ids: [a], problems: [] });
  });

  test.each([
    ['zero-width spaces', `\u200b${a}\u200b`],
    ['marks of direction', `\u202a${a}\u202c \u200e`],
    ['soft hyphens', a.replace('-', '\u00ad-')],
    ['byte order marks', `\ufeff${a}\ufeff`],
    ['word joiners, inside quotes', `"\u2060${a}"`],
  ])('may hold what cannot be seen: %s', (_, text) => {
    expect(parseTokenIds(text)).toMatchObject({ ids: [a], problems: [] });
  });

  test.each(['', ' \n ', ',', '[]', '# nothing yet', '[ ] # nothing yet'])('may hold no id: %j', (text) => {
    expect(parseTokenIds(text)).toEqual(none);
  });

  test('may explain itself: a comment ends with its line', () => {
    const text = `# retired in March\n${a} # M.V1.not-read\r\n# then, as ${a}\r${b}#, ${a.toUpperCase()}`;
    expect(parseTokenIds(text)).toEqual(both);
  });

  test.each(['\v', '\f', '\u0085', '\u2028', '\u2029'])('may have %j for a line break', (end) => {
    expect(parseTokenIds(`${a} # Ann${end}${b} # Bob`)).toEqual(both);
  });

  test('may name an id twice, in another letter case too: it counts once, as first spelled, in order', () => {
    const upper = a.toUpperCase();
    expect(parseTokenIds(`${upper} ${b} ${a} ${b.toUpperCase()} ${upper}`).ids).toEqual([upper, b]);
    expect(uniqueIds([b, upper, a, b.toUpperCase()])).toEqual([b, upper]);
    const ids = someIds(5).reverse();
    expect(parseTokenIds(ids.join()).ids).toEqual(ids);
  });
});

describe('What is not an id', () => {
  test.each([
    ['a word', 'production', '"prod…", 10 characters'],
    ['an id without its last character', a.slice(0, -1), '"abcd…", 35 characters'],
    ['an id with one character too many', `${a}0`, '"abcd…", 37 characters'],
    ['an id behind another character', `0${a}`, '"0abc…", 37 characters'],
    ['an id with a letter that is no hexadecimal digit', a.replace('b', 'g'), '"agcd…", 36 characters'],
    ['an id without dashes', a.replaceAll('-', ''), '"abcd…", 32 characters'],
    ['an id in a URL', `https://x/${a}`, '"http…", 46 characters'],
    ['an id behind a name', `id=${a}`, '"id=a…", 39 characters'],
    ['an id and more behind it', `${a}/x`, '"abcd…", 38 characters'],
    ['four characters', 'none', '"none", 4 characters'],
    ['one character', 'x', '"x", 1 character'],
  ])('is reported by its position and its beginning: %s', (_, entry, described) => {
    const problems = [`entry 2 (${described}) is not a UUID`];
    expect(parseTokenIds(`${b}, ${entry}`)).toEqual({ ids: [b], problems, unreadable: [2], secrets: [] });
  });

  test.each([
    ['\u2011', 'U+2011 at 9, where a UUID has a hyphen (U+002D)'],
    ['\u2013', 'U+2013 at 9, where a UUID has a hyphen (U+002D)'],
    ['\u2212', 'U+2212 at 9, where a UUID has a hyphen (U+002D)'],
    ['\u0430', 'U+0430 at 9'],
  ])('may look like an id: the wrong character is named with its place (%j)', (character, named) => {
    const problems = [`entry 1 (""abc…", 38 characters) is not a UUID: ${named}`];
    expect(parseTokenIds(`"${a.replace('-', character)}"`)).toMatchObject({ ids: [], problems });
  });

  test.each([
    ['a list of YAML below `>`', `${a} # Ann ${b} # Bob`, [a], [2]],
    ['the same below a title', `# to revoke\n${a} # Ann ${b} # Bob`, [a], [2]],
    ['with blank lines around', `\n${a} # Ann ${b} # Bob ${b}\n\n`, [a], [2]],
    ['an entry that is commented out', `${a}\n# ${b}`, [a], [2]],
    ['with written-out line breaks', `${a} # Ann\\n${b}`, [a], [2]],
    ['a JSON array', `["${a}"] # not "${b}"`, [a], [2]],
    ['only a comment', `# ${b}`, [], [1]],
  ])('is not left out where it stands behind `#`: %s', (_, text, ids, unreadable) => {
    const problems = [inComment];
    expect(parseTokenIds(text)).toEqual({ ids, problems, unreadable, secrets: [] });
  });

  test('may be the title of a column with nothing below it', () => {
    expect(parseTokenIds('"id"')).toMatchObject({ ids: [], unreadable: [1] });
  });

  test('is named with its line where the list has several, comments and blank lines included', () => {
    const { problems, unreadable } = parseTokenIds(`\n# retired\n${a}\r\n${b} telegraf\r[${a} x\n`);
    expect(problems).toEqual([
      'entry 3 on line 4 ("tele…", 8 characters) is not a UUID',
      'entry 5 on line 5 ("x", 1 character) is not a UUID',
    ]);
    expect(unreadable).toEqual([3, 5]);
    expect(parseTokenIds(`\n[${a},\n'x']`).problems).toEqual([
      'entry 2 on line 3 ("\'x\'", 3 characters) is not a UUID',
    ]);
  });

  test('may stand for an entry that an earlier run could not read: it is requested again', () => {
    const text = JSON.stringify([a, 'unreadable-entry-7']);
    const problem = 'entry 2: an earlier run could not read its entry 7; give the id that was meant there';
    expect(parseTokenIds(text)).toMatchObject({ ids: [a], problems: [problem], unreadable: [2] });
  });

  test.each([
    ['a list of tokens', JSON.stringify([{ id: a }, { id: b }])],
    ['such a list over several lines', JSON.stringify([{ id: a, description: 'x' }], undefined, 2)],
    ['such a list that is cut', JSON.stringify([{ id: a }, { id: b }]).slice(0, -2)],
    ['one object', JSON.stringify({ id: a })],
    ['an object on each line', `${JSON.stringify({ id: a })}\n${JSON.stringify({ id: b })}`],
    ['a list in an object', JSON.stringify({ tokens: [{ id: a }] })],
  ])('may be JSON with objects, of which no id is taken: %s', (_, text) => {
    const problems = [expect.stringMatching(/^contains JSON objects, .*`results`.*or a selector$/)];
    expect(parseTokenIds(text)).toMatchObject({ ids: [], unreadable: [1], problems });
  });

  test('is described in one line', () => {
    const { problems } = parseTokenIds('["a\\nb"]');
    expect(problems).toEqual(['entry 1 ("a b", 3 characters) is not a UUID']);
  });

  test('is never quoted beyond four characters, be it a secret of an unknown form', () => {
    const entry = 'sk_live_51HxYzAbCdEfGh';
    const json = [`{"token":"${entry}"}`, `[${entry}]`, `["${entry}"]`, `[["${entry}"]]`];
    for (const text of [entry, `"${entry}"`, ...json]) {
      const { problems } = parseTokenIds(text);
      expect(problems).toHaveLength(1);
      expect(findQuotes(problems.join(), entry)).toEqual([]);
    }
  });

  test('is reported entry by entry, and what is an id is kept', () => {
    const { ids, problems } = parseTokenIds(`one ${a} two`);
    expect(ids).toEqual([a]);
    expect(problems.map((problem) => problem.slice(0, 7))).toEqual(['entry 1', 'entry 3']);
  });

  test.each([`["${a}"`, `["${a}", 5]`, `[["${a}"]]`, `[${a}, ${b}`])(
    'may be an array of other things: %j',
    (text) => {
      expect(parseTokenIds(text)).toMatchObject({ ids: [], problems: [notArray] });
    },
  );
});

const notArray = 'starts with "[" but is not a JSON array of strings';
const notId =
  'this looks like a token, not its id. It can be read where the ids stand, so treat it as leaked: give it as a secret in `leaked-tokens`';
const strings = [
  ['a management token', 'M.V1.c2VjcmV0LXNlY3JldA=='],
  ['a later kind of management token', 'M.V12.c2VjcmV0LXNlY3JldA=='],
  ['a database token', 'apiv1_c2VjcmV0LXNlY3JldA'],
  ['a later kind of database token', 'apiv12_c2VjcmV0LXNlY3JldA'],
  ['a JWT', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln'],
] as const;

describe('A token string in place of an id', () => {
  test.each(strings)('is reported as a secret and never quoted: %s', (_, secret) => {
    for (const text of [secret, `["${secret}"]`])
      expect(parseTokenIds(text)).toMatchObject({ secrets: [secret], problems: [`entry 1: ${notId}`] });
    for (const text of [`${a},${secret}`, `["${a}",\n"${secret}"]`])
      expect(parseTokenIds(text)).toMatchObject({ secrets: [secret], problems: [`entry 2: ${notId}`] });
  });

  test.each(strings)('is found in an array that cannot be read: %s', (_, secret) => {
    for (const text of [`["${secret}"`, `["${a}" "${secret}"`, `["${secret}", 5]`, `[["${secret}"]]`])
      expect(parseTokenIds(text)).toMatchObject({ secrets: [secret], problems: [notArray] });
  });

  test.each(strings)('is found in quotes, and masked without them: %s', (_, secret) => {
    for (const quote of ['"', "'", '`']) {
      const { problems, secrets } = parseTokenIds(`${quote}${secret}${quote} ${a}`);
      expect(problems).toEqual([`entry 1: ${notId}`]);
      expect(secrets).toContain(secret);
      expect(parseTokenIds(`[${quote}${secret}${quote}, 5]`).secrets).toContain(secret);
    }
  });

  test.each(['id:', 'token=', '(', 'Bearer:'])('is found behind %s, and masked on its own', (before) => {
    const { secrets, problems } = parseTokenIds(`${before}M.V1.abcdefgh)`);
    expect(secrets).toContain('M.V1.abcdefgh');
    expect(problems).toEqual([`entry 1: ${notId}`]);
  });

  test.each(['M.V1', 'm.v1.abc', 'apiv_abc', 'eyes', a, ''])('is not seen in %j', (text) => {
    expect(looksLikeTokenString(text)).toBe(false);
  });
});

test.each(['M.V1.abcd', '"M.V1.abcd"', '- `M.V1.abcd`', 'M.V1.abcd...', 'apiv1_abc'])(
  'The prefix of a token in place of an id is called so, with the way to the id, and is no secret: %s',
  (text) => {
    const problem =
      'entry 1: this is the prefix of a token, not its id; a dry run that names nothing lists the ids with their prefixes';
    expect(parseTokenIds(text)).toEqual({ ids: [], problems: [problem], unreadable: [1], secrets: [] });
  },
);

/** Every five characters in a row of the secret that a text shows. */
function findQuotes(text: string, secret: string): string[] {
  const parts = Array.from({ length: secret.length - 4 }, (_, index) => secret.slice(index, index + 5));
  return parts.filter((part) => text.includes(part));
}
