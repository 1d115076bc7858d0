import { describe, expect, test } from '@jest/globals';
import { findTokenStrings } from '../../src/token-string.ts';

const [first, second] = ['M.V1.+5Jk/first-0123456789==', 'apiv1_second-0123456789'];
const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln';

describe('The token strings of a text', () => {
  test.each([
    `leaked: ${first} and ${second}`,
    `"${first}","${second}"`,
    `a=${first}&b=${second}`,
    `${first}:${second}`,
    `“${first}” ‹${second}›`,
    `${first}${second}`,
  ])('are all found: %s', (text) => {
    expect(findTokenStrings(text)).toEqual(expect.arrayContaining([first, second]));
  });

  test('are found with what trails them, which may be a part of one', () => {
    expect(findTokenStrings(`${first}:rest`)).toEqual([`${first}:rest`, first]);
  });

  test('are JWTs too', () => {
    expect(findTokenStrings(`Bearer ${jwt}`)).toEqual([jwt]);
  });

  test.each(['', 'no token', 'M.V1.+5Jk', 'see M.V1. and apiv1_', 'keyJar'])('are none in %j', (text) => {
    expect(findTokenStrings(text)).toEqual([]);
  });
});
