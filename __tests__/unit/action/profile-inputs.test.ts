import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import { writeConfig } from '../../support/config-file.ts';
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
  problemsOf,
  profileToken,
  type Texts,
  uuid,
} from '../../support/loading.ts';
import { givenHome } from '../../support/profiles.ts';

const other = '22222222-2222-4222-8222-222222222222';
const ofProfile = { kind: 'token', token: profileToken, file: undefined };
const noAddress = 'not an address; give https://host[:port], or a bare host name';
const noUuid = 'must be a UUID, such as 11111111-1111-4111-8111-111111111111';

let ca: string;
let client: Identity;

beforeAll(async () => {
  const authority = await createAuthority();
  ca = authority.cert.trim();
  client = await authority.issue({ host: 'runner', client: true });
});

const usualConfig = ['[[profile]]', 'name = "default"', ...enoughLines].join('\n');

describe('A profile', () => {
  test.each([
    [['host = "cluster.example.com"', 'port = "8443"'], 'https://cluster.example.com:8443'],
    [['host = "localhost"', 'port = "8086"', 'tls = { disable = true }'], 'http://localhost:8086'],
    [['host = "localhost"', 'tls = { disable = false }'], 'https://localhost'],
  ])('gives the host: %j', async (lines, origin) => {
    const loaded = await loadProfile(lines, { 'management-token': bearerToken });
    expect(acceptedOf(loaded).connection.host.origin).toBe(origin);
  });

  test('gives what is trusted and shown in a handshake', async () => {
    const files = { ca: writeTextFile(ca), cert: writeTextFile(client.cert), key: writeTextFile(client.key) };
    const lines = Object.entries(files).map(([key, file]) => `${key} = "${file}"`);
    const loaded = await loadProfile([...enoughLines, '[profile.tls]', 'insecure = true', ...lines]);
    const { connection, influxctl } = acceptedOf(loaded);
    const tls = { authorities: [ca], insecure: true, client };
    expect([connection.tls, influxctl?.tls]).toEqual([tls, tls]);
  });

  const oauthLines = (id: string, scopes: string, audience: string, url: string) => [
    '[profile.auth.oauth2]',
    `client_id = "${id}"`,
    `scopes = ${scopes}`,
    `parameters = { audience = "${audience}" }`,
    `token_url = "${url}"`,
  ];
  const tokenUrl = 'https://id.example.com/of-the-profile';
  const ofOAuth = oauthLines('of-the-profile', '["one", "two"]', 'the-cluster', tokenUrl);

  test('gives the OAuth2 settings, beside a secret that is an input', async () => {
    const lines = [...enoughLines, ...ofOAuth, 'device_url = "https://id.example.com/device"'];
    const { authentication } = acceptedOf(await loadProfile(lines, { 'oauth-client-secret': 'a-secret' }));
    const proof = { kind: 'client-secret', secret: 'a-secret' };
    const given = { clientId: 'of-the-profile', scopes: ['one', 'two'], audience: 'the-cluster' };
    expect(authentication).toEqual({
      kind: 'oauth',
      oauth: { tokenUrl: new URL(tokenUrl), ...given, proof },
    });
  });

  test.each<[string, string[], string[]]>([
    [
      'gives no empty values',
      ['product = ""', 'account_id = ""', 'cluster_id = ""'],
      ['[profile.tls]', 'ca = ""', 'cert = ""', 'key = ""', ...oauthLines('', '[]', '', '')],
    ],
    ['has an account and a cluster that mean nothing', ['account_id = "x"', 'cluster_id = "x"'], []],
    ['that is clustered has them too', ['product = "clustered"', 'account_id = "x"', 'cluster_id = "x"'], []],
    ['may hold the placeholders of a sample in what is not used', [], oauthLines('ID', '[]', '', 'URL')],
  ])('%s', async (_, top, tables) => {
    const expected = acceptedOf(await loadProfile(enoughLines));
    expect(acceptedOf(await loadProfile([...enoughLines, ...top, ...tables]))).toEqual(expected);
  });

  const oauthOfInputs = { clientId: 'a-client', scopes: ['x'], audience: 'y' };
  test.each<[string, Texts, string[], object]>([
    ['host', { host: 'other.example:1' }, ['port = "8443"'], { connection: { host: { port: '1' } } }],
    ['host', { host: 'other.example' }, ['tls = { disable = true }'], { influxctl: { plain: false } }],
    [
      'tls-skip-verify',
      { 'tls-skip-verify': 'true' },
      ['tls = { insecure = false }'],
      { connection: { tls: { insecure: true } } },
    ],
    [
      'tls-skip-verify',
      { 'tls-skip-verify': 'false' },
      ['tls = { insecure = true }'],
      { connection: { tls: { insecure: false } } },
    ],
    [
      'account-id and cluster-id',
      { 'account-id': uuid, 'cluster-id': uuid },
      ['product = "dedicated"', `account_id = "${other}"`, `cluster_id = "${other}"`],
      { influxctl: { product: { kind: 'dedicated', accountId: uuid, clusterId: uuid } } },
    ],
    [
      'oauth-…',
      { ...oauthInputs, 'oauth-scopes': 'x', 'oauth-audience': 'y' },
      ofOAuth,
      { authentication: { oauth: { ...oauthOfInputs, tokenUrl: new URL('https://id.example.com/token') } } },
    ],
  ])('gives way to the input %s', async (_, inputs, lines, expected) => {
    expect(acceptedOf(await loadProfile([...enoughLines, ...lines], inputs))).toMatchObject(expected);
  });

  test('gives way to the inputs for a handshake', async () => {
    const lines = ['[profile.tls]', 'ca = "/nowhere"', 'cert = "/nowhere"', 'key = "/nowhere"'];
    const inputs = { 'tls-ca': ca, 'tls-cert': client.cert, 'tls-key': client.key };
    const { connection } = acceptedOf(await loadProfile([...enoughLines, ...lines], inputs));
    expect(connection.tls).toMatchObject({ authorities: [ca], client: { cert: client.cert.trim() } });
  });

  test('that is clustered contradicts the input account-id', async () => {
    const loaded = await loadProfile([...enoughLines, 'product = "clustered"'], { 'account-id': uuid });
    expect(problemsOf(loaded)).toEqual([
      `account-id: means Cloud Dedicated, but the profile "default" of ${loaded.config} has \`product = "clustered"\``,
    ]);
  });

  test('that is dedicated names its account, unless the input does', async () => {
    const lines = [...enoughLines, 'product = "dedicated"'];
    const loaded = await loadProfile(lines);
    expect(problemsOf(loaded)).toEqual([
      `account-id: missing: the profile "default" of ${loaded.config} has \`product = "dedicated"\` and no \`account_id\``,
    ]);
    expect(problemsOf(await loadProfile(lines, { 'account-id': uuid }))).toEqual([]);
  });

  test.each<[string[], string, string]>([
    [['product = "cloud"', 'host = "x"'], 'product', 'must be one of: clustered, dedicated'],
    [['host = "a b"'], 'host', noAddress],
    [['host = "x"', 'port = "http"'], 'host', noAddress],
    [['product = "dedicated"', 'account_id = "x"'], 'account-id', noUuid],
    [['product = "dedicated"', `account_id = "${uuid}"`, 'cluster_id = "x"'], 'cluster-id', noUuid],
    [
      ['host = "x"', 'tls = { ca = "/nowhere" }'],
      'tls-ca',
      'the file does not exist, and the text is no PEM',
    ],
  ])('is named where a value of it is wrong: %j', async (lines, input, message) => {
    const loaded = await loadProfile(lines, { 'management-token': bearerToken });
    expect(problemsOf(loaded)).toEqual([
      `${input} (from the profile "default" of ${loaded.config}): ${message}`,
    ]);
  });

  test('is not named where an input in its place is wrong', async () => {
    expect(problemsOf(await loadProfile(enoughLines, { host: 'a b' }))).toEqual([`host: ${noAddress}`]);
  });

  test('is no way around the rule against plain HTTP', async () => {
    const plain = [...enoughLines, 'tls = { disable = true }'];
    const problem =
      'host: http:// would send the token in the clear; use https://, or set `allow-http: true`';
    expect(problemsOf(await loadProfile(plain))).toEqual([problem]);
    expect(problemsOf(await loadProfile(plain, { 'allow-http': 'true' }))).toEqual([]);
    const dedicated = [...plain, 'product = "dedicated"', `account_id = "${uuid}"`];
    const refused = await loadProfile(dedicated);
    expect(problemsOf(refused)).toEqual([
      problem.replace('host', `tls.disable of the profile "default" of ${refused.config}`),
    ]);
    for (const more of [{ 'allow-http': 'true' }, { client: 'api' }])
      expect(problemsOf(await loadProfile(dedicated, more))).toEqual([]);
    const local = ['host = "localhost"', ...dedicated.slice(1)];
    expect(problemsOf(await loadProfile(local))).toEqual([]);
    expect.assertions(6);
  });
});

