import type { ErrorCode } from '../../errors.ts';
import type { Failure } from '../../failure.ts';
import { idKey, type TokenId } from '../../revocation/token.ts';

/** What a message of influxctl says of a call that failed. It is never the proof of anything. */
type Meaning = Pick<Failure, 'code' | 'hint' | 'retryable'>;

interface Row extends Meaning {
  readonly pattern: RegExp;
}

const createRow =
  (retryable: boolean) =>
  (code: ErrorCode, pattern: RegExp, hint?: string): Row => ({ pattern, code, hint, retryable });

const [lasting, passing] = [createRow(false), createRow(true)];

const network = 'Check `host`, its port, and that this runner can reach it.';

/**
 * The messages of Go's network stack and of gRPC, the causes first: gRPC's `Unavailable` and `DeadlineExceeded` quote
 * them. Sources: https://pkg.go.dev/net, https://pkg.go.dev/crypto/x509, https://pkg.go.dev/crypto/tls,
 * https://pkg.go.dev/google.golang.org/grpc/codes.
 */
const rows: readonly Row[] = [
  lasting(
    'unreachable',
    /Proxy Authentication Required/i,
    'The proxy got no credentials, or wrong ones (407): check the user and password in the proxy variable.',
  ),
  lasting(
    'unreachable',
    /x509: certificate signed by unknown authority|x509: [^\n]{0,300} is not trusted/,
    'Give the authority that signed the certificate in `tls-ca`.',
  ),
  lasting(
    'unreachable',
    /x509: certificate has expired or is not yet valid/,
    "This can be the server's certificate, an intermediate or the root: replace the expired one, or check this runner's clock.",
  ),
  lasting(
    'unreachable',
    /x509: (?:certificate is (?:valid for|not valid for any)|cannot validate certificate for)/,
    'Check the host name in `host`: the certificate is for another one.',
  ),
  lasting('unreachable', /x509: /, 'Check the certificate of the server, and `tls-ca`.'),
  lasting(
    'unreachable',
    /remote error: tls: (?:certificate required|bad certificate|unknown certificate|handshake failure|expired certificate)/,
    'Give a client certificate that the server trusts in `tls-cert` and `tls-key`.',
  ),
  lasting(
    'unreachable',
    /tls: first record does not look like a TLS handshake|server gave HTTP response to HTTPS client/,
    'Check the port in `host`: it does not speak TLS.',
  ),
  passing('unreachable', /proxyconnect tcp/, 'Check the proxy variables, and that the proxy runs.'),
  lasting('unreachable', /\bno such host\b/, 'Check the host name in `host`, and DNS on this runner.'),
  passing(
    'unreachable',
    /\bserver misbehaving\b|Temporary failure in name resolution/,
    'Check DNS on this runner.',
  ),
  passing(
    'unreachable',
    /connect: (?:connection refused|no route to host|network is unreachable)|\bconnection timed out\b/,
    network,
  ),
  passing(
    'timeout',
    /context deadline exceeded|\bi\/o timeout\b|TLS handshake timeout|code = DeadlineExceeded/,
  ),
  passing('unreachable', /connection reset by peer|broken pipe|unexpected EOF/, network),
  lasting('unauthorized', /code = Unauthenticated/),
  lasting('forbidden', /code = PermissionDenied/),
  passing('rate-limited', /code = ResourceExhausted/),
  passing('server-error', /code = Unavailable/),
];

/** Reads what influxctl printed on standard error; undefined: none of the known messages is in it. */
export function readMessage(stderr: string): Meaning | undefined {
  return rows.find(({ pattern }) => pattern.test(stderr));
}

/** Says whether a text reports an error: another one may say what influxctl is doing. */
export function isError(text: string): boolean {
  return /error|\bfail(?!over)|panic|could not|code = /i.test(text);
}

/** Says whether influxctl reported that this id does not exist: on a line with the id, since others may not exist. */
export function isNotFound(stderr: string, id: TokenId): boolean {
  return stderr.split('\n').some((line) => /code = NotFound/.test(line) && idKey(line).includes(idKey(id)));
}
