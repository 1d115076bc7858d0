import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../dev/cluster/certificates.ts';
import { readCertificates, readPem, trustedAuthorities } from '../../../src/connection/certificates.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'certificates-'));
let [first, second] = ['', ''];

beforeAll(async () => {
  const authorities = [await createAuthority('One'), await createAuthority('Two')];
  [first, second] = authorities.map(({ cert }) => cert.trim()) as [string, string];
});

afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const file = path.join(folder, 'authorities.pem');
  writeFileSync(file, text);
  return file;
}

describe('PEM', () => {
  test('may be given as text', () => {
    expect(readPem(first)).toBe(first);
  });

  test('may be given as the path of a file', () => {
    expect(readPem(fileWith(first))).toBe(first);
  });

  test.each([
    ['a file that does not exist', () => path.join(folder, 'missing.pem'), 'ENOENT'],
    ['a folder', () => folder, 'EISDIR'],
    ['a path that no file can have', () => 'a\0b', 'ERR_INVALID_ARG_VALUE'],
  ])('is refused with the reason where it is %s', (_, give, reason) => {
    expect(() => readPem(give())).toThrow(`neither PEM text nor a file that can be read (${reason})`);
  });
});

describe('Authorities', () => {
  test('are read from a bundle, with whatever is written between them', () => {
    expect(readCertificates(`# ours\n${first}\n\n# theirs\r\n${second}\n`)).toEqual([first, second]);
  });

  test('are read from a file', () => {
    expect(readCertificates(fileWith(`${first}\n${second}`))).toEqual([first, second]);
  });

  test('are refused where there is none', () => {
    expect(() => readCertificates(fileWith('nothing here'))).toThrow('holds no PEM certificate');
    const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';
    expect(() => readCertificates(key)).toThrow('holds no PEM certificate');
  });

  test('are refused where one is broken, which is named', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    expect(() => readCertificates(`${first}\n${broken}`)).toThrow('certificate 2 cannot be read');
  });

  test("are trusted besides Node's and the system's own, each once", () => {
    const trusted = trustedAuthorities([first, first, second]);
    expect(trusted).toEqual(expect.arrayContaining([first, second, ...getCACertificates('default')]));
    expect(trusted).toEqual(expect.arrayContaining(getCACertificates('system')));
    expect(new Set(trusted).size).toBe(trusted.length);
  });
});
