import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCluster } from './cluster.ts';
import { newToken } from './tokens.ts';

/** Serves a simulated cluster until it is stopped. The file gets what a step needs, as `name=value`, when the cluster serves. */
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Give the file to write: node dev/cluster/serve.ts <file>');
  process.exit(2);
}
const caller = newToken({ description: 'the token in use' });
const leaked = newToken({ description: 'telegraf, leaked' });
const retired = newToken({ description: 'grafana, retired', revokedAt: Date.UTC(2026, 2, 1) });
const cluster = await startCluster({ tokens: [caller, leaked, retired] });
const authorityFile = `${path.resolve(file)}.pem`;
writeFileSync(authorityFile, cluster.ca);
const scene = {
  host: cluster.host,
  'tls-ca': authorityFile,
  'management-token': caller.secret,
  'caller-id': caller.id,
  'leaked-id': leaked.id,
  'retired-id': retired.id,
  'unknown-id': '00000000-0000-4000-8000-000000000000',
};
const lines = Object.entries(scene).map(([name, value]) => `${name}=${value}\n`);
// What waits for the file must not see half of it.
writeFileSync(`${file}.part`, lines.join(''), { mode: 0o600 });
renameSync(`${file}.part`, file);
console.log(
  `A simulated cluster serves at ${cluster.host}. What a step needs is in ${file}. Ctrl+C stops it.`,
);
