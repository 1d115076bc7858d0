import { parseHost } from '../../connection/host.ts';
import type { InfluxctlSettings, Product } from '../../connection/influxctl.ts';
import type { Profile } from '../../connection/profile.ts';
import type { HttpProxy } from '../../connection/proxy.ts';
import type { Authentication } from '../../connection/sign-in.ts';
import type { ConnectionSettings } from '../../connection/transport.ts';
import type { RevocationRequest } from '../../revocation/context.ts';
import type { LeakedToken } from '../../revocation/leak.ts';
import type { Selectors } from '../../revocation/selection.ts';
import type { TokenId } from '../../revocation/token.ts';
import { type TokenKind, tokenKinds } from '../../revocation/token-kind.ts';
import type { AlertReference } from './alert-reference.ts';
import { toOAuthSettings, type Way } from './authentication.ts';
import { toInfluxctl } from './influxctl-inputs.ts';
import { requirePart } from './required.ts';
import { isSelecting } from './situation.ts';
import type { InputValues } from './table.ts';

/** Everything that the workflow asks for, typed. */
export interface Inputs {
  readonly request: Omit<RevocationRequest, 'kind' | 'isInUse'>;
  readonly connection: Omit<ConnectionSettings, 'credentials' | 'redact' | 'onExchange'>;
  readonly authentication: Authentication;
  /** The proxy on the way to the identity provider. */
  readonly providerProxy: HttpProxy | undefined;
  readonly client: 'auto' | 'api' | 'influxctl';
  /** What the ids belong to. */
  readonly kind: TokenKind;
  /** The path of the collection of tokens. */
  readonly apiPath: string;
  /** Absent: influxctl cannot authenticate as the workflow does. */
  readonly influxctl: InfluxctlSettings | undefined;
  readonly summary: boolean;
  /** Free text for whoever reads the evidence. */
  readonly reason: string | undefined;
  readonly github: GitHubInputs;
}

/** What is asked of GitHub. */
export interface GitHubInputs {
  /** Secret. */
  readonly token: string | undefined;
  /** The alert that holds a leaked token. */
  readonly alert: AlertReference | undefined;
  /** The issue or pull request that gets a comment. */
  readonly issueNumber: number | undefined;
}

/** What inputs are made from, each part checked. */
export interface InputParts {
  readonly values: InputValues;
  /** Those of `token-ids` and its file. */
  readonly ids: readonly TokenId[];
  readonly way: Way;
  /** The token that does not change in the run. */
  readonly token: string | undefined;
  readonly profile: Profile | undefined;
  /** The proxies on the way to the cluster and to the identity provider. */
  readonly proxies: readonly [HttpProxy | undefined, HttpProxy | undefined];
}

/** How many tokens selectors revoke at most, unless the workflow says how many. */
const mostSelected = 100;

/** Where Cloud Dedicated serves its Management API. */
const dedicatedHost = 'console.influxdata.com';

/** Brings checked parts into the form that a run takes. */
export function toInputs(parts: InputParts): Inputs {
  const { values, proxies } = parts;
  const [proxy, providerProxy] = proxies;
  const kind = tokenKinds[values['token-type']];
  const product = toProduct(values);
  const tls = toTls(values);
  return {
    request: {
      ids: parts.ids,
      leaks: toLeaks(values),
      selectors: toSelectors(parts),
      excluded: values['exclude-ids'] ?? [],
      maxRevocations: values['max-revocations'] ?? (isSelecting(values) ? mostSelected : undefined),
      expectPlan: values['expect-plan'],
      force: values.force,
      dryRun: values['dry-run'],
      concurrency: values.concurrency,
      retries: values.retries,
      deadline: values.deadline,
    },
    connection: {
      host: toHost(product, values),
      tls,
      proxy,
      concurrency: values.concurrency,
      timeout: values.timeout,
    },
    authentication: toAuthentication(parts),
    providerProxy,
    client: values.client,
    kind,
    apiPath: values['api-path'] ?? defaultApiPath(kind, product),
    influxctl: toInfluxctl({ ...parts, product, tls }),
    summary: values.summary,
    reason: values.reason,
    github: {
      token: values['github-token'],
      alert: values['secret-scanning-alert'],
      issueNumber: values['issue-number'],
    },
  };
}

/** The leaked tokens that the workflow gives itself. */
export function toLeaks(values: Partial<InputValues>): LeakedToken[] {
  const tokens = values['leaked-tokens'] ?? [];
  return tokens.map((token, index) => ({ position: index + 1, token }));
}

function toSelectors({ values }: InputParts): Selectors | undefined {
  if (!isSelecting(values)) return undefined;
  return {
    description: values.description,
    createdBy: values['created-by'],
    createdBefore: values['older-than'],
    expired: values.expired,
    keepLatest: values['keep-latest'],
  };
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

function toProduct(values: InputValues): Product {
  const { 'account-id': accountId, 'cluster-id': clusterId } = values;
  if (values.product !== 'dedicated') return { kind: 'clustered' };
  return { kind: 'dedicated', accountId: requirePart(accountId), clusterId };
}

function toHost(product: Product, { host }: InputValues): URL {
  return product.kind === 'dedicated' ? (host ?? parseHost(dedicatedHost)) : requirePart(host);
}

function defaultApiPath({ apiPath }: TokenKind, product: Product): string {
  if (product.kind === 'clustered') return apiPath.clustered;
  const { accountId, clusterId = '' } = product;
  return apiPath.dedicated.replace('{account-id}', accountId).replace('{cluster-id}', clusterId);
}

function toAuthentication({ values, way, token }: InputParts): Authentication {
  if (token !== undefined) return { kind: 'token', token };
  return { kind: 'oauth', oauth: requirePart(toOAuthSettings(way, values)) };
}
