import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'smol-toml';
import { writeConfig } from '../../../../src/client/influxctl/config.ts';
import type { InfluxctlSettings } from '../../../../src/connection/client-settings.ts';
import { openPrivateFolder, type PrivateFolder } from '../../../../src/program/private-folder.ts';
import { influxctlSettings } from '../../../support/influxctl-settings.ts';
import { makeFolder } from '../../../support/shell-programs.ts';

const open: PrivateFolder[] = [];

afterEach(() => {
  for (const folder of open.splice(0)) folder.remove();
});

/** Writes a configuration, and gives its path. */
function write(overrides: Partial<InfluxctlSettings>): string {
  const folder = openPrivateFolder({ RUNNER_TEMP: makeFolder() }, () => {});
  open.push(folder);
  return writeConfig(influxctlSettings(overrides), folder);
}

/** The one profile of a configuration. */
function profileOf(overrides: Partial<InfluxctlSettings> = {}): unknown {
  const { profile, ...rest } = parse(readFileSync(write(overrides), 'utf8'));
  expect({ rest, profiles: (profile as unknown[]).length }).toEqual({ rest: {}, profiles: 1 });
  return (profile as unknown[])[0];
}

const address = { host: 'cluster.example.com', port: '443' };
const secret = { mgmt_token: 'M.V1.abcd-unit-tests-only' };
const clustered = { name: 'default', product: 'clustered', ...address, ...secret, tls: {} };
const accountId = '11111111-1111-4111-8111-111111111111';
const clusterId = '22222222-2222-4222-8222-222222222222';
const tls = { authorities: [], insecure: false, client: undefined };

describe("The configuration that influxctl runs with, in influxctl's own keys", () => {
  test.each<[string, Partial<InfluxctlSettings>, object]>([
    ['a Clustered cluster', {}, clustered],
    ['another address', { host: '::1', port: '8443' }, { ...clustered, host: '::1', port: '8443' }],
    ['plain HTTP', { plain: true, port: '80' }, { ...clustered, port: '80', tls: { disable: true } }],
    ['no verification', { tls: { ...tls, insecure: true } }, { ...clustered, tls: { insecure: true } }],
  ])('describes %s', (_, settings, profile) => {
    expect(profileOf(settings)).toEqual(profile);
  });

  test.each<[string, string | undefined, { host?: string; port?: string }]>([
    ['account', undefined, {}],
    ['cluster', clusterId, {}],
    ['cluster with a host of its own', clusterId, { host: 'me.a.influxdb.io' }],
    ['cluster with a port of its own', clusterId, { host: 'me.a.influxdb.io', port: '8443' }],
  ])('describes a Cloud Dedicated %s', (_, cluster, own) => {
    const product = { kind: 'dedicated', accountId, clusterId: cluster } as const;
    const ids = { account_id: accountId, ...(cluster && { cluster_id: cluster }) };
    const expected = { name: 'default', product: 'dedicated', ...secret, tls: {}, ...ids, ...own };
    expect(profileOf({ product, host: undefined, port: undefined, ...own })).toEqual(expected);
  });

  test.each([
    ['quotes and backslashes', 'M.V1."\\"\'\\u0041'],
    ['line breaks', 'M.V1.\r\n[[profile]]\nname = "other"'],
    ['three quotes', 'M.V1."""\'\'\''],
    ['other letters', 'M.V1.é😀\u0000\u001b'],
  ])('keeps a token with %s as it is', (_, token) => {
    const profile = { ...clustered, mgmt_token: token };
    expect(profileOf({ token: { kind: 'token', token, file: undefined } })).toEqual(profile);
  });

  test('names the file with the admin token by its absolute path, and holds no token', () => {
    const { mgmt_token: _, ...anonymous } = clustered;
    const auth = { token: { token_file: path.resolve('secrets/token.json') } };
    const profile = profileOf({ token: { kind: 'token', token: 'secret', file: 'secrets/token.json' } });
    expect(profile).toEqual({ ...anonymous, auth });
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
    const client = { cert: '-- cert --', key: '-- key --' };
    const { cert = '', key = '', ...rest } = filesOf({ ...tls, client });
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
    const names = readdirSync(folder).sort();
    expect(names).toEqual(['ca.pem', 'cert.pem', 'config.toml', 'key.pem']);
    expect(names.map((name) => statSync(path.join(folder, name)).mode & 0o777)).toEqual(Array(4).fill(0o600));
    for (const each of open.splice(0)) each.remove();
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });
});
