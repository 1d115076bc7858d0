import { describe, expect, test } from '@jest/globals';
import { readTokenFile } from '../../../src/connection/token-file.ts';
import { writeTextFile } from '../../support/files.ts';
import { refusalOf } from '../../support/refusals.ts';

const token = 'M.V1.of-the-file-0123456789+/==';

describe('The file of an admin token', () => {
  test.each<[string, string | Buffer]>([
    ['the field access_token', JSON.stringify({ access_token: token })],
    ['the field token', JSON.stringify({ token })],
    ['both fields, of which access_token counts', JSON.stringify({ token: 'other', access_token: token })],
    ['other fields too', JSON.stringify({ expires_in: 5, access_token: token, token_type: 'Bearer' })],
    ['a JSON string', JSON.stringify(token)],
    ['plain text', token],
    ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${token}\r\n`, 'utf16le')],
    ['a mark and white space around it', `\uFEFF\n ${token}\r\n`],
    ['white space around JSON', `\n ${JSON.stringify({ token }, undefined, 2)}\r\n`],
  ])('may hold %s', (_, text) => {
    expect(readTokenFile(writeTextFile(text))).toBe(token);
  });

  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['white space', ' \n'],
    ['an empty object', '{}'],
    ['an empty text', '""'],
    ['a token in another field', JSON.stringify({ secret: token })],
    ['a token that is no text', JSON.stringify({ access_token: [token] })],
    ['an empty token', JSON.stringify({ access_token: '', token })],
    ['null', 'null'],
    ['a number', '5'],
    ['a list', JSON.stringify([token])],
    ['JSON that is broken', `{"access_token": "${token}"`],
    ['two tokens', `${token}\n${token}`],
    ['a token with a line break', JSON.stringify({ token: `${token}\nx` })],
    ['a token with an invisible character', `${token}\u200b`],
  ])('is refused with its path only where it holds %s', (_, text) => {
    const file = writeTextFile(text);
    expect(refusalOf(readTokenFile, file)).toBe(`${file} holds no token`);
  });

  test('is refused where it is no text', () => {
    const file = writeTextFile(Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff, 0xfe]));
    expect(refusalOf(readTokenFile, file)).toContain('is not text in UTF-8');
  });

  test('is refused where it cannot be read', () => {
    expect(refusalOf(readTokenFile, '/nowhere/token')).toBe('/nowhere/token does not exist');
  });
});
