import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../dev/cluster/certificates.ts';
import { createRedact } from '../../../src/connection/secrets.ts';
import { ActionError } from '../../../src/errors.ts';
import { writeProfile } from '../../support/config-file.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { writeTextFile } from '../../support/files.ts';
import {
  acceptedOf,
  enoughLines,
  ids,
  load,
  loadOnly,
  loadProfile,
  oauthInputs,
  oidcInputs,
  printed,
  problemsOf,
  profileToken,
  type Texts,
  withIdToken,
} from '../../support/loading.ts';
import { masksIn, withoutMasks } from '../../support/masks.ts';

const key = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----';
const keyText = 'MHcCAQEEIBkeyinbase64';
const [one, two] = ['M.V1.aaaa+first/0123456789==', 'M.V1.bbbb+second/0123456789=='] as const;
const githubToken = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';
const mistaken = 'M.V1.given-by-mistake-0123456789';
const [host = '', managementToken = ''] = enoughLines;
const token = profileToken;
const databaseToken = 'apiv1_of-the-profile-0123456789';
const fromFile = 'M.V1.of-the-file-0123456789';

/** What the runner is to mask, in order. */
const masked = (): string[] => masksIn(printed.lines());

/** Loads inputs, which must have masked these secrets and shown none of them. */
async function expectMasked(inputs: Texts, secrets: readonly string[], env: NodeJS.ProcessEnv = {}) {
  printed.clear();
  const loaded = await load(inputs, env);
  expect(masked()).toEqual(expect.arrayContaining([...secrets]));
  expect(loaded.secrets).toEqual(masked());
  expect(withoutMasks(printed.lines())).toBe('');
  for (const secret of secrets)
    expect(createRedact(loaded.secrets)(problemsOf(loaded).join())).not.toContain(secret);
  return loaded;
}

