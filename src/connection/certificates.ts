import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SecureContext, SecureContextOptions } from 'node:tls';
import { ActionError } from '../errors.ts';

/** Loaded where it is used: a run that ends with its inputs needs no TLS, which takes as long to load as all else. */
const loadTls = () => process.getBuiltinModule('node:tls');

const certificateBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Reads PEM text, or the file that a path names.
 *
 * @throws {@link ActionError} `invalid-input` where the file cannot be read.
 */
export function readPem(textOrPath: string): string {
  if (textOrPath.includes('-----BEGIN ')) return textOrPath;
  try {
    return readFileSync(textOrPath, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unreadable';
    const message = `neither PEM text nor a file that can be read (${reason})`;
    throw new ActionError({ code: 'invalid-input', message, cause });
  }
}

/**
 * Reads one or more certificates from PEM text or a file.
 *
 * @throws {@link ActionError} `invalid-input` where there is none, or one of them is broken.
 */
export function readCertificates(textOrPath: string): string[] {
  const blocks = readPem(textOrPath).match(certificateBlock) ?? [];
  if (blocks.length === 0)
    throw new ActionError({ code: 'invalid-input', message: 'holds no PEM certificate' });
  for (const [position, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch (cause) {
      const message = `certificate ${position + 1} cannot be read`;
      throw new ActionError({ code: 'invalid-input', message, cause });
    }
  }
  return blocks;
}

/** The authorities that Node trusts (`NODE_EXTRA_CA_CERTS` included), those of the operating system, and `additional`. */
export function trustedAuthorities(additional: readonly string[]): string[] {
  const { getCACertificates } = loadTls();
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...additional])];
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
    const message = `\`tls-cert\` and \`tls-key\` cannot be used together (${code})`;
    throw new ActionError({ code: 'invalid-input', message, cause });
  }
}
