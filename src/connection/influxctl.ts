import type { TlsSettings } from './dispatcher.ts';

/** Which influxctl to run. */
export type InfluxctlSource =
  /** The one in `PATH`. */
  | { readonly kind: 'search' }
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'download';
      readonly version: string;
      /** Of the archive: SHA-256 in lower-case hex. */
      readonly sha256: string;
      /** Absent: InfluxData's release server. */
      readonly url: string | undefined;
    };

/** What influxctl works with: it gets a profile of its own. */
export interface InfluxctlSettings {
  readonly source: InfluxctlSource;
  readonly product: Product;
  /** Absent: influxctl's own default. */
  readonly host: string | undefined;
  readonly port: string | undefined;
  /** Plain HTTP. */
  readonly plain: boolean;
  readonly tls: TlsSettings;
  readonly token: InfluxctlToken;
  /** For one request of influxctl, in ms. */
  readonly timeout: number;
}

/** What influxctl authenticates with. */
export type InfluxctlToken =
  /** Secret. */
  | { readonly kind: 'management-token'; readonly token: string }
  /** The path of a file with the admin token. */
  | { readonly kind: 'token-file'; readonly path: string };

/** What is run there. */
export type Product =
  | { readonly kind: 'clustered' }
  | { readonly kind: 'dedicated'; readonly accountId: string; readonly clusterId: string | undefined };