describe('Secrets are masked, and never shown', () => {
  const proxy = { https_proxy: 'http://me:hunter%202@proxy:1' };
  const basic = Buffer.from('me:hunter 2').toString('base64');
  test.each<[string, Texts, readonly string[], NodeJS.ProcessEnv]>([
    ['the token and the key', { 'tls-key': key }, [bearerToken, key], {}],
    ['the token for GitHub', { 'github-token': githubToken }, [githubToken], {}],
    ['the password of a proxy', {}, ['hunter%202', 'hunter 2', basic], proxy],
    [
      'the password of a proxy that the cluster is exempt from',
      {},
      ['hunter%202', basic],
      { ...proxy, no_proxy: '*' },
    ],
    ['the user of a proxy who has no password', {}, ['a-token'], { HTTP_PROXY: 'a-token@proxy:1' }],
    ['the password of a proxy for all', {}, ['hunter2'], { ALL_PROXY: 'socks5://me:hunter2@proxy' }],
    ['the secret of a client', oauthInputs, [oauthInputs['oauth-client-secret'] ?? ''], {}],
    ['a key that is neither PEM text nor a file', { 'tls-key': keyText }, [keyText], {}],
    ['a token with a space', { 'management-token': 'M.V1.with space' }, ['M.V1.with space'], {}],
    ['a token in quotes', { 'management-token': `"${one}"` }, [`"${one}"`, one], {}],
    ['a token with a name', { 'management-token': `token=${one}` }, [`token=${one}`, one], {}],
    ['a client secret in quotes', { ...oauthInputs, 'oauth-client-secret': `'${one}'` }, [one], {}],
    ['leaked tokens, one a line', { 'leaked-tokens': `# in a log\n${one} # ci\n${two}` }, [one, two], {}],
    ['leaked tokens in an array that is broken', { 'leaked-tokens': `["${one}", "${two}"` }, [one, two], {}],
    [
      'secrets under names that are almost theirs, beside the right ones',
      { 'leaked-tokens': one },
      [bearerToken, one, two, githubToken],
      { INPUT_TOKEN_IDS: two, INPUT_GITHUB_TOKEN: githubToken },
    ],
  ])('%s', async (_, inputs, secrets, env) => {
    await expectMasked(inputs, secrets, env);
  });

  test('even if everything else is wrong', async () => {
    const wrong = {
      host: 'ftp://x',
      retries: 'x',
      'token-ids': 'x',
      force: 'x',
      'secret-scanning-alert': 'x',
    };
    const secrets = { 'tls-key': key, 'leaked-tokens': one, 'github-token': githubToken };
    const loaded = await expectMasked({ ...wrong, ...secrets }, [bearerToken, key, one, githubToken]);
    expect(problemsOf(loaded)).toHaveLength(7);
  });

  test('and the password of a proxy that is no address', async () => {
    await expectMasked({}, ['p@ss'], { https_proxy: 'http://me:p%40ss@proxy:port' });
  });

  test('each once', async () => {
    await load({ 'leaked-tokens': `${one} ${one} ${bearerToken}`, 'github-token': githubToken });
    expect(masked().length).toBe(new Set(masked()).size);
  });

  test('but not what is too short to be one, which would black out ordinary words', async () => {
    const env = { https_proxy: 'http://me:12@proxy:1' };
    const loaded = await load({ 'management-token': '1', 'github-token': 'x' }, env);
    expect(masked()).toEqual([Buffer.from('me:12').toString('base64')]);
    expect(problemsOf(loaded).join()).toContain('management-token: is too short to be a secret');
  });

  test('a key that is read from a file', async () => {
    const { cert, key: own } = await (await createAuthority()).issue({ host: 'ci', client: true });
    const loaded = await load({ 'tls-cert': writeTextFile(cert), 'tls-key': writeTextFile(own) });
    expect(loaded.secrets.join('\n')).toContain(own.trim());
  });

  test('but not the prefix of a token, which people need to read, nor the path of a key, nor ordinary words', async () => {
    const reason = 'rotating M.V1.+5Jk, see apiv1_';
    const paths = { 'tls-key': import.meta.filename, 'github-token': '' };
    await load({ reason, 'leaked-tokens': 'a few short words', ...paths });
    expect(masked()).toEqual([bearerToken]);
  });
});

describe('A token that stands in another input by mistake', () => {
  test.each([
    ...['token-ids', 'token-ids-file', 'exclude-ids', 'expect-plan', 'secret-scanning-alert', 'retries'],
    ...['select-description', 'select-created-by', 'host', 'account-id', 'config', 'profile', 'api-path'],
    ...['oauth-token-url', 'oauth-client-id', 'oidc-audience', 'oauth-scopes', 'oauth-audience', 'reason'],
    ...[
      'influxctl',
      'influxctl-sha256',
      'influxctl-download-url',
      'influxctl-signing-key',
      'tls-ca',
      'tls-cert',
    ],
  ])('is masked in the form in which it authenticates: %s', async (input) => {
    const texts = [
      mistaken,
      `token=${mistaken}`,
      `"${mistaken}"`,
      `["${mistaken}"`,
      `${one} and ${mistaken}`,
    ];
    for (const text of texts) await expectMasked({ [input]: text }, [mistaken]);
    expect.hasAssertions();
  });

  test('is masked in a file of ids', async () => {
    await expectMasked({ 'token-ids': '', 'token-ids-file': writeTextFile(mistaken) }, [mistaken]);
  });

  test('is not sent anywhere if it stands in place of the host', async () => {
    expect((await load({ host: mistaken })).inputs).toBeInstanceOf(ActionError);
  });

  test('is none in a certificate, in whose base64 nearly any letters occur', async () => {
    const { cert } = await createAuthority();
    const { connection } = acceptedOf(await load({ 'tls-ca': `of eyJ, our authority\n${cert}` }));
    expect(connection.tls.authorities).toEqual([cert.trim()]);
  });
});

