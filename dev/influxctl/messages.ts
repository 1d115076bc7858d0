/** gRPC's names of the codes that HTTP statuses stand for (https://grpc.io/docs/guides/status-codes/). */
const grpcCodes: Readonly<Record<number, string>> = {
  401: 'Unauthenticated',
  403: 'PermissionDenied',
  404: 'NotFound',
  429: 'ResourceExhausted',
  500: 'Internal',
  503: 'Unavailable',
};

const unverified = 'tls: failed to verify certificate: x509:';

/** What Go says where Node has these codes (packages net, crypto/tls, crypto/x509). */
const goMessages: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/^ECONNREFUSED$/, 'dial tcp 127.0.0.1: connect: connection refused'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'dial tcp: lookup cluster: no such host'],
  [/^ECONNRESET$/, 'read tcp 127.0.0.1: read: connection reset by peer'],
  [/^CERT_HAS_EXPIRED$/, `${unverified} certificate has expired or is not yet valid`],
  [/ALTNAME_INVALID$/, `${unverified} certificate is valid for another, not localhost`],
  [/SIGNED|VERIFY|ISSUER/, `${unverified} certificate signed by unknown authority`],
  [/ALERT_CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE/, 'remote error: tls: certificate required'],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH/, 'tls: first record does not look like a TLS handshake'],
];

/** What gRPC says of an answer with this status. The words after `desc` are the cluster's. */
export function describeStatus(status: number | undefined, said: string): string {
  return `rpc error: code = ${grpcCodes[status ?? 0] ?? 'Unknown'} desc = ${said === '' ? String(status) : said}`;
}

/** What gRPC says where there is no answer. */
export function describeFailure(error: NodeJS.ErrnoException): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return 'rpc error: code = DeadlineExceeded desc = context deadline exceeded';
  const [, text] = goMessages.find(([pattern]) => pattern.test(error.code ?? '')) ?? [];
  const cause = text ?? error.message;
  return `rpc error: code = Unavailable desc = connection error: desc = "transport: ${cause}"`;
}
