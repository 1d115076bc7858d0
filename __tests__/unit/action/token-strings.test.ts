import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputTable } from '../../../src/action/inputs/table.ts';
import {
  findLeakedSecrets,
  parseManagementToken,
  parseSecret,
  parseUnquoted,
} from '../../../src/action/inputs/token-strings.ts';
import { readLeakedList } from '../../../src/revocation/leaked-text.ts';
import { refusalOf } from '../../support/refusals.ts';

const one = 'M.V1.aaaa+first/0123456789==';
const two = 'M.V1.bbbb+second/0123456789==';

describe('What may be a leaked token', () => {
  test.each([
    ['in a JSON array that is broken', `["${one}", "${two}"`, [one, two]],
    ['in a JSON array with single quotes', `['${one}', '${two}']`, [one, two]],
    ['in a JSON array with a number', `[1, "${one}"]`, [one]],
    ['in an array of other things', `[{"token": "${one}"}, "${two}"]`, [one, two]],
    ['in backticks and behind a name', `\`${one}\` TOKEN=${two}`, [one, two]],
    ['beside a short one', `${one} short ${two}`, [one, two]],
    ['encoded in a URL', `?t=${encodeURIComponent(one)}`, [one]],
    ['in quotes of a word processor', `“${one}” ‚${two}‘`, [one, two]],
    ['in them, in an array that is broken', `[“${one}a b”`, [`${one}a`]],
    ['beside an odd one', `${one} ${two}é`, [one, `${two}é`]],
  ])('is found, to be masked, even if the whole is wrong: %s', (_, text, tokens) => {
    expect(findLeakedSecrets(text)).toEqual(expect.arrayContaining(tokens));
  });

  test('is not an ordinary word, which would black out the log', () => {
    expect(findLeakedSecrets('a token abcdefghijk')).toEqual([]);
  });

  test('is everything that is taken for one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(one, two, 'apiv1_0123456789', '%3D', ...'[],#" \n'), { maxLength: 9 }),
        (parts) => {
          const text = parts.join('');
          const tokens = readLeakedList(text).leaks.flatMap(({ token }) => token ?? []);
          expect(findLeakedSecrets(text)).toEqual(expect.arrayContaining(tokens));
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
    [`“${one}”`, wrapped('1 before and 1 after it (quotes)')],
    [`„${one}“`, wrapped('1 before and 1 after it (quotes)')],
    [`token: «${one}»`, wrapped('8 before and 1 after it (a name)')],
    [`token=${one}`, wrapped('6 before and 0 after it (a name)')],
    [`"token": "${one}"`, wrapped('10 before and 1 after it (a name)')],
    [`Bearer ${one}`, wrapped('7 before and 0 after it (other characters)')],
    [`${one},`, wrapped('0 before and 1 after it (other characters)')],
    [`${one}\n\n`, wrapped('0 before and 2 after it (white space)')],
    ['a-token-of another-form', noToken],
    ['M.V1.aaaaé-and-more', noToken],
    ['M.V1.aaaa\u200bx', noToken],
    ['apiv1_abcdef', 'this looks like a database token; a management token is required'],
    ['M.V1.ab', 'this is the prefix of a token; the token itself is required'],
    ['opaque', 'is too short to be a secret'],
    ["'opaque-token'", 'is in quotes: remove them from the value'],
    [`${one}\\n`, wrapped('0 before and 2 after it (other characters)')],
    [`${one}%0D%0a`, wrapped('0 before and 6 after it (other characters)')],
    ['0d0a6f3e-5c1b-4f57-9d0e-0c6f5b1f8a11', 'this is the id of a token; the token itself is required'],
    ['M.V1.abcd', 'this is the prefix of a token; the token itself is required'],
  ])('is refused if it cannot be one, without quoting any of it: %j', (text, message) => {
    expect(refusalOf(parseManagementToken, text)).toBe(message);
  });
});

describe('Another secret, or a creator,', () => {
  test.each(['""', "''", '``', '“”', '„“', '«»'])('is refused in %s, which were copied with it', (pair) => {
    const text = `${pair[0]}a secret of any form${pair[1]}`;
    for (const parse of [parseSecret, parseUnquoted, inputTable['select-created-by'].parse])
      expect(refusalOf(parse, text)).toBe('is in quotes: remove them from the value');
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
