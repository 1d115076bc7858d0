import { homedir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { defaultConfigPath, type Profile, readProfile } from '../../../src/connection/profile.ts';
import { ActionError } from '../../../src/errors.ts';
import { writeConfig, writeProfile } from '../../support/config-file.ts';
import { writeTextFile } from '../../support/files.ts';

const token = 'M.V1.of-the-profile-0123456789';

const none = { product: undefined, host: undefined, port: undefined };
const noIds = { accountId: undefined, clusterId: undefined };
const nothing: Profile = {
  ...{ ...none, ...noIds, managementToken: undefined, tokenFile: undefined },
  tls: { insecure: undefined, disable: undefined, cert: undefined, key: undefined, ca: undefined },
  oauth: { clientId: undefined, tokenUrl: undefined, scopes: [], audience: undefined },
};

/** What keeps a profile from being read, with `FILE` for its file. */
async function refusalOf(file: string, name = 'default'): Promise<string> {
  const error: unknown = await readProfile(file, name).catch((thrown) => thrown);
  if (!(error instanceof ActionError)) throw new Error('it was read', { cause: error });
  expect(error.code).toBe('invalid-input');
  return error.message.replaceAll(file, 'FILE');
}

describe('A profile', () => {
  test('is read with every key that influxctl documents', async () => {
    const file = writeProfile(
      ...['product = "dedicated"', 'host = "cluster.example.com"', 'port = "8443"'],
      ...[`mgmt_token = "${token}"`, 'account_id = "an-account"', 'cluster_id = "a-cluster"'],
      ...['database = "a-database"', 'token = "apiv1_secret"'],
      ...['[profile.tls]', 'insecure = true', 'disable = false'],
      ...['cert = "/cert.pem"', 'key = "/key.pem"', 'ca = "/ca.pem"'],
      ...['[profile.auth.oauth2]', 'client_id = "a-client"', 'scopes = ["openid", "management"]'],
      ...['parameters = { audience = "an-audience" }', 'token_url = "https://id.example.com/token"'],
      'device_url = "https://id.example.com/device"',
      ...['[profile.auth.token]', 'token_file = "/admin-token.json"'],
    );
    expect(await readProfile(file, 'default')).toStrictEqual({
      profile: {
        ...{ product: 'dedicated', host: 'cluster.example.com', port: '8443' },
        ...{ accountId: 'an-account', clusterId: 'a-cluster' },
        ...{ managementToken: token, tokenFile: '/admin-token.json' },
        tls: { insecure: true, disable: false, cert: '/cert.pem', key: '/key.pem', ca: '/ca.pem' },
        oauth: {
          ...{ clientId: 'a-client', tokenUrl: 'https://id.example.com/token' },
          ...{ scopes: ['openid', 'management'], audience: 'an-audience' },
        },
      },
      unknownKeys: [],
      secrets: [token, 'apiv1_secret'],
    });
  });

  test('may say nothing but its name', async () => {
    const expected = { profile: nothing, unknownKeys: [], secrets: [] };
    expect(await readProfile(writeProfile(), 'default')).toStrictEqual(expected);
  });

  test('is read with keys in any letter case, and beside numbers of any size', async () => {
    const file = writeConfig(
      ...['big = 99999999999999999', '[[Profile]]', 'Name = "default"', 'HOST = "cluster.example.com"'],
      ...[`Mgmt_Token = "${token}"`, '[Profile.TLS]', 'Insecure = true'],
    );
    expect(await readProfile(file, 'default')).toMatchObject({
      profile: { host: 'cluster.example.com', managementToken: token, tls: { insecure: true } },
      unknownKeys: ['big'],
      secrets: [token],
    });
  });

  test('is read beside an unknown key that is nested thousands deep', async () => {
    const deep = Array(5_000).fill('a').join('.');
    const { unknownKeys } = await readProfile(writeProfile(`${deep} = 1`), 'default');
    expect(unknownKeys).toEqual(['profile.a']);
  });

  test('is refused where two keys differ in letter case only', async () => {
    const file = writeProfile(`mgmt_token = "${token}"`, 'Mgmt_Token = "other"');
    expect(await refusalOf(file)).toBe('the key mgmt_token is given twice, in different letter case');
  });

  test('is the one of that name, and nothing of another one counts', async () => {
    const file = writeConfig(
      ...['[[profile]]', 'name = "default"', `mgmt_token = "${token}"`, 'unheard_of = 1'],
      ...['[[profile]]', 'name = "production"', 'host = "production.example.com"'],
      ...['[[profile]]', 'name = "broken"', 'host = 1'],
    );
    expect(await readProfile(file, 'production')).toStrictEqual({
      profile: { ...nothing, host: 'production.example.com' },
      unknownKeys: [],
      secrets: [],
    });
  });

  test.each([
    ['beside the profiles', ['[other]', 'x = 1'], ['other']],
    ['in the profile', ['hosts = ""', 'mgmt-token = ""'], ['profile.hosts', 'profile.mgmt-token']],
    ['in tls', ['[profile.tls]', 'cacert = ""'], ['profile.tls.cacert']],
    ['in auth', ['[profile.auth]', 'basic = {}'], ['profile.auth.basic']],
    ['in auth.oauth2', ['[profile.auth.oauth2]', 'secret = ""'], ['profile.auth.oauth2.secret']],
    ['in auth.token', ['[profile.auth.token]', 'file = ""'], ['profile.auth.token.file']],
    ['everywhere', ['a = 1', '[profile.tls]', 'b = 1', '[c]'], ['c', 'profile.a', 'profile.tls.b']],
  ])('has its unknown keys listed %s, with their full names', async (_, lines, unknownKeys) => {
    expect((await readProfile(writeProfile(...lines), 'default')).unknownKeys).toStrictEqual(unknownKeys);
  });

  test.each([
    ['product', 'a string', ['product = 5']],
    ['host', 'a string', ['host = ["SECRET"]']],
    ['port', 'a string', ['port = 8086']],
    ['account_id', 'a string', ['account_id = 1']],
    ['cluster_id', 'a string', ['cluster_id = 1']],
    ['mgmt_token', 'a string', ['mgmt_token = ["SECRET"]']],
    ['token', 'a string', ['token = ["SECRET"]']],
    ['tls', 'a table', ['tls = "SECRET"']],
    ['tls', 'a table', ['tls = 2026-01-01']],
    ['tls', 'a table', ['tls = [["SECRET"]]']],
    ['tls.insecure', 'a boolean', ['[profile.tls]', 'insecure = "SECRET"']],
    ['tls.disable', 'a boolean', ['[profile.tls]', 'disable = 1']],
    ['tls.cert', 'a string', ['[profile.tls]', 'cert = false']],
    ['tls.key', 'a string', ['[profile.tls]', 'key = ["SECRET"]']],
    ['tls.ca', 'a string', ['[profile.tls]', 'ca = ["SECRET"]']],
    ['auth', 'a table', ['auth = "SECRET"']],
    ['auth.token', 'a table', ['[profile.auth]', 'token = "SECRET"']],
    ['auth.token.token_file', 'a string', ['[profile.auth.token]', 'token_file = ["SECRET"]']],
    ['auth.oauth2', 'a table', ['[profile.auth]', 'oauth2 = "SECRET"']],
    ['auth.oauth2.client_id', 'a string', ['[profile.auth.oauth2]', 'client_id = 1']],
    ['auth.oauth2.token_url', 'a string', ['[profile.auth.oauth2]', 'token_url = 1']],
    ['auth.oauth2.scopes', 'a list of strings', ['[profile.auth.oauth2]', 'scopes = "SECRET"']],
    ['auth.oauth2.scopes', 'a list of strings', ['[profile.auth.oauth2]', 'scopes = ["SECRET", 1]']],
    ['auth.oauth2.parameters', 'a table', ['[profile.auth.oauth2]', 'parameters = "SECRET"']],
    [
      'auth.oauth2.parameters.audience',
      'a string',
      ['[profile.auth.oauth2.parameters]', 'audience = ["SECRET"]'],
    ],
  ])('is refused where its %s is not %s, and no value is quoted', async (key, what, lines) => {
    expect(await refusalOf(writeProfile(...lines))).toBe(`profile.${key} is not ${what}`);
  });
});

describe('A profile that is not there', () => {
  test.each<[string, string[], string]>([
    ['beside others', ['a', 'b'].flatMap((name) => ['[[profile]]', `name = "${name}"`]), 'there is: a, b'],
    [
      'beside one without a proper name',
      ['[[profile]]', 'name = 1'],
      'there is none with a name under `[[profile]]`',
    ],
    ['in an empty file', [], 'there is none with a name under `[[profile]]`'],
    ['where none has a name', ['[[profile]]', 'host = "x"'], 'there is none with a name under `[[profile]]`'],
    [
      'in a table that is no list',
      ['[profile]', 'name = "default"'],
      'there is none with a name under `[[profile]]`',
    ],
    ['where a text is', ['profile = "default"'], 'there is none with a name under `[[profile]]`'],
  ])('is missed with those that are, %s', async (_, lines, others) => {
    expect(await refusalOf(writeConfig(...lines))).toBe(`no profile "default"; ${others}`);
  });
});

describe('A configuration', () => {
  test.each([
    ['a quote that is not closed', `mgmt_token = "${token}`],
    ['a token without quotes', `mgmt_token = ${token}`],
    ['an escape that there is not', `mgmt_token = "\\q${token}"`],
    ['a key twice', `name = "${token}"`],
  ])('is refused for %s with its place, and without any part of its text', async (_, line) => {
    expect(await refusalOf(writeProfile(line))).toMatch(/^not TOML: line 3, column \d+$/);
  });

  test('is refused where there is no such file, or a folder in its place', async () => {
    expect(await refusalOf('/nowhere/config.toml')).toBe('FILE does not exist');
    expect(await refusalOf(path.dirname(writeTextFile('')))).toBe('FILE is a folder, not a file');
  });
});

describe("influxctl's own configuration", () => {
  const home = path.join(path.sep, 'home', 'ci');

  test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string[]]>([
    ['linux', { HOME: home }, [home, '.config', 'influxctl', 'config.toml']],
    ['linux', {}, [homedir(), '.config', 'influxctl', 'config.toml']],
    ['linux', { HOME: '' }, [homedir(), '.config', 'influxctl', 'config.toml']],
    ['freebsd', { HOME: home }, [home, '.config', 'influxctl', 'config.toml']],
    ['darwin', { HOME: home }, [home, 'Library', 'Application Support', 'influxctl', 'config.toml']],
    ['win32', { HOME: home, APPDATA: 'C:\\Data' }, ['C:\\Data', 'influxctl', 'config.toml']],
    ['win32', { HOME: home }, [home, 'AppData', 'Roaming', 'influxctl', 'config.toml']],
    ['win32', { HOME: home, APPDATA: '' }, [home, 'AppData', 'Roaming', 'influxctl', 'config.toml']],
    ['linux', { HOME: home, APPDATA: 'C:\\Data' }, [home, '.config', 'influxctl', 'config.toml']],
  ])('is where it is published to be: on %s with %j', (platform, env, parts) => {
    expect(defaultConfigPath(env, platform)).toBe(path.join(...parts));
  });
});
