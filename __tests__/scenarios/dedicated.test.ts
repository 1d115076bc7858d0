import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { type Behaviour, installInfluxctl } from '../../dev/influxctl/install.ts';
import { type ProfileTable, profileOf, profilesSeen, writeConfig } from '../support/profiles.ts';
import { byId, givenCluster, idsOf, runAction, runAgainst, runOn, type Scene } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const accountId = '11111111-1111-4111-8111-111111111111';
const clusterId = '22222222-2222-4222-8222-222222222222';
const ofAccount = `/api/v0/accounts/${accountId}/management-tokens`;

const dedicated = { 'account-id': accountId };

/** The paths that the cluster saw, each once, without ids of tokens. */
function placesSeen({ cluster }: Scene): string[] {
  return [...new Set(cluster.requests.map(({ path }) => path.replace(/[0-9a-f-]{36}$/, 'ID')))];
}

/** What an input error says, line by line. */
function inputLines(errors: readonly string[]): string[] {
  return (errors[0] ?? '').split('\n').filter((line) => line.startsWith('- '));
}

describe('On Cloud Dedicated', () => {
  test('tokens are revoked and proven at the path of the account', async () => {
    const tokens = newTokens(3);
    const run = await runOn(tokens, { inputs: { ...dedicated, ...byId(tokens) }, collection: ofAccount });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(run.results.every(({ verified }) => verified)).toBe(true);
    expect(placesSeen(run)).toEqual([ofAccount, `${ofAccount}/ID`]);
  });

  test('api-path wins over the path of the account', async () => {
    const tokens = newTokens(1);
    const collection = '/gateway/management-tokens';
    const scene = await givenCluster(tokens, { collection });
    const inputs = { ...dedicated, ...byId(tokens), 'api-path': collection };
    expect((await runAgainst(scene, inputs)).revoked).toEqual(idsOf(tokens));
    expect(placesSeen(scene)).toEqual([collection, `${collection}/ID`]);
  });

  test("product, account and cluster may come from a profile, whose host is not the Management API's", async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens, { collection: ofAccount });
    const account = { product: 'dedicated', account_id: accountId, cluster_id: clusterId };
    const config = writeConfig(profileOf(scene, { ...account, host: 'data.invalid', port: '1' }));
    const inputs = { config, host: scene.cluster.host, ...byId(tokens) };
    const run = await runAction(inputs, {}, [scene.caller.secret]);
    expect(run.revoked).toEqual(idsOf(tokens));
    expect(placesSeen(scene)).toEqual([ofAccount, `${ofAccount}/ID`]);
  });
});

describe('On Cloud Dedicated, through influxctl', () => {
  /** Runs with influxctl on a cluster that serves no management tokens over HTTP. */
  async function runInfluxctl(
    toInputs: (scene: Scene) => Readonly<Record<string, string>>,
    toBehaviour: (scene: Scene) => Partial<Behaviour> = () => ({}),
  ) {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens, { collection: null });
    const influxctl = installInfluxctl(makeFolder(), toBehaviour(scene));
    const given = { ...byId(tokens), influxctl: influxctl.path };
    const env = { HOME: makeFolder() };
    const run = await runAction({ ...given, ...toInputs(scene) }, { env }, [scene.caller.secret]);
    expect(run).toMatchObject({ revoked: idsOf(tokens), outputs: { client: 'influxctl' } });
    return { scene, profiles: profilesSeen(influxctl) as ProfileTable[] };
  }

  const ofDedicated = ({ cluster, caller }: Scene) => ({
    ...dedicated,
    'management-token': caller.secret,
    'tls-ca': cluster.ca,
  });
  const dedicatedHost = ({ cluster }: Scene) => ({ dedicatedHost: cluster.host });

  test('it gets product, account and cluster, and no host', async () => {
    const { scene, profiles } = await runInfluxctl(
      (scene) => ({ ...ofDedicated(scene), 'cluster-id': clusterId, client: 'influxctl' }),
      dedicatedHost,
    );
    expect(profiles).toEqual([
      {
        name: 'default',
        product: 'dedicated',
        account_id: accountId,
        cluster_id: clusterId,
        mgmt_token: scene.caller.secret,
        tls: { ca: expect.stringMatching(/ca\.pem$/) },
      },
    ]);
  });

  test('it gets neither the host of the Management API nor a cluster that nobody names', async () => {
    const { scene, profiles } = await runInfluxctl(
      (scene) => ({ ...ofDedicated(scene), host: scene.cluster.host }),
      dedicatedHost,
    );
    expect(scene.cluster.requests[0]).toMatchObject({ method: 'GET', path: ofAccount });
    expect(profiles).toHaveLength(1);
    expect(Object.keys(profiles[0] ?? {}).sort()).toEqual(
      ['account_id', 'mgmt_token', 'name', 'product', 'tls'].sort(),
    );
  });

  test('it gets the host that the profile gives', async () => {
    const account = { product: 'dedicated', account_id: accountId, cluster_id: clusterId };
    const { scene, profiles } = await runInfluxctl((scene) => ({
      config: writeConfig(profileOf(scene, account)),
      client: 'influxctl',
    }));
    expect(profiles).toMatchObject([{ ...account, host: 'localhost', port: String(scene.cluster.port) }]);
  });
});