/** The lines of a profile with a file that holds this text. */
function tokenFile(text: string): string[] {
  return ['[profile.auth.token]', `token_file = "${writeTextFile(text)}"`];
}

describe('The secrets of a profile', () => {
  test.each<[string, string[], string[]]>([
    ['a management token', [managementToken], [token]],
    ['the token of a database', [managementToken, `token = "${databaseToken}"`], [token, databaseToken]],
    ['the token of a file', tokenFile(JSON.stringify({ access_token: fromFile })), [fromFile]],
    ['the token of a file of another form', tokenFile('a-token-of-any-form'), ['a-token-of-any-form']],
    ['a management token of the wrong kind', [`mgmt_token = "${databaseToken}"`], [databaseToken]],
    ['an empty token', ['mgmt_token = ""', 'token = ""'], []],
  ])('are masked, and nothing else is printed: %s', async (_, lines, secrets) => {
    const loaded = await loadProfile([host, ...lines]);
    expect(masked()).toEqual(secrets);
    expect(withoutMasks(printed.lines())).toBe('');
    expect(loaded.secrets).toEqual(secrets);
  });

  test('are masked if inputs take their place, and if everything else is wrong', async () => {
    const lines = ['host = "a b"', managementToken, `token = "${databaseToken}"`];
    await loadProfile(lines, { ...oauthInputs, retries: 'x', 'tls-ca': 'x' });
    expect(masked()).toEqual([oauthInputs['oauth-client-secret'], token, databaseToken]);
  });

  test.each<[string, string]>([
    ['the name of another profile', `[[profile]]\nname = "${token}"`],
    ['a key', `[[profile]]\nname = "default"\n${host}\n"${token}" = 1`],
    ['a key of another table', `["${token}"]\n[[profile]]\nname = "default"\n${host}`],
    ['a comment', `# ${token}\n[[profile]]\nname = "default"\n${host}`],
    ['a text that is not TOML', `not TOML: ${token}`],
  ])('are masked wherever one stands: %s', async (_, text) => {
    const loaded = await loadOnly({ ...ids, config: writeTextFile(text) });
    expect(masked()).toContain(token);
    expect(loaded.secrets).toEqual(masked());
    const said = [...loaded.warnings, ...loaded.notes, ...problemsOf(loaded)].join();
    expect(createRedact(loaded.secrets)(said)).not.toContain(token);
  });

  test('are masked where one stands in place of the name of a profile, in the environment too', async () => {
    await load({ config: writeProfile(host) }, { INFLUXCTL_PROFILE: token });
    expect(masked()).toContain(token);
  });

  test.each<[string, string[]]>([
    ['the product', [host, `product = "${token}"`]],
    ['the host', [`host = "${token}"`]],
    ['the host of a dedicated cluster', ['product = "dedicated"', `host = "${token}"`]],
    ['the account', ['product = "dedicated"', `account_id = "${token}"`]],
    ['the path of a token file', [host, '[profile.auth.token]', `token_file = "${token}"`]],
    ['the path of an authority', [host, '[profile.tls]', `ca = "${token}"`]],
    ['the path of a certificate', [host, '[profile.tls]', `cert = "${token}"`]],
    ['the path of a key', [host, '[profile.tls]', `key = "${token}"`]],
  ])('are not shown if one stands by mistake in place of %s', async (_, lines) => {
    const loaded = await loadProfile(lines);
    expect(loaded.secrets).toEqual(masked());
    const shown = problemsOf(loaded).join();
    expect(shown).not.toBe('');
    expect(createRedact(loaded.secrets)(shown)).not.toContain(token);
  });
});

test('The token with which a job asks for OIDC tokens is masked, since the runner may quote it', async () => {
  const { secrets } = await load(oidcInputs, withIdToken);
  expect(secrets).toEqual([withIdToken['ACTIONS_ID_TOKEN_REQUEST_TOKEN']]);
  expect(masked()).toEqual(secrets);
});
