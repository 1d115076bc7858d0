import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findLeakedTokens, readLeakedList, readLeakedText } from '../../../src/revocation/leaked-text.ts';
import { idOf } from '../../support/domain.ts';
import { hostileText } from '../../support/hostile.ts';

const one = 'M.V1.aaaa+first/0123456789==';
const two = 'M.V1.bbbb+second/0123456789==';
const noToken = 'contains no token string of InfluxDB';
const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln';

describe('The token string of a secret scanning alert, or of an entry', () => {
  test.each([
    ['it is all there is', one],
    ['quotes stand around it', `"${one}"`],
    ...['“”', '„“', '‘’', '‚‘', '«»', '»«', '‹›'].map(([left = '', right = '']): [string, string] => [
      `quotes of a word processor stand around it: ${left}${right}`,
      left + one + right,
    ]),
    ['a name stands before it', `token=${one}`],
    ['a comma follows', `'${one}',`],
    ['JSON is around it', `{"token": "${one}"}`],
    ['JSON in a string is around it', JSON.stringify(JSON.stringify({ token: one }))],
    ['it is a header', `Authorization: Bearer ${one}`],
    ['it is in a URL', `https://x/?token=${one}&org=1`],
    ['it is encoded in a URL', `https://x/?token=${encodeURIComponent(one)}`],
    ['it is in XML', `<token>${one}</token>`],
    ['it is in a shell', `export T=${one}; run`],
    ['it stands there twice', `${one}:${one}`],
    ['it holds what cannot be seen', `${one.slice(0, 9)}\u200b${one.slice(9)}\u00ad`],
  ])('is taken out where %s', (_, text) => {
    expect(readLeakedText(text)).toEqual({ kind: 'token', token: one });
    expect(findLeakedTokens(text)).toContain(one);
  });

  test.each([['apiv1_0123456789'], [jwt]])('may be of another kind: %s', (token) => {
    expect(readLeakedText(`"${token}"`)).toEqual({ kind: 'token', token });
  });

  test.each([
    ['two are there', `${one} ${two}`, 'contains several token strings'],
    ['one follows the other', `${one}${two}`, 'contains several token strings'],
    ['it ends in what no token has', `${one}é`, 'contains characters that no token has'],
    ['it ends in an ellipsis', `“${one}…”`, 'contains characters that no token has'],
    ['that cuts it', 'M.V1.aaaa+fir\u0000st/012345', 'contains characters that no token has'],
    ['hardly more than its prefix is there', '"M.V1.abcde"', 'is too short to be a token'],
    ['an id is there', idOf(1), 'is an id, not a token: give it in `token-ids`'],
    ['nothing of the kind is there', 'AKIA0123456789', `${noToken} ("AKIA…", 14 characters)`],
    ['nothing is there', '', `${noToken} ("", 0 characters)`],
  ])('is refused where %s', (_, text, what) => {
    expect(readLeakedText(text)).toEqual({ kind: 'other', what });
  });

  test('is never shown, in any text', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (before, after) => {
        const found = readLeakedText(before + one + after);
        const { problems } = readLeakedList(before + one + after);
        for (const what of [...problems, ...(found.kind === 'other' ? [found.what] : [])])
          expect(what).not.toContain('aaaa');
      }),
    );
  });
});

const inComment = 'holds a token in a comment, behind `#`; put it on a line of its own, or take it out';

describe('Leaked token strings', () => {
  test.each([
    ['on lines of their own', `${one}\n${two}\r\n`, [one, two]],
    ['separated by commas or semicolons', `${one}, ${two};`, [one, two]],
    ['in a JSON array', JSON.stringify([one, ` ${two}\n`], undefined, 2), [one, two]],
    ['in an array of Python', `['${one}', '${two}']`, [one, two]],
    ['in a list of YAML', `- ${one}\n- '${two}'`, [one, two]],
    ['with comments', `# from the log\n${one} # telegraf\n${two}#ci`, [one, two]],
    ['with comments that a line separator ends', `${one} # telegraf\u2028${two}`, [one, two]],
    ['with their names', `A=${one}\nexport B=${two}`, [one, two]],
    ['with names set apart', `token: ${one}\n"token": "${two}"`, [one, two]],
    ['with names, in quotes of a word processor', `Token: “${one}”.\n“token”: “${two}”`, [one, two]],
    ['with a prefix in a comment', `${one} # M.V1.abcd... and M.V1.abcd1234...`, [one]],
    [
      'that end like a name, one after the other',
      `M.V1.abcdefghijklmnop==\n${two}`,
      ['M.V1.abcdefghijklmnop==', two],
    ],
    ['in a comment too, if it is given beside it', `${one}\n# was ${one}`, [one]],
    [
      'with escapes of JSON',
      JSON.stringify({ token: `${one}/+` })
        .replace('/', '\\/')
        .replace('+', '\\u002B'),
      [`${one}/+`],
    ],
    ['as a header', `Authorization: Bearer ${one}`, [one]],
    ['as an object', JSON.stringify({ name: 'ci', token: one }, undefined, 2), [one]],
    ['twice', `${one} "${one}"`, [one]],
    ['none, in an empty array', '[]', []],
    ['none, in a comment', '# nothing yet', []],
  ])('may be given %s', (_, text, tokens) => {
    const leaks = tokens.map((token, index) => ({ position: index + 1, token }));
    expect(readLeakedList(text)).toEqual({ leaks, problems: [] });
  });

  test.each([
    ['in an array without its end', `["${one}"`, 'starts with "[" but is not a JSON array of strings'],
    ['in an array with a number', `["${one}", 5]`, 'starts with "[" but is not a JSON array of strings'],
    [
      'in several objects',
      `[{"token":"${one}"},{"token":"${two}"}]`,
      'entry 1 contains several token strings',
    ],
    ['beside another word', `${one} abcdefghijk`, `entry 2 ${noToken} ("abcd…", 11 characters)`],
    ['beside a name or a secret', `${one} c2VjcmV0=`, `entry 2 ${noToken} ("c2Vj…", 9 characters)`],
    ['on another line', `${one}\n\n# ci\nM.V1.x`, 'entry 2 on line 4 is too short to be a token'],
    ['beside one in a comment', `${one}\n#B=${two}`, inComment],
    [
      'beside one in a comment and another word',
      `abcdefghijk # ${two}`,
      [`entry 1 ${noToken} ("abcd…", 11 characters)`, inComment],
    ],
    [
      'behind the # of a URL',
      `https://a.test/#token=${one}`,
      [`entry 1 ${noToken} ("http…", 15 characters)`, inComment],
    ],
    ['beside one that a log masked', `${one}\n***`, `entry 2 on line 2 ${noToken} ("***", 3 characters)`],
    ['beside an id', `${one} ${idOf(1)}`, 'entry 2 is an id, not a token: give it in `token-ids`'],
  ])('are refused %s', (_, text, what) => {
    expect(readLeakedList(text).problems).toEqual([what].flat());
  });

  test('keep their places where entries between them cannot be read, and each of these has a place too', () => {
    const { leaks, problems } = readLeakedList(`M.V1.x ${one} "${one}" abc ${two}`);
    expect(leaks.map(({ token }) => token)).toEqual([undefined, one, undefined, two]);
    expect(leaks.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(problems.map((problem) => problem.slice(0, 7))).toEqual(['entry 1', 'entry 4']);
    expect(readLeakedList('["').leaks).toEqual([{ position: 1, token: undefined }]);
  });
});
