import { describe, expect, test } from '@jest/globals';
import { bearerToken } from '../../support/connection-settings.ts';
import { anyInfluxctl } from '../../support/influxctl-settings.ts';
import {
  acceptedOf,
  uuid as account,
  load,
  loadProfile,
  oauthInputs,
  profileToken,
  type Texts,
} from '../../support/loading.ts';

const cluster = '22222222-2222-4222-8222-222222222222';
const dataLines = ['host = "cluster.a.influxdb.io"', `mgmt_token = "${profileToken}"`];
const sha256 = 'ABCDEF0123456789'.repeat(4);

const consoleOrigin = 'https://console.influxdata.com';
const accountPath = `/api/v0/accounts/${account}/management-tokens`;

describe('A Cloud Dedicated cluster', () => {
  const inputs = { host: '', 'account-id': account };

  test.each<[string, Texts, { origin?: string; apiPath?: string; clusterId?: string }]>([
    ["InfluxData's console, at the path of the account", {}, {}],
    ['another console where that is given', { host: 'x.example:8443' }, { origin: 'https://x.example:8443' }],
    ['another path where that is given', { 'api-path': '/x/' }, { apiPath: '/x' }],
    ['the console, and influxctl in its cluster', { 'cluster-id': cluster }, { clusterId: cluster }],
  ])('is reached over %s', async (_, more, { origin = consoleOrigin, apiPath = accountPath, clusterId }) => {
    const loaded = acceptedOf(await load({ ...inputs, ...more }));
    expect([loaded.connection.host.origin, loaded.apiPath]).toEqual([origin, apiPath]);
    const product = { kind: 'dedicated', accountId: account, clusterId };
    expect(loaded.influxctl).toMatchObject({ product, host: undefined, port: undefined, plain: false });
  });

  test('has a profile whose host is for influxctl, and not for the Management API', async () => {
    const ids = [`account_id = "${account}"`, `cluster_id = "${cluster}"`];
    const lines = [
      'product = "dedicated"',
      ...ids,
      ...dataLines,
      'port = "8443"',
      'tls = { disable = true }',
    ];
    const loaded = acceptedOf(await loadProfile(lines, { 'allow-http': 'true' }));
    const { connection, apiPath, influxctl } = loaded;
    expect([connection.host.origin, apiPath]).toEqual([consoleOrigin, accountPath]);
    const product = { kind: 'dedicated', accountId: account, clusterId: cluster };
    expect(influxctl).toMatchObject({ product, host: 'cluster.a.influxdb.io', port: '8443', plain: true });
  });

  test('is one by the input account-id, too: the host of the profile is for influxctl then', async () => {
    const loaded = await loadProfile(dataLines, { 'account-id': account });
    const { connection, influxctl } = acceptedOf(loaded);
    expect(connection.host.origin).toBe(consoleOrigin);
    expect(influxctl).toMatchObject({ host: 'cluster.a.influxdb.io', plain: false });
  });

  test('is reached through the proxy for HTTPS', async () => {
    const env = { HTTPS_PROXY: 'http://for-https:1', HTTP_PROXY: 'http://for-http:1' };
    expect(acceptedOf(await load(inputs, env)).connection.proxy?.url.hostname).toBe('for-https');
  });
});

describe('The proxy on the way to an identity provider, and to a cluster,', () => {
  const env = { HTTPS_PROXY: 'http://for-https:1', HTTP_PROXY: 'http://for-http:1', NO_PROXY: 'x' };

  test.each([
    ['https://id.example.com/token', 'HTTP://cluster.example.com', 'for-https', 'for-http'],
    ['http://id.example.com/token', 'https://cluster.example.com', 'for-http', 'for-https'],
    ['HTTP://id.example.com/token', 'cluster.example.com', 'for-http', 'for-https'],
  ])('is the one for the protocol of each: %s, and %s', async (tokenUrl, host, own, its) => {
    const inputs = { ...oauthInputs, 'oauth-token-url': tokenUrl, host, 'allow-http': 'true' };
    const { connection, providerProxy } = acceptedOf(await load(inputs, env));
    expect(providerProxy).toMatchObject({ url: { hostname: own } });
    expect(connection.proxy?.url.hostname).toBe(its);
  });

  test('has a password that is hidden', async () => {
    const proxies = { HTTPS_PROXY: 'http://me:hunter2@p:1', HTTP_PROXY: 'http://me:hunter3@p:1' };
    const inputs = { ...oauthInputs, 'oauth-token-url': 'http://id.example.com/token', 'allow-http': 'true' };
    expect((await load(inputs, proxies)).secrets).toEqual(expect.arrayContaining(['hunter2', 'hunter3']));
  });
});

describe('What influxctl works with', () => {
  test.each([
    ['https://cluster.example.com', { host: 'cluster.example.com', port: '443', plain: false }],
    ['cluster.example.com:8443', { host: 'cluster.example.com', port: '8443', plain: false }],
    ['http://localhost', { host: 'localhost', port: '80', plain: true }],
    ['http://[::1]:8086', { host: '::1', port: '8086', plain: true }],
  ])('is the host %s in its own form', async (host, expected) => {
    const { influxctl } = acceptedOf(await load({ host, timeout: '5s' }));
    const token = { kind: 'token', token: bearerToken, file: undefined };
    expect(influxctl).toMatchObject({ ...expected, product: { kind: 'clustered' }, token, timeout: 5_000 });
  });

  const key = '0123456789ABCDEF0123456789ABCDEF01234567';
  const mirror = 'https://mirror.example.com/influxctl.tar.gz?key=x';
  test.each<[string, Texts, object]>([
    ['the one in PATH', {}, anyInfluxctl],
    ['the one that is given', { influxctl: './influxctl' }, { kind: 'path', path: './influxctl' }],
    ['a release', { influxctl: 'v2.12.1' }, { ...anyInfluxctl, version: '2.12.1' }],
    [
      'a release whose sum is known, from a mirror',
      { influxctl: '2.9.8', 'influxctl-sha256': sha256, 'influxctl-download-url': mirror },
      { ...anyInfluxctl, version: '2.9.8', sha256: sha256.toLowerCase(), url: mirror },
    ],
    [
      'any release of a mirror with a key of its own',
      { 'influxctl-download-url': 'https://mirror.example.com/', 'influxctl-signing-key': key.toLowerCase() },
      { ...anyInfluxctl, url: 'https://mirror.example.com/', signingKey: key },
    ],
  ])('is %s', async (_, inputs, source) => {
    expect(acceptedOf(await load(inputs)).influxctl?.source).toEqual(source);
  });

  test('is nothing where the run signs in at an identity provider', async () => {
    expect(acceptedOf(await load(oauthInputs)).influxctl).toBeUndefined();
  });
});
