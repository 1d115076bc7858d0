import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createAuthority } from '../cluster/certificates.ts';
import { startCluster } from '../cluster/cluster.ts';
import { newToken } from '../cluster/tokens.ts';
import { runStep } from '../runner/runner.ts';

const host = 'cluster.example.com';
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

/** Runs the action on a simulated cluster where it succeeds and fails, and gives the job summary's Markdown. */
export async function runForSummary(): Promise<string> {
  const caller = newToken({ description: 'the token in use' });
  const authority = await createAuthority();
  const identity = await authority.issue({ host });
  const cluster = await startCluster({ tokens: [caller, ...tokens], authority, identity });
  const tunnel = await startTunnel(cluster.port);
  const [leaked, ...others] = tokens;
  const unknown = '5f3b8a19-e04c-4d27-8c6d-1b9a7f2e4d44';
  const { summary } = await runStep({
    inputs: {
      host,
      'tls-ca': cluster.ca,
      'management-token': caller.secret,
      'leaked-tokens': leaked?.secret ?? '',
      'token-ids': [unknown, ...others.map(({ id }) => id)].join(' '),
      force: 'true',
      reason: 'A configuration file was pushed to a public repository.',
    },
    env: { HTTPS_PROXY: tunnel.address },
  });
  tunnel.close();
  await cluster.close();
  return summary;
}

/** Starts a proxy that leads to a port of this machine whatever it is asked for: the host's name need not exist. */
async function startTunnel(port: number): Promise<{ readonly address: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connect', (_, socket: Socket) => {
    const upstream = connect(port, 'localhost', () => socket.write('HTTP/1.1 200 Connected\r\n\r\n'));
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy()).pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
