import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { errors, type Provider } from 'oidc-provider';
import { githubIssuer } from './runner-oidc.ts';

/** The grant type of a token exchange (RFC 8693). */
export const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';

const tokenType = 'urn:ietf:params:oauth:token-type:';

const accessTokenType = `${tokenType}access_token`;

/** What the runner's OIDC token may be called: it is both. */
const subjectTokenTypes = [`${tokenType}jwt`, `${tokenType}id_token`];

type Name = 'subject_token' | 'subject_token_type' | 'requested_token_type';

type ExchangeParameters = Partial<Readonly<Record<Name, string>>>;

/** Lets a provider exchange tokens of the runner, meant for the provider, for access tokens. */
export function addTokenExchange(provider: Provider, runnerKeys: JSONWebKeySet): void {
  const keys = createLocalJWKSet(runnerKeys);
  const verify = async ({ subject_token = '', ...types }: ExchangeParameters): Promise<void> => {
    if (!subjectTokenTypes.includes(types.subject_token_type ?? ''))
      throw new errors.InvalidRequest('subject_token_type is not supported');
    if ((types.requested_token_type ?? accessTokenType) !== accessTokenType)
      throw new errors.InvalidRequest('requested_token_type is not supported');
    const expected = { issuer: githubIssuer, audience: provider.issuer, requiredClaims: ['exp', 'sub'] };
    await jwtVerify(subject_token, keys, expected).catch((cause: Error) => {
      throw new errors.InvalidRequest(`subject_token is not valid: ${cause.message}`);
    });
  };
  provider.registerGrantType<ExchangeParameters>(
    exchangeGrant,
    async (context) => {
      const { client, params, requestParamOIDCScopes } = context.oidc;
      await verify(params);
      const scope = [...requestParamOIDCScopes].join(' ');
      const token = new provider.ClientCredentials({ client, scope });
      context.body = {
        access_token: await token.save(),
        issued_token_type: accessTokenType,
        token_type: 'Bearer',
        expires_in: token.expiration,
        ...(scope === '' ? {} : { scope }),
      };
    },
    ['scope', 'audience', 'subject_token', 'subject_token_type', 'requested_token_type'],
  );
}
