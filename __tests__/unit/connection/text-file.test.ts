import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readText } from '../../../src/connection/text-file.ts';
import { writeTextFile } from '../../support/files.ts';
import { refusalOf as whyRefused } from '../../support/refusals.ts';
import { makeFolder } from '../../support/shell-programs.ts';

/** What keeps a file from being read, with `FILE` for its name. */
function refusalOf(name: string): string {
  return whyRefused(readText, name).replaceAll(name, 'FILE');
}

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
const hex = (bytes: string) => Buffer.from(bytes, 'hex');

describe('A file that an input names', () => {
  test.each<[string, string | Buffer]>([
    ['UTF-8', 'größer\n'],
    ['UTF-8 with a byte order mark', '\ufeffgrößer\n'],
    ['UTF-16, as PowerShell writes it', Buffer.from('\ufeffgrößer\n', 'utf16le')],
    ['UTF-16 in the other byte order', swapped('\ufeffgrößer\n')],
  ])('is read in %s', (_, text) => {
    expect(readText(writeTextFile(text))).toBe('größer\n');
  });

  const binary = ': it seems to be DER or PKCS #12, which has to be exported as PEM';
  test.each<[string, string | Buffer, string?]>([
    ['UTF-16 text without a byte order mark', Buffer.from('größer', 'utf16le')],
    ['UTF-16 text that is cut', Buffer.from('\ufeffx', 'utf16le').subarray(0, 3)],
    ['UTF-16 text in the other byte order that is cut', swapped('\ufeffx').subarray(0, 3)],
    ['UTF-32 text', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
    ['text in another encoding, such as Windows-1252', Buffer.from('größer', 'latin1')],
    ['compressed by gzip', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['a certificate in DER', hex('3082012230820110'), binary],
    ['PKCS #12', hex('308209a1020103'), binary],
    ['binary data', Buffer.from([0x61, 0, 0, 0x62, 0x63])],
    ['half of a pair of surrogates', Buffer.from('\ufeff\ud800', 'utf16le')],
    ['binary data with a byte order mark', Buffer.from('\ufeffx\0', 'utf16le')],
  ])('is refused where it is %s', (_, bytes, hint = '') => {
    const message = `FILE is not text in UTF-8, or in UTF-16 with a byte order mark${hint}`;
    expect(refusalOf(writeTextFile(bytes))).toBe(message);
  });

  test.each([
    ['does not exist', () => path.join(makeFolder(), 'missing'), 'FILE does not exist'],
    ['is below a home', () => '~/missing', 'FILE does not exist (`~` and variables are not expanded)'],
    ['is below a variable', () => '/tmp/$X', 'FILE does not exist (`~` and variables are not expanded)'],
    ['has a name that none can have', () => 'a\0b', 'FILE cannot be read (ERR_INVALID_ARG_VALUE)'],
    ['is a folder', makeFolder, 'FILE is a folder, not a file'],
    ['is larger than any that is meant', largeFile, 'FILE is larger than 16 MiB'],
  ])('is refused where it %s', (_, give, message) => {
    expect(refusalOf(give())).toBe(message);
  });

  test.each([
    ['a pipe that has no writer', pipe, 'FILE is a pipe, not a file'],
    ['a device that has no end', () => '/dev/zero', 'FILE is a device, not a file'],
    ['a file without a size that has no end', () => '/proc/self/pagemap', 'FILE is larger than 16 MiB'],
  ])('never blocks a run: behind a symbolic link it may be %s', (_, give, message) => {
    const link = path.join(makeFolder(), 'link');
    symlinkSync(give(), link);
    expect(refusalOf(link)).toBe(message);
  });
});

function largeFile(): string {
  const file = writeTextFile('');
  truncateSync(file, 16 * 1024 * 1024 + 1);
  return file;
}

function pipe(): string {
  const name = path.join(makeFolder(), 'pipe');
  execFileSync('mkfifo', [name]);
  return name;
}
