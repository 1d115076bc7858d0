import { describe, expect, test } from '@jest/globals';
import { parseInfluxctl, parseSigningKey } from '../../../src/action/inputs/client.ts';
import {
  integerBetween,
  oneOf,
  type Parser,
  parseBoolean,
  parseDuration,
  parseSha256,
  parseUrl,
  parseUuid,
  parseWords,
} from '../../../src/action/inputs/parsers.ts';
import { refusalOf } from '../../support/refusals.ts';

const uuid = 'abcdef01-2345-6789-abcd-ef0123456789';
const hex = '0123456789abcdef'.repeat(4);
const fingerprint = '24C9 75CB A61A 024E E1B6 3178 7C3D 5715 9FC2 F927';

/** What an input is, its parser, a text and the value of it. */
type Row = [string, Parser<unknown>, string, unknown];

describe('An input', () => {
  test.each<Row>([
    ...['true', 'True', 'TRUE'].map((text): Row => ['boolean', parseBoolean, text, true]),
    ...['false', 'False', 'FALSE'].map((text): Row => ['boolean', parseBoolean, text, false]),
    ['number', integerBetween(0, 256), '0', 0],
    ['number', integerBetween(0, 256), '007', 7],
    ['number', integerBetween(0, 256), '256', 256],
    ['choice', oneOf(['any', 'all']), 'all', 'all'],
    ['duration', parseDuration, '1ms', 1],
    ['duration', parseDuration, '1m0s', 60_000],
    ['duration', parseDuration, '1.5h', 5_400_000],
    ['duration', parseDuration, '.5s', 500],
    ['duration', parseDuration, '2.s', 2_000],
    ['duration', parseDuration, '1h2m3s4ms', 3_723_004],
    ['duration', parseDuration, '1000000ns', 1],
    ...['1500us', '1500µs', '1500μs'].map((text): Row => ['duration', parseDuration, text, 2]),
    ['duration', parseDuration, '24h', 86_400_000],
    ['UUID', parseUuid, uuid, uuid],
    ['UUID', parseUuid, uuid.toUpperCase(), uuid.toUpperCase()],
    ['list of words', parseWords, ' one,\ttwo\r\n\nthree , ', ['one', 'two', 'three']],
    ['list of words', parseWords, 'api://x/.default https://y', ['api://x/.default', 'https://y']],
    ['list of words', parseWords, ' , \n', []],
    ['URL', parseUrl, 'HTTPS://ID.example.com', new URL('https://id.example.com/')],
    ['URL', parseUrl, 'http://localhost:8080/a?b=c', new URL('http://localhost:8080/a?b=c')],
    ['URL', parseUrl, 'https://id.example.com/a b', new URL('https://id.example.com/a%20b')],
    ['SHA-256', parseSha256, hex.toUpperCase(), hex],
    ['SHA-256 with its algorithm', parseSha256, `sha256:${hex}`, hex],
    ['line of sha256sum', parseSha256, `${hex}  influxctl-v2.12.1-linux-x86_64.tar.gz`, hex],
    ['line of sha256sum from a pipe', parseSha256, `${hex} *-`, hex],
    ['influxctl', parseInfluxctl, '2.12.1', { version: '2.12.1' }],
    ['influxctl', parseInfluxctl, 'v2.12.1', { version: '2.12.1' }],
    ['influxctl', parseInfluxctl, '2.9.8', { version: '2.9.8' }],
    ['influxctl', parseInfluxctl, './influxctl', { path: './influxctl' }],
    ['influxctl', parseInfluxctl, '/nowhere/2.12.1', { path: '/nowhere/2.12.1' }],
    ['influxctl', parseInfluxctl, 'C:\\influxctl.exe', { path: 'C:\\influxctl.exe' }],
    ['influxctl', parseInfluxctl, 'package.json', { path: 'package.json' }],
    ['signing key', parseSigningKey, fingerprint, fingerprint.replaceAll(' ', '')],
    ['signing key', parseSigningKey, hex.slice(0, 40), hex.slice(0, 40).toUpperCase()],
  ])('that is a %s is read: %#', (_, parse, text, value) => {
    expect(parse(text)).toEqual(value);
  });

  test.each<[string, Parser<unknown>, readonly string[]]>([
    ['true or false', parseBoolean, ['', 'yes', '1', 'tRUE', ' true', 'true\n', 'on', 'falsey']],
    [
      'a whole number from 0 to 256',
      integerBetween(0, 256),
      ['', '-1', '257', '1.5', '1e2', '0x10', '٣', ' 7', '7\n', '9'.repeat(30), 'NaN', 'Infinity'],
    ],
    ['one of: any, all', oneOf(['any', 'all']), ['', 'Any', 'any ', 'toString']],
    [
      'a Go duration from 1ms to 24h, such as 30s, 1m0s or 1.5h',
      parseDuration,
      [
        ...['', '0', '0s', '30', 's', '30 s', '-1s', '1S', '1d', '1s!', 'x1s', '1,5s', '25h', '999us'],
        ...['1s\n', '.s'],
      ],
    ],
    [
      'a UUID, such as 11111111-1111-4111-8111-111111111111',
      parseUuid,
      ['', 'x', uuid.slice(1), `${uuid}0`, uuid.replaceAll('-', ''), `{${uuid}}`, `${uuid}\n`],
    ],
    [
      'an absolute https:// URL',
      parseUrl,
      [
        ...' id.example.com/token /token ftp://id.example.com file:///etc/passwd localhost:8080 https://'.split(
          ' ',
        ),
        'https://id.example.com/a\nhttps://id.example.com/b',
      ],
    ],
    [
      'a SHA-256, 64 hexadecimal digits, or a line of `sha256sum`',
      parseSha256,
      [
        '',
        hex.slice(1),
        `${hex}0`,
        `${hex}\n`,
        `sha512:${hex}`,
        hex.replace('a', 'g'),
        `${hex}  a\n${hex}  b`,
      ],
    ],
    [
      'a version such as 2.12.1, or the path of a program',
      parseInfluxctl,
      ['', 'latest', '2.12', '2.12.1-rc.1', 'vv2.12.1', 'influxctl-that-is-nowhere'],
    ],
    [
      'the fingerprint of a key, 40 hexadecimal digits',
      parseSigningKey,
      ['', '9FC2F927', `0x${hex.slice(0, 40)}`],
    ],
  ])('of another form is refused, with what is accepted: %s', (accepted, parse, texts) => {
    for (const text of texts) expect([text, refusalOf(parse, text)]).toEqual([text, `must be ${accepted}`]);
    expect.assertions(texts.length);
  });

  test.each([
    'https://me@id.example.com',
    'https://me:hunter2@id.example.com',
    'https://:hunter2@id.example.com',
  ])('that is a URL has no credentials, and is not quoted: %s', (text) => {
    expect(refusalOf(parseUrl, text)).toBe('credentials do not belong here');
  });
});
