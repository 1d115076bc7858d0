import { isUtf8 } from 'node:buffer';
import { Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

/** A body in the middle of its decoding. */
interface PartlyDecoded {
  readonly bytes: Buffer;
  /** Whether the decoded body is longer than its limit, and cut. */
  readonly cut: boolean;
  /** Whether the compressed body ends before its end. */
  readonly incomplete: boolean;
}

/** A body as text. */
export interface DecodedBody extends Omit<PartlyDecoded, 'bytes'> {
  /** Up to the limit; empty where the coding cannot be read. */
  readonly text: string;
  /** What the server named and nothing here can decode. Undefined: the body is readable. */
  readonly unknownCoding: string | undefined;
}

/** More codings than a server and a proxy would use, one after the other. */
const mostCodings = 4;

/**
 * Decodes a body in any of the registered content codings (RFC 9110, section 8.4.1; RFC 8878 for zstd): no request accepts
 * them, but a server or a proxy may use one anyway. Reads at most `limit` bytes.
 */
export async function decodeBody(
  bytes: Buffer,
  contentEncoding: string,
  limit: number,
): Promise<DecodedBody> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim().replace(/^x-/, ''))
    .filter((coding) => coding !== '' && coding !== 'identity');
  let decoded: PartlyDecoded = { bytes, cut: false, incomplete: false };
  // They are listed in the order in which they were applied.
  for (const coding of codings.toReversed()) {
    const decoder = codings.length > mostCodings ? undefined : createDecoder(coding, decoded.bytes);
    if (decoder === undefined) return { ...decoded, text: '', unknownCoding: contentEncoding };
    decoded = await decompress(decoded, decoder, limit);
  }
  return {
    ...decoded,
    text: toText(decoded.bytes, limit),
    cut: decoded.cut || decoded.bytes.length > limit,
    unknownCoding: undefined,
  };
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

async function decompress(body: PartlyDecoded, decoder: Transform, limit: number): Promise<PartlyDecoded> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of Readable.from([body.bytes]).pipe(decoder)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) break;
    }
  } catch {
    // A header may name a coding that a proxy has removed: text needs no decoder.
    const isPlain = length === 0 && isUtf8(body.bytes);
    return isPlain ? body : { bytes: Buffer.concat(chunks), cut: body.cut, incomplete: true };
  }
  return { ...body, bytes: Buffer.concat(chunks) };
}

/** No byte order mark is part of the text (RFC 8259, section 8.1). What is no text is not quoted by anything. */
function toText(bytes: Buffer, limit: number): string {
  const part = bytes.subarray(0, limit);
  const isBinary = bytes.length <= limit && !isUtf8(part) && part.includes(0);
  return isBinary ? '' : part.toString('utf8').replace(/^\ufeff/, '');
}
