import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../dev/cluster/certificates.ts';
import { startCluster } from '../../dev/cluster/cluster.ts';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { writeTextFile } from '../support/files.ts';
import { startNginx, testWith } from '../support/programs.ts';
import { givenRelay } from '../support/relay.ts';
import { byId, closeLater, givenCluster, idsOf, runAction, runAgainst, runOn } from '../support/scenario.ts';

describe('An outage in the middle of a run', () => {
  test.each([
    ['h1', 'restarts', 300],
    ['h2', 'restarts', 300],
    ['h1', 'is away for five seconds', 5_000],
    ['h2', 'is away for five seconds', 5_000],
  ] as const)(
    'over %s loses no id where the server %s',
    async (protocol, _, away) => {
      const tokens = newTokens(400);
      const [caller, authority] = [newToken(), await createAuthority()];
      const options = { tokens: [...tokens, caller], authority, protocol, latency: 5 };
      let cluster = await startCluster(options);
      const { port } = cluster;
      const outage = setInterval(async () => {
        if (cluster.requests.length < 100) return;
        clearInterval(outage);
        await cluster.close();
        setTimeout(async () => {
          cluster = closeLater(await startCluster({ ...options, port }));
        }, away);
      }, 5);
      const run = await runAction({
        host: `localhost:${port}`,
        'tls-ca': authority.cert,
        'management-token': caller.secret,
        // Where Node misses the end of a connection, it is given up within this time.
        timeout: '2s',
        ...byId(tokens),
      });
      expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    },
    60_000,
  );

  test('loses no id where its connection falls silent without an end', async () => {
    const tokens = newTokens(400);
    let seen = 0;
    const misbehave = () => void (++seen === 100 && relay.silence());
    const scene = await givenCluster(tokens, { misbehave, latency: 5 });
    const relay = await givenRelay(scene.cluster.port);
    const run = await runAgainst(scene, {
      host: `https://localhost:${relay.port}`,
      timeout: '9s',
      ...byId(tokens),
    });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
  }, 60_000);

  testWith('nginx')(
    'loses no id among 2,500 behind nginx, which ends connections with GOAWAY and is killed and restarted',
    async () => {
      const tokens = newTokens(2_500);
      const scene = await givenCluster(tokens, { protocol: 'http' });
      const authority = await createAuthority();
      const identity = await authority.issue({ host: 'localhost' });
      const upstreamPort = scene.cluster.port;
      const nginx = closeLater(await startNginx({ identity, upstreamPort, requestsPerConnection: 200 }));
      const outage = setInterval(() => {
        if (scene.cluster.requests.length < 1_000) return;
        clearInterval(outage);
        void nginx.restart();
      }, 5);
      const run = await runAgainst(scene, {
        host: `https://localhost:${nginx.port}`,
        'tls-ca': authority.cert,
        // Where Node misses the end of a connection, it is given up within this time.
        timeout: '2s',
        ...byId(tokens),
      });
      expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
      expect(run.results.every(({ verified }) => verified)).toBe(true);
    },
    120_000,
  );

  test('loses no id among 1,000 where 5 % of requests fail and 1 % of connections break', async () => {
    const count = Number(process.env['FAULTY_IDS'] ?? 1_000);
    const tokens = newTokens(count);
    let seed = 1;
    const chance = (): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const file = writeTextFile(idsOf(tokens).join('\n'));
    const run = await runOn(tokens, {
      inputs: { 'token-ids-file': file },
      protocol: 'h1',
      misbehave: ({ method }) => {
        if (method !== 'DELETE') return undefined;
        const dice = chance();
        if (dice < 0.01) return dice < 0.005 ? 'reset' : 'obey-then-reset';
        return dice < 0.06 ? { status: 503 } : undefined;
      },
    });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(run.peakMemory).toBeLessThan(200 * 1024 * 1024);
  }, 300_000);
});
