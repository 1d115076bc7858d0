import { checkPair } from '../../connection/certificates.ts';
import type { Product } from '../../connection/client-settings.ts';
import type { TlsSettings } from '../../connection/dispatcher.ts';
import { isExposed, parseHost } from '../../connection/host.ts';
import { type HttpProxy, readProxy } from '../../connection/proxy.ts';
import { tokenKinds } from '../../revocation/token-kind.ts';
import type { Given } from './texts.ts';

/** Where the cluster is, and over which network. */
export interface ConnectionInputs {
  /** The address of the Management API. */
  readonly host: URL;
  readonly product: Product;
  readonly tls: TlsSettings;
}

/** Where Cloud Dedicated serves its Management API. */
export const dedicatedHost = 'console.influxdata.com';

/** Why plain HTTP is refused to any host but loopback. */
export const inTheClear = (what: string): string =>
  `http:// would send ${what} in the clear; use https://, or set \`allow-http: true\``;

/** Reads where the cluster is; undefined if what is needed is missing or wrong. */
export function readConnection(given: Given): ConnectionInputs | undefined {
  const { values, isInput, isMissing, profile, problems } = given;
  const isDedicated = isInput('account-id') || profile?.product === 'dedicated';
  const host = values.host ?? (isDedicated ? parseHost(dedicatedHost) : undefined);
  problems.addIf(
    !isDedicated && isMissing('host'),
    'host',
    'missing: the address of the cluster, such as https://cluster.example.com',
  );
  problems.addIf(
    host !== undefined && isExposed(host) && !isHttpAllowed(given),
    'host',
    inTheClear('the token'),
  );
  const tls = readTls(given);
  const product = isDedicated ? readDedicated(given) : { kind: 'clustered' as const };
  problems.addIf(
    isInput('cluster-id') && !isDedicated && !problems.has('config'),
    'cluster-id',
    'is for Cloud Dedicated only: give `account-id` too',
  );
  problems.addIf(
    isInput('profile') && profile === undefined && !problems.has('config'),
    'profile',
    'no configuration is read: give `config`, or leave `host` out to use the default file',
  );
  return host === undefined || product === undefined ? undefined : { host, product, tls };
}

/** Says whether plain HTTP is allowed, or may be: `allow-http` could not be read. */
export function isHttpAllowed({ values, problems }: Given): boolean {
  return values['allow-http'] || problems.has('allow-http');
}

/** A placeholder for an address that could not be read: its proxy is still checked. */
const unknownAddress = new URL('https://unknown.invalid');

/** Reads the proxies of the environment on the way to the cluster and to the identity provider; undefined: there is none. */
export function readProxies({ values, problems }: Given, host: URL | undefined, env: NodeJS.ProcessEnv) {
  const proxyTo = (address: URL): HttpProxy | undefined =>
    problems.try('environment', () => readProxy(env, address));
  const cluster = proxyTo(host ?? unknownAddress);
  const tokenUrl = values['oauth-token-url'];
  return { cluster, provider: tokenUrl === undefined ? undefined : proxyTo(tokenUrl) };
}

function readDedicated({ values, isInput, isMissing, profile, problems }: Given): Product | undefined {
  const { 'account-id': accountId, 'cluster-id': clusterId } = values;
  problems.addIf(
    isMissing('account-id'),
    'account-id',
    `missing: ${profile?.label} has \`product = "dedicated"\` and no \`account_id\``,
  );
  problems.addIf(
    isInput('account-id') && profile?.product === 'clustered',
    'account-id',
    `means Cloud Dedicated, but ${profile?.label} has \`product = "clustered"\``,
  );
  problems.addIf(
    tokenKinds[values['token-type']].apiPath.dedicated.includes('{cluster-id}') && isMissing('cluster-id'),
    'cluster-id',
    'missing: database tokens of Cloud Dedicated belong to a cluster',
  );
  return accountId === undefined ? undefined : { kind: 'dedicated', accountId, clusterId };
}

function readTls({ values, texts, problems }: Given): TlsSettings {
  const {
    'tls-ca': authorities = [],
    'tls-cert': chain,
    'tls-key': key,
    'tls-skip-verify': insecure = false,
  } = values;
  const [hasCert, hasKey] = [texts['tls-cert'] !== '', texts['tls-key'] !== ''];
  problems.addIf(
    hasCert && !hasKey,
    'tls-key',
    'missing or empty: `tls-cert` needs it; check that the secret exists',
  );
  problems.addIf(hasKey && !hasCert, 'tls-cert', 'missing: `tls-key` needs it');
  const client = chain !== undefined && key !== undefined ? { cert: chain.join('\n'), key } : undefined;
  if (client !== undefined) problems.try('tls-key', () => checkPair(client));
  return { authorities, insecure, client };
}
