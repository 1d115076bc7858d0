import { type ClientAuth, ClientSecretBasic, ClientSecretPost, None } from 'oauth4webapi';

/** How the client proves who it is. */
export type OAuthProof =
  /** The client credentials grant with a stored secret (RFC 6749, section 4.4). */
  | { readonly kind: 'client-secret'; readonly secret: string }
  /** The client credentials grant with the runner's OIDC token as client assertion (RFC 7523, section 2.2). */
  | { readonly kind: 'client-assertion'; readonly audience: string }
  /** A token exchange with the runner's OIDC token as subject token (RFC 8693). */
  | { readonly kind: 'subject-token'; readonly audience: string; readonly type: string };

/** The parameters of the request for an access token. */
export interface OAuthSettings {
  /** The token endpoint. */
  readonly tokenUrl: URL;
  readonly clientId: string;
  readonly proof: OAuthProof;
  readonly scopes: readonly string[];
  /** Sent as `audience`, for identity providers that require one. */
  readonly audience: string | undefined;
}

/** Hides a secret from then on. */
type Hide = (secret: string) => void;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';

/** What a request for an access token says. */
export interface Grant {
  readonly grant: string;
  readonly authentication: ClientAuth;
  readonly parameters: URLSearchParams;
}

/** Describes the request for an access token. `identity` is the secret that the client shows. */
export function describeGrant(
  { proof, scopes, audience }: OAuthSettings,
  identity: string,
  hide: Hide,
): Grant {
  const parameters = new URLSearchParams();
  if (scopes.length > 0) parameters.set('scope', scopes.join(' '));
  if (audience !== undefined) parameters.set('audience', audience);
  switch (proof.kind) {
    case 'client-secret':
      return {
        grant: 'client_credentials',
        authentication: authenticateBySecret(identity, hide),
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

/** The header holds the secret encoded, with and without base64, and neither form may be shown. */
function authenticateBySecret(secret: string, hide: Hide): ClientAuth {
  const authenticate = ClientSecretBasic(secret);
  return async (server, client, body, headers) => {
    await authenticate(server, client, body, headers);
    const encoded = (headers.get('authorization') ?? '').replace(/^Basic /, '');
    hide(encoded);
    hide(
      Buffer.from(encoded, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, ''),
    );
  };
}

/** Sends the secret in the body, for providers that take it nowhere else; it stands there encoded. */
export function authenticateInBody(secret: string, hide: Hide): ClientAuth {
  const authenticate = ClientSecretPost(secret);
  return async (server, client, body, headers) => {
    await authenticate(server, client, body, headers);
    hide(new URLSearchParams({ '': secret }).toString().slice(1));
  };
}

function authenticateByAssertion(assertion: string): ClientAuth {
  return (_, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion_type', assertionType);
    body.set('client_assertion', assertion);
  };
}