describe('The configuration', () => {
  test('is the one that is given, and the log shows which profile of it is used', async () => {
    const { config, notes, warnings } = await loadProfile(enoughLines, {}, givenHome(usualConfig).env);
    expect([notes, warnings]).toEqual([[`Using the profile "default" of ${config}.`], []]);
  });

  test("is influxctl's own where neither it nor a host is given", async () => {
    const { env, file } = givenHome(usualConfig);
    const loaded = await loadOnly(ids, env);
    expect(acceptedOf(loaded).authentication).toEqual(ofProfile);
    expect(loaded.notes).toEqual([`Using the profile "default" of ${file}.`]);
  });

  test("is not influxctl's own where a host is given: its token is for another one", async () => {
    const loaded = await loadOnly({ ...ids, host: 'cluster.example.com' }, givenHome(usualConfig).env);
    expect(problemsOf(loaded)).toEqual([expect.stringMatching(/^management-token: missing or empty/)]);
    expect(loaded.notes).toEqual([]);
  });

  test('is read beside a host where it is given', async () => {
    const { authentication, connection } = acceptedOf(
      await loadProfile(enoughLines, { host: 'other.example' }),
    );
    expect([authentication, connection.host.origin]).toEqual([ofProfile, 'https://other.example']);
  });

  test('may be missing where influxctl would look for it', async () => {
    const loaded = await loadOnly({ ...ids, 'management-token': bearerToken });
    expect(problemsOf(loaded)).toEqual([expect.stringMatching(/^host: missing/)]);
    expect(loaded.notes).toEqual([]);
  });

  test.each<[string, Texts, NodeJS.ProcessEnv, string]>([
    ['default', {}, {}, 'default.example'],
    ['that of INFLUXCTL_PROFILE', {}, { INFLUXCTL_PROFILE: 'b' }, 'b.example'],
    ['that of the input', { profile: 'c' }, { INFLUXCTL_PROFILE: 'b' }, 'c.example'],
    ['default where both are empty', { profile: '' }, { INFLUXCTL_PROFILE: '' }, 'default.example'],
  ])('has several profiles, of which the run uses %s', async (_, inputs, env, host) => {
    const profileOf = (name: string) => ['[[profile]]', `name = "${name}"`, `host = "${name}.example"`];
    const config = writeConfig(...['default', 'b', 'c'].flatMap(profileOf));
    const given = { ...ids, 'management-token': bearerToken, config, ...inputs };
    expect(acceptedOf(await loadOnly(given, env)).connection.host.hostname).toBe(host);
  });

  test.each([
    ['a path separator', (file: string) => file],
    ['.toml at its end', (file: string) => path.relative(process.cwd(), file)],
  ])(
    'is the one that INFLUXCTL_PROFILE names by its path, known by %s, and the log says so',
    async (...row) => {
      const INFLUXCTL_PROFILE = row[1](writeConfig(usualConfig));
      const { notes, inputs } = await loadOnly(ids, { INFLUXCTL_PROFILE });
      expect(inputs).toMatchObject({ authentication: ofProfile });
      const note = expect.stringMatching(/^INFLUXCTL_PROFILE is read as the path of the config/);
      expect(notes).toContainEqual(note);
    },
  );

  test('has unknown keys that become warnings', async () => {
    const lines = [...enoughLines, 'hosts = "x"', '[profile.tls]', 'cacert = "x"', '[other]'];
    const { config, warnings } = await loadProfile(lines);
    const keys = ['other', 'profile.hosts', 'profile.tls.cacert'];
    const toWarning = (key: string) => `${config}: influxctl documents no key ${key}. It is not used.`;
    expect(warnings).toEqual(keys.map(toWarning));
  });

  test('is the problem where it is not TOML, and nothing that may be in it is called missing', async () => {
    const loaded = await loadProfile(['x = ']);
    expect(problemsOf(loaded)).toEqual(['config: not TOML: line 3, column 5']);
    expect([loaded.asked.ids, loaded.notes, loaded.warnings]).toEqual([[ids['token-ids']], [], []]);
  });

  test.each([
    ['an OAuth2 run', { ...oauthInputs, 'oauth-token-url': '', 'oauth-client-id': '' }],
    ['a dedicated cluster', { 'cluster-id': uuid, 'management-token': bearerToken }],
  ])('is the only problem where it is not there: %s', async (_, inputs) => {
    const loaded = await loadOnly({ ...ids, ...inputs, profile: 'x', config: '/nowhere/config.toml' });
    expect(problemsOf(loaded)).toEqual(['config: /nowhere/config.toml does not exist']);
  });

  test("is named by its path where it is influxctl's own", async () => {
    const { env, file } = givenHome('[[profile]]\nname = 1\n');
    const problem = `config: ${file}: no profile "default"; there is none with a name under \`[[profile]]\``;
    expect(problemsOf(await loadOnly(ids, env))).toEqual([problem]);
  });

  test('is no reason to be silent about the other inputs', async () => {
    const loaded = await load({ config: '/nowhere', retries: 'x', 'api-path': '/tokens' });
    const names = problemsOf(loaded).map((problem) => problem.split(':')[0]);
    expect(names).toEqual(['config', 'retries', 'api-path']);
  });
});
