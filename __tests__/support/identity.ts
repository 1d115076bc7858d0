import {
  clientIds,
  type IdentityProvider,
  type IdentityProviderOptions,
  startIdentityProvider,
} from '../../dev/identity/provider.ts';
import { type RunnerOidc, type RunnerOidcOptions, startRunnerOidc } from '../../dev/identity/runner-oidc.ts';
import type { Credentials } from '../../src/connection/credentials.ts';
import type { OAuthProof, OAuthSettings } from '../../src/connection/oauth-grant.ts';
import { keepSecrets } from '../../src/connection/secrets.ts';
import { type SignInNeeds, signIn } from '../../src/connection/sign-in.ts';
import { closeLater } from './scenario.ts';
import { tls } from './secure-cluster.ts';

/** How a client proves who it is, by the kind of its proof. */
export type ProofKind = OAuthProof['kind'];

/** The client that an identity provider takes each proof from. */
export const clientOf: Readonly<Record<ProofKind, string>> = {
  'client-secret': clientIds.secret,
  'client-assertion': clientIds.assertion,
  'subject-token': clientIds.exchange,
};

/** What the subject token of an exchange is called, unless a test says otherwise. */
export const jwtType = 'urn:ietf:params:oauth:token-type:jwt';

/** An identity provider, and the runner that it trusts. */
export interface Identity {
  readonly provider: IdentityProvider;
  /** Undefined if no proof needs one. */
  readonly runner?: RunnerOidc;
}

/** What an identity provider and its runner do besides what they do always. */
export interface IdentityChanges {
  readonly provider?: IdentityProviderOptions;
  readonly runner?: RunnerOidcOptions;
}

/** Starts an identity provider, and a runner where the proof needs one. */
export async function givenIdentity(
  kind: ProofKind,
  changes: IdentityChanges = {},
): Promise<Required<Identity>> {
  // A client assertion must come from the client itself (RFC 7523, section 3).
  const claims = kind === 'client-assertion' ? { iss: clientOf[kind], sub: clientOf[kind] } : {};
  const runner = closeLater(await startRunnerOidc({ claims, ...changes.runner }));
  return { runner, ...(await givenProvider({ runnerKeys: runner.jwks, ...changes.provider })) };
}

/** Starts an identity provider alone: for a client with a secret. */
export async function givenProvider(options: IdentityProviderOptions = {}): Promise<Identity> {
  return { provider: closeLater(await startIdentityProvider(options)) };
}

/** What an access token of a provider is asked for with: a proof that it takes, and nothing that it need not have. */
export function oauthSettings(
  { issuer, tokenUrl, clientSecret }: Pick<IdentityProvider, 'issuer' | 'tokenUrl' | 'clientSecret'>,
  kind: ProofKind,
  overrides: Partial<OAuthSettings> = {},
): OAuthSettings {
  const proofs: Readonly<Record<ProofKind, OAuthProof>> = {
    'client-secret': { kind: 'client-secret', secret: clientSecret },
    'client-assertion': { kind: 'client-assertion', audience: issuer },
    'subject-token': { kind: 'subject-token', audience: issuer, type: jwtType },
  };
  return {
    tokenUrl: new URL(tokenUrl),
    clientId: clientOf[kind],
    proof: proofs[kind],
    scopes: [],
    audience: undefined,
    ...overrides,
  };
}

/** What a test of signing in may change. */
export interface SignInChanges {
  readonly kind?: ProofKind;
  readonly oauth?: Partial<OAuthSettings>;
  readonly needs?: Partial<SignInNeeds>;
  /** Called with each secret when it is hidden. */
  readonly onHide?: (secret: string) => void;
}

/** Signs in at a provider: with the client's secret, unless a test says otherwise. */
export async function signInAt(
  { provider, runner }: Identity,
  { kind = 'client-secret', oauth = {}, needs = {}, onHide = () => {} }: SignInChanges = {},
): Promise<Credentials> {
  const settings = oauthSettings(provider, kind, oauth);
  const known = settings.proof.kind === 'client-secret' ? [settings.proof.secret] : [];
  const credentials = await signIn(
    { kind: 'oauth', oauth: settings },
    {
      tls: tls({ authorities: [provider.ca] }),
      proxy: undefined,
      timeout: 30_000,
      secrets: keepSecrets(known, undefined, onHide),
      getIdToken: async (audience) => askRunner(runner, audience),
      sleep: async () => {},
      ...needs,
    },
  );
  return closeLater(credentials);
}

/** Asks a runner for a token, as a job does. */
async function askRunner(runner: RunnerOidc | undefined, audience: string): Promise<string> {
  if (runner === undefined) throw new Error('no runner was started');
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = runner.env;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}&audience=${encodeURIComponent(audience)}`, { headers });
  return ((await answer.json()) as { value: string }).value;
}

/** A signal of a run that continues. */
export function running(): AbortSignal {
  return new AbortController().signal;
}
