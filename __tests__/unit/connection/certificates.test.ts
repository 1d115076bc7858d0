import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import {
  checkPair,
  createContext,
  readCertificates,
  readPrivateKey,
  trustedAuthorities,
} from '../../../src/connection/certificates.ts';
import { writeTextFile } from '../../support/files.ts';

let authority: Authority;
let [first, second, key] = ['', '', ''];
let client: Identity;

beforeAll(async () => {
  authority = await createAuthority('One');
  client = await authority.issue({ host: 'runner', client: true });
  [first, second] = [authority.cert.trim(), client.cert.trim()];
  key = client.key.trim();
});

/** What happens to the line breaks of a PEM text on its way into an input. */
const mishaps: readonly (readonly [what: string, change: (pem: string) => string])[] = [
  ['as it is', (pem) => pem],
  ['with the line breaks of Windows', (pem) => pem.replaceAll('\n', '\r\n')],
  ['with line breaks written as \\n', (pem) => pem.replaceAll('\n', '\\n')],
  ['with line breaks written as \\r\\n', (pem) => pem.replaceAll('\n', '\\r\\n')],
  ['with line breaks that are escaped twice', (pem) => pem.replaceAll('\n', '\\\\n')],
  ['with blanks for line breaks', (pem) => pem.replaceAll('\n', ' ')],
  ['on one line', (pem) => pem.replaceAll('\n', '')],
  ['without any blank', (pem) => pem.replace(/\s/g, '')],
  ['indented', (pem) => pem.replace(/^/gm, '    ')],
  ['with an empty line after each line', (pem) => pem.replaceAll('\n', '\n\n')],
  ['in quotes', (pem) => `"${pem}"`],
  ['quoted line by line', (pem) => pem.replace(/^.*$/gm, '"$&"')],
  ['with a zero-width space', (pem) => pem.replace('\nM', '\n\u200bM')],
  ['in base64, as Kubernetes keeps it', (pem) => Buffer.from(pem).toString('base64')],
];

const withoutLine = (pem: string) => pem.replace(/(\n.{64})\n.{64}\n/, '$1\n');
const cut = 'a block has no line -----END …-----: the text is cut';
const noLines = 'holds base64 without the lines -----BEGIN …----- and -----END …-----';

