import { beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import { writeProfile } from '../../support/config-file.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { load, oauthInputs, oidcInputs, problemsOf, withIdToken } from '../../support/loading.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

type Texts = Readonly<Record<string, string>>;

const sha256 = '0123456789abcdef'.repeat(4);
const uuid = '11111111-1111-4111-8111-111111111111';
const dedicated = { product: 'dedicated', host: '', 'account-id': uuid };
const download = { 'influxctl-version': '2.12.1', 'influxctl-sha256': sha256 };

const onlyForOAuth = 'is used with `oauth-client-secret` or `oidc-audience` only';
const notWithApi = 'makes no sense with `client: api`';
const onlyForDedicated = 'is for `product: dedicated` only';
const notInTheClear = (what: string): string =>
  `http:// would send ${what} in the clear; use https://, or set \`allow-http: true\``;
const noPermission =
  'oidc-audience: the job may not ask for an OIDC token: give it `permissions` with `id-token: write`';

let client: Identity;

beforeAll(async () => {
  client = await (await createAuthority()).issue({ host: 'runner', client: true });
});

describe('Inputs that contradict each other', () => {
  test.each<[Texts, string]>([
    [{ host: '' }, 'host: missing: the address of the cluster, such as https://cluster.example.com'],
    [
      { host: '', product: 'clustered' },
      'host: missing: the address of the cluster, such as https://cluster.example.com',
    ],
    [{ host: 'http://cluster.example.com' }, `host: ${notInTheClear('the token')}`],
    [{ ...dedicated, host: 'http://console.example.com' }, `host: ${notInTheClear('the token')}`],
    [{ ...dedicated, 'account-id': '' }, 'account-id: missing: `product: dedicated` needs it'],
    [{ 'account-id': uuid }, `account-id: ${onlyForDedicated}`],
    [{ 'account-id': uuid, product: 'clustered' }, `account-id: ${onlyForDedicated}`],
    [{ 'cluster-id': uuid }, `cluster-id: ${onlyForDedicated}`],
    [{ 'cluster-id': uuid, product: 'clustered' }, `cluster-id: ${onlyForDedicated}`],
    [
      { profile: 'production' },
      'profile: no configuration is read: give `config`, or leave `host` out and keep the default file',
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
    [
      { ...oauthInputs, 'oauth-grant': 'token-exchange' },
      'oauth-grant: a token exchange needs `oidc-audience`',
    ],
    [{ 'oauth-grant': 'token-exchange' }, 'oauth-grant: a token exchange needs `oidc-audience`'],
    [
      { ...oidcInputs, 'oauth-subject-token-type': 'urn:x' },
      'oauth-subject-token-type: is used with `oauth-grant: token-exchange` only',
    ],
    [
      { ...oauthInputs, client: 'influxctl' },
      'client: influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`',
    ],
    [
      { ...oidcInputs, client: 'influxctl' },
      'client: influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`',
    ],
    [{ client: 'api', 'influxctl-path': '/bin/influxctl' }, `influxctl-path: ${notWithApi}`],
    [{ client: 'api', ...download }, `influxctl-version: ${notWithApi}`],
    [
      { 'influxctl-path': '/bin/influxctl', ...download },
      'influxctl-path: contradicts `influxctl-version`: give the one to run, or the one to download',
    ],
    [
      { 'influxctl-version': '2.12.1' },
      'influxctl-sha256: missing: `influxctl-version` needs it, since nothing unverified is run',
    ],
    [
      { 'influxctl-sha256': sha256 },
      'influxctl-version: missing: `influxctl-sha256` and `influxctl-download-url` need it',
    ],
    [
      { 'influxctl-download-url': 'https://mirror.example.com/influxctl.tar.gz' },
      'influxctl-version: missing: `influxctl-sha256` and `influxctl-download-url` need it',
    ],
    [
      { client: 'influxctl', 'api-path': '/api/v0/management-tokens' },
      'api-path: makes no sense with `client: influxctl`',
    ],
    [
      { client: 'influxctl', verify: 'false' },
      'verify: influxctl does not say what became of an id: with `client: influxctl` the list is always asked',
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
    const [text, other] = given === 'tls-cert' ? [client.cert, 'tls-key'] : [client.key, 'tls-cert'];
    expect(problemsOf(await load({ [given]: text }))).toEqual([`${other}: missing: \`${given}\` needs it`]);
  });

  test('are told all at once', async () => {
    const inputs = { ...oidcInputs, host: '', 'cluster-id': uuid, client: 'influxctl', verify: 'false' };
    const names = problemsOf(await load(inputs)).map((problem) => problem.split(':')[0]);
    expect(names).toEqual(['host', 'cluster-id', 'oidc-audience', 'client', 'verify']);
  });
});

describe('Inputs that go together', () => {
  test.each<Texts>([
    {},
    { 'allow-http': 'true', host: 'http://cluster.example.com' },
    { host: 'http://localhost:8086' },
    { product: 'clustered' },
    dedicated,
    { ...dedicated, 'cluster-id': uuid, client: 'influxctl' },
    { ...dedicated, host: 'console.example.com', 'api-path': '/api/v1/management-tokens' },
    oauthInputs,
    { ...oauthInputs, 'oauth-scopes': 'a b', 'oauth-audience': 'c', client: 'api' },
    { ...oauthInputs, 'oauth-token-url': 'http://localhost:8080/token' },
    { ...oauthInputs, 'oauth-token-url': 'http://id.example.com/token', 'allow-http': 'true' },
    { ...oauthInputs, ...dedicated },
    oidcInputs,
    { ...oidcInputs, 'oauth-grant': 'token-exchange' },
    { ...oidcInputs, 'oauth-grant': 'token-exchange', 'oauth-subject-token-type': 'urn:x' },
    { 'oauth-subject-token-type': 'urn:ietf:params:oauth:token-type:jwt' },
    { 'influxctl-path': '/bin/influxctl' },
    { client: 'influxctl', 'influxctl-path': '/bin/influxctl' },
    download,
    { ...download, 'influxctl-download-url': 'https://mirror.example.com/influxctl.tar.gz' },
    { client: 'api', verify: 'false', 'api-path': '/api/v1/management-tokens' },
    { client: 'auto', verify: 'false', 'api-path': '/api/v1/management-tokens' },
  ])('are accepted: %j', async (inputs) => {
    expect(problemsOf(await load(inputs, withIdToken))).toEqual([]);
  });
});

describe('Where an input is wrong itself', () => {
  test.each<[Texts, string[]]>([
    [{ product: 'cloud', host: '', 'account-id': uuid }, ['product']],
    [{ product: 'cloud', host: '' }, ['product']],
    [{ ...dedicated, 'account-id': 'x' }, ['account-id']],
    [{ host: 'ftp://x' }, ['host']],
    [{ ...oauthInputs, 'oauth-token-url': 'x' }, ['oauth-token-url']],
    [{ ...oauthInputs, 'oauth-token-url': 'http://id.example.com', 'allow-http': 'x' }, ['allow-http']],
    [{ ...oidcInputs, 'oauth-grant': 'x', 'oauth-subject-token-type': 'urn:x' }, ['oauth-grant']],
    [{ client: 'x', 'api-path': '/a', verify: 'false', 'influxctl-path': '/x' }, ['client']],
    [{ client: 'influxctl', verify: 'x' }, ['verify']],
    [{ 'influxctl-version': '1.0.0', 'influxctl-sha256': sha256 }, ['influxctl-version']],
    [{ ...download, 'influxctl-sha256': 'x' }, ['influxctl-sha256']],
    [{ 'management-token': '', 'oauth-grant': 'token-exchange', 'oauth-scopes': 'a' }, ['management-token']],
    [{ ...oauthInputs, 'management-token': 't', client: 'influxctl' }, ['management-token']],
    [{ 'management-token': 'a b', 'oauth-scopes': 'a' }, ['management-token', 'oauth-scopes']],
  ])('nothing is said of what depends on it: %j', async (inputs, names) => {
    const problems = problemsOf(await load(inputs, withIdToken));
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(names);
  });
});

describe('A profile that says more than this run needs', () => {
  test.each<[string, Texts, string[]]>([
    ['OAuth2 settings beside a management token', {}, ['[profile.auth.oauth2]', 'client_id = "a"']],
    ['an account for another product', { product: 'clustered' }, ['host = "h"', `account_id = "${uuid}"`]],
    ['a cluster for another product', { product: 'clustered' }, ['host = "h"', `cluster_id = "${uuid}"`]],
  ])('contradicts nothing: %s', async (_, inputs, lines) => {
    expect(problemsOf(await load({ ...inputs, config: writeProfile(...lines) }))).toEqual([]);
  });
});
