import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCluster } from '../cluster/cluster.ts';
import { newToken } from '../cluster/tokens.ts';
import { installInfluxctl } from '../influxctl/install.ts';
import { runStep } from '../runner/runner.ts';

const day = 24 * 3_600_000;

/** Ids and prefixes are always the same: only the times of a new picture differ from those of the last. */
const tokens = [
  newToken({
    id: '0d0a6f3e-5c1b-4f57-9d0e-0c6f5b1f8a11',
    secret: 'M.V1.uf0D+simulated-and-leaked==',
    description: 'telegraf, leaked',
  }),
  newToken({
    id: '7be1c2aa-93d4-4b02-8a4f-5a0f6f0e2b22',
    secret: 'M.V1.ZeHa+simulated==',
    description: 'ci, before rotation',
    createdAt: Date.UTC(2026, 1, 3),
  }),
  newToken({
    id: 'c41d9e70-2a6b-4c8e-b1f3-96d2e7a80c33',
    secret: 'M.V1.q7Lw+simulated==',
    description: 'grafana, retired',
    revokedAt: Date.UTC(2026, 2, 1) + day / 3,
  }),
];

/** Runs the action through a stand-in for influxctl, and gives the job summary's Markdown with another address of the cluster. */
export async function runForSummary(): Promise<string> {
  const caller = newToken({ description: 'the token in use' });
  const cluster = await startCluster({ tokens: [caller, ...tokens], collection: null });
  const folder = mkdtempSync(path.join(tmpdir(), 'picture-influxctl-'));
  try {
    installInfluxctl(folder);
    const [leaked, ...others] = tokens;
    const inputs = {
      host: cluster.host,
      'tls-ca': cluster.ca,
      'management-token': caller.secret,
      'leaked-tokens': leaked?.secret ?? '',
      'token-ids': ['5f3b8a19-e04c-4d27-8c6d-1b9a7f2e4d44', ...others.map(({ id }) => id)].join(' '),
      reason: 'A configuration file was pushed to a public repository.',
    };
    const env = { PATH: [folder, process.env['PATH']].join(path.delimiter) };
    const { summary } = await runStep({ inputs, env });
    return summary.replaceAll(cluster.host, 'https://cluster.example.com');
  } finally {
    await cluster.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
