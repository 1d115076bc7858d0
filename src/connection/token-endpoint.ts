import type { Dispatcher } from 'undici';
import type { Failure } from '../failure.ts';
import { isFields, parseJson } from '../json.ts';
import { type Answer, type BodyLimit, receiveAnswer } from './answer.ts';
import { authenticationFailure } from './credentials.ts';
import { explainFault } from './fault.ts';

/** A form to send. */
interface TokenRequestInit {
  readonly body: URLSearchParams;
  readonly headers: Record<string, string>;
}

/** How requests are sent. */
export interface TokenEndpointOptions {
  readonly dispatcher: Dispatcher;
  /** For one request, in ms. */
  readonly timeout: number;
  /** Aborted: the run is over. */
  readonly signal: AbortSignal;
  /** The proxy that requests may go through, for messages. */
  readonly proxy: URL | undefined;
}

const bodyLimit: BodyLimit = { ok: 1024 * 1024, other: 64 * 1024 };

/** What to do about an identity provider that gives no complete answer. */
export const unavailableHint =
  'Run again; if it persists, check the logs of the identity provider and of any proxy in front of it.';

/** Answers with these have no body, not even an empty one (https://fetch.spec.whatwg.org/#null-body-status). */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Opens a token endpoint, over the run's own connections: its proxy, its authorities, its time limit. It remembers what
 * came of the last request.
 */
export function openTokenEndpoint(options: TokenEndpointOptions) {
  let failure: Failure | undefined;
  let answer: Answer | undefined;
  return {
    /** As the `fetch` of the web, as far as an OAuth2 library needs it. Throws where there is no answer. */
    async fetch(address: string, init: TokenRequestInit): Promise<Response> {
      const result = await send(new URL(address), init, options);
      if (result.kind === 'failed') {
        failure = result;
        throw new Error(result.message);
      }
      answer = result;
      return toResponse(result);
    },
    /** What kept the last request from an answer. */
    failure: () => failure,
    answer: () => answer,
  };
}

async function send(
  url: URL,
  { body, headers }: TokenRequestInit,
  { dispatcher, timeout, signal, proxy }: TokenEndpointOptions,
): Promise<Answer | Failure> {
  const target = { origin: url.origin, path: url.pathname + url.search };
  const options = {
    ...target,
    method: 'POST',
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: body.toString(),
  } as const;
  try {
    const answer = await receiveAnswer({ dispatcher, options, bodyLimit, timeout, signal, starting: signal });
    if (answer === 'aborted' || answer === 'unsent')
      return authenticationFailure('The run ended before there was an access token.', false, 'Run again.');
    if (answer === 'incomplete')
      return authenticationFailure(
        `No access token: ${url.origin} ended its response early.`,
        true,
        unavailableHint,
      );
    if (answer !== 'timeout') return answer;
    const message = `No access token: ${url.origin} did not respond completely within ${timeout / 1_000} s.`;
    return authenticationFailure(message, true, unavailableHint);
  } catch (thrown) {
    const { message, hint, retryable } = explainFault(thrown, {
      host: url,
      proxy,
      place: '`oauth-token-url`',
    });
    return authenticationFailure(`No access token: ${message}`, retryable, hint);
  }
}

/**
 * What the OAuth2 library needs of an answer. It refuses a whole answer for a field that nothing here uses: an ID token
 * of an unknown issuer, a scope that is a list, an expiry that is null. It looks for an error in a 4xx only.
 */
function toResponse({ status, contentType, body }: Answer): Response {
  const headers = { 'content-type': contentType };
  const fields = parseJson(body);
  if (!isFields(fields)) return new Response(bodiless.has(status) ? null : body, { status, headers });
  const { access_token: token, token_type: type, error, error_description: description } = fields;
  if (isText(error) && token === undefined) {
    const refusal = { error, ...(isText(description) ? { error_description: description } : {}) };
    return new Response(JSON.stringify(refusal), {
      status: status >= 400 && status < 500 ? status : 400,
      headers,
    });
  }
  // RFC 6749 requires the type (section 5.1). A server that leaves it out means the one that all use.
  const needed = { access_token: token, token_type: isText(type) ? type : 'Bearer' };
  return new Response(status === 200 ? JSON.stringify(needed) : body, { status, headers });
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
