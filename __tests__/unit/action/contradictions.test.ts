import { beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import { writeProfile } from '../../support/config-file.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { load, oauthInputs, oidcInputs, problemsOf, withIdToken } from '../../support/loading.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

type Texts = Readonly<Record<string, string>>;

const sha256 = '0123456789abcdef'.repeat(4);
const uuid = '11111111-1111-4111-8111-111111111111';
const dedicated = { host: '', 'account-id': uuid };
const download = { influxctl: '2.12.1', 'influxctl-sha256': sha256 };

const onlyForOAuth = 'is used with `oauth-client-secret` or `oidc-audience` only';
const notWithApi = 'cannot be combined with `client: api`';
const onlyForVersion = 'is for a version of influxctl that is downloaded; `influxctl` is a path';
const notInTheClear = (what: string): string =>
  `http:// would send ${what} in the clear; use https://, or set \`allow-http: true\``;
const notExchanged = "requires `oidc-audience`: the runner's OIDC token is exchanged";
const databaseCollection = 'this is the collection of database tokens; for these set `token-type: database`';
const notTraceable =
  'cannot be combined with `token-type: database`: no list shows the prefixes of database tokens';
const mirror = 'https://mirror.example.com/influxctl.tar.gz';
const noPermission =
  'oidc-audience: the job may not request an OIDC token: give it `permissions` with `id-token: write`';

let client: Identity;

beforeAll(async () => {
  client = await (await createAuthority()).issue({ host: 'runner', client: true });
});

describe('Inputs that contradict each other', () => {
  test.each<[Texts, string]>([
    [{ host: '' }, 'host: missing: the address of the cluster, such as https://cluster.example.com'],
    [{ host: 'http://cluster.example.com' }, `host: ${notInTheClear('the token')}`],
    [{ ...dedicated, host: 'http://console.example.com' }, `host: ${notInTheClear('the token')}`],
    [{ 'cluster-id': uuid }, 'cluster-id: is for Cloud Dedicated only: give `account-id` too'],
    [
      { ...dedicated, 'token-type': 'database' },
      'cluster-id: missing: database tokens of Cloud Dedicated belong to a cluster',
    ],
    [
      { profile: 'production' },
      'profile: no configuration is read: give `config`, or leave `host` out to use the default file',
    ],
    [{ ...oauthInputs, 'oauth-token-url': '' }, 'oauth-token-url: missing: OAuth2 needs it'],
    [{ ...oauthInputs, 'oauth-client-id': '' }, 'oauth-client-id: missing: OAuth2 needs it'],
    [{ ...oidcInputs, 'oauth-token-url': '' }, 'oauth-token-url: missing: OAuth2 needs it'],
    [{ ...oidcInputs, 'oauth-client-id': '' }, 'oauth-client-id: missing: OAuth2 needs it'],
    [{ 'oauth-token-url': 'https://id.example.com/token' }, `oauth-token-url: ${onlyForOAuth}`],
    [{ 'oauth-client-id': 'a-client' }, `oauth-client-id: ${onlyForOAuth}`],
    [{ 'oauth-scopes': 'a b' }, `oauth-scopes: ${onlyForOAuth}`],
    [{ 'oauth-audience': 'a' }, `oauth-audience: ${onlyForOAuth}`],
    [
      { ...oauthInputs, 'oauth-token-url': 'http://id.example.com/token' },
      `oauth-token-url: ${notInTheClear('credentials')}`,
    ],
    [
      { ...oidcInputs, 'oauth-token-url': 'http://id.example.com/token' },
      `oauth-token-url: ${notInTheClear('credentials')}`,
    ],
    [{ ...oauthInputs, 'oauth-subject-token-type': 'urn:x' }, `oauth-subject-token-type: ${notExchanged}`],
    [{ 'oauth-subject-token-type': 'urn:x' }, `oauth-subject-token-type: ${notExchanged}`],
    [
      { ...oauthInputs, client: 'influxctl' },
      'client: influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`',
    ],
    [
      { ...oidcInputs, client: 'influxctl' },
      'client: influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`',
    ],
    [{ client: 'api', influxctl: '/bin/influxctl' }, `influxctl: ${notWithApi}`],
    [{ client: 'api', influxctl: '2.12.1' }, `influxctl: ${notWithApi}`],
    [{ client: 'api', 'influxctl-download-url': mirror }, `influxctl-download-url: ${notWithApi}`],
    [{ ...download, influxctl: '/bin/influxctl' }, `influxctl-sha256: ${onlyForVersion}`],
    [
      { influxctl: './influxctl', 'influxctl-signing-key': 'ab'.repeat(20) },
      `influxctl-signing-key: ${onlyForVersion}`,
    ],
    [{ influxctl: 'v2.9.7' }, 'influxctl: too old: 2.9.8 or newer is required for management tokens'],
    [
      { influxctl: '2.9.8', 'token-type': 'database' },
      'influxctl: too old: 2.10.0 or newer is required for database tokens',
    ],
    [
      { 'influxctl-download-url': 'http://packages.example.com' },
      'influxctl-download-url: without `influxctl-sha256` only https:// is accepted',
    ],
    [
      { ...download, influxctl: '' },
      'influxctl: missing: `influxctl-sha256` needs the version that it belongs to',
    ],
    [
      { client: 'influxctl', 'api-path': '/api/v0/management-tokens' },
      'api-path: cannot be combined with `client: influxctl`',
    ],
    [{ 'api-path': '/api/v0/tokens/' }, `api-path: ${databaseCollection}`],
    [{ 'token-type': 'database', 'leaked-tokens': 'apiv1_0123456789' }, `leaked-tokens: ${notTraceable}`],
    [
      { 'token-type': 'database', 'select-created-by': 'Ada' },
      'select-created-by: cannot be combined with `token-type: database`: no list shows who created database tokens',
    ],
  ])('are told, and nothing else is: %j', async (inputs, problem) => {
    expect(problemsOf(await load(inputs, withIdToken))).toEqual([problem]);
  });

  test.each<[string, NodeJS.ProcessEnv]>([
    ['nothing to ask with', {}],
    ['no address to ask at', { ...withIdToken, ACTIONS_ID_TOKEN_REQUEST_URL: '' }],
    ['no token to ask with', { ...withIdToken, ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }],
  ])('are an audience in a job with %s', async (_, env) => {
    expect(problemsOf(await load(oidcInputs, env))).toEqual([noPermission]);
  });

  test.each(['tls-cert', 'tls-key'])('are the halves of a pair: %s alone', async (given) => {
    const [text, other] =
      given === 'tls-cert'
        ? [client.cert, 'tls-key: missing or empty: `tls-cert` needs it; check that the secret exists']
        : [client.key, 'tls-cert: missing: `tls-key` needs it'];
    expect(problemsOf(await load({ [given]: text }))).toEqual([other]);
  });

  test('are told all at once', async () => {
    const inputs = { ...oidcInputs, host: '', 'cluster-id': uuid, client: 'influxctl', 'api-path': '/a' };
    const names = problemsOf(await load(inputs)).map((problem) => problem.split(':')[0]);
    expect(names).toEqual(['oidc-audience', 'host', 'cluster-id', 'client', 'api-path']);
  });
});

describe('Inputs that go together', () => {
  test.each<Texts>([
    {},
    { 'allow-http': 'true', host: 'http://cluster.example.com' },
    { host: 'http://localhost:8086' },
    dedicated,
    { ...dedicated, 'cluster-id': uuid, client: 'influxctl' },
    { ...dedicated, host: 'console.example.com', 'api-path': '/api/v1/management-tokens' },
    oauthInputs,
    { ...oauthInputs, 'oauth-scopes': 'a b', 'oauth-audience': 'c', client: 'api' },
    { ...oauthInputs, 'oauth-token-url': 'http://localhost:8080/token' },
    { ...oauthInputs, 'oauth-token-url': 'http://id.example.com/token', 'allow-http': 'true' },
    { ...oauthInputs, ...dedicated },
    oidcInputs,
    { ...oidcInputs, 'oauth-subject-token-type': 'urn:x' },
    { client: 'influxctl', influxctl: '/bin/influxctl' },
    { influxctl: '2.12.1' },
    { 'influxctl-download-url': 'https://mirror.example.com/', 'influxctl-signing-key': 'ab'.repeat(20) },
    { ...download, 'influxctl-download-url': mirror },
    { client: 'api', 'api-path': '/api/v1/management-tokens' },
    { client: 'api', 'influxctl-signing-key': '24C975CBA61A024EE1B631787C3D57159FC2F927' },
    { 'token-type': 'database', 'api-path': '/api/v0/tokens' },
  ])('are accepted: %j', async (inputs) => {
    expect(problemsOf(await load(inputs, withIdToken))).toEqual([]);
  });
});

describe('Where an input is wrong itself', () => {
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
  ])('nothing is said of what depends on it: %j', async (inputs, names) => {
    const problems = problemsOf(await load(inputs, withIdToken));
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(names);
  });
});

test('A profile may have OAuth2 settings beside a management token', async () => {
  const config = writeProfile('[profile.auth.oauth2]', 'client_id = "a"');
  expect(problemsOf(await load({ config }))).toEqual([]);
});
