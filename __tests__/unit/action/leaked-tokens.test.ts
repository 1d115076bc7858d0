import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findLeakedTokens, parseLeakedTokens } from '../../../src/action/inputs/leaked-tokens.ts';
import { ActionError } from '../../../src/errors.ts';
import { hostileText } from '../../support/hostile.ts';

const one = 'M.V1.aaaa+first/0123456789==';
const two = 'M.V1.bbbb+second/0123456789==';

function refusalOf(text: string): string {
  try {
    parseLeakedTokens(text);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  throw new Error('accepted');
}

describe('Leaked tokens', () => {
  test.each([
    ['one', one, [one]],
    ['separated by a space', `${one} ${two}`, [one, two]],
    ['separated by commas', `${one},${two},`, [one, two]],
    ['separated by commas and spaces', `${one} , ${two}`, [one, two]],
    ['on lines of their own', `${one}\n${two}\n`, [one, two]],
    ['on lines of Windows', `${one}\r\n${two}\r\n`, [one, two]],
    ['separated by tabs', `${one}\t\t${two}`, [one, two]],
    ['with comments', `# from the log\n${one} # telegraf\n${two}#ci`, [one, two]],
    ['in a JSON array', JSON.stringify([one, two]), [one, two]],
    ['in a JSON array over several lines', JSON.stringify([one, two], undefined, 2), [one, two]],
    ['in a JSON array with white space in its strings', JSON.stringify([` ${one}\n`]), [one]],
    ['twice', `${one} ${two} ${one}`, [one, two]],
    ['none, in an empty array', '[]', []],
    ['none, in a comment', '# nothing yet', []],
    ['of twelve characters', 'abcdefghijkl', ['abcdefghijkl']],
    ['that differ in letter case only', 'abcdefghijkl ABCDEFGHIJKL', ['abcdefghijkl', 'ABCDEFGHIJKL']],
    [
      'of other kinds',
      'apiv1_0123456789 eyJhbGciOiJub25lIn0.e30.',
      ['apiv1_0123456789', 'eyJhbGciOiJub25lIn0.e30.'],
    ],
  ])('may be given: %s', (_, text, tokens) => {
    expect(parseLeakedTokens(text)).toEqual(tokens);
  });
});

describe('Leaked tokens are refused', () => {
  test.each([
    ['in a JSON array that is broken', `["${one}"`, 'starts with "[" but is not a JSON array of strings'],
    [
      'in a JSON array of other things',
      `[{"token":"${one}"}]`,
      'starts with "[" but is not a JSON array of strings',
    ],
    ['in a JSON array within another', `[["${one}"]]`, 'starts with "[" but is not a JSON array of strings'],
    ['beside a short one', `${one} abcdefghijk`, 'entry 2 is too short to be a token'],
    ['beside an empty one', `["${one}", "", "x"]`, 'entry 2 is too short to be a token'],
    ['with a space in the middle', `["${one} x"]`, 'entry 1 holds characters that no token has'],
    [
      'with a line break in the middle',
      `["${two}", "${one}\\nx"]`,
      'entry 2 holds characters that no token has',
    ],
    ['with a letter that no token has', `${one}é`, 'entry 1 holds characters that no token has'],
    ['with a zero-width space', `${one}\u200b`, 'entry 1 holds characters that no token has'],
    ['with a control character', `["${one}\\u0007"]`, 'entry 1 holds characters that no token has'],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text)).toBe(message);
  });

  test('without a word of what was given', () => {
    for (const text of [`["${one}"`, `${one} abc`, `${one}é`, `["${one} x"]`, `[1, "${one}"]`])
      expect(refusalOf(text)).not.toMatch(/M\.V1|aaaa|first|abc/);
  });

  test('without a word of what was given, whatever it is', () => {
    const known =
      /^(?:entry \d+ (?:is too short to be a token|holds characters that no token has|has something around the token)|starts with "\[" but is not a JSON array of strings)$/;
    fc.assert(
      fc.property(hostileText, (text) => {
        try {
          parseLeakedTokens(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ActionError);
          expect((error as Error).message).toMatch(known);
        }
      }),
    );
  });
});

describe('What may be a token', () => {
  test.each([
    ['in a JSON array that is broken', `["${one}", "${two}"`, [one, two]],
    ['in a JSON array with single quotes', `['${one}', '${two}']`, [one, two]],
    ['in a JSON array in a JSON array', `[["${one}"]]`, [one]],
    ['in a JSON array with a number', `[1, "${one}"]`, [one]],
    ['beside a short one', `${one} short`, [one]],
    ['beside an odd one', `${one} ${two}é`, [one, `${two}é`]],
  ])('is found, to be masked, where the whole is wrong: %s', (_, text, tokens) => {
    expect(findLeakedTokens(text)).toEqual(tokens);
  });

  test('is not an ordinary word, which would blacken the log', () => {
    expect(findLeakedTokens('a token abcdefghijk')).toEqual([]);
  });

  test('is everything that is taken for one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(one, two, 'apiv1_0123456789', ...'[],#" \n'), { maxLength: 9 }),
        (parts) => {
          const text = parts.join('');
          let tokens: readonly string[] = [];
          try {
            tokens = parseLeakedTokens(text);
          } catch {}
          expect(findLeakedTokens(text)).toEqual(expect.arrayContaining([...tokens]));
        },
      ),
    );
  });
});
