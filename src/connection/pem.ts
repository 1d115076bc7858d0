import { invalidInput } from '../errors.ts';

/** One block of a PEM text (RFC 7468). */
export interface PemBlock {
  /** What it holds, such as `CERTIFICATE`. */
  readonly label: string;
  /** The block as it should be: its base64 in lines of 64 characters. Of a key: secret. */
  readonly text: string;
  /** Whether the older kind of encryption protects it, which headers show (RFC 1421, section 4.6). */
  readonly isEncrypted: boolean;
}

/** Every label that means something here. A text that has lost its blanks has lost those of its labels, too. */
const labels = [
  'CERTIFICATE',
  'X509 CERTIFICATE',
  'TRUSTED CERTIFICATE',
  'PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'EC PARAMETERS',
] as const;

/** Without a backreference: where the two labels differ, the block is broken and should be found. */
const block =
  /-----\s*BEGIN\s*([A-Z0-9 ]+?)\s*-----((?:(?!-----\s*BEGIN)[\s\S])*?)-----\s*END\s*[A-Z0-9 ]+?\s*-----/g;

/** The base64 form of `-----BEGIN`: of a whole PEM text, as Kubernetes keeps it in its secrets. */
const encodedBegin = 'LS0tLS1CRUdJTi';

/** No part of a path is this long on any system that runs jobs. */
const longestName = 255;

/** Says whether a text is meant as PEM, and not as the path of a file that holds it. */
export function isPemText(text: string): boolean {
  return /-----\s*BEGIN/.test(text) || text.startsWith(encodedBegin) || isBareBase64(text);
}

/**
 * Reads the blocks of a PEM text, and repairs what transport does to line breaks: written as `\n`, turned into blanks,
 * lost, or with blanks before each line. Base64 has neither blanks nor backslashes, so nothing is guessed.
 *
 * @throws {@link ActionError} `invalid-input` where a block has no end, or its base64 is broken. No message quotes any
 * of the text: it may be a key.
 */
export function parsePem(text: string): PemBlock[] {
  const isEncoded = text.trimStart().startsWith(encodedBegin);
  const plain = (isEncoded ? Buffer.from(text, 'base64').toString('latin1') : text).replace(/\\+[nr]/g, '\n');
  const blocks = [...plain.matchAll(block)].map(([, label = '', body = '']) => toBlock(label, body));
  const begun = plain.match(/-----\s*BEGIN/g)?.length ?? 0;
  if (begun > blocks.length) throw invalidInput('a block has no line -----END …-----: the text is cut');
  if (blocks.length === 0 && isBareBase64(plain))
    throw invalidInput('holds base64 without the lines -----BEGIN …----- and -----END …-----');
  return blocks;
}

function isBareBase64(text: string): boolean {
  return text.length > longestName && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text);
}

function toBlock(written: string, body: string): PemBlock {
  const joined = written.replace(/\s/g, '');
  const label = labels.find((each) => each.replaceAll(' ', '') === joined) ?? written;
  const isEncrypted = /Proc-Type:\s*4,\s*ENCRYPTED/.test(body);
  if (isEncrypted) return { label, text: '', isEncrypted };
  const base64 = body.replace(/[\s"'>]|\p{Default_Ignorable_Code_Point}/gu, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw invalidInput(`the text of a ${label} block is not base64: characters were lost or added`);
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    label,
    text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n'),
    isEncrypted,
  };
}
