import { describe, expect, test } from '@jest/globals';
import { parseTokenIds, uniqueIds } from '../../../src/revocation/token-ids.ts';
import { looksLikeTokenString } from '../../../src/token-string.ts';
import { idOf, someIds } from '../../support/domain.ts';

const [a, b] = [idOf(1), idOf(2)];

describe('A text with token ids', () => {
  test.each([
    ['a space', `${a} ${b}`],
    ['a comma', `${a},${b}`],
    ['a comma and a space', `${a}, ${b}`],
    ['a new line', `${a}\n${b}`],
    ['CRLF', `${a}\r\n${b}`],
    ['a tab', `${a}\t${b}`],
    ['several of them, and some at both ends', `\n , ${a} ,\r\n\t,${b},\n`],
  ])('may separate them by %s', (_, text) => {
    expect(parseTokenIds(text)).toEqual({ ids: [a, b], problems: [], secrets: [] });
  });

  test.each([
    ['on one line', `["${a}","${b}"]`],
    ['over several lines, with white space around ids', `\n[\r\n  " ${a}",\n  "${b}\\n"\n]\n`],
    ['with comments', `# retired\n["${a}", # by Ann\n"${b}"]`],
  ])('may be a JSON array of strings %s', (_, text) => {
    expect(parseTokenIds(text)).toEqual({ ids: [a, b], problems: [], secrets: [] });
  });

  test.each(['', ' \n ', ',', '[]', '# nothing yet', '[ ] # nothing yet'])(
    'may hold no id at all: %j',
    (text) => {
      expect(parseTokenIds(text)).toEqual({ ids: [], problems: [], secrets: [] });
    },
  );

  test('may explain itself: a comment ends with its line, whatever it holds', () => {
    const text = `# retired in March, ${idOf(7)}\n${a} # M.V1.not-read\r\n# then\r${b}#, ${idOf(8)}`;
    expect(parseTokenIds(text)).toEqual({ ids: [a, b], problems: [], secrets: [] });
  });

  test('may name an id twice, in another letter case too: it counts once, as first spelled', () => {
    const upper = a.toUpperCase();
    expect(parseTokenIds(`${upper} ${b} ${a} ${b.toUpperCase()} ${upper}`).ids).toEqual([upper, b]);
  });

  test('keeps the order in which ids were written', () => {
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
    ['an id in braces', `{${a}}`, '"{abc…", 38 characters'],
  ])('is reported by its position and its beginning: %s', (_, entry, described) => {
    const { ids, problems, secrets } = parseTokenIds(`${b}, ${entry}`);
    expect(ids).toEqual([b]);
    expect(problems).toEqual([`entry 2 (${described}) is not a UUID`]);
    expect(secrets).toEqual([]);
  });

  test('is never quoted beyond four characters, be it a secret of a form that nobody knows', () => {
    const entry = 'sk_live_51HxYzAbCdEfGh';
    for (const text of [
      entry,
      `"${entry}"`,
      `{"token":"${entry}"}`,
      `[${entry}]`,
      `["${entry}"]`,
      `[["${entry}"]]`,
    ])
      for (const problem of parseTokenIds(text).problems) expect(findQuotes(problem, entry)).toEqual([]);
    expect(parseTokenIds(`["${entry}"]`).problems).toHaveLength(1);
  });

  test('is reported entry by entry, and what is an id is kept', () => {
    const { ids, problems } = parseTokenIds(`one ${a} two`);
    expect(ids).toEqual([a]);
    expect(problems.map((problem) => problem.slice(0, 7))).toEqual(['entry 1', 'entry 3']);
  });

  test.each([`["${a}"`, `["${a}", 5]`, `[["${a}"]]`, `["${a}",]`, `[${a}]`, `["${a}"] ["${b}"]`])(
    'is a bracket that does not open a JSON array of strings: %j',
    (text) => {
      const { ids, problems } = parseTokenIds(text);
      expect(ids).toEqual([]);
      expect(problems).toEqual(['starts with "[" but is not a JSON array of strings']);
    },
  );
});

const strings = [
  ['a management token', 'M.V1.c2VjcmV0LXNlY3JldA=='],
  ['a later kind of management token', 'M.V12.c2VjcmV0LXNlY3JldA=='],
  ['a database token', 'apiv1_c2VjcmV0LXNlY3JldA'],
  ['a later kind of database token', 'apiv12_c2VjcmV0LXNlY3JldA'],
  ['a JWT', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln'],
] as const;

describe('A token string in place of an id', () => {
  test.each(strings)('is reported as a secret and never quoted: %s', (_, secret) => {
    for (const text of [secret, `${a},${secret}`, `["${secret}"]`, `["${a}",\n"${secret}"]`]) {
      const { problems, secrets } = parseTokenIds(text);
      expect(secrets).toEqual([secret]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^entry [12]: this looks like a token, not its id$/);
    }
  });

  test.each(strings)('is found in an array that cannot be read: %s', (_, secret) => {
    for (const text of [`["${secret}"`, `["${a}" "${secret}"]`, `[${secret}, 5]`, `[["${secret}"]]`]) {
      const { problems, secrets } = parseTokenIds(text);
      expect(secrets).toEqual([secret]);
      expect(problems).toEqual(['starts with "[" but is not a JSON array of strings']);
    }
  });

  test.each(strings)(
    'is found in quotes, and masked so that it is hidden without them too: %s',
    (_, secret) => {
      for (const quote of ['"', "'", '`']) {
        const { problems, secrets } = parseTokenIds(`${quote}${secret}${quote} ${a}`);
        expect(problems).toEqual(['entry 1: this looks like a token, not its id']);
        expect(secrets).toContain(secret);
        expect(parseTokenIds(`[${quote}${secret}${quote}, 5]`).secrets).toContain(secret);
      }
    },
  );

  test.each(['id:', 'token=', '(', 'Bearer:'])('is found behind %s, and masked on its own', (before) => {
    const { secrets, problems } = parseTokenIds(`${before}M.V1.abcdefgh)`);
    expect(secrets).toContain('M.V1.abcdefgh');
    expect(problems).toEqual(['entry 1: this looks like a token, not its id']);
  });

  test.each(['M.V1', 'm.v1.abc', 'apiv_abc', 'eyes', a, ''])(
    'is not seen where there is none: %j',
    (text) => {
      expect(looksLikeTokenString(text)).toBe(false);
    },
  );
});

test('Joined id lists hold each id once, in order, as first spelled', () => {
  expect(uniqueIds([b, a.toUpperCase(), a, b.toUpperCase()])).toEqual([b, a.toUpperCase()]);
});

/** Every five characters in a row of the secret that a text shows. */
function findQuotes(text: string, secret: string): string[] {
  const parts = Array.from({ length: secret.length - 4 }, (_, index) => secret.slice(index, index + 5));
  return parts.filter((part) => text.includes(part));
}
