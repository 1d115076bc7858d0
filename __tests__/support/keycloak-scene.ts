import { createLocalJWKSet, jwtVerify } from 'jose';
import { type Authority, createAuthority } from '../../dev/cluster/certificates.ts';
import { startCluster } from '../../dev/cluster/cluster.ts';
import { type ClusterToken, newTokens } from '../../dev/cluster/tokens.ts';
import {
  newRunnerKeys,
  type RunnerKeys,
  type RunnerOidc,
  type RunnerOidcOptions,
  startRunnerOidc,
} from '../../dev/identity/runner-oidc.ts';
import { startGitHubIssuer } from '../../dev/keycloak/github-issuer.ts';
import { type Installation, installKeycloak, runScript } from '../../dev/keycloak/installation.ts';
import {
  ask,
  buildKeycloak,
  type RunningKeycloak,
  startKeycloak,
  waitFor,
} from '../../dev/keycloak/server.ts';
import { findKeycloakCommands, findKeycloakInputs } from './keycloak-recipe.ts';
import { findFreePort } from './programs.ts';
import { closeLater, idsOf, type Run, runAction } from './scenario.ts';

const subject = 'repo:octo-org/octo-repo:environment:influxdb';

/** A Keycloak that trusts GitHub's issuer, as a stand-in plays it. */
export interface KeycloakScene {
  readonly authority: Authority;
  readonly installation: Installation;
  /** The keys of every runner. */
  readonly keys: RunnerKeys;
  close(): void;
}

/** Installs a Keycloak. It does not run yet. */
export async function givenKeycloak(): Promise<KeycloakScene> {
  const authority = await createAuthority('Keycloak and cluster');
  const keys = await newRunnerKeys();
  const issuer = await startGitHubIssuer(authority, keys.jwks);
  const port = await findFreePort();
  const installation = await installKeycloak({ authority, proxy: issuer.proxy, port });
  return {
    authority,
    installation,
    keys,
    close() {
      issuer.close();
      installation.remove();
    },
  };
}

/** Builds the Keycloak with or without federated client authentication, and starts it. */
export async function startWith(scene: KeycloakScene, federation: 'on' | 'off'): Promise<RunningKeycloak> {
  const { installation, authority } = scene;
  const state = federation === 'on' ? 'enabled' : 'disabled';
  await buildKeycloak(installation, [`--feature-client-auth-federated=${state}`]);
  const running = startKeycloak(installation);
  try {
    await waitFor(installation, authority.cert, 200);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}

/** The recipe's commands for a realm. */
export function commandsFor({ installation }: KeycloakScene, realm: string) {
  return findKeycloakCommands({ keycloak: installation.url, realm, subject });
}

/** Runs commands for a realm as one script, and gives what they printed. */
export function run(scene: KeycloakScene, ...commands: readonly string[]): Promise<string> {
  return runScript(scene.installation, commands.join('\n'));
}

/** What a run with the recipe's workflow needs. */
export interface SignedInRun {
  readonly realm: string;
  /** The id of the service account's user, which the cluster lets in. */
  readonly user: string;
  readonly tokens?: readonly ClusterToken[];
  /** What differs from an ordinary runner. */
  readonly runner?: RunnerOidcOptions;
  /** Called before each request is answered; false: the cluster refuses it. */
  readonly onRequest?: () => Promise<boolean> | boolean;
}

/** What a run with the recipe's workflow came to. */
export interface SignedInResult extends Run {
  readonly tokens: readonly ClusterToken[];
  readonly runner: RunnerOidc;
}

/** Runs the recipe's workflow against a cluster that lets in one user of the realm. */
export async function runRecipe(scene: KeycloakScene, options: SignedInRun): Promise<SignedInResult> {
  const { authority, installation, keys } = scene;
  const { realm, user, tokens = newTokens(2), onRequest = () => true } = options;
  const issuer = `${installation.url}/realms/${realm}`;
  const verify = createVerifier({ issuer, user, ca: authority.cert });
  const accepts = async (bearer: string): Promise<boolean> => (await onRequest()) && verify(bearer);
  const cluster = closeLater(await startCluster({ authority, tokens, accepts }));
  const claims = { sub: subject, ...options.runner?.claims };
  const runner = closeLater(await startRunnerOidc({ ...options.runner, keys, claims }));
  const inputs = findKeycloakInputs({
    'vars.INFLUXDB_HOST': cluster.host,
    'vars.KEYCLOAK_REALM_URL': issuer,
    'vars.KEYCLOAK_CLIENT_ID': subject,
    'inputs.token-ids': idsOf(tokens).join(' '),
    'inputs.dry-run': 'false',
  });
  const step = { env: { ...runner.env, RUNNER_DEBUG: '1' }, secrets: runner.issued() };
  // No guard is in the way of tokens that no management token manages.
  return {
    ...(await runAction({ ...inputs, 'tls-ca': authority.cert, force: 'true' }, step)),
    tokens,
    runner,
  };
}

/** Verifies access tokens as a cluster does that trusts one user of a realm: with the realm's keys, read once. */
function createVerifier({
  issuer,
  user,
  ca,
}: {
  readonly issuer: string;
  readonly user: string;
  readonly ca: string;
}) {
  let keys: Promise<ReturnType<typeof createLocalJWKSet>> | undefined;
  const readKeys = async () => {
    const answer = await ask(`${issuer}/protocol/openid-connect/certs`, ca);
    return createLocalJWKSet(JSON.parse(answer?.body ?? '{"keys":[]}'));
  };
  return async (bearer: string): Promise<boolean> => {
    keys ??= readKeys();
    return jwtVerify(bearer, await keys, { issuer, subject: user }).then(
      () => true,
      () => false,
    );
  };
}
