import { createFailure, type Failure } from '../failure.ts';
import { largestHeaders } from './limits.ts';

/** Where a request went. */
export interface Route {
  readonly host: URL;
  /** Undefined: no proxy is set. */
  readonly proxy: URL | undefined;
}

const unknownAuthority =
  /^(?:UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)$/;

const neverConnected = /^(?:ECONNREFUSED|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;

/** These may break a connection that was made, too: the system call tells. */
const maybeConnected = /^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/** How undici reports a proxy's answer: of a tunnel, and of a forwarded request. */
const proxyAnswer = /Proxy (?:response|Authentication Required) \((\d{3})\)/;

/** What can get better: the others answer the same however often they are asked. */
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Error codes of a handshake that fails again however often it is tried, and what each means. */
const tlsCauses: readonly (readonly [pattern: RegExp, explain: (host: string) => string])[] = [
  [
    unknownAuthority,
    (host) =>
      `The certificate of ${host} is signed by an authority that this runner does not know: give it in \`tls-ca\`.`,
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    (host) => `The certificate of ${host} is for another host name: check \`host\`.`,
  ],
  [
    /^CERT_HAS_EXPIRED$/,
    (host) => `The certificate of ${host} has expired: renew it, or check this runner's clock.`,
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    (host) => `The certificate of ${host} is not valid yet: check this runner's clock.`,
  ],
  [
    /^CERT_|^CRL_|_CERT_|^INVALID_(?:CA|PURPOSE)$|^ERR_TLS_/,
    (host) => `The certificate of ${host} does not verify.`,
  ],
  [
    /ALERT_(?:CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED)$/,
    (host) => `${host} wants a client certificate that it trusts: give it in \`tls-cert\` and \`tls-key\`.`,
  ],
  [
    /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/,
    (host) => `${host} answered in plain HTTP where TLS was expected: check the port in \`host\`.`,
  ],
  [/^(?:ERR_SSL_|ERR_OSSL_|EPROTO$)/, (host) => `The TLS handshake with ${host} failed.`],
];

/** Says whether the same request may get another answer than one with this status a little later. */
export function isPassingStatus(status: number): boolean {
  return passingStatuses.has(status);
}

/**
 * Says whether a server's certificate did not verify, but may with more authorities: two of them can have one name, and
 * another key or another end.
 */
export function mayOthersTrust(error: Error): boolean {
  const { code } = rootOf(error);
  return unknownAuthority.test(code) || /^CERT_|^INVALID_CA$/.test(code);
}

/** Says whether the server will serve this request over HTTP/1.1 only: it reset the stream, or the connection, with code 13. */
export function isHttp1Required(thrown: unknown): boolean {
  return chainOf(thrown).some(
    (error) =>
      (error as Http2Error).http2ErrorCode === 13 ||
      /HTTP_1_1_REQUIRED|"GOAWAY" frame received with code 13\b/.test(error.message),
  );
}

/**
 * Turns what undici or Node threw into a failure. The codes are theirs: Node's system and TLS errors, OpenSSL's reasons,
 * undici's `UND_ERR_*`.
 */
export function explainFault(thrown: unknown, route: Route): Failure {
  const root = rootOf(thrown);
  const { code } = root;
  const host = route.host.host;
  const proxyStatus = proxyAnswer.exec(root.message)?.[1];
  if (proxyStatus !== undefined) return explainProxyAnswer(proxyStatus, route);
  for (const [pattern, explain] of tlsCauses)
    if (pattern.test(code)) return unreachable(`${explain(host)} (${code})`, false);
  if (isOfProxy(root, route)) {
    const message = `The proxy ${route.proxy?.host} could not be reached (${code}): check the proxy variables.`;
    return unreachable(message, code !== 'ENOTFOUND');
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const message = `No address was found for ${route.host.hostname} (${code}).`;
    return unreachable(message, code === 'EAI_AGAIN');
  }
  if (isUnconnected(root)) return unreachable(`${host} could not be reached (${code}).`, true);
  const unusable = explainUnusable(root, host);
  if (unusable !== undefined) return unusable;
  const where = code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ? ' in the middle of its response' : '';
  const message = isNotHttp(root)
    ? `${host} answered, but not in HTTP (${code}): check the port in \`host\`.`
    : `The connection to ${host} broke${where} (${code}).`;
  return createFailure('unreachable', message, { retryable: true, mayHaveWorked: true });
}

/** Responses that undici gives up on, as it would again. */
function explainUnusable({ code, message }: Root, host: string): Failure | undefined {
  const hint = 'Check what the proxy or ingress in front of the cluster adds to its responses.';
  const fail = (what: string): Failure =>
    createFailure('unreachable', `${what} (${code})`, { hint, mayHaveWorked: true });
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return fail(`The response headers of ${host} are larger than ${largestHeaders / 1024} KiB.`);
  if (message === 'bad response') return fail(`${host} sent 100 Continue, which no request asked for.`);
  return undefined;
}

/** A failure before the request left. One that persists would meet every other request too. */
function unreachable(message: string, retryable: boolean): Failure {
  return createFailure('unreachable', message, { retryable, affectsAll: !retryable });
}

function explainProxyAnswer(status: string, { host, proxy }: Route): Failure {
  const message =
    status === '407'
      ? `The proxy ${proxy?.host} wants other credentials (407): put them into the URL in the proxy variable.`
      : `The proxy ${proxy?.host} refused a tunnel to ${host.host} (${status}).`;
  return unreachable(message, /^50[0234]$/.test(status));
}

/** Whether a connection to the proxy, not one through it, could not be made. */
function isOfProxy(root: Root, { host, proxy }: Route): boolean {
  const { code, hostname, port, message } = root;
  if (proxy === undefined) return false;
  if (hostname !== undefined) return hostname === proxy.hostname && hostname !== host.hostname;
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return message.includes(`:${portOf(proxy)},`);
  return isUnconnected(root) && port === portOf(proxy) && port !== portOf(host);
}

/** Whether the parser of HTTP/1.1 gave up: its codes start with `HPE_`, where it has one. */
function isNotHttp({ code }: Root): boolean {
  return /^HPE_|^HTTPParserError$/.test(code);
}

/** Whether no connection was made, so that no request can have left. */
function isUnconnected({ code, syscall }: Root): boolean {
  return neverConnected.test(code) || (maybeConnected.test(code) && (syscall ?? 'connect') === 'connect');
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** The innermost error that has a code. */
interface Root {
  readonly code: string;
  readonly message: string;
  readonly hostname: string | undefined;
  readonly port: number | undefined;
  readonly syscall: string | undefined;
}

function rootOf(thrown: unknown): Root {
  const none = { hostname: undefined, port: undefined, syscall: undefined };
  const name = thrown instanceof Error ? thrown.name : 'unknown';
  let root: Root = { code: name, message: String(thrown), ...none };
  for (const error of chainOf(thrown)) {
    const { code, message, hostname, port, syscall } = error as SystemError;
    if (code !== undefined) root = { code, message, hostname, port, syscall };
  }
  return root;
}

/** undici and `AggregateError` wrap what happened: the outermost error comes first. */
function chainOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  let error: unknown = thrown;
  while (error instanceof Error && chain.length < 8) {
    chain.push(error);
    error = error instanceof AggregateError ? error.errors[0] : error.cause;
  }
  return chain;
}

type SystemError = NodeJS.ErrnoException & { readonly hostname?: string; readonly port?: number };

/** What undici adds to the error of a stream. */
type Http2Error = Error & { readonly http2ErrorCode?: number };
