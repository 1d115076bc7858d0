import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { SecureContext, SecureContextOptions } from 'node:tls';
import { type ActionError, invalidInput } from '../errors.ts';
import { isPemText, type PemBlock, parsePem } from './pem.ts';
import { readText } from './text-file.ts';

/** Loaded where it is used: a run that ends with its inputs needs no TLS, which takes as long to load as all else. */
const loadTls = () => process.getBuiltinModule('node:tls');

/**
 * Reads one or more certificates from PEM text or from the file that a path names.
 *
 * @throws {@link ActionError} `invalid-input` where there is none, or one of them is broken.
 */
export function readCertificates(textOrPath: string): string[] {
  const blocks = readBlocks(textOrPath);
  const certificates = blocks.filter(({ label }) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label));
  if (certificates.length === 0) throw invalidInput(`holds no PEM certificate${describeOthers(blocks)}`);
  return certificates.map(({ text }, position) => {
    try {
      new X509Certificate(text);
      // Go reads no other label.
      return text.replaceAll('X509 CERTIFICATE', 'CERTIFICATE');
    } catch (cause) {
      const part = certificates.length === 1 ? 'the certificate' : `certificate ${position + 1}`;
      throw invalidInput(`${part} cannot be read: a part of it is missing or damaged`, cause);
    }
  });
}

/**
 * Reads a private key from PEM text or from the file that a path names.
 *
 * @throws {@link ActionError} `invalid-input` where there is none, or it is broken or encrypted.
 */
export function readPrivateKey(textOrPath: string): string {
  const blocks = readBlocks(textOrPath);
  const key = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (key === undefined) throw invalidInput(`holds no PEM private key${describeOthers(blocks)}`);
  if (key.isEncrypted || key.label === 'ENCRYPTED PRIVATE KEY')
    throw invalidInput(
      'the key is encrypted, and no input takes its passphrase: decrypt it, such as with `openssl pkey -in key.pem`, and store the result as a secret',
    );
  if (key.label === 'OPENSSH PRIVATE KEY') throw invalidInput('this is a key for SSH, not for TLS');
  try {
    createPrivateKey(key.text);
  } catch (cause) {
    throw invalidInput('the key cannot be read: a part of it is missing or damaged', cause);
  }
  return key.text;
}

/** The authorities that Node trusts (`NODE_EXTRA_CA_CERTS` included), those of the operating system, and `additional`. */
export function trustedAuthorities(additional: readonly string[]): string[] {
  const { getCACertificates } = loadTls();
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...additional])];
}

/**
 * Says whether all of these certificates are roots, so that chains must end in one of them. An intermediate, or the
 * server's own certificate, is trusted as it is given.
 */
export function areRoots(certificates: readonly string[]): boolean {
  return certificates.every((text) => {
    const certificate = new X509Certificate(text);
    return certificate.checkIssued(certificate);
  });
}

/**
 * Makes what connections trust and show.
 *
 * @throws {@link ActionError} `invalid-input` where certificate and key cannot be used together.
 */
export function createContext(options: SecureContextOptions): SecureContext {
  try {
    return loadTls().createSecureContext(options);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw invalidInput(`\`tls-cert\` and \`tls-key\` cannot be used together (${code})`, cause);
  }
}

/**
 * Checks that a certificate and its key can be used together. OpenSSL takes a key of another kind than that of the certificate, and
 * then shows neither.
 *
 * @throws {@link ActionError} `invalid-input` where they cannot.
 */
export function checkPair({ cert, key }: { readonly cert: string; readonly key: string }): void {
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    throw invalidInput('the key must be that of the first certificate in `tls-cert`');
  createContext({ cert, key });
}

function readBlocks(textOrPath: string): PemBlock[] {
  if (isPemText(textOrPath)) return parsePem(textOrPath);
  if (/[\r\n]/.test(textOrPath)) throw invalidInput('neither PEM text nor the path of a file');
  return parsePem(readPemFile(textOrPath));
}

/** A text that names no file may be meant as PEM, and cut, or stand in a wrong place: no message quotes it. */
function readPemFile(file: string): string {
  try {
    return readText(file, 'the file');
  } catch (error) {
    const { message, cause } = error as ActionError;
    if ((cause as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT') throw error;
    throw invalidInput(`${message}, and the text is no PEM`, error);
  }
}

function describeOthers(blocks: readonly PemBlock[]): string {
  const [first] = blocks;
  return first === undefined ? '' : `, but a ${first.label}`;
}
