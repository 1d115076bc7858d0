import { beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import {
  load,
  loadProfile,
  oauthInputs,
  oidcInputs,
  problemsOf,
  type Texts,
  uuid,
  withIdToken,
} from '../../support/loading.ts';

const sha256 = '0123456789abcdef'.repeat(4);
const dedicated = { host: '', 'account-id': uuid };
const download = { influxctl: '2.12.1', 'influxctl-sha256': sha256 };
const mirror = 'https://mirror.example.com/influxctl.tar.gz';
const signingKey = { 'influxctl-signing-key': 'ab'.repeat(20) };
const inTheClear = { 'oauth-token-url': 'http://id.example.com/token' };
const exchanged = { 'oauth-subject-token-type': 'urn:x' };
const database = { 'token-type': 'database' };

const missing = 'missing: OAuth2 needs it';
const onlyForOAuth = 'is used with `oauth-client-secret` or `oidc-audience` only';
const notWithApi = 'cannot be combined with `client: api`';
const onlyForVersion = 'is for a version of influxctl that is downloaded; `influxctl` is a path';
const notExchanged = "requires `oidc-audience`: the runner's OIDC token is exchanged";
const noOAuth = 'influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`';
const databaseCollection = 'this is the collection of database tokens; for these set `token-type: database`';
const notTraceable = `cannot be combined with \`token-type: database\`: no list shows`;
const noCluster = 'missing: database tokens of Cloud Dedicated belong to a cluster';
const noConfig = 'no configuration is read: give `config`, or leave `host` out to use the default file';
const onlyHttps = 'without `influxctl-sha256` only https:// is accepted';
const noVersion = 'missing: `influxctl-sha256` needs the version that it belongs to';
const notWithInfluxctl = 'cannot be combined with `client: influxctl`';
const tooOld = 'too old: 2.10.0 or newer is required for database tokens';
const noPrefixes = `${notTraceable} the prefixes of database tokens`;
const noCreators = `${notTraceable} who created database tokens`;
const noPermission =
  'oidc-audience: the job may not request an OIDC token: give it `permissions` with `id-token: write`';
const notInTheClear = (what: string): string =>
  `http:// would send ${what} in the clear; use https://, or set \`allow-http: true\``;

let client: Identity;

beforeAll(async () => {
  client = await (await createAuthority()).issue({ host: 'runner', client: true });
});

/** The inputs that a run objects to, in order. */
async function namesOf(inputs: Texts, env: NodeJS.ProcessEnv = withIdToken): Promise<string[]> {
  return problemsOf(await load(inputs, env)).map((problem) => problem.split(':')[0] ?? '');
}

describe('Inputs that contradict each other', () => {
  test.each<[Texts, string, string]>([
    [{ host: '' }, 'host', 'missing: the address of the cluster, such as https://cluster.example.com'],
    [{ host: 'http://cluster.example.com' }, 'host', notInTheClear('the token')],
    [{ ...dedicated, host: 'http://console.example.com' }, 'host', notInTheClear('the token')],
    [{ 'cluster-id': uuid }, 'cluster-id', 'is for Cloud Dedicated only: give `account-id` too'],
    [{ ...dedicated, ...database }, 'cluster-id', noCluster],
    [{ profile: 'x' }, 'profile', noConfig],
    [{ ...oauthInputs, 'oauth-token-url': '' }, 'oauth-token-url', missing],
    [{ ...oauthInputs, 'oauth-client-id': '' }, 'oauth-client-id', missing],
    [{ ...oidcInputs, 'oauth-token-url': '' }, 'oauth-token-url', missing],
    [{ ...oidcInputs, 'oauth-client-id': '' }, 'oauth-client-id', missing],
    [{ 'oauth-token-url': 'https://id.example.com/token' }, 'oauth-token-url', onlyForOAuth],
    [{ 'oauth-client-id': 'a-client' }, 'oauth-client-id', onlyForOAuth],
    [{ 'oauth-scopes': 'a b' }, 'oauth-scopes', onlyForOAuth],
    [{ 'oauth-audience': 'a' }, 'oauth-audience', onlyForOAuth],
    [{ ...oauthInputs, ...inTheClear }, 'oauth-token-url', notInTheClear('credentials')],
    [{ ...oidcInputs, ...inTheClear }, 'oauth-token-url', notInTheClear('credentials')],
    [{ ...oauthInputs, ...exchanged }, 'oauth-subject-token-type', notExchanged],
    [exchanged, 'oauth-subject-token-type', notExchanged],
    [{ ...oauthInputs, client: 'influxctl' }, 'client', noOAuth],
    [{ ...oidcInputs, client: 'influxctl' }, 'client', noOAuth],
    [{ client: 'api', influxctl: '/bin/influxctl' }, 'influxctl', notWithApi],
    [{ client: 'api', influxctl: '2.12.1' }, 'influxctl', notWithApi],
    [{ client: 'api', 'influxctl-download-url': mirror }, 'influxctl-download-url', notWithApi],
    [{ ...download, influxctl: '/bin/influxctl' }, 'influxctl-sha256', onlyForVersion],
    [{ influxctl: './influxctl', ...signingKey }, 'influxctl-signing-key', onlyForVersion],
    [{ influxctl: 'v2.9.7' }, 'influxctl', 'too old: 2.9.8 or newer is required for management tokens'],
    [{ influxctl: '2.9.8', ...database }, 'influxctl', tooOld],
    [{ 'influxctl-download-url': 'http://packages.example.com' }, 'influxctl-download-url', onlyHttps],
    [{ ...download, influxctl: '' }, 'influxctl', noVersion],
    [{ client: 'influxctl', 'api-path': '/api/v0/management-tokens' }, 'api-path', notWithInfluxctl],
    ...['/api/v0/tokens', '/api/v0/tokens/', '/API/V0/TOKENS', '/tokens'].map(
      (path): [Texts, string, string] => [{ 'api-path': path }, 'api-path', databaseCollection],
    ),
    [{ ...database, 'leaked-tokens': 'apiv1_0123456789' }, 'leaked-tokens', noPrefixes],
    [{ ...database, 'select-created-by': 'Ada' }, 'select-created-by', noCreators],
    [{ 'token-type': 'admin' }, 'token-type', 'must be one of: management, database'],
  ])('are one problem: %j', async (inputs, input, problem) => {
    expect(problemsOf(await load(inputs, withIdToken))).toEqual([`${input}: ${problem}`]);
  });

  test.each<[string, NodeJS.ProcessEnv]>([
    ['nothing to ask with', {}],
    ['no address to ask at', { ...withIdToken, ACTIONS_ID_TOKEN_REQUEST_URL: '' }],
    ['no token to ask with', { ...withIdToken, ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }],
  ])('are an audience in a job with %s', async (_, env) => {
    expect(problemsOf(await load(oidcInputs, env))).toEqual([noPermission]);
  });

  test.each([
    [
      'tls-cert',
      () => client.cert,
      'tls-key: missing or empty: `tls-cert` needs it; check that the secret exists',
    ],
    ['tls-key', () => client.key, 'tls-cert: missing: `tls-key` needs it'],
  ])('are the halves of a pair: %s alone', async (given, text, problem) => {
    expect(problemsOf(await load({ [given]: text() }))).toEqual([problem]);
  });

  test('are named all at once', async () => {
    const inputs = { ...oidcInputs, host: '', 'cluster-id': uuid, client: 'influxctl', 'api-path': '/a' };
    expect(await namesOf(inputs, {})).toEqual(['oidc-audience', 'host', 'cluster-id', 'client', 'api-path']);
    expect(await namesOf({ client: 'api', ...download })).toEqual(['influxctl', 'influxctl-sha256']);
  });
});

test.each<Texts>([
  { 'allow-http': 'true', host: 'http://cluster.example.com' },
  { ...dedicated, 'cluster-id': uuid, client: 'influxctl' },
  { ...dedicated, host: 'console.example.com', 'api-path': '/api/v1/management-tokens' },
  { ...oauthInputs, 'oauth-scopes': 'a b', 'oauth-audience': 'c', client: 'api' },
  { ...oauthInputs, 'oauth-token-url': 'http://localhost:8080/token' },
  { ...oauthInputs, ...dedicated },
  { client: 'influxctl', influxctl: '/bin/influxctl' },
  { 'influxctl-download-url': 'https://mirror.example.com/', ...signingKey },
  { ...download, 'influxctl-download-url': mirror },
  { client: 'api', 'api-path': '/api/v1/management-tokens' },
  { client: 'api', 'influxctl-signing-key': '24C975CBA61A024EE1B631787C3D57159FC2F927' },
  { ...database, 'api-path': '/api/v0/tokens' },
])('Inputs that go together are accepted: %j', async (inputs) => {
  expect(problemsOf(await load(inputs, withIdToken))).toEqual([]);
});

test.each<[Texts, string[]]>([
  [{ ...dedicated, 'account-id': 'x' }, ['account-id']],
  [{ host: 'ftp://x' }, ['host']],
  [{ ...oauthInputs, 'oauth-token-url': 'x' }, ['oauth-token-url']],
  [{ ...oauthInputs, 'oauth-token-url': 'http://id.example.com', 'allow-http': 'x' }, ['allow-http']],
  [{ host: 'http://cluster.example.com', 'allow-http': 'x' }, ['allow-http']],
  [{ client: 'x', 'api-path': '/a', influxctl: '/x' }, ['client']],
  [{ 'token-type': 'x', 'api-path': '/tokens' }, ['token-type']],
  [{ influxctl: '1.0.0', 'influxctl-sha256': sha256 }, ['influxctl']],
  [{ ...download, 'influxctl-sha256': 'x' }, ['influxctl-sha256']],
  [{ 'management-token': '', 'oauth-scopes': 'a' }, ['oauth-client-secret']],
  [{ ...oauthInputs, 'management-token': bearerToken, client: 'influxctl' }, ['management-token']],
  [{ 'management-token': 'a b', 'oauth-scopes': 'a' }, ['management-token', 'oauth-scopes']],
])('Where an input is wrong itself, nothing is said of what depends on it: %j', async (inputs, names) => {
  expect(await namesOf(inputs)).toEqual(names);
});

test('A profile may have OAuth2 settings beside a management token', async () => {
  const lines = ['[profile.auth.oauth2]', 'client_id = "a"'];
  const inputs = { host: 'cluster.example.com', 'management-token': bearerToken };
  expect(problemsOf(await loadProfile(lines, inputs))).toEqual([]);
});
