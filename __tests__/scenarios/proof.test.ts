import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens, prefixOf } from '../../dev/cluster/tokens.ts';
import { idsOf, revokeAll, runOn } from '../support/scenario.ts';

describe('A revocation that the cluster accepts', () => {
  test('is not called revoked while the list still shows the token as active', async () => {
    const tokens = newTokens(2);
    const run = await revokeAll(tokens, { deaf: true });
    expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
    expect(run.results.map(({ code }) => code)).toEqual(['still-active', 'still-active']);
    expect(run.cluster.requests.filter(({ method }) => method === 'GET')).toHaveLength(6);
  }, 30_000);

  test('is proven when a cluster that lags behind has caught up', async () => {
    const tokens = newTokens(2);
    const run = await revokeAll(tokens, { lag: 2 });
    expect(run.exitCode).toBe(0);
    expect(run.results).toMatchObject([{ status: 'revoked', verified: true }, { verified: true }]);
    expect(run.log).toContain('Not everything is proven yet. Asking the cluster again.');
  }, 30_000);

  test('is unverified where the list cannot be read afterwards', async () => {
    const tokens = newTokens(1);
    const run = await revokeAll(tokens, {
      misbehave: ({ method, earlier }) => (method === 'GET' && earlier > 0 ? { status: 403 } : undefined),
    });
    expect(run).toMatchObject({ exitCode: 1, results: [{ status: 'failed', code: 'unverified' }] });
  });

  test('is unverified where the list no longer shows the id: revoked tokens remain in it', async () => {
    const token = newToken();
    const run = await runOn([token], {
      inputs: { 'token-ids': token.id },
      render: (all) =>
        JSON.stringify(
          all
            .filter(({ revokedAt }) => revokedAt === undefined)
            .map((token) => ({ id: token.id, prefix: prefixOf(token) })),
        ),
    });
    expect(run.results).toMatchObject([{ status: 'failed', code: 'unverified' }]);
  }, 30_000);
});
