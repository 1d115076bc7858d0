import type { InfluxctlToken } from '../../connection/influxctl.ts';
import type { OAuthProof, OAuthSettings } from '../../connection/oauth.ts';
import type { Profile } from '../../connection/profile.ts';
import type { InputTexts, InputValues, Problem } from './table.ts';

/** A way to authenticate that the workflow or its profile has given. */
export type Way =
  | 'management-token'
  | 'oauth-client-secret'
  | 'oidc-audience'
  /** Keys of a profile. */
  | 'mgmt_token'
  | 'token_file';

const accepted =
  'give one of `management-token`, `oauth-client-secret`, `oidc-audience`, or a profile with `mgmt_token` or `token_file`';

/** Finds the one way to authenticate. An input wins over the profile; two of a kind contradict each other. */
export function findWay(texts: InputTexts, profile: Profile | undefined): Way | Problem {
  const asInputs = (['management-token', 'oauth-client-secret', 'oidc-audience'] as const).filter(
    (name) => texts[name] !== '',
  );
  const inProfile = (
    [
      ['mgmt_token', profile?.managementToken],
      ['token_file', profile?.tokenFile],
    ] as const
  ).flatMap(([way, text]) => (text === undefined || text === '' ? [] : [way]));
  const ways: readonly Way[] = asInputs.length > 0 ? asInputs : inProfile;
  const [way, second] = ways;
  if (way === undefined) return { input: 'management-token', message: `missing: ${accepted}` };
  if (second === undefined) return way;
  const input = asInputs.length > 0 ? way : 'config';
  const names = ways.map((each) => `\`${each}\``).join(' and ');
  return { input, message: `there is more than one way to authenticate (${names}): ${accepted}` };
}

/** Says whether a way goes through an identity provider. */
export function isOAuth(way: Way | undefined): boolean {
  return way === 'oauth-client-secret' || way === 'oidc-audience';
}

/** What the parsed inputs say of OAuth2. Absent: they are not whole. */
export function toOAuthSettings(way: Way, values: InputValues): OAuthSettings | undefined {
  const { 'oauth-token-url': tokenUrl, 'oauth-client-id': clientId } = values;
  const proof = toProof(way, values);
  if (tokenUrl === undefined || clientId === undefined || proof === undefined) return undefined;
  return {
    tokenUrl,
    clientId,
    proof,
    scopes: values['oauth-scopes'] ?? [],
    audience: values['oauth-audience'],
  };
}

function toProof(way: Way, values: InputValues): OAuthProof | undefined {
  const { 'oauth-client-secret': secret, 'oidc-audience': audience } = values;
  if (way === 'oauth-client-secret' && secret !== undefined) return { kind: 'client-secret', secret };
  if (audience === undefined) return undefined;
  return values['oauth-grant'] === 'token-exchange'
    ? { kind: 'subject-token', audience, type: values['oauth-subject-token-type'] }
    : { kind: 'client-assertion', audience };
}

/** What influxctl authenticates with. Absent: it cannot, in this way. */
export function toInfluxctlToken(
  way: Way,
  token: string,
  profile: Profile | undefined,
): InfluxctlToken | undefined {
  if (isOAuth(way)) return undefined;
  if (way === 'token_file' && profile?.tokenFile !== undefined)
    return { kind: 'token-file', path: profile.tokenFile };
  return { kind: 'management-token', token };
}
