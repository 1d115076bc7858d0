import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../dev/cluster/certificates.ts';
import { createRedact } from '../../../src/connection/secrets.ts';
import { ActionError } from '../../../src/errors.ts';
import { writeProfile } from '../../support/config-file.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { writeTextFile } from '../../support/files.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import {
  acceptedOf,
  ids,
  load,
  loadOnly,
  oauthInputs,
  oidcInputs,
  withIdToken,
} from '../../support/loading.ts';
import { masksIn, withoutMasks } from '../../support/masks.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
const printed = capturePrinted();

const host = 'host = "cluster.example.com"';
const token = 'M.V1.of-the-profile-0123456789';
const databaseToken = 'apiv1_of-the-profile-0123456789';
const fromFile = 'M.V1.of-the-file-0123456789';

/** The lines of a profile with a file that holds this text. */
function tokenFile(text: string): string[] {
  return ['[profile.auth.token]', `token_file = "${writeTextFile(text)}"`];
}

describe('The secrets of a profile', () => {
  test.each<[string, string[], string[]]>([
    ['a management token', [`mgmt_token = "${token}"`], [token]],
    [
      'the token of a database',
      [`mgmt_token = "${token}"`, `token = "${databaseToken}"`],
      [token, databaseToken],
    ],
    ['the token of a file', tokenFile(JSON.stringify({ access_token: fromFile })), [fromFile]],
    ['the token of a file of another form', tokenFile('a-token-of-any-form'), ['a-token-of-any-form']],
    ['a management token of the wrong kind', [`mgmt_token = "${databaseToken}"`], [databaseToken]],
  ])('are masked, and nothing else is printed: %s', async (_, lines, secrets) => {
    const loaded = await loadOnly({ ...ids, config: writeProfile(host, ...lines) });
    expect(masksIn(printed.lines())).toEqual(secrets);
    expect(withoutMasks(printed.lines())).toBe('');
    expect(loaded.secrets).toEqual(secrets);
  });

  test('are masked where inputs take their place', async () => {
    const config = writeProfile(host, `mgmt_token = "${token}"`, `token = "${databaseToken}"`);
    await loadOnly({ ...ids, config, ...oauthInputs });
    const all = [oauthInputs['oauth-client-secret'], token, databaseToken];
    expect(masksIn(printed.lines())).toEqual(all);
  });

  test('are masked where everything else is wrong', async () => {
    const config = writeProfile('host = "a b"', 'port = "x"', `mgmt_token = "${token}"`);
    await loadOnly({ ...ids, config, retries: 'x', 'tls-ca': 'x' });
    expect(masksIn(printed.lines())).toEqual([token]);
  });

  test('are masked once where an input holds the same', async () => {
    await load({ config: writeProfile(host, `mgmt_token = "${bearerToken}"`) });
    expect(masksIn(printed.lines())).toEqual([bearerToken]);
  });

  test('are not what is empty: the runner would warn', async () => {
    await load({ config: writeProfile(host, 'mgmt_token = ""', 'token = ""') });
    expect(masksIn(printed.lines())).toEqual([bearerToken]);
  });

  test.each<[string, string[]]>([
    ['a token file', ['[profile.auth.token]', `token_file = "${token}"`]],
    ['a certificate', ['[profile.tls]', `ca = "${token}"`]],
    ['an account', ['product = "dedicated"', `account_id = "${token}"`]],
  ])('are not shown where one stands by mistake in place of %s', async (_, lines) => {
    const loaded = await loadOnly({ ...ids, config: writeProfile(host, ...lines) });
    const { message } = loaded.inputs as ActionError;
    expect(message).toMatch(/not valid:\n- /);
    expect(createRedact(loaded.secrets)(message)).not.toContain(token);
  });
});

describe('A token that stands in a profile by mistake', () => {
  test.each<[string, string[]]>([
    ['the host', [`host = "${token}"`]],
    ['the host of a dedicated cluster', ['product = "dedicated"', `host = "${token}"`]],
    ['the path of a token file', [host, '[profile.auth.token]', `token_file = "${token}"`]],
    ['the path of an authority', [host, '[profile.tls]', `ca = "${token}"`]],
    ['the path of a certificate', [host, '[profile.tls]', `cert = "${token}"`]],
    ['the path of a key', [host, '[profile.tls]', `key = "${token}"`]],
  ])('is masked: %s', async (_, lines) => {
    const { secrets } = await loadOnly({ ...ids, config: writeProfile(...lines) });
    expect(secrets).toContain(token);
    expect(masksIn(printed.lines())).toEqual(secrets);
  });
});

describe('The token with which a job asks for OIDC tokens', () => {
  test('is masked where the job asks for one: the runner may quote it', async () => {
    const { secrets } = await load(oidcInputs, withIdToken);
    expect(secrets).toEqual([withIdToken['ACTIONS_ID_TOKEN_REQUEST_TOKEN']]);
    expect(masksIn(printed.lines())).toEqual(secrets);
  });
});

describe('A certificate', () => {
  test('may hold letters that begin a token: nearly any occur in base64', async () => {
    const { cert } = await createAuthority();
    const text = `of eyJ, our authority\n${cert}`;
    const { connection } = acceptedOf(await load({ 'tls-ca': text }));
    expect(connection.tls.authorities).toEqual([cert.trim()]);
  });
});

describe('The secret of a client', () => {
  test('is masked before anything else happens', async () => {
    const { secrets } = await load({ ...oauthInputs, host: 'a b', retries: 'x' });
    expect(secrets).toEqual([oauthInputs['oauth-client-secret']]);
    expect(masksIn(printed.lines())).toEqual(secrets);
  });
});

describe('A token that stands in another input by mistake', () => {
  const mistaken = 'M.V1.given-by-mistake-0123456789';

  test.each([
    'config',
    'profile',
    'host',
    'product',
    'account-id',
    'oauth-token-url',
    'oauth-client-id',
    'oidc-audience',
    'oauth-scopes',
    'oauth-audience',
    'api-path',
    'influxctl-path',
    'influxctl-version',
    'influxctl-sha256',
    'influxctl-download-url',
    'tls-ca',
    'tls-cert',
    'token-ids-file',
    'retries',
    'fail-on',
  ])('is masked: %s', async (input) => {
    for (const text of [mistaken, `token=${mistaken}`, `"${mistaken}"`]) {
      printed.clear();
      const loaded = await load({ [input]: text });
      expect(masksIn(printed.lines())).toContain(mistaken);
      expect(withoutMasks(printed.lines())).toBe('');
      expect(loaded.secrets).toContain(mistaken);
    }
  });

  test('is not sent anywhere where it stands in place of the host', async () => {
    const { inputs } = await load({ host: mistaken });
    expect(inputs).toBeInstanceOf(ActionError);
  });
});
