import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { type RunningKeycloak, startKeycloak, waitFor } from '../../dev/keycloak/server.ts';
import {
  commandsFor,
  givenKeycloak,
  type KeycloakScene,
  run,
  runRecipe,
  startWith,
} from '../support/keycloak-scene.ts';
import { idsOf } from '../support/scenario.ts';

/** For a machine that does much else: Keycloak and its commands start slowly, in ms. */
const patience = 1_800_000;
/** A realm that was made while the feature was off, and one that was made with it. */
const [older, newer] = ['older', 'influxdb'];

let scene: KeycloakScene;
let keycloak: RunningKeycloak;
/** The id of the service account's user in the newer realm, as the recipe's commands print it. */
let user: string;

const createRealm = (realm: string): Promise<string> =>
  run(scene, commandsFor(scene, realm).signIn, `kcadm.sh create realms -s realm=${realm} -s enabled=true`);

/** Runs the recipe's commands for a realm, after its sign-in, and gives what they printed. */
const runFor = (realm: string, ...commands: readonly string[]): Promise<string> =>
  run(scene, commandsFor(scene, realm).signIn, ...commands);

/** A runner whose clock is some seconds ahead. */
const ahead = (seconds: number) => ({ claims: { iat: Math.floor(Date.now() / 1000) + seconds } });

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

beforeAll(async () => {
  scene = await givenKeycloak();
  keycloak = await startWith(scene, 'off');
  await createRealm(older);
  await keycloak.stop();
  keycloak = await startWith(scene, 'on');
  await createRealm(newer);
  user = lastLine(await runFor(newer, commandsFor(scene, newer).setUp));
}, patience);

afterAll(async () => {
  await keycloak?.stop();
  scene?.close();
}, patience);

describe('The recipe for Keycloak', () => {
  test('revokes with no other secret than the OIDC token of the job', async () => {
    const { revoked, failed, outputs, exitCode, tokens } = await runRecipe(scene, { realm: newer, user });
    expect({ revoked, failed, exitCode }).toEqual({ revoked: idsOf(tokens), failed: [], exitCode: 0 });
    expect(outputs['client']).toBe('api');
  });

  test('finds that a realm made with the feature needs no other flow', async () => {
    const printed = await runFor(newer, commandsFor(scene, newer).checkFlow);
    expect(printed.split('\n')).toContain('federated-jwt,ALTERNATIVE');
  });

  test(
    'finds that a realm made before the feature needs another flow, and adds it',
    async () => {
      const { checkFlow, addToFlow, setUp } = commandsFor(scene, older);
      expect(await runFor(older, checkFlow)).not.toContain('federated-jwt');
      const user = lastLine(await runFor(older, setUp));
      const before = await runRecipe(scene, { realm: older, user });
      expect(before.errors[0]).toContain('Invalid client or Invalid client credentials');
      expect(await runFor(older, checkFlow, addToFlow, checkFlow)).toContain('\nfederated-jwt,ALTERNATIVE\n');
      const { revoked, tokens } = await runRecipe(scene, { realm: older, user });
      expect(revoked).toEqual(idsOf(tokens));
    },
    patience,
  );

  test('works with a clock of Keycloak that is some seconds behind that of GitHub', async () => {
    const { revoked, tokens } = await runRecipe(scene, { realm: newer, user, runner: ahead(9) });
    expect(revoked).toEqual(idsOf(tokens));
  });

  test('quotes what Keycloak says of a token from the future', async () => {
    const { errors } = await runRecipe(scene, { realm: newer, user, runner: ahead(60) });
    expect(errors[0]).toContain('Token was issued in the future');
  });

  test('quotes what Keycloak says of a token that it has seen', async () => {
    const first = await runRecipe(scene, { realm: newer, user });
    const body = JSON.stringify({ value: first.runner.issued()[0] });
    const replay = () => ({ status: 200, headers: { 'content-type': 'application/json' }, body });
    const second = await runRecipe(scene, { realm: newer, user, runner: { misbehave: replay } });
    expect(second.errors[0]).toContain('Token reuse detected');
    expect(second.errors[0]).toContain('(authentication-failed)');
  });

  test(
    'names what it cannot prove where Keycloak stops in mid-run and the access token expires',
    async () => {
      const tokens = newTokens(40);
      let asked = 0;
      const onRequest = async (): Promise<boolean> => {
        asked += 1;
        if (asked === 20) await keycloak.stop();
        return asked < 20;
      };
      const ended = await runRecipe(scene, { realm: newer, user, tokens, onRequest });
      expect(ended.exitCode).toBe(1);
      expect([...ended.revoked, ...ended.failed].sort()).toEqual(idsOf(tokens).sort());
      const dead = idsOf(tokens.filter(({ revokedAt }) => revokedAt !== undefined));
      expect(dead.length).toBeGreaterThan(0);
      expect(dead).toEqual(expect.arrayContaining([...ended.revoked]));
    },
    patience,
  );

  test(
    'waits where Keycloak is starting',
    async () => {
      await keycloak.stop();
      keycloak = startKeycloak(scene.installation, ['--server-async-bootstrap=true']);
      await waitFor(scene.installation, scene.authority.cert, 503);
      const { revoked, tokens } = await runRecipe(scene, { realm: newer, user });
      expect(revoked).toEqual(idsOf(tokens));
    },
    patience,
  );
});
