import type { Failure } from '../failure.ts';
import { isFields, parseJson } from '../json.ts';
import type { Answer, BodyLimit } from './answer.ts';
import type { Connections } from './connections.ts';
import { authenticationFailure } from './credentials.ts';

/** A form to send. */
interface TokenRequestInit {
  readonly body: URLSearchParams;
  readonly headers: Record<string, string>;
}

/** How requests are sent. */
export interface TokenEndpointOptions {
  readonly send: Connections['send'];
  /** Aborted: the run is over. */
  readonly signal: AbortSignal;
}

/** What a token request gets after the end of the run. */
export const runEnded = authenticationFailure(
  'The run ended before there was an access token.',
  false,
  'Run again.',
);

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
      const result = await request(new URL(address), init, options);
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

async function request(
  url: URL,
  { body, headers }: TokenRequestInit,
  { send, signal }: TokenEndpointOptions,
): Promise<Answer | Failure> {
  const answer = await send({
    method: 'POST',
    path: url.pathname + url.search,
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: body.toString(),
    bodyLimit,
    signal,
  });
  if (answer.kind === 'answer') return answer;
  if (signal.aborted) return runEnded;
  const { message, retryable, hint } = answer;
  return authenticationFailure(`No access token: ${message}`, retryable, hint);
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