describe('A certificate', () => {
  test.each(mishaps)('is read from PEM text %s, alone and from a bundle', (_, change) => {
    expect(readCertificates(change(first))).toEqual([first]);
    expect(readCertificates(change(`${first}\n${second}`))).toEqual([first, second]);
  });

  test('is read from a named file, and from a bundle with anything written between', () => {
    const bundle = `# ours\n${first}\n\n# theirs\r\n${second}\n`;
    for (const given of [bundle, writeTextFile(bundle)])
      expect(readCertificates(given)).toEqual([first, second]);
  });

  test('under an old label comes out under the usual one: programs in Go read no other', () => {
    expect(readCertificates(first.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'))).toEqual([first]);
  });

  test('keeps what OpenSSL says of its trust', () => {
    const trusted = first.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE');
    expect(readCertificates(trusted)).toEqual([trusted]);
  });

  test('is read from a file that holds its key too', () => {
    expect(readCertificates(`${key}\n${second}\n${first}`)).toEqual([second, first]);
  });

  test.each([
    ['nothing of the kind', () => writeTextFile('nothing here'), 'holds no PEM certificate'],
    ['a key', () => key, 'holds no PEM certificate, but a PRIVATE KEY'],
    ['no end', () => first.slice(0, 200), cut],
    ['a block that ends in the next one', () => `${first.slice(0, 200)}\n${second}`, cut],
    ['no first and last line', () => first.replace(/-----[^-]+-----/g, '').trim(), noLines],
    ['dots for a part of it', () => first.replace(/\n.{64}\n/, '\n...\n'), 'is not base64'],
    [
      'less than it should',
      () => withoutLine(first),
      'certificate cannot be read: a part of it is missing or damaged',
    ],
    [
      'damage',
      () => `${first}\n${toBlock('CERTIFICATE')}`,
      'certificate 2 cannot be read: a part of it is missing or damaged',
    ],
    ['several lines, and none of PEM', () => 'a\nb', 'neither PEM text nor the path of a file'],
  ])('is refused with the reason where the text holds %s', (_, give, reason) => {
    expect(() => readCertificates(give())).toThrow(reason);
  });

  test.each<[string, (base64: string) => string]>([
    ['as it is', (base64) => base64],
    ['with blanks', (base64) => base64.replace(/.{64}/g, '$& ')],
    ['with its line breaks written out', (base64) => base64.replace(/.{64}/g, '$&\\n')],
    ['behind its name', (base64) => `tls.key: ${base64}`],
    ['longer than the name of a file may be', (base64) => `key=${base64.repeat(9)}`],
    ['cut', () => 'QgAEJ6vVwHb0X1mZsT3q'],
  ])(
    'is not looked for, and nothing is quoted, where a key without armour stands in its place: %s',
    (_, change) => {
      const base64 = key.replace(/-----[^-]+-----|\n/g, '');
      expect(() => readCertificates(change(base64))).toThrow(
        /^(?:the file does not exist, and the text is no PEM|the file cannot be read \(ENAMETOOLONG\))$/,
      );
    },
  );
});

test.each([
  '/nowhere/ca.pem',
  'https://ci:password@mirror.example.com/ca.pem',
  'ci:password@mirror.example.com/ca.pem',
  '3f2a9c1e-77aa-4bcd-9e01-abcdefabcdef',
  'correct-horse-battery-staple',
  'ci:password',
  'P@ssw0rd!2026',
  'token@proxy.example.com/ca.pem',
])('What names no file of certificates is not quoted: it may hold a secret: %s', (text) => {
  expect(() => readCertificates(text)).toThrow(/^the file does not exist, and the text is no PEM$/);
});

describe('The key of a client', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rsa = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const encrypted = 'the key is encrypted';

  test.each(mishaps)('is read from PEM text %s', (_, change) => {
    expect(readPrivateKey(change(key))).toBe(key);
    expect(createPrivateKey(readPrivateKey(change(rsa.trim()))).equals(privateKey)).toBe(true);
  });

  test.each([
    ['is encrypted', () => exportEncrypted('pkcs8'), 'encrypted, and no input takes its passphrase'],
    ['is encrypted in the older way', () => exportEncrypted('pkcs1'), encrypted],
    ['is encrypted, on one line', () => exportEncrypted('pkcs1').replaceAll('\n', ' '), encrypted],
    ['is none, but a certificate', () => second, 'holds no PEM private key, but a CERTIFICATE'],
    ['is one for SSH', () => toBlock('OPENSSH PRIVATE KEY'), 'this is a key for SSH, not for TLS'],
    ['is part of one', () => 'MHcCAQEEIBkeyinbase64', 'the file does not exist, and the text is no PEM'],
    [
      'is damaged',
      () => toBlock('PRIVATE KEY'),
      'the key cannot be read: a part of it is missing or damaged',
    ],
    ['lacks a line', () => withoutLine(rsa), 'the key cannot be read: a part of it is missing or damaged'],
  ])('is refused with the reason where it %s, and is not quoted', (_, give, reason) => {
    expect(() => readPrivateKey(give())).toThrow(reason);
    expect(() => readPrivateKey(give())).not.toThrow(/[A-Za-z0-9+/]{18}/);
  });

  function exportEncrypted(type: 'pkcs1' | 'pkcs8'): string {
    const options = { type, format: 'pem', cipher: 'aes-128-cbc', passphrase: 'a passphrase' } as const;
    return privateKey.export(options).toString();
  }

  test.each([
    ['belongs to another certificate', () => first, () => key],
    ['belongs to a later one', () => `${first}\n${second}`, () => key],
    ['is of another kind', () => second, () => rsa],
  ])('is refused beside the certificate where it %s', (_, cert, other) => {
    const reason = 'the key must be that of the first certificate in `tls-cert`';
    expect(() => checkPair({ cert: cert(), key: other() })).toThrow(reason);
    expect(() => checkPair({ cert: second, key })).not.toThrow();
  });
});

test('What OpenSSL refuses to show is refused with the code that it gives', () => {
  expect(() => createContext({ cert: 'none', key: 'none' })).toThrow(
    /^`tls-cert` and `tls-key` cannot be used together \(ERR_OSSL_PEM_NO_START_LINE\)$/,
  );
});

test("Authorities are trusted besides Node's and the system's own, each once", () => {
  const trusted = trustedAuthorities([first, first, second]);
  expect(trusted).toEqual(expect.arrayContaining([first, second, ...getCACertificates('default')]));
  expect(trusted).toEqual(expect.arrayContaining(getCACertificates('system')));
  expect(new Set(trusted).size).toBe(trusted.length);
});

function toBlock(label: string): string {
  return `-----BEGIN ${label}-----\nAAAAAAAA\n-----END ${label}-----`;
}
