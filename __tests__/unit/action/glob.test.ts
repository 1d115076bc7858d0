import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGlob } from '../../../src/action/inputs/glob.ts';

const fits = (glob: string, text: string): boolean => compileGlob(glob)(text);

describe('A glob for descriptions', () => {
  test.each([
    ['telegraf', 'telegraf', true],
    ['telegraf', 'Telegraf', false],
    ['telegraf', 'telegraf ', false],
    ['telegraf', 'my telegraf', false],
    ['telegraf', '', false],
    ['a b', 'a b', true],
    ['ärger 🦀', 'ärger 🦀', true],
  ])('without anything special is the whole description: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['ci-*', 'ci-1', true],
    ['ci-*', 'ci-', true],
    ['ci-*', 'ci-deploy to prod', true],
    ['ci-*', 'my ci-1', false],
    ['*-ci', 'deploy-ci', true],
    ['*-ci', 'deploy-ci-2', false],
    ['*ci*', 'a ci b', true],
    ['*ci*', 'ci', true],
    ['*ci*', 'c i', false],
    ['ci-*-prod', 'ci-a-b-prod', true],
    ['**', 'anything at all', true],
    ['*', 'anything at all', true],
  ])('has a star for any number of characters: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['ci-?', 'ci-1', true],
    ['ci-?', 'ci-', false],
    ['ci-?', 'ci-12', false],
    ['ci-?', 'ci-é', true],
    ['v[0-9]', 'v7', true],
    ['v[0-9]', 'vx', false],
    ['v[!0-9]', 'vx', true],
    ['v[!0-9]', 'v7', false],
    ['v[^0-9]', 'vx', true],
  ])('has ? and sets for one character: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['{ci,cd}-*', 'ci-1', true],
    ['{ci,cd}-*', 'cd-1', true],
    ['{ci,cd}-*', 'ce-1', false],
    ['ci{,-old}', 'ci', true],
    ['ci{,-old}', 'ci-old', true],
    ['{a,{b,c}}', 'c', true],
    ['{a}', '{a}', true],
    ['{my team,your team}', 'your team', true],
  ])('has braces for alternatives: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['what\\?', 'what?', true],
    ['what\\?', 'whats', false],
    ['\\[prod\\] *', '[prod] 1', true],
    ['\\[prod\\] *', 'p 1', false],
    ['\\{a,b\\}', '{a,b}', true],
    ['\\{a,b\\}', 'a', false],
  ])('takes a character as it is after a backslash: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['a.b', 'axb', false],
    ['a+', 'aa', false],
    ['a$', 'a$', true],
    ['^a', '^a', true],
    ['^a', 'a', false],
    ['a|b', 'a|b', true],
    ['a|b', 'a', false],
    ['c++ *', 'c++ x', true],
    ['100% *', '100% sure', true],
    ['*@example.com', 'ada@example.com', true],
    ["it's *", "it's mine", true],
    ['\\d', '1', false],
  ])('knows nothing of regular expressions: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['!ci', '!ci', true],
    ['!ci', 'telegraf', false],
    ['!!ci', 'ci', false],
    ['!*', '!x', true],
    ['!*', 'x', false],
  ])('means no other description by an exclamation mark: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each(['[', ']', '{', '}', '(', ')', '[a', '{a', '(a', '*(', '@(a', '+', '(?', '|', 'a{99999}'])(
    'means itself where it is cut short, and is no error: %s',
    (glob) => {
      expect(fits(glob, glob)).toBe(true);
      expect(fits(glob, 'telegraf')).toBe(false);
    },
  );

  test.each(['\\', '[z-a]'])('fits nothing where it means nothing, and is no error: %s', (glob) => {
    expect(fits(glob, 'telegraf')).toBe(false);
  });
});

describe('Whatever a glob and a description are made of,', () => {
  const letters = ['a', 'b', 'B', '/', '.', '..', './', ' ', '-', '\n', '\u2028', '#', '!', '~', '%', 'é'];
  const joined = (parts: readonly string[]) =>
    fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 10 });

  /** The same as a regular expression, in which every character is written as its code. */
  const toRegExp = (parts: readonly string[]): RegExp => {
    const codes = (text: string): string =>
      [...text].map((letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`).join('');
    const source = parts.map((part) => ({ '*': '[^]*', '**': '[^]*', '?': '[^]' })[part] ?? codes(part));
    return new RegExp(`^${source.join('')}$`, 'u');
  };

  test('a star is any number of characters, a question mark is one, and the rest is itself', () => {
    fc.assert(
      fc.property(joined(['*', '*', '**', '?', ...letters]), joined(letters), (parts, text) => {
        const [glob, description] = [parts.join(''), text.join('')];
        const expected = toRegExp(parts).test(description);
        expect({ glob, description, fits: fits(glob, description) }).toEqual({
          glob,
          description,
          fits: expected,
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test('nothing is an error', () => {
    const odd = joined([
      ...'*?[]!{},\\()+@|^$:-1az',
      '..',
      '[:alpha:]',
      '\ue000',
      '\ud83d',
      '🦀',
      ...letters,
    ]);
    fc.assert(
      fc.property(odd, odd, (glob, description) => {
        expect(typeof fits(glob.join(''), description.join(''))).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('A description is no path:', () => {
  test.each([
    ['ci-*', 'ci-a/b', true],
    ['ci-*', 'ci-a/b/c/', true],
    ['*/prod', 'a/b/prod', true],
    ['*', '/', true],
    ['*', '/etc', true],
    ['*b', 'a\\b', true],
    ['ci?prod', 'ci/prod', true],
    ['ci[!a]prod', 'ci/prod', true],
    ['*/*', 'a/', true],
    ['a', 'a/', false],
    ['a/**', 'a', false],
    ['**/a', 'a', false],
  ])('a slash is a character like any other: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['*', '.hidden', true],
    ['*', 'a.b', true],
    ['*.example.com', '.example.com', true],
    ['ci-*', 'ci-.x', true],
    ['*/x', 'a/.b/x', true],
    ['?x', '.x', true],
    ['a*', 'a/../b', true],
    ['*', '.', true],
    ['*', '..', true],
    ['*', './deploy', true],
    ['./deploy', 'deploy', false],
  ])('a dot is a character like any other: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['ci-*', 'ci-1\nof the old team', true],
    ['*team', 'ci-1\r\nof the old team', true],
    ['*', 'two\nlines', true],
  ])('a line break is one too: "%s" and %j: %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['"ci" *', '"ci" 1', true],
    ['"ci" *', 'ci 1', false],
    ['ci (old)*', 'ci (old) 2', true],
  ])('a quote and a bracket are as well: "%s" and %j: %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });
});
