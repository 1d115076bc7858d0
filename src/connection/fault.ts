import { createFailure, type Failure } from '../failure.ts';
import type { Interruption } from './answer.ts';
import { HandshakeError, type Hop } from './handshake.ts';
import { chainOf, type Root, rootOf } from './thrown.ts';
import { capitalize, explainTls, type PeerDescription } from './tls-faults.ts';

/** What names the address of a server in a workflow, by what the server is to the run. */
const places = {
  cluster: '`host`',
  'identity provider': '`oauth-token-url`',
  'download server': 'the address',
} as const;

/** What a server is to the run. */
export type Role = keyof typeof places;

/** Where a request went. */
export interface Route {
  readonly host: URL;
  readonly role: Role;
  /** Undefined: no proxy is set. */
  readonly proxy: URL | undefined;
  /** The proxy may be what failed: no tunnel through it was seen to work. */
  readonly isUnopened?: boolean;
}

/** Response headers may be this large over HTTP/1.1, in bytes: a proxy that signs people in adds cookies. */
export const largestHeaders = 64 * 1024;

const neverConnected = /^(?:ECONNREFUSED|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;

/** These may also end an established connection: the system call shows which. */
const maybeConnected = /^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/** How undici reports a proxy's answer: of a tunnel, and of a forwarded request. */
const proxyAnswer = /Proxy (?:response|Authentication Required) \((\d{3})\)/;

/** Statuses of temporary failures: a repeated request gets any other status again. */
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Says whether the same request may get another answer than one with this status a little later. */
export function isPassingStatus(status: number): boolean {
  return passingStatuses.has(status);
}

/**
 * Turns what undici or Node threw into a failure. The codes are theirs: Node's system and TLS errors, OpenSSL's reasons,
 * undici's `UND_ERR_*`.
 */
export function explainFault(thrown: unknown, route: Route): Failure {
  const root = rootOf(thrown);
  const { code } = root;
  const proxyStatus = proxyAnswer.exec(root.message)?.[1];
  if (proxyStatus !== undefined) return explainProxyAnswer(proxyStatus, route);
  const handshake = chainOf(thrown).find((error) => error instanceof HandshakeError);
  // What fails within a tunnel over TLS is shown by the server.
  const peer = findEnd(route, handshake?.hop ?? 'server');
  const tls = explainTls(root, { ...peer, shown: handshake?.shown ?? [] });
  if (tls !== undefined)
    return unreachable(`${tls.message} (${code}).`, { hint: tls.hint, retryable: false });
  const end = findEnd(route, handshake?.hop);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return unreachable(`No address was found for ${end.hostname} (${code}).`, {
      hint: `Check ${end.place} for typing errors, and whether the DNS that this runner uses knows that name.`,
      retryable: code === 'EAI_AGAIN',
    });
  if (isUnconnected(root))
    return unreachable(`${capitalize(end.name)} could not be reached (${code}).`, {
      hint: `Check host name and port in ${end.place}, and whether a firewall lets this runner through to it.`,
      retryable: true,
    });
  return explainUnusable(root, end, route) ?? explainBreak(root, end, route);
}

/** Turns what ended a request before its answer was complete into a failure. `timeout` is in ms. */
export function explainInterruption(
  end: Exclude<Interruption, 'unsent' | 'aborted'>,
  route: Route,
  timeout: number,
): Failure {
  const { role } = route;
  const { name } = findEnd(route);
  const traits = { retryable: true, mayHaveWorked: true };
  switch (end) {
    case 'incomplete':
      return createFailure('unreachable', `The connection to ${name} broke in the middle of its response.`, {
        ...traits,
        setback: 'broken connection',
        hint: adviseOnBreak(role),
      });
    case 'timeout':
      return createFailure('timeout', `${name} did not respond completely within ${timeout / 1_000} s.`, {
        ...traits,
        setback: 'time-out',
        hint: `Run again; if it persists, check the load of the ${role} and any proxy on the way, or raise \`timeout\`.`,
      });
  }
}

/** What to do about a connection that breaks once it is made. */
function adviseOnBreak(role: Role): string {
  return `Run again; if it persists, check the logs of the ${role} and of what is in front of it at that time.`;
}

/** The end of a connection, and what names it in a workflow. */
interface End extends Omit<PeerDescription, 'shown'> {
  readonly hostname: string;
}

function findEnd({ host, role, proxy, isUnopened = false }: Route, hop?: Hop): End {
  const place = places[role];
  if (hop === undefined && proxy !== undefined && isUnopened)
    return {
      role,
      name: `${host.origin} through the proxy ${proxy.origin}`,
      hostname: host.hostname,
      place: `${place} and the proxy variables`,
    };
  if (hop === 'proxy' && proxy !== undefined)
    return {
      role: 'proxy',
      name: `the proxy ${proxy.origin}`,
      hostname: `the proxy ${proxy.hostname}`,
      place: 'the proxy variables',
    };
  return { role, name: host.origin, hostname: host.hostname, place };
}

function explainBreak(root: Root, { name, place }: End, { host, role }: Route): Failure {
  const traits = { retryable: true, mayHaveWorked: true, setback: 'broken connection' } as const;
  if (isNotHttp(root)) {
    const hint = `Check the port in ${place}: another service seems to listen there.`;
    return createFailure('unreachable', `${capitalize(name)} answered, but not in HTTP (${root.code}).`, {
      ...traits,
      hint,
    });
  }
  return createFailure('unreachable', `The connection to ${name} ${describeBreak(root)} (${root.code}).`, {
    ...traits,
    // A server that speaks TLS closes a plain connection, and so does one that is overloaded.
    hint:
      host.protocol === 'http:'
        ? `Run again; if it persists, check whether ${place} has to begin with https://, and the logs of the ${role}.`
        : adviseOnBreak(role),
  });
}

function describeBreak({ code, message }: Root): string {
  // What undici says of a server that answers no ping on HTTP/2.
  if (message.endsWith('connection unresponsive')) return 'fell silent';
  return code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ? 'broke in the middle of its response' : 'broke';
}

/** Responses that undici rejects, and would reject again. */
function explainUnusable({ code, message }: Root, { name: host }: End, { role }: Route): Failure | undefined {
  const hint = `Check what the proxy or ingress in front of the ${role} adds to its responses.`;
  const fail = (what: string): Failure =>
    createFailure('unreachable', `${what} (${code}).`, { hint, mayHaveWorked: true });
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return fail(`The response headers of ${host} are larger than ${largestHeaders / 1024} KiB`);
  if (message === 'bad response') return fail(`${host} sent 100 Continue, which no request expects`);
  return undefined;
}

/** A failure before the request left. One that persists would meet every other request too. */
function unreachable(
  message: string,
  { hint, retryable }: { readonly hint: string; readonly retryable: boolean },
): Failure {
  const setback = retryable ? 'broken connection' : undefined;
  return createFailure('unreachable', message, { hint, retryable, affectsAll: !retryable, setback });
}

function explainProxyAnswer(status: string, { host, role, proxy }: Route): Failure {
  if (status === '407')
    return unreachable(`The proxy ${proxy?.origin} got no credentials, or wrong ones (407).`, {
      hint: 'Give user and password in the URL of the proxy variable, as in http://user:password@…; special characters must be percent-encoded.',
      retryable: false,
    });
  const place = places[role];
  // It let the request pass, and had no answer from the host (RFC 9110, sections 15.6.3 to 15.6.5).
  if (/^50[234]$/.test(status))
    return unreachable(`The proxy ${proxy?.origin} could not open a tunnel to ${host.origin} (${status}).`, {
      hint: `Check host name and port in ${place}, and whether the proxy can reach it, or exempt the host in \`NO_PROXY\`.`,
      retryable: true,
    });
  return unreachable(`The proxy ${proxy?.origin} refused a tunnel to ${host.origin} (${status}).`, {
    hint: `Have the proxy allow CONNECT to ${host.host}, or exempt the host in \`NO_PROXY\`.`,
    retryable: isPassingStatus(Number(status)),
  });
}

/** Whether the parser of HTTP/1.1 gave up: its codes start with `HPE_`, where it has one. */
function isNotHttp({ code }: Root): boolean {
  return /^HPE_|^HTTPParserError$/.test(code);
}

/** Whether no connection was made, so that no request can have left. */
function isUnconnected({ code, syscall }: Root): boolean {
  return neverConnected.test(code) || (maybeConnected.test(code) && (syscall ?? 'connect') === 'connect');
}
