import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { type Adapter, type AdapterPayload, type Configuration, errors, Provider } from 'oidc-provider';
import { addTokenExchange, exchangeGrant } from './token-exchange.ts';

/** What the authorization server gives tokens for. */
export interface ServerPolicy {
  /** The public keys of the runner whose tokens are taken. Default: none are. */
  readonly runnerKeys?: JSONWebKeySet;
  /** The `audience` that every token request must name. Default: none need be named, and any may be. */
  readonly audience?: string;
}

/** An authorization server without a socket. */
export interface AuthorizationServer {
  /** Answers requests that come to its address. */
  readonly answer: RequestListener;
  /** The secret of the client {@link clientIds}`.secret`. */
  readonly clientSecret: string;
  /** Every access token that it has given out, in order. */
  readonly issued: readonly string[];
  /** Whether a bearer token is one of its access tokens, not expired and not revoked. */
  accepts(bearer: string): Promise<boolean>;
  /** Makes every access token that it has given out so far invalid before its time. */
  revokeAll(): void;
}

/** The clients that the authorization server knows, by how they prove who they are. */
export const clientIds = {
  /** With a stored secret over HTTP Basic. */
  secret: 'action-with-secret',
  /** With a token of the runner as client assertion; its `iss` and `sub` are this id (RFC 7523, section 3). */
  assertion: 'action-with-assertion',
  /** Not at all: it exchanges a token of the runner. */
  exchange: 'action-with-exchange',
} as const;

/** How long access tokens last, in seconds. */
const lifetime = 300;

/** The scopes that may be asked for. */
const scopes = ['openid', 'management'];

/** Makes an authorization server for an address. */
export async function createAuthorizationServer(
  issuer: string,
  { runnerKeys = { keys: [] }, audience }: ServerPolicy,
): Promise<AuthorizationServer> {
  // A client that does not encode it for HTTP Basic (RFC 6749, section 2.3.1) shows a wrong one.
  const clientSecret = `a+b %3A:${randomBytes(24).toString('base64url')}`;
  const provider = new Provider(issuer, {
    ...quiet,
    adapter: createStore(describeClients(clientSecret, runnerKeys)),
    jwks: { keys: [await newSigningKey()] },
    scopes,
    ttl: { ClientCredentials: lifetime },
    clockTolerance: 0,
    extraTokenClaims: ({ oidc }) => checkTarget(audience, oidc.body ?? {}),
  });
  addTokenExchange(provider, runnerKeys);
  const issued: string[] = [];
  const live = new Set<string>();
  provider.on('client_credentials.saved', ({ jti }) => {
    issued.push(jti);
    live.add(jti);
  });
  return {
    answer: provider.callback(),
    clientSecret,
    issued,
    accepts: async (bearer) =>
      live.has(bearer) && (await provider.ClientCredentials.find(bearer)) !== undefined,
    revokeAll: () => live.clear(),
  };
}

/** What is set only to keep the server from what is not used here, and from warnings about it. */
const quiet: Configuration = {
  features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
};

function describeClients(secret: string, runnerKeys: JSONWebKeySet): AdapterPayload[] {
  const machine = { redirect_uris: [], response_types: [], grant_types: ['client_credentials'] };
  const withAssertion = { ...machine, token_endpoint_auth_method: 'private_key_jwt' } as const;
  const withNothing = { ...machine, token_endpoint_auth_method: 'none' } as const;
  return [
    { ...machine, client_id: clientIds.secret, client_secret: secret },
    { ...withAssertion, client_id: clientIds.assertion, jwks: runnerKeys },
    { ...withNothing, client_id: clientIds.exchange, grant_types: [exchangeGrant] },
  ];
}

/** Refuses what may not be asked for: oidc-provider itself leaves out such scopes, and ignores `audience`. */
function checkTarget(
  audience: string | undefined,
  body: Readonly<Record<string, unknown>>,
): Record<string, never> {
  const asked = String(body['scope'] ?? '').split(' ');
  const unknown = asked.find((scope) => scope !== '' && !scopes.includes(scope));
  if (unknown !== undefined) throw new errors.InvalidScope('requested scope is not supported', unknown);
  if (audience !== undefined && body['audience'] !== audience)
    throw new errors.InvalidTarget('requested audience is not known');
  return {};
}

async function newSigningKey() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' };
}

/** Keeps tokens, used assertions, and clients: the server would clone a configured client's keys, which fails in Jest. */
function createStore(clients: readonly AdapterPayload[]): (model: string) => Adapter {
  const records = new Map(clients.map((client) => [`Client ${client.client_id}`, client]));
  const unused = async (): Promise<undefined> => undefined;
  return (model) => ({
    upsert: async (id, payload) => void records.set(`${model} ${id}`, payload),
    find: async (id) => records.get(`${model} ${id}`),
    destroy: async (id) => void records.delete(`${model} ${id}`),
    findByUserCode: unused,
    findByUid: unused,
    consume: unused,
    revokeByGrantId: unused,
  });
}
