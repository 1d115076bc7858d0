import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compilePatterns, parseAge } from '../../../src/action/inputs/selectors.ts';
import { refusalOf } from '../../support/refusals.ts';

const fits = (patterns: string, text: string): boolean => compilePatterns(patterns)(text);

describe('A pattern for descriptions', () => {
  test.each([
    ['telegraf', 'telegraf', true],
    ['telegraf', 'Telegraf', false],
    ['telegraf', 'telegraf ', false],
    ['telegraf', 'my telegraf', false],
    ['telegraf', '', false],
    ['ärger 🦀', 'ärger 🦀', true],
    ['ci-*', 'ci-', true],
    ['ci-*', 'ci-deploy to prod', true],
    ['ci-*', 'my ci-1', false],
    ['*-ci', 'deploy-ci-2', false],
    ['*ci*', 'a ci b', true],
    ['*ci*', 'c i', false],
    ['ci-*-prod', 'ci-a-b-prod', true],
    ['**', '', true],
    ['ci-?', 'ci-é', true],
    ['ci-?', 'ci-🦀', true],
    ['ci-?', 'ci-', false],
    ['ci-?', 'ci-12', false],
  ])('matches as a whole, * any number of characters, ? one: "%s" and "%s": %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test.each([
    ['ci-*', 'ci-a/b/c/', true],
    ['*', '.hidden', true],
    ['*team', 'ci-1\r\nof the old team', true],
    ['./deploy', 'deploy', false],
    ['v[0-9]', 'v[0-9]', true],
    ['v[0-9]', 'v7', false],
    ['{ci,cd}-*', 'ci-1', false],
    ['{ci,cd}-*', '{ci,cd}-1', true],
    ['a\\*', 'a\\b', true],
    ['a\\*', 'a*', false],
    ['a.b+$|(', 'a.b+$|(', true],
    ['!ci', 'telegraf', false],
    ['# ci', '# ci', true],
  ])('gives no other character a meaning: "%s" and %j: %s', (glob, text, expected) => {
    expect(fits(glob, text)).toBe(expected);
  });

  test('is one of several, one a line, any of which may match', () => {
    const patterns = 'ci-*\r\n\n  grafana ? \ntelegraf';
    const texts = ['ci-1', 'grafana 7', 'telegraf', 'ci-1\ntelegraf2', 'loki', ''];
    expect(texts.map((text) => fits(patterns, text))).toEqual([true, true, true, true, false, false]);
  });

  test.each([
    '"telegraf*"',
    "'telegraf'",
    '“telegraf”',
    'ci-*\n  `telegraf` ',
    '["telegraf*"]',
    '[\n  "telegraf*",\n  "ci"\n]',
    '["telegraf*",]',
    "['telegraf*', 'ci']",
    '"telegraf*",\n"ci"',
    '- "telegraf*"',
    '[]',
  ])('is refused in quotes or as JSON, where it would match nothing: %s', (patterns) => {
    expect(refusalOf(compilePatterns, patterns)).toBe(
      'must be patterns, one a line, without quotes around them and not as JSON; `?` matches a quote that is meant',
    );
  });

  test.each(['"half-quoted', 'the "old" team', '"', '[0-9]', '[1]', '[ci] *'])(
    'may hold quotes and brackets: %s',
    (pattern) => {
      expect(fits(pattern, pattern)).toBe(true);
    },
  );

  test('means the same as a regular expression, in any combination', () => {
    const letters = ['a', 'b', 'B', '/', '.', ' ', '-', '\u2028', '#', '[', '{', '\\', 'é', '🦀'];
    const joined = (parts: readonly string[]) =>
      fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 10 });
    const codes = (text: string): string =>
      [...text].map((c) => `\\u{${c.codePointAt(0)?.toString(16)}}`).join('');
    const wild: Readonly<Record<string, string>> = { '*': '[^]*', '?': '[^]' };
    const toRegExp = (parts: readonly string[]): RegExp =>
      new RegExp(`^${parts.map((part) => wild[part] ?? codes(part)).join('')}$`, 'u');
    fc.assert(
      fc.property(joined(['*', '*', '?', ...letters]), joined(letters), (parts, text) => {
        // A blank at either end of a line is no part of its pattern.
        const own = ['a', ...parts, 'a'];
        const description = `a${text.join('')}a`;
        expect(fits(own.join(''), description)).toBe(toRegExp(own).test(description));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('A description that was made to stop the run', () => {
  test('is tested within a bounded time, with the worst of patterns', () => {
    const worst = compilePatterns(`*${'a'.repeat(996)}b*`);
    expect(worst('a'.repeat(30_000_000))).toBe(false);
  });

  test('and is longer than what is tested, is selected only where its end does not matter', () => {
    const long = `ci-${'x'.repeat(5_000)}`;
    const patterns = ['ci-*', '*', `*x`, '*ci*', 'ci-1*', 'ci'];
    expect(patterns.map((pattern) => fits(pattern, long))).toEqual([true, true, false, true, false, false]);
    expect(fits('*x', long.slice(0, 4_096))).toBe(true);
  });

  test('is met by patterns that are bounded, too', () => {
    expect(refusalOf(compilePatterns, 'a\n'.repeat(501))).toBe(
      'must be patterns, one a line, of at most 1000 characters together',
    );
    expect(fits('?'.repeat(1_000), 'x'.repeat(1_000))).toBe(true);
    expect(fits(`${'a\n'.repeat(499)}b`, 'b')).toBe(true);
  });
});

describe('An age', () => {
  test.each([
    ['1h', 3_600_000],
    ['12h', 43_200_000],
    ['1d', 86_400_000],
    ['090d', 7_776_000_000],
    ['36525d', 3_155_760_000_000],
    ['876600h', 3_155_760_000_000],
  ])('is given in days or hours: %s', (text, ms) => {
    expect(parseAge(text)).toBe(ms);
  });

  test.each([
    ...['', '90', 'd', '90 d', '90d\n', '-1d', '+1d', '1.5d', '90D', '1d12h', '1234567890d', '٣d'],
    ...['30m', '2w', '1y', '1s', 'P3M', 'P90D', '2026-01-01', '90 days'],
  ])('is refused in any other form: %j', (text) => {
    expect(refusalOf(parseAge, text)).toBe('must be an age in days or hours, such as 90d or 12h');
  });

  test.each(['0d', '000h', '36526d', '876601h', '999999999d'])(
    'is refused if it cannot be meant: %s',
    (text) => {
      expect(refusalOf(parseAge, text)).toBe('must be an age greater than zero and of at most 100 years');
    },
  );
});
