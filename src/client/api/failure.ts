import type { Answer } from '../../connection/answer.ts';
import { readRetryAfter } from '../../connection/answer-times.ts';
import type { Exchange } from '../../connection/exchange.ts';
import { isPassingStatus } from '../../connection/fault.ts';
import { withoutSecrets } from '../../connection/quote.ts';
import type { ErrorCode } from '../../errors.ts';
import { createFailure, type Failure, type Setback } from '../../failure.ts';
import { parseFields } from '../../json.ts';

/** How to read what a request brought. */
export interface Reading {
  /** Makes a text from the server safe to quote. */
  readonly quote: (text: string) => string;
  /** The time in ms since the epoch. */
  readonly now: number;
}

const statusCodes: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  429: 'rate-limited',
};

/** What a gateway says of the cluster behind it counts as if the run had met it itself. */
const setbacks: Readonly<Record<number, Setback>> = {
  408: 'time-out',
  429: '429',
  502: 'broken connection',
  503: '503',
  504: 'time-out',
};

/** The failure that an exchange means, if its answer is not the expected one. */
export function toFailure(exchange: Exchange, { quote, now }: Reading): Failure {
  if (exchange.kind === 'failed') return exchange;
  const { status, cut } = exchange;
  const fromApi = isApiError(exchange);
  const tooLong = cut ? ' The response exceeded the size limit.' : '';
  const code = cut ? 'unexpected-answer' : codeOf(status, fromApi);
  return createFailure(code, `${describeAnswer(exchange, quote)}${tooLong}`, {
    retryable: isPassingStatus(status),
    retryAfter: readRetryAfter(exchange, now),
    mayHaveWorked: mayHaveWorked(exchange),
    fromApi,
    affectsAll: status === 401,
    setback: setbacks[status],
    hint: fromApi ? undefined : findHint(exchange),
  });
}

/** Describes an answer for people: its status, where it pointed to, and the beginning of what it said. */
export function describeAnswer(answer: Answer, quote: Reading['quote']): string {
  const { status, location, body, length, contentType, unknownCoding, forwardedBy } = answer;
  const isByProxy = forwardedBy !== undefined && !isApiError(answer);
  const by = isByProxy ? ` through the proxy ${forwardedBy}` : '';
  if (location !== undefined)
    return `The response${by} was ${status}, a redirect to "${quote(withoutSecrets(location))}". Redirects are not followed.`;
  const { message } = parseFields(body);
  const said = quote(typeof message === 'string' ? message : body);
  const type = contentType === '' ? '' : ` (${quote(contentType)})`;
  if (unknownCoding !== undefined)
    return `The response${by} was ${status}${type} in the content coding "${quote(unknownCoding)}", which cannot be read.`;
  if (length === 0) return `The response${by} was ${status} without a body.`;
  const what = said === '' ? ' with a body that has no text' : `: "${said}"`;
  return `The response${by} was ${status}${type}${what}.`;
}

/** Says whether a content type announces JSON. */
export function isJson({ contentType }: Answer): boolean {
  return /^application\/json$|\+json$/i.test(contentType);
}

/** What to check after an answer that is not in the form of the API; undefined if the hint of its code fits. */
function findHint({ status, location, contentType, unknownCoding }: Answer): string | undefined {
  if (location !== undefined)
    return 'Set `host` to the address that serves the API itself. If it redirects to a sign-in page, check the proxy in front of the cluster.';
  if (unknownCoding !== undefined)
    return 'Have the server, or the proxy in front of it, send responses without this content coding.';
  switch (status) {
    case 401:
      return 'The response is not in the form of the API: check whether a proxy in front of the cluster requires its own credentials, then check the token.';
    case 403:
      return 'The response is not in the form of the API: check the rules of the proxy or ingress in front of the cluster, then what the token may do.';
    case 404:
      return 'The response is not in the form of the API: check `host`, `api-path`, and the routes of the ingress in front of the cluster.';
  }
  return isPage(contentType) && status < 300
    ? 'Check `host` and `api-path`: a console or a proxy answers there with a web page.'
    : undefined;
}

function isPage(contentType: string): boolean {
  return /^text\/html$/i.test(contentType);
}

/** A 404 that is not the API's own says that the route is unknown, not the token. */
function codeOf(status: number, fromApi: boolean): ErrorCode {
  if (status === 404 && !fromApi) return 'unexpected-answer';
  return statusCodes[status] ?? (status >= 500 ? 'server-error' : 'unexpected-answer');
}

/**
 * An error of the server, or a success in an unknown form, may mean that the revocation worked. A page does not: it
 * comes from a console or an ingress that never asked the cluster.
 */
function mayHaveWorked({ status, contentType }: Answer): boolean {
  if (status >= 500 || status === 408) return true;
  return status >= 200 && status < 300 && !isPage(contentType);
}

/**
 * Says whether an answer is an error in the published form: `{"code": 404, "message": "not found"}`. Gateways in front
 * answer in JSON too, with a message alone.
 */
export function isApiError(answer: Answer): boolean {
  const { code, message } = parseFields(answer.body);
  return isJson(answer) && !answer.cut && typeof code === 'number' && typeof message === 'string';
}
