import { createAuthority } from '../../dev/cluster/certificates.ts';
import { type ClusterOptions, startCluster } from '../../dev/cluster/cluster.ts';
import { type ClusterToken, newToken } from '../../dev/cluster/tokens.ts';
import type { IdentityProviderOptions } from '../../dev/identity/provider.ts';
import type { RunnerOidcOptions } from '../../dev/identity/runner-oidc.ts';
import type { Step } from '../../dev/runner/runner.ts';
import { clientOf, givenIdentity, type Identity, type ProofKind } from './identity.ts';
import { findLeaks } from './leaks.ts';
import { closeLater, idsOf, type Run, runAction, type Scene } from './scenario.ts';

/** A cluster that accepts the access tokens of an identity provider, and a job that can ask for them. */
export interface OAuthScene extends Scene, Required<Identity> {
  readonly kind: ProofKind;
  /** The tokens to revoke. */
  readonly tokens: readonly ClusterToken[];
}

/** What differs from a scene where everything works. */
export interface OAuthSceneOptions {
  readonly provider?: IdentityProviderOptions;
  readonly runner?: RunnerOidcOptions;
  readonly cluster?: Omit<ClusterOptions, 'tokens'>;
}

/** Starts a scene in which one authority vouches for cluster and provider, unless the options say otherwise. */
export async function givenOAuth(
  kind: ProofKind,
  tokens: readonly ClusterToken[],
  options: OAuthSceneOptions = {},
): Promise<OAuthScene> {
  const authority = await createAuthority();
  const { provider, runner } = await givenIdentity(kind, {
    provider: { authority, ...options.provider },
    runner: options.runner ?? {},
  });
  const caller = newToken({ description: 'kept' });
  const cluster = closeLater(
    await startCluster({
      authority,
      accepts: provider.accepts,
      ...options.cluster,
      tokens: [...tokens, caller],
    }),
  );
  return { kind, tokens, cluster, caller, provider, runner };
}

/** Runs the action with the scene's identity, and fails where one of its secrets came out. */
export async function runSignedIn(
  scene: OAuthScene,
  inputs: Readonly<Record<string, string>> = {},
  { env = {}, ...step }: Omit<Step, 'inputs'> = {},
): Promise<Run> {
  const { kind, tokens, cluster, provider, runner } = scene;
  const base = {
    host: cluster.host,
    'tls-ca': cluster.ca,
    'token-ids': idsOf(tokens).join(' '),
    'oauth-token-url': provider.tokenUrl,
    'oauth-client-id': clientOf[kind],
    ...proofInputs(scene),
  };
  const oidc = kind === 'client-secret' ? {} : runner.env;
  const run = await runAction({ ...base, ...inputs }, { ...step, env: { ...oidc, ...env } });
  // A command escapes `%`, which secrets here have in them.
  const shown = { ...run, log: run.log.replaceAll('%25', '%') };
  const leaks = findLeaks(shown, secretsOf(scene));
  if (leaks.length > 0) throw new Error(`a secret came out: ${leaks.join(', ')}`);
  return run;
}

/** The bearer tokens that the cluster saw, each once, in the order in which they came first. */
export function bearersSeen({ cluster }: Scene): string[] {
  const seen = cluster.requests.map(({ headers }) => String(headers['authorization']));
  return [...new Set(seen)].map((text) => text.replace('Bearer ', ''));
}

/** Scheme, host and port of the provider, as messages show them. */
export function originOf({ provider }: OAuthScene): string {
  return new URL(provider.issuer).origin;
}

/** What the client has proven with who it is: its secret, or tokens of the runner. */
export function proofsOf({ kind, provider, runner }: OAuthScene): readonly string[] {
  return kind === 'client-secret' ? [provider.clientSecret] : runner.issued();
}

/** Ends every access token so far as the cluster is about to answer these requests, counted from 1. */
export function endTokensAt(scene: () => OAuthScene, ...counts: readonly number[]): () => undefined {
  let answered = 0;
  return () => {
    answered += 1;
    if (counts.includes(answered)) scene().provider.revokeAll();
  };
}

function proofInputs({ kind, provider }: OAuthScene): Readonly<Record<string, string>> {
  switch (kind) {
    case 'client-secret':
      return { 'oauth-client-secret': provider.clientSecret };
    case 'client-assertion':
      return { 'oidc-audience': provider.issuer };
    case 'subject-token':
      return {
        'oidc-audience': provider.issuer,
        'oauth-subject-token-type': 'urn:ietf:params:oauth:token-type:jwt',
      };
  }
}

/** Everything secret that any part of the scene has held, known only once the run is over. */
function secretsOf({ cluster, provider, runner }: OAuthScene): string[] {
  const basic = provider.requests.flatMap(
    ({ headers }) => headers.authorization?.replace('Basic ', '') ?? [],
  );
  return [
    ...cluster.tokens.map(({ secret }) => secret),
    ...provider.issued(),
    ...runner.issued(),
    runner.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    provider.clientSecret,
    ...basic,
    // What the provider finds in the header: the secret is encoded once more there (RFC 6749, section 2.3.1).
    ...basic.map((text) =>
      Buffer.from(text, 'base64')
        .toString()
        .replace(/^[^:]*:/, ''),
    ),
  ];
}
