import path from 'node:path';
import { stringify } from 'smol-toml';
import { accountOf, type InfluxctlSettings } from '../../connection/client-settings.ts';
import type { PrivateFolder } from '../../program/private-folder.ts';

/** The name of the one profile in the configuration. */
export const profileName = 'default';

/** Writes the configuration that influxctl runs with, and what it refers to. Gives its path. */
export function writeConfig(settings: InfluxctlSettings, folder: PrivateFolder): string {
  const { product, host, port, token } = settings;
  const account = accountOf(product);
  // What is undefined is left out.
  const profile = {
    name: profileName,
    product: product.kind,
    account_id: account?.accountId,
    cluster_id: account?.clusterId,
    host,
    port,
    mgmt_token: token.file === undefined ? token.token : undefined,
    auth: token.file === undefined ? undefined : { token: { token_file: path.resolve(token.file) } },
    tls: writeTls(settings, folder),
  };
  return folder.write('config.toml', stringify({ profile: [profile] }));
}

/** The keys are paths: what an input holds as text becomes a file. */
function writeTls({ tls, plain }: InfluxctlSettings, folder: PrivateFolder) {
  const { authorities, insecure, client } = tls;
  return {
    insecure: insecure || undefined,
    disable: plain || undefined,
    ca: authorities.length === 0 ? undefined : folder.write('ca.pem', `${authorities.join('\n')}\n`),
    cert: client && folder.write('cert.pem', client.cert),
    key: client && folder.write('key.pem', client.key),
  };
}
