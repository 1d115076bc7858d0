import { isExposed } from '../../connection/host.ts';
import { type TokenKind, tokenKinds } from '../../revocation/token-kind.ts';
import { isOAuth, type Way } from './authentication.ts';
import type { InputName, InputTexts, InputValues, Problem } from './table.ts';

/** What the rules look at. */
export interface Situation {
  /** A value that could not be parsed is absent, even where it has a default. */
  readonly values: Partial<InputValues>;
  /** Inputs and profile together. */
  readonly texts: InputTexts;
  /** Says whether the workflow itself gives an input, in place of its default. */
  readonly isInput: (name: InputName) => boolean;
  readonly way: Way | undefined;
  /** Whether a profile was asked for and could not be read: what it lacks is not known. */
  readonly isProfileBroken: boolean;
  /** Whether a profile was read. */
  readonly hasProfile: boolean;
  /** Whether the job may ask the runner for an OIDC token. */
  readonly hasIdToken: boolean;
  /** The hosts of the GitHub that the job runs on; empty: not known. */
  readonly gitHubHosts: readonly string[];
}

interface Rule {
  readonly input: InputName;
  readonly message: string;
  readonly isBroken: (situation: Situation) => boolean;
}

const isMissing = (name: InputName, { texts, isProfileBroken }: Situation): boolean =>
  texts[name] === '' && !isProfileBroken;

/** A product that could not be parsed is neither. */
const isDedicated = ({ values }: Situation): boolean => values.product === 'dedicated';
const isClustered = ({ values, texts }: Situation): boolean =>
  values.product === 'clustered' || texts.product === '';

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

const notWithApi = (input: InputName): Rule => ({
  input,
  message: 'makes no sense with `client: api`',
  isBroken: ({ values, isInput }) => isInput(input) && values.client === 'api',
});

const neededForGitHub = (input: InputName): Rule => ({
  input: 'github-token',
  message: `missing: \`${input}\` needs it`,
  isBroken: ({ isInput, texts }) => isInput(input) && texts['github-token'] === '',
});

/** Absent: `token-type` could not be parsed. */
function kindOf({ values }: Situation): TokenKind | undefined {
  const name = values['token-type'];
  return name === undefined ? undefined : tokenKinds[name];
}

const needsTraces = (input: InputName, lacks: string): Rule => ({
  input,
  message: `does not work with \`token-type: database\`: no list tells ${lacks}`,
  isBroken: (situation) => situation.isInput(input) && kindOf(situation)?.areTraceable === false,
});

/** Says whether the workflow selects tokens by anything but their ids. */
export function isSelecting(values: Partial<InputValues>): boolean {
  const names = ['description', 'created-by', 'older-than'] as const;
  return names.some((name) => values[name] !== undefined) || values.all === true || values.expired === 'only';
}

/** A selector that could not be parsed is one all the same. */
function hasSelector({ isInput, values }: Situation): boolean {
  const isAll = isInput('all') && values.all !== false;
  return isAll || (['description', 'created-by', 'older-than'] as const).some(isInput) || isSelecting(values);
}

/** What must not be, each told with the input to change. */
const rules: readonly Rule[] = [
  {
    input: 'token-ids',
    message:
      'missing: give what to revoke: `token-ids`, `token-ids-file`, `leaked-tokens`, `secret-scanning-alert`, or a selector',
    isBroken: (situation) =>
      !(['token-ids', 'token-ids-file', 'leaked-tokens', 'secret-scanning-alert'] as const).some(
        situation.isInput,
      ) &&
      !hasSelector(situation) &&
      !situation.isInput('keep-latest') &&
      !situation.isInput('expired'),
  },
  {
    input: 'keep-latest',
    message: 'selects nothing by itself: give another selector, or `all: true`',
    isBroken: (situation) => situation.isInput('keep-latest') && !hasSelector(situation),
  },
  {
    input: 'expired',
    message: '`include` selects nothing by itself: give another selector, or `all: true`',
    isBroken: (situation) => situation.values.expired === 'include' && !hasSelector(situation),
  },
  needsTraces('leaked-tokens', 'how the strings of database tokens begin'),
  needsTraces('secret-scanning-alert', 'how the strings of database tokens begin'),
  needsTraces('created-by', 'who created database tokens'),
  neededForGitHub('secret-scanning-alert'),
  neededForGitHub('issue-number'),
  {
    input: 'secret-scanning-alert',
    message: 'is an alert of another GitHub than the one that this job runs on',
    isBroken: ({ values, gitHubHosts }) => {
      const host = values['secret-scanning-alert']?.host;
      return host !== undefined && gitHubHosts.length > 0 && !gitHubHosts.includes(host);
    },
  },
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
  {
    input: 'client',
    message: 'influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`',
    isBroken: ({ values, way }) => values.client === 'influxctl' && isOAuth(way),
  },
  notWithApi('influxctl-path'),
  notWithApi('influxctl-version'),
  {
    input: 'influxctl-path',
    message: 'contradicts `influxctl-version`: give the one to run, or the one to download',
    isBroken: ({ isInput }) => isInput('influxctl-path') && isInput('influxctl-version'),
  },
  {
    input: 'influxctl-sha256',
    message: 'missing: `influxctl-version` needs it, since nothing unverified is run',
    isBroken: ({ isInput }) => isInput('influxctl-version') && !isInput('influxctl-sha256'),
  },
  {
    input: 'influxctl-version',
    message: 'missing: `influxctl-sha256` and `influxctl-download-url` need it',
    isBroken: ({ isInput }) =>
      (isInput('influxctl-sha256') || isInput('influxctl-download-url')) && !isInput('influxctl-version'),
  },
  {
    input: 'api-path',
    message: 'makes no sense with `client: influxctl`',
    isBroken: ({ values, isInput }) => isInput('api-path') && values.client === 'influxctl',
  },
  {
    input: 'api-path',
    // An id of a management token must never go to the published collection of database tokens.
    message: 'this is the collection of database tokens; for these set `token-type: database`',
    isBroken: (situation) =>
      kindOf(situation)?.name !== 'database' && /\/tokens$/i.test(situation.values['api-path'] ?? ''),
  },
  {
    input: 'verify',
    message: 'influxctl does not say what became of an id: with `client: influxctl` the list is always asked',
    isBroken: ({ values }) => values.verify === false && values.client === 'influxctl',
  },
];

/** What is wrong only in combination. An input that could not be parsed is not called missing. */
export function findContradictions(situation: Situation): Problem[] {
  return rules
    .filter(({ isBroken }) => isBroken(situation))
    .map(({ input, message }) => ({ input, message }));
}