describe('Inputs that cannot be combined', () => {
  const sha256 = 'a'.repeat(64);
  const oauth = {
    'management-token': '',
    'oauth-client-secret': 'a-client-secret',
    'oauth-token-url': 'https://login.example.com/token',
    'oauth-client-id': 'action',
  };
  const ways =
    'give one of `management-token`, `oauth-client-secret`, `oidc-audience`, or a profile with `mgmt_token` or `token_file`';

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a cluster of Cloud Dedicated without its account',
      { 'cluster-id': clusterId },
      ['cluster-id: is for Cloud Dedicated only: give `account-id` too'],
    ],
    [
      'two ways to authenticate',
      { 'oauth-client-secret': 'a-client-secret' },
      [
        `management-token: there is more than one way to authenticate (\`management-token\` and \`oauth-client-secret\`): ${ways}`,
      ],
    ],
    [
      'no way to authenticate',
      { 'management-token': '' },
      [`management-token: missing or empty: ${ways}. If it is a secret, check that it exists.`],
    ],
    [
      'a client secret without anybody to show it to',
      { 'management-token': '', 'oauth-client-secret': 'a-client-secret' },
      ['oauth-token-url: missing: OAuth2 needs it', 'oauth-client-id: missing: OAuth2 needs it'],
    ],
    [
      'OAuth2 settings beside a management token',
      { 'oauth-token-url': 'https://login.example.com/token', 'oauth-scopes': 'management' },
      [
        'oauth-token-url: is used with `oauth-client-secret` or `oidc-audience` only',
        'oauth-scopes: is used with `oauth-client-secret` or `oidc-audience` only',
      ],
    ],
    [
      'a token exchange with a client secret',
      { ...oauth, 'oauth-subject-token-type': 'urn:x' },
      ["oauth-subject-token-type: requires `oidc-audience`: the runner's OIDC token is exchanged"],
    ],
    [
      'OAuth2 through influxctl',
      { ...oauth, client: 'influxctl' },
      ['client: influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`'],
    ],
    [
      'influxctl where it is not to be used',
      { client: 'api', influxctl: '2.12.1', 'influxctl-sha256': sha256 },
      [
        'influxctl: cannot be combined with `client: api`',
        'influxctl-sha256: cannot be combined with `client: api`',
      ],
    ],
    [
      'a checksum of nothing',
      { 'influxctl-sha256': sha256 },
      ['influxctl: missing: `influxctl-sha256` needs the version that it belongs to'],
    ],
    [
      'a path of the API with influxctl',
      { client: 'influxctl', 'api-path': '/api/v0/management-tokens-of-ours' },
      ['api-path: cannot be combined with `client: influxctl`'],
    ],
    [
      'a profile of no configuration',
      { profile: 'production' },
      ['profile: no configuration is read: give `config`, or leave `host` out to use the default file'],
    ],
  ])('are told line by line, before any request: %s', async (_, inputs, lines) => {
    const run = await runOn([], { inputs: { 'token-ids': newToken().id, ...inputs } });
    expect(run.exitCode).toBe(1);
    expect(inputLines(run.errors)).toEqual(lines.map((line) => `- ${line}`));
    expect(run.results).toMatchObject([{ status: 'failed', code: 'invalid-input' }]);
    expect(run.cluster.requests).toEqual([]);
  });
});
