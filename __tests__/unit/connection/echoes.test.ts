import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRedact } from '../../../src/connection/secrets.ts';
import { distortion, encodings, lengthOfStretch, secret, wrap } from '../../support/encodings.ts';

const token = 'M.V1.+5Jk/Q7&wZx<unit-tests>only=0123456789==';

/** What is left of an echo, the text around it aside. */
function leftOf(echo: string, secrets: readonly string[] = [token]): string {
  const shown = createRedact(secrets)(`you sent (${echo}) to us`);
  expect(shown).toMatch(/^you sent \(.*\) to us$/s);
  return shown.slice('you sent ('.length, -') to us'.length);
}

/** What a form may have before and behind a secret. */
const around = /^(?:QmVhcmVyI?|aXQ6)?\*\*\*=*$/;

describe('A secret that a server echoes', () => {
  test.each(Object.entries(encodings))('%s comes out nowhere', (_, encode) => {
    expect(leftOf(encode(token))).toMatch(around);
  });

  test.each([
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(token))],
    ['in JSON inside of JSON', JSON.stringify(JSON.stringify(token)).slice(3, -3)],
    ['in base64, percent-encoded', encodeURIComponent(btoa(token))],
    ['in base64 of its base64', btoa(btoa(token))],
    ['in base64 of its URL', btoa(`https://host.example/?token=${encodeURIComponent(token)}`)],
    ['in hexadecimal of its JSON', Buffer.from(JSON.stringify({ token })).toString('hex')],
  ])('%s comes out nowhere', (_, echo) => {
    expect(leftOf(echo)).toMatch(/^[\w]*\*\*\*[\w=%]{0,6}$/);
  });

  test('wrapped at any column, and indented, comes out nowhere', () => {
    for (let width = 1; width < token.length; width += 1)
      for (const by of ['\n', '\r\n', '\n\t  ', ' ']) expect(leftOf(wrap(token, width, by))).toBe('***');
  });

  test('with what cannot be seen inside comes out nowhere', () => {
    const invisible = '\u200b\u2060\ufeff\u00ad\u0000\u001b\u034f\ufe0f\u180e\u3164\u115f\u1160\uffa0';
    expect(invisible).toHaveLength(13);
    for (const by of invisible) expect(leftOf(wrap(token, 3, by))).toBe('***');
  });

  test('cut anywhere comes out nowhere, down to 16 characters', () => {
    for (let length = 16; length < token.length; length += 1) {
      expect(leftOf(token.slice(0, length))).toBe('***');
      expect(leftOf(token.slice(-length))).toBe('***');
    }
  });

  test.each([
    ...['as it is', 'percent-encoded', 'percent-encoded in lower case', 'form-encoded'],
    ...['with decimal references', 'with hexadecimal references', 'in JSON character by character'],
  ])('and that has letters beyond ASCII comes out nowhere, cut or wrapped: %s', (name) => {
    const text = 'Grüße-äöüßÄÖÜ-éèêñç-Привет-你好';
    const encode = encodings[name] ?? String;
    const parts = [text, text.slice(0, 20), text.slice(-20), wrap(text, 7), wrap(text, 3, '\u200b')];
    for (const part of parts) expect(leftOf(encode(part), [text])).toBe('***');
    expect(parts).toHaveLength(5);
  });

  test.each<[string, (text: string) => string]>([
    ['UTF-8 read as Latin-1', (text) => Buffer.from(text).toString('latin1')],
    ['Latin-1 read as UTF-8', (text) => Buffer.from(text, 'latin1').toString()],
    ['hex', (text) => Buffer.from(text).toString('hex')],
    ['base64, behind a user', (text) => Buffer.from(`ci-client:${text}`).toString('base64')],
  ])('and that has some letters beyond ASCII comes out nowhere in %s', (_, distort) => {
    const left = leftOf(distort('Grüße-aus-München-für-alle-2026'), ['Grüße-aus-München-für-alle-2026']);
    expect(left).toContain('***');
    expect(left.length).toBeLessThan(24);
  });

  test('and that has letters beyond ASCII comes out nowhere as a whole in base64', () => {
    const text = 'Grüße-äöüßÄÖÜ-éèêñç-ôûîïë';
    expect(leftOf(Buffer.from(text).toString('base64'), [text])).toMatch(around);
  });

  test('with what cannot be seen inside comes out nowhere in base64 either', () => {
    expect(leftOf(Buffer.from(wrap(token, 8, '\u200b')).toString('base64'))).toMatch(/^\*\*\*=*$/);
  });

  test('comes out nowhere in any mixture of these', () => {
    const holds = (text: string, distort: (text: string) => string): void => {
      const echo = distort(text);
      const left = leftOf(echo, [text]);
      expect(left).toContain('***');
      // Of a header in base64, or of an encoded character at the end of a cut, some may be left.
      expect(left.replace('***', '').length).toBeLessThan(2 * lengthOfStretch(text, echo));
    };
    fc.assert(fc.property(secret, distortion, holds), {
      numRuns: Number(process.env['FUZZ_CASES'] ?? 1_000),
    });
  });
});
