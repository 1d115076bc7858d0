import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import type { Inputs } from '../../../src/action/inputs/inputs.ts';
import { defaultConfigPath } from '../../../src/connection/profile.ts';
import { writeConfig, writeProfile } from '../../support/config-file.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { writeTextFile } from '../../support/files.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { acceptedOf, ids, load, loadOnly, oauthInputs, problemsOf } from '../../support/loading.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

type Texts = Readonly<Record<string, string>>;

const token = 'M.V1.of-the-profile-0123456789';
const uuid = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const enough = ['host = "cluster.example.com"', `mgmt_token = "${token}"`];

let ca: string;
let client: Identity;
let home: string;

beforeAll(async () => {
  const authority = await createAuthority();
  ca = authority.cert.trim();
  client = await authority.issue({ host: 'runner', client: true });
  home = mkdtempSync(path.join(tmpdir(), 'home-'));
  const usual = defaultConfigPath({ HOME: home }, process.platform);
  mkdirSync(path.dirname(usual), { recursive: true });
  writeFileSync(usual, ['[[profile]]', 'name = "default"', ...enough].join('\n'));
});

afterAll(() => rmSync(home, { recursive: true }));

/** What comes of a workflow that gives ids and a profile with these lines. */
async function loadProfile(lines: readonly string[], inputs: Texts = {}): Promise<Inputs> {
  return acceptedOf(await loadOnly({ ...ids, config: writeProfile(...lines), ...inputs }));
}

/** A variable in place of those of each system. */
function usualPlace(folder: string): NodeJS.ProcessEnv {
  return { HOME: folder, APPDATA: path.join(folder, 'AppData', 'Roaming') };
}

