import { parseHost } from '../../connection/host.ts';
import type { InfluxctlSettings, InfluxctlSource, Product } from '../../connection/influxctl.ts';
import type { Profile } from '../../connection/profile.ts';
import type { HttpProxy } from '../../connection/proxy.ts';
import type { Authentication } from '../../connection/sign-in.ts';
import type { ConnectionSettings } from '../../connection/transport.ts';
import { ActionError } from '../../errors.ts';
import type { RevocationRequest } from '../../revocation/context.ts';
import type { FailOn } from '../../revocation/verdict.ts';
import { toInfluxctlToken, toOAuthSettings, type Way } from './authentication.ts';
import type { InputValues } from './table.ts';

/** Everything that the workflow asks for, typed. */
export interface Inputs {
  readonly request: Omit<RevocationRequest, 'ids' | 'isInUse'>;
  readonly connection: Omit<ConnectionSettings, 'credentials' | 'redact' | 'onExchange'>;
  readonly authentication: Authentication;
  /** The proxy on the way to the identity provider. */
  readonly providerProxy: HttpProxy | undefined;
  readonly client: 'auto' | 'api' | 'influxctl';
  /** The path of the collection of management tokens. */
  readonly apiPath: string;
  /** Absent: influxctl cannot authenticate as the workflow does. */
  readonly influxctl: InfluxctlSettings | undefined;
  readonly failOn: FailOn;
  readonly summary: boolean;
}

/** What inputs are made from, each part checked. */
export interface InputParts {
  readonly values: InputValues;
  readonly way: Way;
  /** The token that does not change in the run. */
  readonly token: string | undefined;
  readonly profile: Profile | undefined;
  /** The proxies on the way to the cluster and to the identity provider. */
  readonly proxies: readonly [HttpProxy | undefined, HttpProxy | undefined];
}

/** Where Cloud Dedicated serves its Management API. */
const dedicatedHost = 'console.influxdata.com';

/** Brings checked parts into the form that a run takes. */
export function toInputs(parts: InputParts): Inputs {
  const { values, proxies } = parts;
  const [proxy, providerProxy] = proxies;
  const product = toProduct(values);
  return {
    request: {
      force: values.force,
      dryRun: values['dry-run'],
      verify: values.verify,
      concurrency: values.concurrency,
      retries: values.retries,
      deadline: values.deadline,
    },
    connection: {
      host: toHost(product, values),
      tls: toTls(values),
      proxy,
      concurrency: values.concurrency,
      timeout: values.timeout,
    },
    authentication: toAuthentication(parts),
    providerProxy,
    client: values.client,
    apiPath: values['api-path'] ?? defaultApiPath(product),
    influxctl: toInfluxctl(parts, product),
    failOn: values['fail-on'],
    summary: values.summary,
  };
}

function toProduct(values: InputValues): Product {
  const { 'account-id': accountId, 'cluster-id': clusterId } = values;
  if (values.product !== 'dedicated') return { kind: 'clustered' };
  return { kind: 'dedicated', accountId: expect(accountId), clusterId };
}

function toHost(product: Product, { host }: InputValues): URL {
  return product.kind === 'dedicated' ? (host ?? parseHost(dedicatedHost)) : expect(host);
}

/** Both are assumptions: InfluxData publishes collections of database tokens only, under these conventions. */
function defaultApiPath(product: Product): string {
  return product.kind === 'dedicated'
    ? `/api/v0/accounts/${product.accountId}/management-tokens`
    : '/api/v0/management-tokens';
}

function toTls({
  'tls-ca': authorities = [],
  'tls-cert': cert,
  'tls-key': key,
  'tls-insecure': insecure = false,
}: InputValues) {
  return {
    authorities,
    insecure,
    client: cert !== undefined && key !== undefined ? { cert, key } : undefined,
  };
}

function toAuthentication({ values, way, token }: InputParts): Authentication {
  if (token !== undefined) return { kind: 'token', token };
  return { kind: 'oauth', oauth: expect(toOAuthSettings(way, values)) };
}

function toInfluxctl(
  { values, way, token, profile }: InputParts,
  product: Product,
): InfluxctlSettings | undefined {
  const own = toInfluxctlToken(way, token ?? '', profile);
  if (own === undefined) return undefined;
  return {
    source: toSource(values),
    product,
    ...toEndpoint(values, product, profile),
    tls: toTls(values),
    token: own,
    timeout: values.timeout,
  };
}

function toSource(values: InputValues): InfluxctlSource {
  const { 'influxctl-path': path, 'influxctl-version': version, 'influxctl-sha256': sha256 } = values;
  if (version !== undefined)
    return { kind: 'download', version, sha256: expect(sha256), url: values['influxctl-download-url']?.href };
  return path === undefined ? { kind: 'search' } : { kind: 'path', path };
}

/** A Cloud Dedicated profile names the cluster's own host; the input `host` is that of the Management API. */
function toEndpoint({ host }: InputValues, product: Product, profile: Profile | undefined) {
  if (product.kind === 'dedicated')
    return { host: profile?.host, port: profile?.port, plain: profile?.tls.disable ?? false };
  const { hostname, port, protocol } = expect(host);
  const plain = protocol === 'http:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port || (plain ? '80' : '443'), plain };
}

/** A part that the checks before have found to be there. */
function expect<Part>(part: Part | undefined): Part {
  if (part !== undefined) return part;
  throw new ActionError({ code: 'internal', message: 'A missing input was not noticed.' });
}
