import {
  allowInsecureRequests,
  customFetch,
  genericTokenEndpointRequest,
  processGenericTokenEndpointResponse,
  ResponseBodyError,
  UnsupportedOperationError,
} from 'oauth4webapi';
import type { Failure } from '../failure.ts';
import { isPrintable, shortestSecret } from '../token-string.ts';
import type { Answer } from './answer.ts';
import { readRetryAfter } from './answer-times.ts';
import { authenticationFailure, type TokenRequest } from './credentials.ts';
import { isPassingStatus } from './fault.ts';
import {
  authenticateInBody,
  describeGrant,
  type Grant,
  type OAuthProof,
  type OAuthSettings,
} from './oauth-grant.ts';
import { raceWithSignal } from './race-with-signal.ts';
import { openTokenEndpoint, runEnded, type TokenEndpointOptions, unavailableHint } from './token-endpoint.ts';
import { describeRefusal } from './token-refusal.ts';

/** What a token request needs of the world. */
interface OAuthNeeds extends TokenEndpointOptions {
  /** For one request, in ms. */
  readonly timeout: number;
  /** The runner's OIDC token for an audience. Throws where there is none. */
  readonly getIdToken: (audience: string) => Promise<string>;
  /** Hides a secret from then on. */
  readonly hide: (secret: string) => void;
  /** Makes a text from the server safe to quote. */
  readonly quote: (text: string) => string;
}

/** Makes a function that requests an access token from the identity provider. */
export function createTokenRequest(settings: OAuthSettings, needs: OAuthNeeds): TokenRequest {
  return async () => {
    const { hide, signal } = needs;
    if (signal.aborted) return runEnded;
    const identity = await getIdentity(settings.proof, needs);
    if (typeof identity !== 'string') return identity;
    const token = await requestToken(settings, identity, needs);
    if (typeof token === 'string') hide(token);
    return token;
  };
}

/** The secret that the client shows: its own, or the runner's OIDC token. */
async function getIdentity(proof: OAuthProof, needs: OAuthNeeds): Promise<string | Failure> {
  if (proof.kind === 'client-secret') return proof.secret;
  const { getIdToken, hide, quote, timeout, signal } = needs;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  const late = new Error(`no answer within ${timeout} ms`);
  try {
    const token = await raceWithSignal(getIdToken(proof.audience), limit, () => late);
    if (token instanceof Error) throw token;
    hide(token);
    return token;
  } catch (error) {
    return authenticationFailure(
      `The runner did not issue an OIDC token: "${quote((error as Error).message)}".`,
      true,
      'Run again; if it persists, check `oidc-audience`, and that this runner can reach GitHub.',
    );
  }
}

/** Some providers take the client's secret in the body only (RFC 6749, section 2.3.1): there it is tried once more. */
async function requestToken(
  settings: OAuthSettings,
  identity: string,
  needs: OAuthNeeds,
): Promise<string | Failure> {
  const grant = describeGrant(settings, identity, needs.hide);
  const first = await requestWith(grant, settings, needs);
  if (settings.proof.kind !== 'client-secret' || !first.isClientRefused) return first.result;
  const authentication = authenticateInBody(identity, needs.hide);
  const second = await requestWith({ ...grant, authentication }, settings, needs);
  const isFinal = typeof second.result !== 'string' && !second.result.retryable;
  return isFinal ? first.result : second.result;
}

interface TokenResult {
  readonly result: string | Failure;
  /** Whether the provider rejected how the client sent its secret. */
  readonly isClientRefused: boolean;
}

async function requestWith(
  { grant, authentication, parameters }: Grant,
  settings: OAuthSettings,
  needs: OAuthNeeds,
): Promise<TokenResult> {
  const { tokenUrl, clientId } = settings;
  // The issuer is only compared with that of an ID token, which is not requested.
  const server = { issuer: tokenUrl.origin, token_endpoint: tokenUrl.href };
  const client = { client_id: clientId };
  const endpoint = openTokenEndpoint(needs);
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
    return { result: checkToken(access_token, token_type, tokenUrl), isClientRefused: false };
  } catch (thrown) {
    const answer = endpoint.answer();
    const isUnknown = thrown instanceof ResponseBodyError && thrown.error === 'invalid_client';
    return {
      result: endpoint.failure() ?? explainRefusal(thrown, answer, settings, needs),
      isClientRefused: isUnknown && answer?.status === 401,
    };
  }
}

function checkToken(token: string, type: string, tokenUrl: URL): string | Failure {
  if (!isPrintable(token))
    return refuseToken('an access token with characters that a header cannot carry', tokenUrl);
  if (token.length < shortestSecret)
    return refuseToken('an access token that is too short to be one', tokenUrl);
  return type === 'bearer' ? token : refuseToken(otherType, tokenUrl);
}

const otherType = 'a token that is not a bearer token';

function refuseToken(what: string, { origin }: URL): Failure {
  const hint =
    'Check `oauth-token-url`, and what the provider issues to this client: it must be a bearer token.';
  return authenticationFailure(`${origin} returned ${what}.`, false, hint);
}

function explainRefusal(
  thrown: unknown,
  answer: Answer | undefined,
  { tokenUrl }: OAuthSettings,
  { quote }: OAuthNeeds,
): Failure {
  // Without an answer it is an error in the action itself, not one of the provider.
  if (answer === undefined) throw thrown;
  // The library throws it for no answer but one with a type of token that it does not know.
  if (thrown instanceof UnsupportedOperationError) return refuseToken(otherType, tokenUrl);
  const error = thrown instanceof ResponseBodyError ? thrown.error : '';
  const retryable = isPassingStatus(answer.status) || passingErrors.has(error);
  const { message, hint } = describeRefusal(answer, tokenUrl, quote);
  const by = answer.forwardedBy === undefined ? '' : ` through the proxy ${answer.forwardedBy}`;
  const what = `${tokenUrl.origin}${by} ${message}`;
  const failure = authenticationFailure(what, retryable, retryable ? unavailableHint : hint);
  return { ...failure, retryAfter: readRetryAfter(answer) };
}

/** Errors that say that another attempt may succeed, at any status (RFC 6749, section 4.1.2.1). */
const passingErrors: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);
