import type { TlsSettings } from './dispatcher.ts';
import type { StoredToken } from './sign-in.ts';

/** Which client to use, and what it needs. */
export interface ClientSettings {
  readonly client: 'auto' | 'api' | 'influxctl';
  /** The path of the collection of tokens. */
  readonly apiPath: string;
  /** The published path of the databases. Undefined: it is not known (Cloud Dedicated without `cluster-id`). */
  readonly databasesPath: string | undefined;
  /** undefined: influxctl cannot authenticate as the workflow does. */
  readonly influxctl: InfluxctlSettings | undefined;
}

/** A version of influxctl, and where to fetch it. */
export interface InfluxctlVersion {
  readonly kind: 'version';
  /** undefined: the one in `PATH` if it is new enough, otherwise the default version. */
  readonly version: string | undefined;
  /** Of the archive, SHA-256 in lower-case hex; undefined: the workflow gives none. */
  readonly sha256: string | undefined;
  /** Of the archive if its sum is given, otherwise of a package repository; undefined: InfluxData's own. */
  readonly url: string | undefined;
  /** The fingerprint of the primary key that signs the repository: 40 hexadecimal digits in upper case. */
  readonly signingKey: string;
}

/** Which influxctl to run. */
export type InfluxctlSource = InfluxctlVersion | { readonly kind: 'path'; readonly path: string };

/** A binary of influxctl. */
export interface Influxctl {
  readonly file: string;
  readonly version: string;
  /** Where it is from, and how it was verified where it was fetched: for the log. */
  readonly origin: string;
}

/** What influxctl works with: it gets its own profile. */
export interface InfluxctlSettings {
  readonly source: InfluxctlSource;
  readonly product: Product;
  /** undefined if influxctl's own default applies. */
  readonly host: string | undefined;
  readonly port: string | undefined;
  /** Plain HTTP. */
  readonly plain: boolean;
  readonly tls: TlsSettings;
  /** Where it came from a file, influxctl gets the file. */
  readonly token: StoredToken;
  /** For one request of influxctl, in ms. */
  readonly timeout: number;
}

/** The account of Cloud Dedicated, and the cluster in it if the workflow names one. */
export interface Account {
  readonly accountId: string;
  readonly clusterId: string | undefined;
}

/** What is run there. */
export type Product = { readonly kind: 'clustered' } | ({ readonly kind: 'dedicated' } & Account);

/** The account of a product. Undefined: it has none. */
export function accountOf(product: Product): Account | undefined {
  return product.kind === 'dedicated' ? product : undefined;
}
