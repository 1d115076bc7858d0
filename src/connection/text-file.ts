import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { ActionError, invalidInput } from '../errors.ts';

/** How much of a file is read at most, in bytes: more than 400,000 ids, and far more than any other file needs. */
const largestFile = 16 * 1024 * 1024;

const partSize = 64 * 1024;

/**
 * Reads a text file that an input or a profile names: UTF-8, or UTF-16 with a byte order mark. Opens nothing that could
 * be read for ever, and waits for no other process: a pipe, a device or a file below `/proc` can stand behind a symbolic
 * link.
 *
 * @throws {@link ActionError} `invalid-input` where it cannot be read, is no regular file, is longer than 16 MiB, or is
 * no text. The message calls the file `name` and quotes nothing of it.
 */
export function readText(file: string, name = file): string {
  const bytes = readRegularFile(file, name);
  const text = decodeText(bytes);
  if (text !== undefined) return text;
  // A sequence in DER, longer than 127 bytes (X.690, section 8.1.3).
  const isDer = /^308/.test(bytes.toString('hex', 0, 2));
  const hint = isDer ? ': it seems to be DER or PKCS #12, which has to be exported as PEM' : '';
  throw invalidInput(`${name} is not text in UTF-8, or in UTF-16 with a byte order mark${hint}`);
}

/** No byte order mark is part of the text (https://www.unicode.org/faq/utf_bom.html). Undefined: it is no text. */
function decodeText(bytes: Buffer): string | undefined {
  const start = bytes.toString('hex', 0, 2);
  const encoding = start === 'fffe' ? 'utf-16le' : start === 'feff' ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function readRegularFile(file: string, name: string): Buffer {
  try {
    // To open a pipe without this waits for its writer. Windows has neither the flag nor such pipes.
    const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) throw invalidInput(`${name} is ${describeKind(stat)}, not a file`);
      return readUpToLimit(descriptor, name);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    if (cause instanceof ActionError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unreadable';
    if (reason === 'ENOENT') {
      const why = /^~|\$/.test(file) ? ' (`~` and variables are not expanded)' : '';
      throw invalidInput(`${name} does not exist${why}`, cause);
    }
    throw invalidInput(`${name} cannot be read (${reason})`, cause);
  }
}

/** Counts what it reads: the size of a file below `/proc` is 0, however much it holds. */
function readUpToLimit(descriptor: number, name: string): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(partSize);
    const count = readSync(descriptor, part);
    if (count === 0) return Buffer.concat(parts, length);
    length += count;
    if (length > largestFile) throw invalidInput(`${name} is larger than 16 MiB`);
    parts.push(part.subarray(0, count));
  }
}

function describeKind(stat: Stats): string {
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}
