import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  customFetch,
  genericTokenEndpointRequest,
  None,
  processGenericTokenEndpointResponse,
  ResponseBodyError,
} from 'oauth4webapi';
import type { Dispatcher } from 'undici';
import { type Answer, type BodyLimit, receiveAnswer } from './answer.ts';
import { credentialsFault, type TokenRequest } from './credentials.ts';
import { explainFault, type Fault, isPassingStatus } from './fault.ts';

/** How the client proves who it is. */
export type OAuthProof =
  /** The client credentials grant with a stored secret (RFC 6749, section 4.4). */
  | { readonly kind: 'client-secret'; readonly secret: string }
  /** The client credentials grant with the runner's OIDC token as client assertion (RFC 7523, section 2.2). */
  | { readonly kind: 'client-assertion'; readonly audience: string }
  /** A token exchange with the runner's OIDC token as subject token (RFC 8693). */
  | { readonly kind: 'subject-token'; readonly audience: string; readonly type: string };

/** What an access token is asked for with. */
export interface OAuthSettings {
  /** The token endpoint. */
  readonly tokenUrl: URL;
  readonly clientId: string;
  readonly proof: OAuthProof;
  readonly scopes: readonly string[];
  /** Sent as `audience`, where the identity provider wants one. */
  readonly audience: string | undefined;
}

/** What a token request needs of the world. */
export interface OAuthNeeds {
  readonly dispatcher: Dispatcher;
  /** For one request, in ms. */
  readonly timeout: number;
  /** Aborted: the run is over. */
  readonly signal: AbortSignal;
  /** The proxy that requests may go through, for messages. */
  readonly proxy: URL | undefined;
  /** The runner's OIDC token for an audience. Throws where there is none. */
  readonly getIdToken: (audience: string) => Promise<string>;
  /** Hides a secret from then on. */
  readonly hide: (secret: string) => void;
  /** Makes a text from the other side fit to be quoted. */
  readonly quote: (text: string) => string;
}

const bodyLimit: BodyLimit = { ok: 1024 * 1024, other: 64 * 1024 };

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';

/** Makes what asks the identity provider for an access token. */
export function createTokenRequest(settings: OAuthSettings, needs: OAuthNeeds): TokenRequest {
  return async () => {
    const { hide } = needs;
    const identity = await getIdentity(settings.proof, needs);
    if (typeof identity !== 'string') return identity;
    const token = await requestToken(settings, identity, needs);
    if (typeof token === 'string') hide(token);
    return token;
  };
}

/** The secret that the client shows: its own, or the runner's OIDC token. */
async function getIdentity(proof: OAuthProof, needs: OAuthNeeds): Promise<string | Fault> {
  if (proof.kind === 'client-secret') return proof.secret;
  const { getIdToken, hide, quote, timeout } = needs;
  const timer = AbortSignal.timeout(timeout);
  const late = new Promise<never>((_, reject) => {
    timer.addEventListener('abort', () => reject(new Error(`no answer within ${timeout} ms`)));
  });
  try {
    const token = await Promise.race([getIdToken(proof.audience), late]);
    hide(token);
    return token;
  } catch (error) {
    const said = quote((error as Error).message);
    return credentialsFault(`The runner gave no OIDC token: "${said}".`, true);
  }
}

async function requestToken(
  settings: OAuthSettings,
  identity: string,
  needs: OAuthNeeds,
): Promise<string | Fault> {
  const { tokenUrl, clientId } = settings;
  // The issuer is only compared with that of an ID token, which is not asked for.
  const server = { issuer: tokenUrl.origin, token_endpoint: tokenUrl.href };
  const client = { client_id: clientId };
  const { grant, authentication, parameters } = describeGrant(settings, identity, needs);
  const endpoint = createEndpoint(needs);
  const options = { [customFetch]: endpoint.fetch, [allowInsecureRequests]: tokenUrl.protocol === 'http:' };
  try {
    const response = await genericTokenEndpointRequest(
      server,
      client,
      authentication,
      grant,
      parameters,
      options,
    );
    const { access_token, token_type } = await processGenericTokenEndpointResponse(server, client, response);
    if (token_type === 'bearer') return access_token;
    return credentialsFault(`${tokenUrl.host} gave a token that is no bearer token.`, false);
  } catch (thrown) {
    return endpoint.fault() ?? explainRefusal(thrown, endpoint.answer(), settings, needs);
  }
}

