import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'smol-toml';
import { writeConfig } from '../../../../src/client/influxctl/config.ts';
import type { InfluxctlSettings, Product } from '../../../../src/connection/influxctl.ts';
import { openPrivateFolder, type PrivateFolder } from '../../../../src/program/private-folder.ts';
import { influxctlSettings } from '../../../support/influxctl-settings.ts';
import { makeFolder } from '../../../support/shell-programs.ts';

const open: PrivateFolder[] = [];

afterEach(() => {
  for (const folder of open.splice(0)) folder.remove();
});

/** Writes a configuration, and gives its path. */
function write(overrides: Partial<InfluxctlSettings>): string {
  const folder = openPrivateFolder({ RUNNER_TEMP: makeFolder() });
  open.push(folder);
  return writeConfig(influxctlSettings(overrides), folder);
}

/** The one profile of a configuration. */
function profileOf(overrides: Partial<InfluxctlSettings> = {}): unknown {
  const { profile, ...rest } = parse(readFileSync(write(overrides), 'utf8'));
  expect({ rest, profiles: (profile as unknown[]).length }).toEqual({ rest: {}, profiles: 1 });
  return (profile as unknown[])[0];
}

const clustered = {
  name: 'default',
  product: 'clustered',
  host: 'cluster.example.com',
  port: '443',
  mgmt_token: 'M.V1.abcd-unit-tests-only',
  tls: {},
};
const [accountId, clusterId] = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
];
const tls = { authorities: [], insecure: false, client: undefined };

/** A Cloud Dedicated product, of one cluster or of none. */
function dedicated(cluster: string | undefined): Product {
  return { kind: 'dedicated', accountId, clusterId: cluster };
}

describe("The configuration that influxctl runs with, in influxctl's own keys", () => {
  const {
    host: _host,
    port: _port,
    ...nowhere
  } = { ...clustered, product: 'dedicated', account_id: accountId };

  test.each<[string, Partial<InfluxctlSettings>, object]>([
    ['a Clustered cluster', {}, clustered],
    ['another address', { host: '::1', port: '8443' }, { ...clustered, host: '::1', port: '8443' }],
    ['plain HTTP', { plain: true, port: '80' }, { ...clustered, port: '80', tls: { disable: true } }],
    [
      'certificates that are not verified',
      { tls: { ...tls, insecure: true } },
      { ...clustered, tls: { insecure: true } },
    ],
    [
      'a Cloud Dedicated account',
      { product: dedicated(undefined), host: undefined, port: undefined },
      nowhere,
    ],
    [
      'a Cloud Dedicated cluster',
      { product: dedicated(clusterId), host: undefined, port: undefined },
      { ...nowhere, cluster_id: clusterId },
    ],
    [
      'a Cloud Dedicated cluster with a host of its own',
      { product: dedicated(clusterId), host: 'me.a.influxdb.io', port: undefined },
      { ...nowhere, cluster_id: clusterId, host: 'me.a.influxdb.io' },
    ],
    [
      'a Cloud Dedicated cluster with a port of its own',
      { product: dedicated(clusterId), host: 'me.a.influxdb.io', port: '8443' },
      { ...nowhere, cluster_id: clusterId, host: 'me.a.influxdb.io', port: '8443' },
    ],
  ])('describes %s', (_, settings, profile) => {
    expect(profileOf(settings)).toEqual(profile);
  });

  test.each([
    ['quotes and backslashes', 'M.V1."\\"\'\\u0041'],
    ['line breaks', 'M.V1.\r\n[[profile]]\nname = "other"'],
    ['three quotes', 'M.V1."""\'\'\''],
    ['other letters', 'M.V1.é😀\u0000\u001b'],
  ])('keeps a token with %s as it is', (_, token) => {
    expect(profileOf({ token: { kind: 'management-token', token } })).toEqual({
      ...clustered,
      mgmt_token: token,
    });
  });

  test('names the file with the admin token by its absolute path, and holds no token', () => {
    const { mgmt_token: _, ...anonymous } = clustered;
    const auth = { token: { token_file: path.resolve('secrets/token.json') } };
    expect(profileOf({ token: { kind: 'token-file', path: 'secrets/token.json' } })).toEqual({
      ...anonymous,
      auth,
    });
    expect(path.isAbsolute(auth.token.token_file)).toBe(true);
  });
});

describe('What the configuration refers to', () => {
  /** The files of a profile's TLS settings, by key. */
  const filesOf = (settings: InfluxctlSettings['tls']): Record<string, string> =>
    (profileOf({ tls: settings }) as { readonly tls: Record<string, string> }).tls;

  test('holds every authority, each on lines of its own', () => {
    const { ca = '', ...rest } = filesOf({ ...tls, authorities: ['-- one --', '-- two --'] });
    expect(rest).toEqual({});
    expect(readFileSync(ca, 'utf8')).toBe('-- one --\n-- two --\n');
  });

  test("holds the client's certificate and key", () => {
    const {
      cert = '',
      key = '',
      ...rest
    } = filesOf({ ...tls, client: { cert: '-- cert --', key: '-- key --' } });
    expect(rest).toEqual({});
    expect([cert, key].map((file) => readFileSync(file, 'utf8'))).toEqual(['-- cert --', '-- key --']);
  });

  test('may be all of it at once', () => {
    const all = { authorities: ['-- ca --'], insecure: true, client: { cert: 'c', key: 'k' } };
    const folder = expect.stringMatching(/^\/.*\/(?:ca|cert|key)\.pem$/);
    expect(profileOf({ tls: all, plain: true })).toEqual({
      ...clustered,
      tls: { insecure: true, disable: true, ca: folder, cert: folder, key: folder },
    });
  });

  test('lies beside it, for this user only, and goes with it', () => {
    const config = write({ tls: { ...tls, authorities: ['a'], client: { cert: 'c', key: 'k' } } });
    const folder = path.dirname(config);
    const modes = readdirSync(folder)
      .sort()
      .map((name) => [name, (statSync(path.join(folder, name)).mode & 0o777).toString(8)]);
    expect(modes).toEqual([
      ['ca.pem', '600'],
      ['cert.pem', '600'],
      ['config.toml', '600'],
      ['key.pem', '600'],
    ]);
    for (const each of open.splice(0)) each.remove();
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });
});
