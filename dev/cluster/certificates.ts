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
  /** Makes an intermediate authority, whose certificate this one signs. */
  delegate(name: string): Promise<Authority>;
}

/** Makes an authority of its own, trusted by nobody until its certificate is given to them. */
export async function createAuthority(
  name = 'Simulated cluster',
  { expired = false }: { readonly expired?: boolean } = {},
): Promise<Authority> {
  const keys = await newKeys();
  const root = await certifyAuthority({ name, keys, signer: { subject: `CN=${name}`, keys }, expired });
  return openAuthority(root, keys);
}

/** Makes the certificate of a server that no authority signs. */
export async function createSelfSigned(host: string): Promise<Identity> {
  const keys = await newKeys();
  const certificate = await certify({ host, keys, signer: { subject: `CN=${host}`, keys } });
  return { cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) };
}

interface Signer {
  readonly subject: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

interface AuthorityPlan {
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly signer: Signer;
  readonly expired: boolean;
}

function certifyAuthority({ name, keys, signer, expired }: AuthorityPlan): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: signer.subject,
    publicKey: keys.publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + (expired ? -day : 30 * day)),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
}

interface LeafPlan {
  readonly host: string;
  readonly expired?: boolean;
  readonly client?: boolean;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly signer: Signer;
}

function certify({
  host,
  expired = false,
  client = false,
  keys,
  signer,
}: LeafPlan): Promise<x509.X509Certificate> {
  const usage = client ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth;
  return x509.X509CertificateGenerator.create({
    subject: `CN=${host}`,
    issuer: signer.subject,
    publicKey: keys.publicKey,
    signingKey: signer.keys.privateKey,
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
}

function openAuthority(own: x509.X509Certificate, keys: webcrypto.CryptoKeyPair): Authority {
  const signer = { subject: own.subject, keys };
  return {
    cert: own.toString('pem'),
    async issue(options) {
      const leaf = await newKeys();
      const certificate = await certify({ ...options, keys: leaf, signer });
      return { cert: certificate.toString('pem'), key: await exportKey(leaf.privateKey) };
    },
    async delegate(name) {
      const keysOfDelegate = await newKeys();
      const plan = { name, keys: keysOfDelegate, signer, expired: false };
      return openAuthority(await certifyAuthority(plan), keysOfDelegate);
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
