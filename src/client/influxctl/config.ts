import path from 'node:path';
import { stringify } from 'smol-toml';
import type { InfluxctlSettings } from '../../connection/influxctl.ts';
import type { PrivateFolder } from '../../program/private-folder.ts';

/** The name of the one profile in the configuration. */
export const profileName = 'default';

/** Writes the configuration that influxctl runs with, and what it refers to. Gives its path. */
export function writeConfig(settings: InfluxctlSettings, folder: PrivateFolder): string {
  const { product, host, port, token } = settings;
  const profile = {
    name: profileName,
    product: product.kind,
    ...(product.kind === 'clustered' ? {} : toAccount(product)),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(token.kind === 'management-token' ? { mgmt_token: token.token } : {}),
    ...(token.kind === 'token-file' ? { auth: { token: { token_file: path.resolve(token.path) } } } : {}),
    tls: writeTls(settings, folder),
  };
  return folder.write('config.toml', stringify({ profile: [profile] }));
}

function toAccount({
  accountId,
  clusterId,
}: {
  readonly accountId: string;
  readonly clusterId: string | undefined;
}) {
  return { account_id: accountId, ...(clusterId === undefined ? {} : { cluster_id: clusterId }) };
}

/** The keys are paths: what an input holds as text becomes a file. */
function writeTls({ tls, plain }: InfluxctlSettings, folder: PrivateFolder) {
  const { authorities, insecure, client } = tls;
  return {
    ...(insecure ? { insecure } : {}),
    ...(plain ? { disable: true } : {}),
    ...(authorities.length === 0 ? {} : { ca: folder.write('ca.pem', `${authorities.join('\n')}\n`) }),
    ...(client === undefined
      ? {}
      : { cert: folder.write('cert.pem', client.cert), key: folder.write('key.pem', client.key) }),
  };
}
