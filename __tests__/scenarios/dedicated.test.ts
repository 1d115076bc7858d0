import { describe, expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { type Behaviour, installInfluxctl } from '../../dev/influxctl/install.ts';
import { type ProfileTable, profileOf, profilesSeen, writeConfig } from '../support/profiles.ts';
import { byId, givenCluster, idsOf, runAction, runOn, type Scene } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const accountId = '11111111-1111-4111-8111-111111111111';
const clusterId = '22222222-2222-4222-8222-222222222222';
const ofAccount = `/api/v0/accounts/${accountId}/management-tokens`;

const dedicated = { 'account-id': accountId };

/** The paths that the cluster saw, each once, without ids of tokens. */
function placesSeen({ cluster }: Scene): string[] {
  return [...new Set(cluster.requests.map(({ path }) => path.replace(/[0-9a-f-]{36}$/, 'ID')))];
}

describe('On Cloud Dedicated', () => {
  test('tokens are revoked and proven at the path of the account', async () => {
    const tokens = newTokens(3);
    const run = await runOn(tokens, { inputs: { ...dedicated, ...byId(tokens) }, collection: ofAccount });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(run.results.every(({ verified }) => verified)).toBe(true);
    expect(placesSeen(run)).toEqual([ofAccount, `${ofAccount}/ID`]);
  });

  test('log, summary and report name the account and its cluster: all accounts have one address', async () => {
    const tokens = newTokens(1);
    const inputs = { ...dedicated, 'cluster-id': clusterId, ...byId(tokens) };
    const run = await runOn(tokens, { inputs, collection: ofAccount });
    const named = `, account ${accountId}, cluster ${clusterId}`;
    expect(run.log).toContain(`Cluster: ${run.cluster.host}${named}\n`);
    expect(run.summary).toContain(`Cluster: \`${run.cluster.host}\`${named}, management tokens`);
    expect(run.report).toMatchObject({ accountId, clusterId });
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
    return { scene, profiles: profilesSeen(influxctl) as ProfileTable[], warnings: run.warnings };
  }

  const ofDedicated = ({ cluster, caller }: Scene) => ({
    ...dedicated,
    'management-token': caller.secret,
    'tls-ca': cluster.ca,
  });
  const dedicatedHost = ({ cluster }: Scene) => ({ dedicatedHost: cluster.host });

  test('it gets product, account and cluster, and no host', async () => {
    const { scene, profiles, warnings } = await runInfluxctl(
      (scene) => ({ ...ofDedicated(scene), 'cluster-id': clusterId, client: 'influxctl' }),
      dedicatedHost,
    );
    expect(warnings).toEqual([]);
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

  test('it gets neither the host of the Management API nor a cluster that no input names', async () => {
    const { scene, profiles, warnings } = await runInfluxctl(
      (scene) => ({ ...ofDedicated(scene), host: scene.cluster.host }),
      dedicatedHost,
    );
    expect(warnings).toContainEqual(
      expect.stringMatching(
        /^influxctl finds Cloud Dedicated by itself: what it lists and revokes is not at/,
      ),
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
