import type { DetailedPeerCertificate } from 'node:tls';
import type { Role } from './fault.ts';

/** The server of a handshake that failed. */
export interface PeerDescription {
  readonly role: Role | 'proxy';
  /** Its scheme, host and port; of a proxy with that word. */
  readonly name: string;
  /** What names it in a workflow. */
  readonly place: string;
  /** The certificates that it showed, its own first; empty where they are not known. Hostile. */
  readonly shown: readonly DetailedPeerCertificate[];
}

/** Why a handshake failed, and what to do about it. */
interface TlsFault {
  /** A sentence without its full stop. */
  readonly message: string;
  readonly hint: string;
}

/** `reason` is what OpenSSL or Node say about the code. */
type Explain = (peer: PeerDescription, reason: string) => TlsFault;

const unknownAuthority =
  /^(?:UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)$/;

/**
 * Error codes of handshakes that fail again however often they are tried: those of OpenSSL and of Node. `UNSPECIFIED` is
 * Node's for every reason not to trust a certificate that it has no name for, such as a key that is too weak.
 */
const causes: readonly (readonly [pattern: RegExp, explain: Explain])[] = [
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, explainSelfSigned],
  [/^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/, explainLoneCertificate],
  [unknownAuthority, explainUnknownAuthority],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, explainOtherName],
  [/^CERT_HAS_EXPIRED$/, explainExpired],
  [
    /^CERT_NOT_YET_VALID$/,
    ({ name }) => ({
      message: `The certificate of ${name} is not valid yet`,
      hint: "Check this runner's clock, and when the certificate begins to be valid.",
    }),
  ],
  [
    /^CERT_|^CRL_|_CERT_|^INVALID_(?:CA|PURPOSE)$|^ERR_TLS_|^UNABLE_TO_|^PATH_LENGTH_EXCEEDED$|^UNSPECIFIED$/,
    ({ name }, reason) => ({
      message: `The certificate of ${name} does not verify: ${quote(reason)}`,
      hint: `Check the chain that it sends, such as with \`openssl s_client -showcerts -connect\`.`,
    }),
  ],
  [
    /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED)$/,
    ({ name, role }) => ({
      message: `${capitalize(name)} requires a trusted client certificate`,
      hint:
        role === 'cluster'
          ? 'Give one in `tls-cert` and `tls-key`, or check that what is given there is valid for this server.'
          : `${withoutCertificate(role)}: use one that requires none.`,
    }),
  ],
  [
    /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/,
    ({ name, place }) => ({
      message: `${capitalize(name)} answered in plain HTTP where TLS was expected`,
      hint: `Check the port in ${place}, and whether it should begin with http://.`,
    }),
  ],
  [
    /ALERT_HANDSHAKE_FAILURE$/,
    ({ name, role }) => ({
      message: `${capitalize(name)} refused the TLS handshake`,
      hint:
        role === 'cluster'
          ? 'Either it requires a client certificate (`tls-cert`, `tls-key`), or it shares no cipher with this runner.'
          : `It may share no cipher with this runner, or require a client certificate. ${withoutCertificate(role)}.`,
    }),
  ],
  [
    /^(?:ERR_SSL_|ERR_OSSL_|EPROTO$)/,
    ({ name }) => ({
      message: `The TLS handshake with ${name} failed`,
      hint: 'Check which versions of TLS and which ciphers the server accepts.',
    }),
  ],
];

/** `tls-cert` is meant for the cluster. */
function withoutCertificate(role: string): string {
  return `No client certificate is sent to the ${role}`;
}

/** Explains the error of a handshake that failed; undefined if it is another error. */
export function explainTls(
  { code, message }: { readonly code: string; readonly message: string },
  peer: PeerDescription,
): TlsFault | undefined {
  return causes.find(([pattern]) => pattern.test(code))?.[1](peer, message);
}

/**
 * Says whether a server's certificate did not verify, but may with more authorities: two of them can have one name, and
 * another key, other limits or another end.
 */
export function mayOthersTrust(code: string): boolean {
  return unknownAuthority.test(code) || /^CERT_|^INVALID_CA$|^PATH_LENGTH_EXCEEDED$|^UNSPECIFIED$/.test(code);
}

function explainSelfSigned({ name }: PeerDescription): TlsFault {
  return {
    message: `The certificate of ${name} is signed by itself, and this runner does not know it`,
    hint: 'If you expect this certificate, give it in `tls-ca`.',
  };
}

/** Which of the two it is cannot be seen: an authority's certificate is not there to look at. */
function explainLoneCertificate({ name, shown }: PeerDescription): TlsFault {
  return {
    message: `The certificate of ${name} is signed by ${issuerOf(shown)}, which this runner does not know, and the server sends no intermediate certificate`,
    hint: 'If that authority is an intermediate one, have the server send its certificate along with its own. If it is a root, give it in `tls-ca`.',
  };
}

function explainUnknownAuthority({ name, shown }: PeerDescription): TlsFault {
  return {
    message: `The certificate of ${name} is signed by an authority that this runner does not know: ${issuerOf(shown)}`,
    hint: 'Give the certificate of that authority in `tls-ca`.',
  };
}

function explainOtherName({ name, place, shown }: PeerDescription): TlsFault {
  const names = shown[0]?.subjectaltname?.replaceAll('DNS:', '') ?? '';
  return {
    message: `The certificate of ${name} is for another host name${names === '' ? '' : `: ${quote(names)}`}`,
    hint: `Check ${place}: it must be one of the names in the certificate.`,
  };
}

/** The server's own, an intermediate, or the root, which only this runner may have. */
function explainExpired({ name, shown }: PeerDescription): TlsFault {
  const clock = "or check this runner's clock";
  const position = shown.findIndex(({ valid_to }) => Date.parse(valid_to) < Date.now());
  const expired = shown[position];
  if (expired === undefined)
    return { message: `A certificate in the chain of ${name} has expired`, hint: `Renew it, ${clock}.` };
  const until = `it was valid until ${new Date(expired.valid_to).toISOString().slice(0, 10)}`;
  if (position === 0)
    return { message: `The certificate of ${name} has expired: ${until}`, hint: `Renew it, ${clock}.` };
  const subject = nameOf(expired.subject);
  if (subject === nameOf(expired.issuer))
    return {
      message: `The root certificate ${subject}, with which the chain of ${name} ends, has expired: ${until}`,
      hint: `Give the one that replaces it in \`tls-ca\`, ${clock}.`,
    };
  return {
    message: `The intermediate certificate ${subject} in the chain of ${name} has expired: ${until}`,
    hint: `Have the server send the one that replaces it, ${clock}.`,
  };
}

function issuerOf(shown: readonly DetailedPeerCertificate[]): string {
  const last = shown.at(-1);
  return last === undefined ? 'an authority' : nameOf(last.issuer);
}

function nameOf({ CN, O }: DetailedPeerCertificate['subject']): string {
  return quote([CN, O].flat().find((name) => name) ?? 'without a name');
}

/** A certificate can hold any text, and what Node says of one may quote it. */
function quote(text: string): string {
  return `"${text.replace(/[^\x20-\x7e]|"/g, ' ').slice(0, 100)}"`;
}

/** A name at the beginning of a sentence. */
export function capitalize(name: string): string {
  return name.replace(/^the /, 'The ');
}
