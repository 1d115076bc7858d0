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

/** A host or a client that gets a certificate. */
export interface Holder {
  /** The certificate is for this name, and for this name below `test`. */
  readonly host: string;
  /** Whether it is valid until yesterday. Default: until tomorrow. */
  readonly expired?: boolean;
  /** Whether it is one of a client. Default: of a server. */
  readonly client?: boolean;
  /** Whether it has a critical extension that no one knows. Default: it has none. */
  readonly extended?: boolean;
}

/** An authority that signs certificates for the simulated cluster and its clients. */
export interface Authority {
  /** Its own certificate, as PEM text. */
  readonly cert: string;
  /** Makes a certificate. */
  issue(holder: Holder): Promise<Identity>;
  /** Makes an intermediate authority, whose certificate this one signs. */
  delegate(name: string): Promise<Authority>;
}

/** Makes an authority of its own, which no one trusts before its certificate is given to them. */
export async function createAuthority(
  name = 'Simulated cluster',
  { expired = false } = {},
): Promise<Authority> {
  return openAuthority(await certifyAuthority({ name, expired }));
}

/** Makes the certificate of a server that no authority signs. */
export async function createSelfSigned(host: string): Promise<Identity> {
  return exportIdentity(await certifyHolder({ host }));
}

/** A certificate with its keys. */
interface Certified {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

interface Plan {
  readonly name: string;
  readonly extensions: x509.Extension[];
  /** undefined: the certificate signs itself. */
  readonly signer?: Certified | undefined;
  readonly expired?: boolean | undefined;
}

function certifyAuthority(plan: Omit<Plan, 'extensions'>): Promise<Certified> {
  const constraints = new x509.BasicConstraintsExtension(true, undefined, true);
  const usage = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true);
  return certify({ ...plan, extensions: [constraints, usage] });
}

function certifyHolder(
  { host, client = false, expired, extended = false }: Holder,
  signer?: Certified,
): Promise<Certified> {
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  const names = [host, `${host}.test`].map((value) => ({ type: 'dns' as const, value }));
  const alternatives = new x509.SubjectAlternativeNameExtension(names);
  const usage = new x509.ExtendedKeyUsageExtension([client ? clientAuth : serverAuth]);
  const unknown = extended ? [new x509.Extension('1.2.3.4', true, new Uint8Array([5, 0]))] : [];
  return certify({ name: host, extensions: [alternatives, usage, ...unknown], signer, expired });
}

async function certify({ name, extensions, signer, expired = false }: Plan): Promise<Certified> {
  const { subtle } = webcrypto;
  const keys = (await subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: signer?.certificate.subject ?? `CN=${name}`,
    publicKey: keys.publicKey,
    signingKey: (signer?.keys ?? keys).privateKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 2 * day),
    notAfter: new Date(Date.now() + (expired ? -day : day)),
    extensions,
  });
  return { certificate, keys };
}

function openAuthority(own: Certified): Authority {
  return {
    cert: own.certificate.toString('pem'),
    issue: async (holder) => exportIdentity(await certifyHolder(holder, own)),
    delegate: async (name) => openAuthority(await certifyAuthority({ name, signer: own })),
  };
}

async function exportIdentity({ certificate, keys }: Certified): Promise<Identity> {
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') };
}
