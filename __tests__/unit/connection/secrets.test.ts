import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../dev/cluster/certificates.ts';
import { createRedact } from '../../../src/connection/secrets.ts';

/** A key, and the 16 characters of its body from a position on. */
async function givenKey() {
  const { key } = await (await createAuthority()).issue({ host: 'ci', client: true });
  const body = key.replace(/-----.*-----|\s/g, '');
  return { key, part: (from: number) => body.slice(from, from + 16) };
}

describe('What a run shows', () => {
  test('keeps what is no secret, however short a secret is', () => {
    const token = 'M.V1.ab+/cd"==\\x';
    expect(createRedact([token])(`before ${token} after ${token}`)).toBe('before *** after ***');
    for (const secrets of [[], ['', 'a', 'the']]) expect(createRedact(secrets)('the data')).toBe('the data');
  });

  test.each([
    ['as it is', 'pass/word'],
    ['in a URL', 'pass%2Fword'],
    ['in a URL, in lower case', 'pass%2fword'],
    ['in base64', 'cGFzcy93b3Jk'],
  ])('does not hold a secret under 16 characters %s', (_, echo) => {
    expect(createRedact(['pass/word'])(`(${echo})`)).toBe('(***)');
  });

  test.each(['=/', '/', '\n', ' and '])('are replaced in base64 twice too, with %j between', (between) => {
    const secret = 'M.V1.abcdQ7+wZx/unit-tests-only-0123456789==';
    const encoded = btoa(secret);
    const shown = createRedact([secret])(`${encoded}${between}${encoded}::`);
    expect(shown).not.toContain(encoded.slice(12, 40));
  });

  test.each(['base64', 'hex'] as const)(
    'does not hold %s of a secret in UTF-16, as PowerShell encodes it',
    (encoding) => {
      const secret = 'M.V1.abcd0123456789+/secret';
      const echo = Buffer.from(secret, 'utf16le').toString(encoding);
      expect(createRedact([secret])(`(${echo})`)).toMatch(/^\(\*\*\*[A0=]*\)$/);
    },
  );

  test('does not hold the rest of a longer secret where a shorter one is part of it', () => {
    const redact = createRedact(['inner', 'outer-inner-outer']);
    expect(redact('outer-inner-outer inner')).toBe('*** ***');
  });

  test('does not hold a secret that is no well-formed text, as JSON can write it', () => {
    expect(createRedact(['M.V1.\ud83d-broken'])('a M.V1.\ud83d-broken b')).toBe('a *** b');
  });

  test('reads a secret as text, not as a pattern', () => {
    expect(createRedact(['a.*$&'])('a.*$& and abcd')).toBe('*** and abcd');
  });
});

describe('What a run shows of a key', () => {
  test('is no stretch of it, save for what other keys have too', async () => {
    const { key, part } = await givenKey();
    const redact = createRedact([key]);
    expect(redact(key)).toBe('***');
    expect(redact(`(${part(44)})`)).toBe('(***)');
    expect(redact(`(${part(24)})`)).toBe(`(${part(24)})`);
    expect(redact('-----BEGIN PRIVATE KEY-----')).toBe('-----BEGIN PRIVATE KEY-----');
  });
});

describe('What a run shows of a JWT', () => {
  const [header, rest] = ['eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9', 'eyJzdWIiOiJzdGVwIn0.c2lnbmF0dXJlLW9mLWl0'];

  test('is no stretch of it, save for its header, which others have too', () => {
    const redact = createRedact([`${header}.${rest}`]);
    expect(redact(`${header}.${rest}`)).toBe('***');
    expect(redact(`${header}.${rest.slice(0, 20)} ${header}`)).toBe(`${header}.*** ${header}`);
  });
});

describe('What is not secret', () => {
  const id = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';

  test('remains even where a secret has it: ids that are requested or listed, and the host', () => {
    const secret = `https://cluster.example.com:8443/${id}/0123456789abcdef`;
    const shown = { ids: new Set([id]), host: 'cluster.example.com:8443' };
    const redact = createRedact([secret, 'cluster', '3f2504e0'], shown);
    const text = `${id.toUpperCase()} at ${shown.host}`;
    expect([redact(text), redact(secret)]).toEqual([text, `***${shown.host}***${id}***`]);
    expect(createRedact([secret])(secret)).toBe('***');
  });

  test('remains: the nine characters of a prefix, though they are all that was given as a secret', () => {
    expect(createRedact(['M.V1.+5Jk', 'M.V1.'])('M.V1.+5Jk')).toBe('M.V1.+5Jk');
  });

  test('remains: a line of which many texts have one', () => {
    expect(createRedact([`M.V1.${'-'.repeat(40)}abcdefghijk`])('-'.repeat(80))).toBe('-'.repeat(80));
  });
});

describe('A token string that is no secret of the run', () => {
  const redact = createRedact([]);
  const others = [
    'M.V1.+5Jk/Q7wZx0123456789==',
    'M.V12.abcd0123456789abcdef',
    'apiv1_abcdefghijklmnopqrstuvwx',
  ];

  test.each(others)('is cut to its prefix, encoded or not: %s', (other) => {
    const [prefix, hex] = [other.slice(0, 9), (text: string) => Buffer.from(text).toString('hex')];
    expect(redact(`"${other}", '${other}'`)).toBe(`"${prefix}***", '${prefix}***'`);
    expect(redact(`(${hex(other)})`)).toBe(`(${hex(prefix)}***)`);
  });

  test.each(['/opt/apiv1_tools/bin', 'M.V1.+5Jk', 'M.V1.+5Jk\nfollowing-lines-are-no-part-of-it'])(
    'is no shorter text: %j remains',
    (text) => {
      expect(redact(text)).toBe(text);
    },
  );
});