describe('A profile', () => {
  test.each([
    [['host = "cluster.example.com"'], 'https://cluster.example.com'],
    [['host = "cluster.example.com"', 'port = "8443"'], 'https://cluster.example.com:8443'],
    [['host = "cluster.example.com"', 'port = "443"'], 'https://cluster.example.com'],
    [['host = "cluster.example.com"', 'port = ""'], 'https://cluster.example.com'],
    [['host = "https://cluster.example.com"', 'port = "8443"'], 'https://cluster.example.com:8443'],
    [['host = "http://localhost:8086"'], 'http://localhost:8086'],
    [['host = "localhost"', 'port = "8086"', 'tls = { disable = true }'], 'http://localhost:8086'],
    [['host = "localhost"', 'tls = { disable = false }'], 'https://localhost'],
    [['product = "clustered"', 'host = "cluster.example.com"'], 'https://cluster.example.com'],
  ])('gives the host: %j', async (lines, origin) => {
    const { connection } = await loadProfile(lines, { 'management-token': token });
    expect(connection.host.origin).toBe(origin);
  });

  test('gives what is trusted and shown in a handshake', async () => {
    const lines = [
      ...enough,
      '[profile.tls]',
      'insecure = true',
      `ca = "${writeTextFile(ca)}"`,
      `cert = "${writeTextFile(client.cert)}"`,
      `key = "${writeTextFile(client.key)}"`,
    ];
    const tls = { authorities: [ca], insecure: true, client };
    const { connection, influxctl } = await loadProfile(lines);
    expect([connection.tls, influxctl?.tls]).toEqual([tls, tls]);
  });

  test('gives the OAuth2 settings, beside a secret that is an input', async () => {
    const lines = [
      ...enough,
      '[profile.auth.oauth2]',
      'client_id = "of-the-profile"',
      'scopes = ["one", "two"]',
      'parameters = { audience = "the-cluster" }',
      'token_url = "https://id.example.com/of-the-profile"',
      'device_url = "https://id.example.com/device"',
    ];
    const { authentication } = await loadProfile(lines, { 'oauth-client-secret': 'a-secret' });
    expect(authentication).toEqual({
      kind: 'oauth',
      oauth: {
        tokenUrl: new URL('https://id.example.com/of-the-profile'),
        clientId: 'of-the-profile',
        scopes: ['one', 'two'],
        audience: 'the-cluster',
        proof: { kind: 'client-secret', secret: 'a-secret' },
      },
    });
  });

  test('gives no empty values', async () => {
    const lines = [
      'product = ""',
      'account_id = ""',
      'cluster_id = ""',
      ...enough,
      '[profile.tls]',
      'ca = ""',
      'cert = ""',
      'key = ""',
      '[profile.auth.oauth2]',
      'client_id = ""',
      'scopes = []',
      'parameters = { audience = "" }',
      'token_url = ""',
    ];
    expect(await loadProfile(lines)).toEqual(await loadProfile(enough));
  });

  test.each<[string, Texts, string[], object]>([
    [
      'host',
      { host: 'https://other.example:1' },
      ['port = "8443"'],
      { connection: { host: new URL('https://other.example:1') } },
    ],
    ['host', { host: 'other.example' }, ['tls = { disable = true }'], { influxctl: { plain: false } }],
    ['management-token', { 'management-token': bearerToken }, [], { authentication: { token: bearerToken } }],
    [
      'tls-skip-verify',
      { 'tls-skip-verify': 'true' },
      ['tls = { insecure = false }'],
      { connection: { tls: { insecure: true } } },
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
      [
        '[profile.auth.oauth2]',
        'client_id = "c"',
        'scopes = ["one"]',
        'parameters = { audience = "a" }',
        'token_url = "https://other.example/"',
      ],
      {
        authentication: {
          oauth: {
            clientId: 'a-client',
            scopes: ['x'],
            audience: 'y',
            tokenUrl: new URL('https://id.example.com/token'),
          },
        },
      },
    ],
  ])('gives way to the input %s', async (_, inputs, lines, expected) => {
    expect(await loadProfile([...enough, ...lines], inputs)).toMatchObject(expected);
  });

  test('gives no way to a default, which the runner hands on as if it were written', async () => {
    const { connection } = await loadProfile([...enough, 'tls = { insecure = true }'], {
      'tls-skip-verify': 'false',
    });
    expect(connection.tls.insecure).toBe(true);
  });

  test.each<[string, readonly string[]]>([
    ['says nothing of its product', []],
    ['is clustered', ['product = "clustered"']],
  ])('that %s has an account and a cluster that mean nothing', async (_, lines) => {
    const ignored = ['account_id = "x"', 'cluster_id = "x"'];
    expect(await loadProfile([...enough, ...lines, ...ignored])).toEqual(await loadProfile(enough));
  });

  test('that is clustered contradicts the input account-id', async () => {
    const config = writeProfile(...enough, 'product = "clustered"');
    expect(problemsOf(await loadOnly({ ...ids, config, 'account-id': uuid }))).toEqual([
      `account-id: means Cloud Dedicated, but the profile "default" of ${config} has \`product = "clustered"\``,
    ]);
  });

  test('that is dedicated names its account, unless the input does', async () => {
    const config = writeProfile(...enough, 'product = "dedicated"');
    expect(problemsOf(await loadOnly({ ...ids, config }))).toEqual([
      `account-id: missing: the profile "default" of ${config} has \`product = "dedicated"\` and no \`account_id\``,
    ]);
    expect(problemsOf(await loadOnly({ ...ids, config, 'account-id': uuid }))).toEqual([]);
  });

  test('gives way to the inputs for a handshake', async () => {
    const lines = ['[profile.tls]', 'ca = "/nowhere"', 'cert = "/nowhere"', 'key = "/nowhere"'];
    const inputs = { 'tls-ca': ca, 'tls-cert': client.cert, 'tls-key': client.key };
    const { connection } = await loadProfile([...enough, ...lines], inputs);
    expect(connection.tls.authorities).toEqual([ca]);
    expect(connection.tls.client?.cert).toBe(client.cert.trim());
  });

  test.each<[string[], string, string]>([
    [['product = "cloud"', 'host = "x"'], 'product', 'accepted: clustered, dedicated'],
    [['host = "a b"'], 'host', 'not an address; accepted: https://host[:port], or a bare host name'],
    [
      ['host = "x"', 'port = "http"'],
      'host',
      'not an address; accepted: https://host[:port], or a bare host name',
    ],
    [
      ['product = "dedicated"', 'account_id = "x"'],
      'account-id',
      'accepted: a UUID, such as 11111111-1111-4111-8111-111111111111',
    ],
    [
      ['product = "dedicated"', `account_id = "${uuid}"`, 'cluster_id = "x"'],
      'cluster-id',
      'accepted: a UUID, such as 11111111-1111-4111-8111-111111111111',
    ],
    [['host = "x"', 'tls = { ca = "/nowhere" }'], 'tls-ca', '/nowhere cannot be read (ENOENT)'],
  ])('is named where a value of it is wrong: %j', async (lines, input, message) => {
    const config = writeProfile(...lines);
    const loaded = await loadOnly({ ...ids, config, 'management-token': token });
    expect(problemsOf(loaded)).toEqual([`${input} (from the profile "default" of ${config}): ${message}`]);
  });

  test('may hold the placeholders of a sample in what is not used', async () => {
    const loaded = await loadOnly({
      ...ids,
      config: writeProfile(
        'host = "cluster.example.com/"',
        'port = "8443"',
        'account_id = "ACCOUNT_ID"',
        'cluster_id = "CLUSTER_ID"',
        `mgmt_token = "${token}"`,
        '[profile.auth.oauth2]',
        'client_id = "OAUTH_CLIENT_ID"',
        'token_url = "OAUTH_TOKEN_URL"',
      ),
    });
    expect(loaded.inputs).toMatchObject({
      connection: { host: new URL('https://cluster.example.com:8443') },
    });
  });

  test('is not named where an input in its place is wrong', async () => {
    const loaded = await loadOnly({ ...ids, config: writeProfile(...enough), host: 'a b' });
    expect(problemsOf(loaded)).toEqual([
      'host: not an address; accepted: https://host[:port], or a bare host name',
    ]);
  });

  test('is no way around the rule against plain HTTP', async () => {
    const config = writeProfile(...enough, 'tls = { disable = true }');
    const problem =
      'host: http:// would send the token in the clear; use https://, or set `allow-http: true`';
    expect(problemsOf(await loadOnly({ ...ids, config }))).toEqual([problem]);
    expect(problemsOf(await loadOnly({ ...ids, config, 'allow-http': 'true' }))).toEqual([]);
    const dedicated = ['product = "dedicated"', `account_id = "${uuid}"`, 'tls = { disable = true }'];
    const other = writeProfile(...enough, ...dedicated);
    expect(problemsOf(await loadOnly({ ...ids, config: other }))).toEqual([
      problem.replace('host', `tls.disable of the profile "default" of ${other}`),
    ]);
    for (const more of [{ 'allow-http': 'true' }, { client: 'api' }])
      expect(problemsOf(await loadOnly({ ...ids, config: other, ...more }))).toEqual([]);
    const local = writeProfile('host = "localhost"', `mgmt_token = "${token}"`, ...dedicated);
    expect(problemsOf(await loadOnly({ ...ids, config: local }))).toEqual([]);
  });
});

