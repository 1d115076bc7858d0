import { connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { listenLocally } from '../support/local-server.ts';
import {
  byId,
  faultOn,
  givenCluster,
  idsOf,
  revocationsSeen,
  runAgainst,
  type Scene,
} from '../support/scenario.ts';
import { signalWhen } from '../support/signals.ts';

/** Sends signals once the cluster has seen this many revocations. */
function signalAfter(scene: Scene, revocations: number, ...signals: NodeJS.Signals[]) {
  return signalWhen(() => revocationsSeen(scene).length >= revocations, ...signals);
}

/** Leads to a port of this machine: the first connection at once, every other one after so many ms. Gives its own port. */
function givenSlowDoor(port: number, ms: number): Promise<number> {
  let connections = 0;
  const server = createServer(async (client) => {
    connections += 1;
    client.on('error', () => {});
    if (connections > 1) await setTimeout(ms);
    const onward = connect(port, 'localhost');
    onward.on('error', () => client.destroy());
    client.pipe(onward).pipe(client);
  });
  return listenLocally(server);
}

describe('A job that is cancelled', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
    'starts nothing new on %s, and reports every id: revoked, or cancelled',
    async (signal) => {
      const tokens = newTokens(200);
      const scene = await givenCluster(tokens, { latency: 30 });
      const { sent, onStart } = signalAfter(scene, 20, signal);
      const run = await runAgainst(scene, { ...byId(tokens), concurrency: '4' }, { onStart });
      expect(run.exitCode).toBe(1);
      expect(Date.now() - sent.at).toBeLessThan(6_000);
      expect(revocationsSeen(scene).length).toBeLessThan(tokens.length / 2);
      expect([...run.revoked, ...run.failed].sort()).toEqual(idsOf(tokens).sort());
      expect(run.revoked).toEqual(idsOf(tokens.filter(({ revokedAt }) => revokedAt !== undefined)));
      expect(run.results.filter(({ code }) => code === 'cancelled')).toHaveLength(run.failed.length);
      expect(run.errors[0]).toContain('The job was cancelled.');
      expect(run.summary).toContain('**failed**: cancelled');
    },
    30_000,
  );

  test('ends in order while the list is read, and while it waits for a Retry-After', async () => {
    const tokens = newTokens(3);
    const slow = await givenCluster(tokens, { misbehave: () => 'hang' });
    const waiting = await givenCluster(tokens, {
      misbehave: faultOn('DELETE', { status: 429, headers: { 'retry-after': '60' } }),
    });
    for (const scene of [slow, waiting]) {
      const requests = scene === slow ? 1 : 4;
      const { onStart } = signalWhen(() => scene.cluster.requests.length >= requests, 'SIGTERM');
      const run = await runAgainst(scene, byId(tokens), { onStart });
      expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
      expect(run.errors[0]).toContain('The job was cancelled.');
    }
    expect.assertions(4);
  });

  test('gives what is under way 2.5 s to settle, and ends within 6 s where it does not', async () => {
    const tokens = newTokens(10);
    const scene = await givenCluster(tokens, { misbehave: faultOn('DELETE', 'obey-then-hang') });
    const { sent, onStart } = signalAfter(scene, 2, 'SIGINT');
    const run = await runAgainst(scene, { ...byId(tokens), concurrency: '2' }, { onStart });
    expect(run.exitCode).toBe(1);
    expect(Date.now() - sent.at).toBeGreaterThan(2_400);
    expect(Date.now() - sent.at).toBeLessThan(6_000);
    expect(run).toMatchObject({ revoked: idsOf(tokens.slice(0, 2)), failed: idsOf(tokens.slice(2)) });
  }, 30_000);

  test('sends no revocation that waits for a connection', async () => {
    const tokens = newTokens(20);
    const scene = await givenCluster(tokens, { protocol: 'h1' });
    const door = await givenSlowDoor(scene.cluster.port, 1_000);
    const { onStart } = signalAfter(scene, 1, 'SIGINT');
    const inputs = { ...byId(tokens), host: `https://localhost:${door}`, concurrency: '20' };
    const run = await runAgainst(scene, inputs, { onStart });
    expect([...run.revoked].sort()).toEqual([...run.sent].sort());
    expect([...run.revoked, ...run.failed].sort()).toEqual(idsOf(tokens).sort());
    const left = run.report?.tokens.filter(({ status }) => status === 'failed') ?? [];
    expect(left.length).toBeGreaterThan(5);
    expect(left).toMatchObject(left.map(() => ({ code: 'cancelled', attempts: 0 })));
  }, 30_000);

  test('reports every id where nothing answers any more', async () => {
    const tokens = newTokens(4);
    let quiet = false;
    const scene = await givenCluster(tokens, {
      misbehave: ({ method }) => {
        quiet ||= method === 'DELETE';
        return quiet ? 'hang' : undefined;
      },
    });
    const { sent, onStart } = signalAfter(scene, 2, 'SIGTERM');
    const run = await runAgainst(scene, { ...byId(tokens), concurrency: '2' }, { onStart });
    expect(Date.now() - sent.at).toBeLessThan(6_000);
    expect(run.failed).toEqual(idsOf(tokens));
    expect(run.results.map(({ code }) => code)).toEqual(Array(4).fill('cancelled'));
    expect(run.log).toContain('Failed. 4 tokens: 0 revoked, 2 not attempted, 2 interrupted.');
  }, 30_000);

  test('ends at once on a second signal', async () => {
    const tokens = newTokens(4);
    const scene = await givenCluster(tokens, { misbehave: faultOn('DELETE', 'hang') });
    const { sent, onStart } = signalAfter(scene, 1, 'SIGINT', 'SIGINT');
    const step = { onStart, withoutReport: true } as const;
    const run = await runAgainst(scene, byId(tokens), step);
    expect(run.exitCode).toBe(1);
    expect(Date.now() - sent.at).toBeLessThan(3_000);
  }, 30_000);
});