interface Grant {
  readonly grant: string;
  readonly authentication: ClientAuth;
  readonly parameters: URLSearchParams;
}

function describeGrant(
  { proof, scopes, audience }: OAuthSettings,
  identity: string,
  needs: OAuthNeeds,
): Grant {
  const parameters = new URLSearchParams();
  if (scopes.length > 0) parameters.set('scope', scopes.join(' '));
  if (audience !== undefined) parameters.set('audience', audience);
  switch (proof.kind) {
    case 'client-secret':
      return {
        grant: 'client_credentials',
        authentication: authenticateBySecret(identity, needs),
        parameters,
      };
    case 'client-assertion':
      return { grant: 'client_credentials', authentication: authenticateByAssertion(identity), parameters };
    case 'subject-token':
      parameters.set('subject_token', identity);
      parameters.set('subject_token_type', proof.type);
      parameters.set('requested_token_type', accessTokenType);
      return { grant: exchangeGrant, authentication: None(), parameters };
  }
}

/** The header holds the secret in a form of its own, which must not be shown either. */
function authenticateBySecret(secret: string, { hide }: OAuthNeeds): ClientAuth {
  const authenticate = ClientSecretBasic(secret);
  return async (server, client, body, headers) => {
    await authenticate(server, client, body, headers);
    hide((headers.get('authorization') ?? '').replace(/^Basic /, ''));
  };
}

function authenticateByAssertion(assertion: string): ClientAuth {
  return (_, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion_type', assertionType);
    body.set('client_assertion', assertion);
  };
}

interface Endpoint {
  readonly fetch: (
    url: string,
    init: { readonly body: URLSearchParams; readonly headers: Record<string, string> },
  ) => Promise<Response>;
  /** What kept the last request from an answer. */
  fault(): Fault | undefined;
  answer(): Answer | undefined;
}

/** Sends requests over the run's own connections: its proxy, its authorities, its time limit. */
function createEndpoint({ dispatcher, timeout, signal, proxy }: OAuthNeeds): Endpoint {
  let fault: Fault | undefined;
  let answer: Answer | undefined;
  const send = async (url: URL, body: string, headers: Record<string, string>): Promise<Answer | Fault> => {
    const options = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers,
      body,
    } as const;
    try {
      const received = await receiveAnswer({ dispatcher, options, bodyLimit, timeout, signal });
      if (received === 'aborted')
        return credentialsFault('The run ended before there was an access token.', false);
      if (received === 'timeout')
        return credentialsFault(
          `No access token: ${url.host} gave no complete answer within ${timeout} ms.`,
          true,
        );
      return received;
    } catch (thrown) {
      const { message, passing } = explainFault(thrown, { host: url, proxy });
      return credentialsFault(`No access token: ${message.replace('`host`', '`oauth-token-url`')}`, passing);
    }
  };
  return {
    async fetch(url, { body, headers }) {
      const result = await send(new URL(url), body.toString(), headers);
      if (result.kind === 'fault') {
        fault = result;
        throw new Error(result.message);
      }
      answer = result;
      const init = { status: result.status, headers: { 'content-type': result.contentType } };
      return new Response(result.status === 204 ? null : withoutIdToken(result.body), init);
    },
    fault: () => fault,
    answer: () => answer,
  };
}

/** A scope such as `openid` brings an ID token too. Nothing here uses it, and its issuer is not known. */
function withoutIdToken(body: string): string {
  try {
    const { id_token: _, ...rest } = JSON.parse(body) as Record<string, unknown>;
    return JSON.stringify(rest);
  } catch {
    return body;
  }
}

function explainRefusal(
  thrown: unknown,
  answer: Answer | undefined,
  { tokenUrl }: OAuthSettings,
  { quote }: OAuthNeeds,
): Fault {
  // Without an answer it is a fault of the action's own, which nobody should take for the provider's.
  if (answer === undefined) throw thrown;
  const passing = isPassingStatus(answer.status);
  if (thrown instanceof ResponseBodyError) {
    const said = [thrown.error, thrown.error_description].filter((part) => part !== undefined).join(': ');
    return credentialsFault(
      `${tokenUrl.host} refused to give an access token (${answer.status}): "${quote(said)}".`,
      passing,
    );
  }
  const said = quote(answer.body);
  const what = said === '' ? 'without a body' : `"${said}"`;
  return credentialsFault(`${tokenUrl.host} gave no access token, but ${answer.status} ${what}.`, passing);
}