describe('The configuration', () => {
  test('is the one that is given, and the log tells which profile of it is used', async () => {
    const config = writeProfile(...enough);
    const { notes, warnings } = await loadOnly({ ...ids, config }, usualPlace(home));
    expect(notes).toEqual([`Using the profile "default" of ${config}.`]);
    expect(warnings).toEqual([]);
  });

  test("is influxctl's own where neither it nor a host is given", async () => {
    const loaded = await loadOnly(ids, usualPlace(home));
    const usual = defaultConfigPath(usualPlace(home), process.platform);
    expect(acceptedOf(loaded).authentication).toEqual({ kind: 'token', token, file: undefined });
    expect(loaded.notes).toEqual([`Using the profile "default" of ${usual}.`]);
  });

  test("is not influxctl's own where a host is given: its token is for another one", async () => {
    const loaded = await loadOnly({ ...ids, host: 'cluster.example.com' }, usualPlace(home));
    expect(problemsOf(loaded)).toEqual([expect.stringMatching(/^management-token: missing or empty/)]);
    expect(loaded.notes).toEqual([]);
  });

  test('is read beside a host where it is given', async () => {
    const config = writeProfile(...enough);
    const { authentication, connection } = acceptedOf(
      await loadOnly({ ...ids, config, host: 'other.example' }),
    );
    expect(authentication).toEqual({ kind: 'token', token, file: undefined });
    expect(connection.host.origin).toBe('https://other.example');
  });

  test('may be missing where influxctl would look for it', async () => {
    const loaded = await loadOnly({ ...ids, 'management-token': token });
    expect(problemsOf(loaded)).toEqual([expect.stringMatching(/^host: missing/)]);
    expect(loaded.notes).toEqual([]);
  });

  test.each<[string, Texts, NodeJS.ProcessEnv, string]>([
    ['default', {}, {}, 'a.example'],
    ['that of INFLUXCTL_PROFILE', {}, { INFLUXCTL_PROFILE: 'b' }, 'b.example'],
    ['that of the input', { profile: 'c' }, { INFLUXCTL_PROFILE: 'b' }, 'c.example'],
    ['default where both are empty', { profile: '' }, { INFLUXCTL_PROFILE: '' }, 'a.example'],
  ])('has several profiles, of which the run uses %s', async (_, inputs, env, host) => {
    const [a, b, c] = ['default', 'b', 'c'].map((name, index) => [
      '[[profile]]',
      `name = "${name}"`,
      `host = "${'abc'[index]}.example"`,
    ]);
    const config = writeConfig(...(a ?? []), ...(b ?? []), ...(c ?? []));
    const given = { ...ids, 'management-token': token, config, ...inputs };
    expect(acceptedOf(await loadOnly(given, env)).connection.host.hostname).toBe(host);
  });

  test.each([
    ['a path separator', (file: string) => file],
    ['.toml at its end', (file: string) => path.relative(process.cwd(), file)],
  ])(
    'is the one that INFLUXCTL_PROFILE names by its path, known by %s, and the log says so',
    async (_, name) => {
      const config = writeConfig('[[profile]]', 'name = "default"', 'host = "a.example"');
      const { notes, inputs } = await loadOnly(
        { ...ids, 'management-token': token },
        { INFLUXCTL_PROFILE: name(config) },
      );
      expect(inputs).toMatchObject({ connection: { host: new URL('https://a.example') } });
      expect(notes).toContainEqual(
        expect.stringMatching(/^INFLUXCTL_PROFILE is read as the path of the config/),
      );
    },
  );

  test('has its unknown keys told as warnings', async () => {
    const config = writeProfile(...enough, 'hosts = "x"', '[profile.tls]', 'cacert = "x"', '[other]');
    expect((await loadOnly({ ...ids, config })).warnings).toEqual([
      `${config}: influxctl documents no key other. It is not used.`,
      `${config}: influxctl documents no key profile.hosts. It is not used.`,
      `${config}: influxctl documents no key profile.tls.cacert. It is not used.`,
    ]);
  });

  test.each<[string, string[], Texts, string]>([
    ['is not TOML', ['x = '], {}, 'not TOML: line 3, column 5'],
    ['has a value of another type', ['port = 8086'], {}, 'profile.port is not a string'],
    ['has no such profile', [], { profile: 'production' }, 'no profile "production"; there is: default'],
  ])(
    'is told where it %s, and what may be in it is not called missing',
    async (_, lines, inputs, message) => {
      const loaded = await loadOnly({ ...ids, config: writeProfile(...lines), ...inputs });
      expect(problemsOf(loaded)).toEqual([`config: ${message}`]);
      expect([loaded.asked.ids, loaded.notes, loaded.warnings]).toEqual([[ids['token-ids']], [], []]);
    },
  );

  test.each([
    [{}, 'an OAuth2 run', oauthInputs],
    [{ 'cluster-id': uuid }, 'a dedicated cluster', { 'management-token': token }],
  ])('is told where it is not there, and nothing else: %j, %s', async (product, _, inputs) => {
    const given = { ...inputs, 'oauth-token-url': '', 'oauth-client-id': '', profile: 'x' };
    const loaded = await loadOnly({ ...ids, ...product, ...given, config: '/nowhere/config.toml' });
    expect(problemsOf(loaded)).toEqual(['config: /nowhere/config.toml cannot be read (ENOENT)']);
  });

  test("is told with its path where it is influxctl's own", async () => {
    const broken = mkdtempSync(path.join(tmpdir(), 'home-'));
    const usual = defaultConfigPath(usualPlace(broken), process.platform);
    mkdirSync(path.dirname(usual), { recursive: true });
    writeFileSync(usual, '[[profile]]\nname = 1\n');
    const loaded = await loadOnly(ids, usualPlace(broken));
    rmSync(broken, { recursive: true });
    expect(problemsOf(loaded)).toEqual([`config: ${usual}: no profile "default"; there is none`]);
  });

  test('is no reason to be silent of the other inputs', async () => {
    const loaded = await load({ config: '/nowhere', retries: 'x', 'api-path': '/tokens' });
    const names = problemsOf(loaded).map((problem) => problem.split(':')[0]);
    expect(names).toEqual(['config', 'retries', 'api-path']);
  });
});
