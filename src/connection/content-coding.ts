import { isUtf8 } from 'node:buffer';
import { Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

/** A body as text. */
export interface DecodedBody {
  /** Up to the limit; empty where the coding cannot be read. */
  readonly text: string;
  /** Whether the decoded body is longer than its limit, and cut. */
  readonly cut: boolean;
  /** Whether the compressed body ends before its end. */
  readonly incomplete: boolean;
  /** What the server named and nothing here can decode. Undefined: the body is readable. */
  readonly unknownCoding: string | undefined;
}

/**
 * Decodes a body in one of the registered content codings (RFC 9110, section 8.4.1; RFC 8878 for zstd): no request accepts
 * them, but a server or a proxy may use one anyway. Reads at most `limit` bytes.
 */
export async function decodeBody(
  bytes: Buffer,
  contentEncoding: string,
  limit: number,
): Promise<DecodedBody> {
  const names = contentEncoding.toLowerCase().split(',');
  const [coding, second] = names.map((name) => name.trim().replace(/^x-/, '')).filter(isCoding);
  if (coding === undefined) return toBody(bytes, limit);
  const decoder = second === undefined ? createDecoder(coding, bytes) : undefined;
  if (decoder === undefined)
    return { text: '', cut: false, incomplete: false, unknownCoding: contentEncoding };
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of Readable.from([bytes]).pipe(decoder)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) break;
    }
  } catch {
    // A header may name a coding that a proxy has removed: text needs no decoder.
    const isPlain = length === 0 && isUtf8(bytes);
    return isPlain ? toBody(bytes, limit) : { ...toBody(Buffer.concat(chunks), limit), incomplete: true };
  }
  return toBody(Buffer.concat(chunks), limit);
}

function isCoding(name: string): boolean {
  return name !== '' && name !== 'identity';
}

function toBody(bytes: Buffer, limit: number): DecodedBody {
  const cut = bytes.length > limit;
  return { text: toText(bytes, limit), cut, incomplete: false, unknownCoding: undefined };
}

function createDecoder(coding: string, bytes: Buffer): Transform | undefined {
  switch (coding) {
    case 'gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    case 'deflate':
      // Some servers leave out the header that the name calls for (RFC 9110, section 8.4.1.2; RFC 1950, section 2.2).
      return bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0 ? createInflate() : createInflateRaw();
    default:
      return undefined;
  }
}

/** No byte order mark is part of the text (RFC 8259, section 8.1). What is no text is not quoted by anything. */
function toText(bytes: Buffer, limit: number): string {
  const part = bytes.subarray(0, limit);
  const isBinary = bytes.length <= limit && !isUtf8(part) && part.includes(0);
  return isBinary ? '' : part.toString('utf8').replace(/^\ufeff/, '');
}
