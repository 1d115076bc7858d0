import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  findLeakedTokens,
  parseLeakedTokens,
  parseManagementToken,
  parseSecret,
  parseUnquoted,
} from '../../../src/action/inputs/token-strings.ts';
import { ActionError } from '../../../src/errors.ts';
import { hostileText } from '../../support/hostile.ts';

const one = 'M.V1.aaaa+first/0123456789==';
const two = 'M.V1.bbbb+second/0123456789==';

function refusalOf(parse: (text: string) => unknown, text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  throw new Error('accepted');
}

describe('Leaked tokens', () => {
  test.each([
    ['one', one, [one]],
    ['separated by commas and spaces', `${one} , ${two},`, [one, two]],
    ['on lines of Windows', `${one}\r\n${two}\r\n`, [one, two]],
    ['separated by tabs', `${one}\t\t${two}`, [one, two]],
    ['with comments', `# from the log\n${one} # telegraf\n${two}#ci`, [one, two]],
    ['in a JSON array over several lines', JSON.stringify([one, two], undefined, 2), [one, two]],
    ['in a JSON array with white space in its strings', JSON.stringify([` ${one}\n`]), [one]],
    ['twice', `${one} ${two} ${one}`, [one, two]],
    ['none, in an empty array', '[]', []],
    ['none, in a comment', '# nothing yet', []],
    ['that differ in letter case only', 'abcdefghijkl ABCDEFGHIJKL', ['abcdefghijkl', 'ABCDEFGHIJKL']],
    [
      'of other kinds',
      'apiv1_0123456789 eyJhbGciOiJub25lIn0.e30.',
      ['apiv1_0123456789', 'eyJhbGciOiJub25lIn0.e30.'],
    ],
  ])('may be given: %s', (_, text, tokens) => {
    expect(parseLeakedTokens(text)).toEqual(tokens);
  });

  const notAnArray = 'starts with "[" but is not a JSON array of strings';
  const noToken = 'contains characters that no token has';
  test.each([
    ['in a JSON array that is broken', `["${one}"`, notAnArray],
    ['in a JSON array of other things', `[{"token":"${one}"}]`, notAnArray],
    ['beside a short one', `${one} abcdefghijk`, 'entry 2 is too short to be a token'],
    ['beside an empty one', `["${one}", "", "x"]`, 'entry 2 is too short to be a token'],
    [
      'as an id',
      `${one} 0b2f9d1c-4b6e-4c53-9d0f-5a1c7e8f9a01`,
      'entry 2 is an id, not a token: give it in `token-ids`',
    ],
    ['with a letter that no token has', `${one}é`, `entry 1 ${noToken}`],
    ['with a zero-width space', `${one}\u200b`, `entry 1 ${noToken}`],
    ['with a line break in the middle', `["${two}", "abcdefghijkl\\nx"]`, `entry 2 ${noToken}`],
    [
      'in quotes',
      `'${one}'`,
      'entry 1 has extra characters around the token: 1 before and 1 after it (quotes)',
    ],
    [
      'with a name',
      `TOKEN=${one}`,
      'entry 1 has extra characters around the token: 6 before and 0 after it (a name)',
    ],
    [
      'of unknown form in quotes',
      '"abcdefghijkl"',
      'entry 1 has extra characters around the token, such as quotes',
    ],
  ])('are refused %s, and none of them is quoted', (_, text, message) => {
    expect(refusalOf(parseLeakedTokens, text)).toBe(message);
  });

  test('are refused without a word of what was given, whatever it is', () => {
    const known =
      /^(?:entry \d+ (?:is too short to be a token|is an id, .*|contains characters that no token has|has extra characters around the token(?:, such as quotes|: \d+ before and \d+ after it \([a-z ]+\)))|starts with "\[" but is not a JSON array of strings)$/;
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

describe('What may be a leaked token', () => {
  test.each([
    ['in a JSON array that is broken', `["${one}", "${two}"`, [one, two]],
    ['in a JSON array with single quotes', `['${one}', '${two}']`, [one, two]],
    ['in a JSON array with a number', `[1, "${one}"]`, [one]],
    ['beside a short one', `${one} short`, [one]],
    ['beside an odd one', `${one} ${two}é`, [one, `${two}é`]],
  ])('is found, to be masked, even if the whole is wrong: %s', (_, text, tokens) => {
    expect(findLeakedTokens(text)).toEqual(tokens);
  });

  test('is not an ordinary word, which would black out the log', () => {
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

describe('The token to authenticate with', () => {
  test.each(['M.V1.abcd+/=', 'eyJhbGciOi.J9.x', '!~345678', 'opaque+t'])('may be %s', (text) => {
    expect(parseManagementToken(text)).toBe(text);
  });

  const wrapped = (around: string): string => `has extra characters around the token: ${around}`;
  const noToken = 'contains white space or characters that no token has';
  test.each([
    [`"${one}"`, wrapped('1 before and 1 after it (quotes)')],
    [`token=${one}`, wrapped('6 before and 0 after it (a name)')],
    [`"token": "${one}"`, wrapped('10 before and 1 after it (a name)')],
    [`Bearer ${one}`, wrapped('7 before and 0 after it (other characters)')],
    [`${one},`, wrapped('0 before and 1 after it (other characters)')],
    [`${one}\n\n`, wrapped('0 before and 2 after it (white space)')],
    ['a-token-of another-form', noToken],
    ['M.V1.aaaaé-and-more', noToken],
    ['M.V1.aaaa\u200bx', noToken],
    ['apiv1_abcdef', 'this looks like a database token; a management token is required'],
    ['M.V1.ab', 'is too short to be a secret'],
    ["'opaque-token'", 'is in quotes: remove them from the secret'],
  ])('is refused if it cannot be one, without quoting any of it: %j', (text, message) => {
    expect(refusalOf(parseManagementToken, text)).toBe(message);
  });
});

describe('Another secret', () => {
  test.each(['"', "'", '`'])('is refused in %s, which were copied with it', (quote) => {
    const text = `${quote}a secret of any form${quote}`;
    for (const parse of [parseSecret, parseUnquoted])
      expect(refusalOf(parse, text)).toBe('is in quotes: remove them from the secret');
  });

  test.each(['"half-quoted', 'a"quoted"word', '"two kinds\'', 'name=value', ' with space '])(
    'may hold anything else: %j',
    (text) => {
      expect([parseSecret(text), parseUnquoted(text)]).toEqual([text, text]);
    },
  );

  test('of a client has at least 8 characters: a shorter one cannot be masked', () => {
    expect(refusalOf(parseSecret, '1234567')).toBe('is too short to be a secret');
    expect(parseSecret('12345678')).toBe('12345678');
  });
});
