import { existsSync } from 'node:fs';
import type { ClientSettings, InfluxctlSource, Product } from '../../connection/client-settings.ts';
import { isExposed, isLoopback } from '../../connection/host.ts';
import { findVersion, isSupported } from '../../connection/influxctl-version.ts';
import type { Authentication } from '../../connection/sign-in.ts';
import { invalidInput } from '../../errors.ts';
import { type TokenKind, tokenKinds } from '../../revocation/token-kind.ts';
import { type ConnectionInputs, inTheClear, isHttpAllowed } from './connection.ts';
import type { Given } from './texts.ts';

/** Reads the version of influxctl to use, or the path of one. */
export function parseInfluxctl(text: string): { readonly version: string } | { readonly path: string } {
  const version = text.replace(/^v/, '');
  if (findVersion(version) === version) return { version };
  if (/[/\\]/.test(text) || existsSync(text)) return { path: text };
  throw invalidInput('must be a version such as 2.12.1, or the path of a program');
}

/** Reads the fingerprint of an OpenPGP key, as 40 hexadecimal digits in upper case. */
export function parseSigningKey(text: string): string {
  const fingerprint = text.replace(/\s/g, '').toUpperCase();
  if (/^[0-9A-F]{40}$/.test(fingerprint)) return fingerprint;
  throw invalidInput('must be the fingerprint of a key, 40 hexadecimal digits');
}

/** Reads which client to use; undefined if where to connect or what to authenticate with is not known. */
export function readClient(
  given: Given,
  connection: ConnectionInputs | undefined,
  authentication: Authentication | undefined,
): ClientSettings | undefined {
  const { values, problems } = given;
  const { client } = values;
  problems.addIf(
    client === 'influxctl' && authentication?.kind === 'oauth',
    'client',
    'influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`',
  );
  checkInfluxctl(given);
  checkApiPath(given);
  if (connection === undefined || authentication === undefined) return undefined;
  const { product, tls } = connection;
  const endpoint = readEndpoint(given, connection);
  const settings = { source: toSource(given), product, ...endpoint, tls, timeout: values.timeout };
  const apiPath = values['api-path'] ?? defaultApiPath(tokenKinds[values['token-type']], product);
  const influxctl = authentication.kind === 'oauth' ? undefined : { ...settings, token: authentication };
  return { client, apiPath, databasesPath: toDatabasesPath(product), influxctl };
}

const influxctlInputs = [
  'influxctl',
  'influxctl-sha256',
  'influxctl-download-url',
  'influxctl-signing-key',
] as const;

function checkInfluxctl({ values, isInput, problems }: Given): void {
  const { influxctl } = values;
  if (influxctl !== undefined && 'version' in influxctl && !problems.has('token-type')) {
    const { plural, influxctl: known } = tokenKinds[values['token-type']];
    problems.addIf(
      !isSupported(influxctl.version, known.leastVersion),
      'influxctl',
      `too old: ${known.leastVersion} or newer is required for ${plural}`,
    );
  }
  for (const input of influxctlInputs) {
    const isApi = isInput(input) && values.client === 'api';
    problems.addIf(isApi, input, 'cannot be combined with `client: api`');
    const isForPath =
      isInput(input) && input !== 'influxctl' && influxctl !== undefined && 'path' in influxctl;
    problems.addIf(
      isForPath,
      input,
      'is for a version of influxctl that is downloaded; `influxctl` is a path',
    );
  }
  const url = values['influxctl-download-url'];
  const isMirror = url !== undefined && !isInput('influxctl-sha256');
  problems.addIf(
    isMirror && isExposed(url),
    'influxctl-download-url',
    'without `influxctl-sha256` only https:// is accepted',
  );
  problems.addIf(
    isMirror && process.platform !== 'linux',
    'influxctl-download-url',
    'without `influxctl-sha256` it is a mirror of the package repository, which needs Linux with apt',
  );
  problems.addIf(
    isInput('influxctl-sha256') && !isInput('influxctl'),
    'influxctl',
    'missing: `influxctl-sha256` needs the version that it belongs to',
  );
}

function checkApiPath({ values, isInput, problems }: Given): void {
  problems.addIf(
    isInput('api-path') && values.client === 'influxctl',
    'api-path',
    'cannot be combined with `client: influxctl`',
  );
  // An id of a management token must never go to the published collection of database tokens.
  problems.addIf(
    values['token-type'] !== 'database' &&
      !problems.has('token-type') &&
      /\/tokens$/i.test(values['api-path'] ?? ''),
    'api-path',
    'this is the collection of database tokens; for these set `token-type: database`',
  );
}

function toSource({ values }: Given): InfluxctlSource {
  const { influxctl, 'influxctl-sha256': sha256, 'influxctl-signing-key': signingKey } = values;
  if (influxctl !== undefined && 'path' in influxctl) return { kind: 'path', path: influxctl.path };
  const url = values['influxctl-download-url']?.href;
  return { kind: 'version', version: influxctl?.version, sha256, url, signingKey };
}

/** A Cloud Dedicated profile names the cluster's own host; the input `host` is that of the Management API. */
function readEndpoint(given: Given, { host, product }: ConnectionInputs) {
  if (product.kind === 'clustered') {
    const plain = host.protocol === 'http:';
    const port = host.port || (plain ? '80' : '443');
    return { host: host.hostname.replace(/^\[|\]$/g, ''), port, plain };
  }
  const { profile, values, problems } = given;
  const { host: own, port, tls } = profile?.profile ?? {};
  const plain = tls?.disable ?? false;
  const url = URL.parse(`http://${own}`);
  const isLocal = url !== null && isLoopback(url);
  problems.addIf(
    plain && values.client !== 'api' && !isLocal && !isHttpAllowed(given),
    `tls.disable of ${profile?.label}`,
    inTheClear('the token'),
  );
  return { host: own, port, plain };
}

function defaultApiPath({ apiPath }: TokenKind, product: Product): string {
  if (product.kind === 'clustered') return apiPath.clustered;
  const { accountId, clusterId = '' } = product;
  return apiPath.dedicated.replace('{account-id}', accountId).replace('{cluster-id}', clusterId);
}

/** The published route of databases (https://docs.influxdata.com/influxdb3/clustered/api/management/). */
function toDatabasesPath(product: Product): string | undefined {
  if (product.kind === 'clustered') return '/api/v0/databases';
  const { accountId, clusterId } = product;
  return clusterId === undefined
    ? undefined
    : `/api/v0/accounts/${accountId}/clusters/${clusterId}/databases`;
}
