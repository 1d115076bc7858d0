import { describe, expect, test } from '@jest/globals';
import {
  type Parser,
  parseInfluxctlVersion,
  parseSha256,
  parseUrl,
  parseUuid,
  parseWords,
} from '../../../src/action/inputs/parsers.ts';
import { ActionError } from '../../../src/errors.ts';

/** Why a text is refused. */
function refusalOf(parse: Parser<unknown>, text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  throw new Error('accepted');
}

const uuid = 'abcdef01-2345-6789-abcd-ef0123456789';
const hex = '0123456789abcdef'.repeat(4);

describe('A UUID', () => {
  test.each([uuid, uuid.toUpperCase()])('may be %s, and stays as it is', (text) => {
    expect(parseUuid(text)).toBe(text);
  });

  test.each(['', 'x', uuid.slice(1), `${uuid}0`, uuid.replaceAll('-', ''), `{${uuid}}`, `${uuid}\n`])(
    'is refused where it is %j, with an example',
    (text) => {
      expect(refusalOf(parseUuid, text)).toBe(
        'accepted: a UUID, such as 11111111-1111-4111-8111-111111111111',
      );
    },
  );
});

describe('Words', () => {
  test.each([
    ['one', ['one']],
    ['one two', ['one', 'two']],
    ['one,two', ['one', 'two']],
    [' one,\ttwo\r\n\nthree , ', ['one', 'two', 'three']],
    ['api://x/.default https://y', ['api://x/.default', 'https://y']],
    ['', []],
    [' , \n', []],
  ])('are separated by white space or commas: %j', (text, words) => {
    expect(parseWords(text)).toEqual(words);
  });
});

describe('A URL', () => {
  test.each([
    ['https://id.example.com/token', 'https://id.example.com/token'],
    ['HTTPS://ID.example.com', 'https://id.example.com/'],
    ['http://localhost:8080/a?b=c', 'http://localhost:8080/a?b=c'],
  ])('may be %s', (text, href) => {
    expect(parseUrl(text).href).toBe(href);
  });

  test.each([
    ['', 'accepted: an absolute https:// URL'],
    ['id.example.com/token', 'accepted: an absolute https:// URL'],
    ['/token', 'accepted: an absolute https:// URL'],
    ['ftp://id.example.com', 'accepted: an absolute https:// URL'],
    ['file:///etc/passwd', 'accepted: an absolute https:// URL'],
    ['localhost:8080', 'accepted: an absolute https:// URL'],
    ['https://', 'accepted: an absolute https:// URL'],
    ['https://me@id.example.com', 'credentials do not belong here'],
    ['https://me:hunter2@id.example.com', 'credentials do not belong here'],
    ['https://:hunter2@id.example.com', 'credentials do not belong here'],
  ])('is refused where it is %j, and not quoted: %s', (text, message) => {
    expect(refusalOf(parseUrl, text)).toBe(message);
  });
});

describe('A SHA-256', () => {
  test.each([hex, hex.toUpperCase()])('may be %s, and is read in lower case', (text) => {
    expect(parseSha256(text)).toBe(hex);
  });

  test.each(['', hex.slice(1), `${hex}0`, `${hex}\n`, `sha256:${hex}`, hex.replace('a', 'g')])(
    'is refused where it is %j',
    (text) => {
      expect(refusalOf(parseSha256, text)).toBe('accepted: a SHA-256, 64 hexadecimal digits');
    },
  );
});

describe('A version of influxctl', () => {
  test.each([
    ['2.12.1', '2.12.1'],
    ['v2.12.1', '2.12.1'],
    ['2.9.8', '2.9.8'],
    ['3.0.0', '3.0.0'],
  ])('may be %s', (text, version) => {
    expect(parseInfluxctlVersion(text)).toBe(version);
  });

  test.each([
    ['', 'accepted: a version such as 2.12.1'],
    ['latest', 'accepted: a version such as 2.12.1'],
    ['2.12', 'accepted: a version such as 2.12.1'],
    ['2.12.1-rc.1', 'accepted: a version such as 2.12.1'],
    ['vv2.12.1', 'accepted: a version such as 2.12.1'],
    ['../2.12.1', 'accepted: a version such as 2.12.1'],
    ['2.12.1/..', 'accepted: a version such as 2.12.1'],
    ['2.9.7', 'too old: 2.9.8 or newer is needed'],
    ['v1.99.99', 'too old: 2.9.8 or newer is needed'],
  ])('is refused where it is %j: %s', (text, message) => {
    expect(refusalOf(parseInfluxctlVersion, text)).toBe(message);
  });
});
