import { isExposed } from '../../connection/host.ts';
import type { OAuthProof } from '../../connection/oauth-grant.ts';
import type { Authentication } from '../../connection/sign-in.ts';
import { readTokenFile } from '../../connection/token-file.ts';
import { inTheClear, isHttpAllowed } from './connection.ts';
import type { Given } from './texts.ts';
import { parseManagementToken } from './token-strings.ts';

/** An input, or a key of a profile, that a run can authenticate with. */
type AuthMethod = 'management-token' | 'oauth-client-secret' | 'oidc-audience' | 'mgmt_token' | 'token_file';

const accepted =
  'give one of `management-token`, `oauth-client-secret`, `oidc-audience`, or a profile with `mgmt_token` or `token_file`';

const oauthInputs = ['oauth-token-url', 'oauth-client-id', 'oauth-scopes', 'oauth-audience'] as const;

/** Reads what to authenticate with; undefined if it is missing or wrong. An input wins over the profile. */
export function readAuthentication(given: Given, env: NodeJS.ProcessEnv): Authentication | undefined {
  const { values, profile, problems } = given;
  const { managementToken = '', tokenFile = '' } = profile?.profile ?? {};
  const method = findMethod(given);
  if (method !== undefined) checkOAuthInputs(given, method);
  switch (method) {
    case undefined:
      return undefined;
    case 'management-token':
      return toToken(values['management-token']);
    case 'mgmt_token':
      return toToken(
        problems.try(`mgmt_token of ${profile?.label}`, () => parseManagementToken(managementToken)),
      );
    case 'token_file':
      return toToken(
        problems.try(`token_file of ${profile?.label}`, () => readTokenFile(tokenFile)),
        tokenFile,
      );
    case 'oauth-client-secret':
    case 'oidc-audience':
      return readOAuth(given, readProof(given, method, env));
  }
}

/** Finds how to authenticate. Two inputs, or two keys of the profile, contradict each other. */
function findMethod({ isInput, isMissing, profile, problems }: Given): AuthMethod | undefined {
  const inputs = (['management-token', 'oauth-client-secret', 'oidc-audience'] as const).filter(isInput);
  const keys = [
    ...(profile?.profile.managementToken ? (['mgmt_token'] as const) : []),
    ...(profile?.profile.tokenFile ? (['token_file'] as const) : []),
  ];
  const methods: readonly AuthMethod[] = inputs.length > 0 ? inputs : keys;
  const [method, second] = methods;
  const meant = oauthInputs.some(isInput) ? 'oauth-client-secret' : 'management-token';
  problems.addIf(
    method === undefined && isMissing('management-token'),
    meant,
    `missing or empty: ${accepted}. If it is a secret, check that it exists.`,
  );
  if (second === undefined) return method;
  const names = methods.map((each) => `\`${each}\``).join(' and ');
  const message = `there is more than one way to authenticate (${names}): ${accepted}`;
  problems.add({ input: inputs[0] ?? 'config', message });
  return undefined;
}

function checkOAuthInputs({ isInput, problems }: Given, method: AuthMethod): void {
  const isOAuth = method === 'oauth-client-secret' || method === 'oidc-audience';
  for (const input of oauthInputs)
    problems.addIf(
      isInput(input) && !isOAuth,
      input,
      'is used with `oauth-client-secret` or `oidc-audience` only',
    );
  problems.addIf(
    isInput('oauth-subject-token-type') && method !== 'oidc-audience',
    'oauth-subject-token-type',
    "requires `oidc-audience`: the runner's OIDC token is exchanged",
  );
}

/** What the client proves who it is with; undefined if that could not be read. */
function readProof(
  { values, problems }: Given,
  method: 'oauth-client-secret' | 'oidc-audience',
  env: NodeJS.ProcessEnv,
): OAuthProof | undefined {
  const { 'oauth-client-secret': secret, 'oidc-audience': audience } = values;
  const type = values['oauth-subject-token-type'];
  if (method === 'oauth-client-secret')
    return secret === undefined ? undefined : { kind: 'client-secret', secret };
  problems.addIf(
    !env['ACTIONS_ID_TOKEN_REQUEST_URL'] || !env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
    'oidc-audience',
    'the job may not request an OIDC token: give it `permissions` with `id-token: write`',
  );
  if (audience === undefined) return undefined;
  return type === undefined
    ? { kind: 'client-assertion', audience }
    : { kind: 'subject-token', audience, type };
}

function readOAuth(given: Given, proof: OAuthProof | undefined): Authentication | undefined {
  const { values, isMissing, problems } = given;
  const { 'oauth-token-url': tokenUrl, 'oauth-client-id': clientId } = values;
  for (const input of ['oauth-token-url', 'oauth-client-id'] as const)
    problems.addIf(isMissing(input), input, 'missing: OAuth2 needs it');
  problems.addIf(
    tokenUrl !== undefined && isExposed(tokenUrl) && !isHttpAllowed(given),
    'oauth-token-url',
    inTheClear('credentials'),
  );
  if (tokenUrl === undefined || clientId === undefined || proof === undefined) return undefined;
  const [scopes, audience] = [values['oauth-scopes'] ?? [], values['oauth-audience']];
  return { kind: 'oauth', oauth: { tokenUrl, clientId, proof, scopes, audience } };
}

function toToken(token: string | undefined, file?: string): Authentication | undefined {
  return token === undefined ? undefined : { kind: 'token', token, file };
}
