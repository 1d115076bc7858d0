import { describe, expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { installInfluxctl } from '../../dev/influxctl/install.ts';
import { writeTextFile } from '../support/files.ts';
import { clientOf } from '../support/identity.ts';
import { bearersSeen, givenOAuth, runSignedIn } from '../support/oauth-scene.ts';
import { profileOf, profilesSeen, writeConfig } from '../support/profiles.ts';
import { byId, givenCluster, idsOf, revocationsSeen, runAction, type Scene } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';
import { bareRequests } from '../support/token-requests.ts';

/** A home without a configuration. */
const env = { HOME: '/nowhere' };

/** Runs with these inputs only, and looks for the secrets of the scene. */
function runWith({ cluster }: Scene, inputs: Readonly<Record<string, string>>, step = {}) {
  const secrets = cluster.tokens.map(({ secret }) => secret);
  return runAction(inputs, { env, ...step }, secrets);
}

describe("A profile of influxctl's configuration", () => {
  test('with host, port, token and authority is enough: its tokens are masked, and the log says which one is used', async () => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens);
    const token = 'apiv1_a-database-token';
    const config = writeConfig(profileOf(scene, { database: 'metrics', token }));
    const run = await runWith(scene, { config, ...byId(tokens) });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens), warnings: [] });
    expect(run.log.split('\n').slice(0, 3)).toEqual([
      `::add-mask::${scene.caller.secret}`,
      `::add-mask::${token}`,
      `Using the profile "default" of ${config}.`,
    ]);
  });
});

describe('A profile with a way to authenticate', () => {
  test('protects the token in that file where it has the form of a management token', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const { mgmt_token: _token, ...profile } = profileOf(scene);
    const auth = { token: { token_file: writeTextFile(scene.caller.secret) } };
    const config = writeConfig({ ...profile, auth });
    const refused = await runWith(scene, { config, ...byId([scene.caller]) });
    expect(refused).toMatchObject({ exitCode: 1, revoked: [], failed: [scene.caller.id] });
    const run = await runWith(scene, { config, 'select-all': 'true' });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(revocationsSeen(scene)).toEqual(idsOf(tokens));
  });

  test('hands the path of that file on to influxctl, and not the token', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens, { collection: null });
    const influxctl = installInfluxctl(makeFolder());
    const { mgmt_token: _token, ...profile } = profileOf(scene);
    const token_file = writeTextFile(JSON.stringify({ access_token: scene.caller.secret }));
    const config = writeConfig({ ...profile, auth: { token: { token_file } } });
    const inputs = { config, ...byId(tokens), influxctl: influxctl.path };
    const run = await runWith(scene, inputs);
    expect(run.revoked).toEqual(idsOf(tokens));
    expect(profilesSeen(influxctl)).toMatchObject([{ auth: { token: { token_file } } }]);
    expect(JSON.stringify(influxctl.calls())).not.toContain(scene.caller.secret);
  });

  test('may give the OAuth2 settings, and the workflow the client secret', async () => {
    const scene = await givenOAuth('client-secret', newTokens(1), { provider: { audience: 'influxdb' } });
    const oauth2 = {
      client_id: clientOf['client-secret'],
      scopes: ['openid', 'management'],
      parameters: { audience: 'influxdb' },
      token_url: scene.provider.tokenUrl,
      device_url: `${scene.provider.issuer}/device`,
    };
    const config = writeConfig(profileOf(scene, { auth: { oauth2 } }));
    const inProfile = { host: '', 'tls-ca': '', 'oauth-token-url': '', 'oauth-client-id': '' };
    const run = await runSignedIn(scene, { ...inProfile, config }, { env });
    expect(run.revoked).toEqual(idsOf(scene.tokens));
    expect(bearersSeen(scene)).toEqual(scene.provider.issued());
    expect(scene.provider.requests.map(({ form }) => form)).toEqual([
      { ...bareRequests['client-secret'](scene), scope: 'openid management', audience: 'influxdb' },
    ]);
  });
});
