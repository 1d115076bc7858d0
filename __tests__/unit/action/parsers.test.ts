import { describe, expect, test } from '@jest/globals';
import { parseManagementToken } from '../../../src/action/inputs/management-token.ts';
import {
  integerBetween,
  oneOf,
  parseBoolean,
  parseDuration,
  parseText,
} from '../../../src/action/inputs/parsers.ts';
import { ActionError } from '../../../src/errors.ts';

function refusalOf(work: () => unknown): ActionError {
  try {
    work();
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('A boolean input', () => {
  test.each(['true', 'True', 'TRUE'])('is on where it is %s', (text) => {
    expect(parseBoolean(text)).toBe(true);
  });

  test.each(['false', 'False', 'FALSE'])('is off where it is %s', (text) => {
    expect(parseBoolean(text)).toBe(false);
  });

  test.each(['', 'yes', 'no', '1', '0', 'tRUE', ' true', 'true\n', 'on', 'falsey'])(
    'is refused where it is %j, with what would be accepted',
    (text) => {
      expect(refusalOf(() => parseBoolean(text)).message).toBe('accepted: true or false');
    },
  );
});

describe('A number', () => {
  const parse = integerBetween(0, 256);

  test.each([
    ['0', 0],
    ['7', 7],
    ['007', 7],
    ['256', 256],
  ])('may be %s', (text, value) => {
    expect(parse(text)).toBe(value);
  });

  test.each(['', '-1', '257', '1.5', '1e2', '0x10', '٣', ' 7', '7\n', '9'.repeat(30), 'NaN', 'Infinity'])(
    'is refused where it is %j, with the bounds',
    (text) => {
      expect(refusalOf(() => parse(text)).message).toBe('accepted: a whole number from 0 to 256');
    },
  );
});

describe('A choice', () => {
  const parse = oneOf(['any', 'all']);

  test('is one of the words', () => {
    expect([parse('any'), parse('all')]).toEqual(['any', 'all']);
  });

  test.each(['', 'Any', 'any ', 'toString'])('is refused where it is %j, with the words', (text) => {
    expect(refusalOf(() => parse(text)).message).toBe('accepted: any, all');
  });
});

describe('A duration', () => {
  test.each([
    ['1ms', 1],
    ['30s', 30_000],
    ['1m0s', 60_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['2.s', 2_000],
    ['1h2m3s4ms', 3_723_004],
    ['1000000ns', 1],
    ['1500us', 2],
    ['1500µs', 2],
    ['1500μs', 2],
    ['24h', 86_400_000],
  ])('of %s is that of Go', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each([
    '',
    '0',
    '0s',
    '30',
    's',
    '30 s',
    '-1s',
    '1S',
    '1d',
    '1s!',
    'x1s',
    '1,5s',
    '25h',
    '999us',
    '1s\n',
    '.s',
  ])('is refused where it is %j, with examples', (text) => {
    expect(refusalOf(() => parseDuration(text)).message).toContain('a Go duration from 1ms to 24h');
  });
});

describe('The token to authenticate with', () => {
  test.each(['M.V1.abcd+/=', 'eyJhbGciOi.J9.x', '!~'])('may be %s', (text) => {
    expect(parseManagementToken(text)).toBe(text);
  });

  test.each(['M.V1 x', 'M.V1.\tx', 'M.V1.\u200bx', 'M.V1.é', 'M.V1.\r\nX-Header: 1', '"M.V1.x" '])(
    'is refused where it could not be one, without quoting any of it: %j',
    (text) => {
      const { message } = refusalOf(() => parseManagementToken(text));
      expect(message).toBe('holds white space or characters that no token has');
    },
  );

  test.each(['apiv1_abc', 'apiv2_abc'])('is refused where it is that of a database: %s', (text) => {
    expect(refusalOf(() => parseManagementToken(text)).message).toContain('this looks like a database token');
  });
});

test('Any text is any text', () => {
  expect(parseText(' a\n')).toBe(' a\n');
});

test('What is wrong with an input has the code of it', () => {
  expect(refusalOf(() => parseBoolean('x'))).toMatchObject({ code: 'invalid-input', name: 'ActionError' });
});
