import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { type Behaviour, installInfluxctl } from '../../dev/influxctl/install.ts';
import { type ProfileTable, profileOf, profilesSeen, writeConfig } from '../support/profiles.ts';
import { givenCluster, idsOf, runAction, runAgainst, type Scene } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const accountId = '11111111-1111-4111-8111-111111111111';
const clusterId = '22222222-2222-4222-8222-222222222222';
const ofAccount = `/api/v0/accounts/${accountId}/management-tokens`;

const dedicated = { product: 'dedicated', 'account-id': accountId };

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
    const scene = await givenCluster(tokens, { collection: ofAccount });
    const run = await runAgainst(scene, { ...dedicated, 'token-ids': idsOf(tokens).join(' ') });
    expect(run.exitCode).toBe(0);
    expect(run.revoked).toEqual(idsOf(tokens));
    expect(run.results.every(({ verified }) => verified)).toBe(true);
    expect(placesSeen(scene)).toEqual([ofAccount, `${ofAccount}/ID`]);
  });

  test('api-path wins over the path of the account', async () => {
    const tokens = newTokens(1);
    const collection = '/gateway/management-tokens';
    const scene = await givenCluster(tokens, { collection });
    const inputs = { ...dedicated, 'token-ids': idsOf(tokens).join(), 'api-path': collection };
    expect((await runAgainst(scene, inputs)).revoked).toEqual(idsOf(tokens));
    expect(placesSeen(scene)).toEqual([collection, `${collection}/ID`]);
  });

  test("product, account and cluster may come from a profile, whose host is not the Management API's", async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens, { collection: ofAccount });
    const account = { product: 'dedicated', account_id: accountId, cluster_id: clusterId };
    const config = writeConfig(profileOf(scene, { ...account, host: 'data.invalid', port: '1' }));
    const inputs = { config, host: scene.cluster.host, 'token-ids': idsOf(tokens).join() };
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
    const given = { 'token-ids': idsOf(tokens).join(' '), 'influxctl-path': influxctl.path };
    const env = { HOME: makeFolder() };
    const run = await runAction({ ...given, ...toInputs(scene) }, { env }, [scene.caller.secret]);
    expect(run.revoked).toEqual(idsOf(tokens));
    expect(run.outputs['client']).toBe('influxctl');
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

describe('Inputs that make no sense together', () => {
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
      'a dedicated product without account',
      { product: 'dedicated' },
      ['account-id: missing: `product: dedicated` needs it'],
    ],
    [
      'account and cluster on InfluxDB Clustered',
      { product: 'clustered', 'account-id': accountId, 'cluster-id': clusterId },
      ['account-id: is for `product: dedicated` only', 'cluster-id: is for `product: dedicated` only'],
    ],
    [
      'an account without a product',
      { 'account-id': accountId },
      ['account-id: is for `product: dedicated` only'],
    ],
    [
      'two ways to authenticate',
      { 'oauth-client-secret': 'a-client-secret' },
      [
        `management-token: there is more than one way to authenticate (\`management-token\` and \`oauth-client-secret\`): ${ways}`,
      ],
    ],
    ['no way to authenticate', { 'management-token': '' }, [`management-token: missing: ${ways}`]],
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
      { ...oauth, 'oauth-grant': 'token-exchange' },
      ['oauth-grant: a token exchange needs `oidc-audience`'],
    ],
    [
      'OAuth2 through influxctl',
      { ...oauth, client: 'influxctl' },
      ['client: influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`'],
    ],
    [
      'influxctl where it is not to be used',
      { client: 'api', 'influxctl-path': '/opt/influxctl', 'influxctl-version': '2.12.1' },
      [
        'influxctl-path: makes no sense with `client: api`',
        'influxctl-version: makes no sense with `client: api`',
        'influxctl-path: contradicts `influxctl-version`: give the one to run, or the one to download',
        'influxctl-sha256: missing: `influxctl-version` needs it, since nothing unverified is run',
      ],
    ],
    [
      'a checksum of nothing',
      { 'influxctl-sha256': sha256 },
      ['influxctl-version: missing: `influxctl-sha256` and `influxctl-download-url` need it'],
    ],
    [
      'a path of the API, and no proof, with influxctl',
      { client: 'influxctl', 'api-path': '/api/v0/management-tokens-of-ours', verify: 'false' },
      [
        'api-path: makes no sense with `client: influxctl`',
        'verify: influxctl does not say what became of an id: with `client: influxctl` the list is always asked',
      ],
    ],
    [
      'a profile of no configuration',
      { profile: 'production' },
      ['profile: no configuration is read: give `config`, or leave `host` out and keep the default file'],
    ],
  ])('are told line by line, before any request: %s', async (_, inputs, lines) => {
    const scene = await givenCluster([]);
    const run = await runAgainst(scene, { 'token-ids': newToken().id, ...inputs });
    expect(run.exitCode).toBe(1);
    expect(inputLines(run.errors)).toEqual(lines.map((line) => `- ${line}`));
    expect(run.results).toMatchObject([{ status: 'failed', code: 'invalid-input' }]);
    expect(scene.cluster.requests).toEqual([]);
  });
});
