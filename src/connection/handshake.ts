import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';

/** The two ends that a connection may be made to. */
export type Hop = 'proxy' | 'server';

/** Certificates that are looked at at most: no chain that verifies is longer. */
const longestChain = 8;

/** A connection that could not be made: to which end, and which certificates it showed. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
  readonly hop: Hop;
  /** From the server's own on, each followed by that of its issuer as far as it was sent or is known here. Hostile. */
  readonly shown: readonly DetailedPeerCertificate[];

  constructor(cause: Error, hop: Hop, shown: readonly DetailedPeerCertificate[]) {
    super(cause.message, { cause });
    this.hop = hop;
    this.shown = shown;
  }
}

/** Makes connections as `connect` does. What it fails with says where it happened. */
export function explainConnections(connect: buildConnector.connector, hop: Hop): buildConnector.connector {
  return (target, callback) => {
    let shown: readonly DetailedPeerCertificate[] = [];
    const socket: unknown = connect(target, (error, connected) => {
      if (error === null) callback(null, connected);
      else callback(new HandshakeError(error, hop, shown), null);
    });
    // A socket that is refused forgets what it was shown: this event comes just before the certificates are judged.
    if (!isTlsSocket(socket)) return;
    socket.prependOnceListener('secure', () => {
      shown = readChain(socket);
    });
  };
}

function isTlsSocket(socket: unknown): socket is TLSSocket {
  return typeof socket === 'object' && socket !== null && 'getPeerCertificate' in socket;
}

/** `getPeerX509Certificate` would be of more use, but after it Node's own check of the name finds no certificate. */
function readChain(socket: TLSSocket): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (certificate?.raw !== undefined && chain.length < longestChain) {
    chain.push(certificate);
    const { issuerCertificate }: DetailedPeerCertificate = certificate;
    certificate = issuerCertificate === certificate ? undefined : issuerCertificate;
  }
  return chain;
}
