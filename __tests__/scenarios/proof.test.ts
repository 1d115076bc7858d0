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
    expect(run.log).toContain('The cluster does not show all of them as revoked yet. Asking again.');
  }, 30_000);

  test('is unverified where the list cannot be read afterwards', async () => {
    const tokens = newTokens(1);
    const run = await revokeAll(tokens, {
      misbehave: ({ method, earlier }) => (method === 'GET' && earlier > 0 ? { status: 403 } : undefined),
    });
    expect(run).toMatchObject({ exitCode: 1, results: [{ status: 'failed', code: 'unverified' }] });
  });

  test('is unverified where the list no longer shows the id: revoked tokens stay in it', async () => {
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

  test('counts only with 204, or 200 with JSON', async () => {
    const tokens = newTokens(3);
    const answers = [
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><h1>Console</h1></html>' },
      { status: 202 },
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{' },
    ];
    const run = await revokeAll(tokens, {
      misbehave: ({ path }) => answers[tokens.findIndex(({ id }) => path.endsWith(id))],
    });
    expect(run.failed).toEqual(idsOf(tokens));
    const codes = ['unexpected-answer', 'unexpected-answer', 'unreachable'];
    expect(run.results.map(({ code }) => code)).toEqual(codes);
    expect(run.results[0]?.message).toBe('The response was 200 (text/html): "Console".');
  });
});

describe('A list that shows that management tokens are not served', () => {
  const html = { 'content-type': 'text/html' };
  const json = { 'content-type': 'application/json' };
  test.each([
    ['404', { status: 404, headers: json, body: '{"code": 404, "message": "not found"}' }],
    ['405', { status: 405 }],
    ['501', { status: 501 }],
    ['200 with a page', { status: 200, headers: html, body: '<!doctype html><title>Console</title>Sign in' }],
    ['200 with JSON of another shape', { status: 200, headers: json, body: '{"items": []}' }],
  ])('ends the run with no-http-route, with force and without: %s', async (_, answer) => {
    const tokens = newTokens(2);
    for (const force of ['true', 'false']) {
      const run = await revokeAll(tokens, { inputs: { client: 'api', force }, misbehave: () => answer });
      expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
      expect(run.results.map(({ code }) => code)).toEqual(['no-http-route', 'no-http-route']);
      expect(run.errors).toHaveLength(1);
      expect(run.cluster.requests.map(({ method }) => method)).toEqual(['GET']);
    }
  });
});
