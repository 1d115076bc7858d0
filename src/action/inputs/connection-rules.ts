import { isExposed } from '../../connection/host.ts';
import { isOAuth } from './authentication.ts';
import { isClustered, isDedicated, isMissing, kindOf, type Rule } from './situation.ts';
import type { InputName } from './table.ts';

const onlyForOAuth = (input: InputName): Rule => ({
  input,
  message: 'is used with `oauth-client-secret` or `oidc-audience` only',
  isBroken: ({ way, isInput }) => isInput(input) && way !== undefined && !isOAuth(way),
});

const neededForOAuth = (input: InputName): Rule => ({
  input,
  message: 'missing: OAuth2 needs it',
  isBroken: (situation) => isOAuth(situation.way) && isMissing(input, situation),
});

const onlyForDedicated = (input: InputName): Rule => ({
  input,
  message: 'is for `product: dedicated` only',
  isBroken: (situation) => situation.isInput(input) && isClustered(situation),
});

/** What is wrong with where to go, and as whom. */
export const connectionRules: readonly Rule[] = [
  {
    input: 'host',
    message: 'missing: the address of the cluster, such as https://cluster.example.com',
    isBroken: (situation) => isClustered(situation) && isMissing('host', situation),
  },
  {
    input: 'host',
    message: 'http:// would send the token in the clear; use https://, or set `allow-http: true`',
    isBroken: ({ values }) =>
      values.host !== undefined && isExposed(values.host) && values['allow-http'] === false,
  },
  {
    input: 'tls-key',
    message: 'missing: `tls-cert` needs it',
    isBroken: ({ texts }) => texts['tls-cert'] !== '' && texts['tls-key'] === '',
  },
  {
    input: 'tls-cert',
    message: 'missing: `tls-key` needs it',
    isBroken: ({ texts }) => texts['tls-key'] !== '' && texts['tls-cert'] === '',
  },
  {
    input: 'account-id',
    message: 'missing: `product: dedicated` needs it',
    isBroken: (situation) => isDedicated(situation) && isMissing('account-id', situation),
  },
  {
    input: 'cluster-id',
    message: 'missing: database tokens of `product: dedicated` belong to a cluster',
    isBroken: (situation) =>
      kindOf(situation)?.apiPath.dedicated.includes('{cluster-id}') === true &&
      isDedicated(situation) &&
      isMissing('cluster-id', situation),
  },
  onlyForDedicated('account-id'),
  onlyForDedicated('cluster-id'),
  {
    input: 'profile',
    message: 'no configuration is read: give `config`, or leave `host` out and keep the default file',
    isBroken: ({ isInput, hasProfile, isProfileBroken }) =>
      isInput('profile') && !hasProfile && !isProfileBroken,
  },
  neededForOAuth('oauth-token-url'),
  neededForOAuth('oauth-client-id'),
  onlyForOAuth('oauth-token-url'),
  onlyForOAuth('oauth-client-id'),
  onlyForOAuth('oauth-scopes'),
  onlyForOAuth('oauth-audience'),
  {
    input: 'oauth-token-url',
    message: 'http:// would send credentials in the clear; use https://, or set `allow-http: true`',
    isBroken: ({ values, way }) => {
      const url = values['oauth-token-url'];
      return isOAuth(way) && url !== undefined && isExposed(url) && values['allow-http'] === false;
    },
  },
  {
    input: 'oauth-grant',
    message: 'a token exchange needs `oidc-audience`',
    isBroken: ({ values, way }) =>
      values['oauth-grant'] === 'token-exchange' && way !== undefined && way !== 'oidc-audience',
  },
  {
    input: 'oauth-subject-token-type',
    message: 'is used with `oauth-grant: token-exchange` only',
    isBroken: ({ values, isInput }) =>
      isInput('oauth-subject-token-type') && values['oauth-grant'] === 'client-credentials',
  },
  {
    input: 'oidc-audience',
    message: 'the job may not ask for an OIDC token: give it `permissions` with `id-token: write`',
    isBroken: ({ way, hasIdToken }) => way === 'oidc-audience' && !hasIdToken,
  },
];
