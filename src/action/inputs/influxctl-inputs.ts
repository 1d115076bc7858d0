import type { TlsSettings } from '../../connection/dispatcher.ts';
import type { InfluxctlSettings, InfluxctlSource, Product } from '../../connection/influxctl.ts';
import type { Profile } from '../../connection/profile.ts';
import { toInfluxctlToken, type Way } from './authentication.ts';
import { requirePart } from './required.ts';
import type { InputValues } from './table.ts';

/** What the settings of influxctl are made from, each part checked. */
export interface InfluxctlParts {
  readonly values: InputValues;
  readonly way: Way;
  /** The token that does not change in the run. */
  readonly token: string | undefined;
  readonly profile: Profile | undefined;
  readonly product: Product;
  readonly tls: TlsSettings;
}

/** Brings checked parts into the settings of influxctl. Absent: it cannot authenticate as the workflow does. */
export function toInfluxctl(parts: InfluxctlParts): InfluxctlSettings | undefined {
  const { values, way, token, profile, product, tls } = parts;
  const own = toInfluxctlToken(way, token ?? '', profile);
  if (own === undefined) return undefined;
  return {
    source: toSource(values),
    product,
    ...toEndpoint(values, product, profile),
    tls,
    token: own,
    timeout: values.timeout,
  };
}

function toSource(values: InputValues): InfluxctlSource {
  const { 'influxctl-path': path, 'influxctl-version': version, 'influxctl-sha256': sha256 } = values;
  if (version !== undefined)
    return {
      kind: 'download',
      version,
      sha256: requirePart(sha256),
      url: values['influxctl-download-url']?.href,
    };
  return path === undefined ? { kind: 'search' } : { kind: 'path', path };
}

/** A Cloud Dedicated profile names the cluster's own host; the input `host` is that of the Management API. */
function toEndpoint({ host }: InputValues, product: Product, profile: Profile | undefined) {
  if (product.kind === 'dedicated')
    return { host: profile?.host, port: profile?.port, plain: profile?.tls.disable ?? false };
  const { hostname, port, protocol } = requirePart(host);
  const plain = protocol === 'http:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port || (plain ? '80' : '443'), plain };
}
