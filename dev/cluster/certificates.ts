import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 3_600_000;

/** A certificate and its key, as PEM text. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** An authority that signs certificates for the simulated cluster and its clients. */
export interface Authority {
  /** Its own certificate, as PEM text. */
  readonly cert: string;
  /** Signs a certificate for a host name, and for that name below `test`; valid from yesterday to tomorrow unless told otherwise. */
  issue(options: {
    readonly host: string;
    readonly expired?: boolean;
    readonly client?: boolean;
  }): Promise<Identity>;
}

/** Makes an authority of its own, trusted by nobody until its certificate is given to them. */
export async function createAuthority(name = 'Simulated cluster'): Promise<Authority> {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + 30 * day),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return {
    cert: root.toString('pem'),
    async issue({ host, expired = false, client = false }) {
      const own = await newKeys();
      const usage = client ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth;
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${host}`,
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        notBefore: new Date(Date.now() - 2 * day),
        notAfter: new Date(Date.now() + (expired ? -day : day)),
        extensions: [
          new x509.SubjectAlternativeNameExtension([
            { type: 'dns', value: host },
            { type: 'dns', value: `${host}.test` },
          ]),
          new x509.ExtendedKeyUsageExtension([usage]),
        ],
      });
      return { cert: certificate.toString('pem'), key: await exportKey(own.privateKey) };
    },
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]) as Promise<webcrypto.CryptoKeyPair>;
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
