import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens, prefixOf } from '../../dev/cluster/tokens.ts';
import { writeTextFile } from '../support/files.ts';
import { idsOf, runOn } from '../support/scenario.ts';

describe('A workflow that revokes tokens by id', () => {
  test('gets every id back as revoked, with the proof of the cluster', async () => {
    const tokens = newTokens(3);
    const run = await runOn(tokens, { inputs: { 'token-ids': idsOf(tokens).join('\n') } });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens), failed: [], planned: idsOf(tokens) });
    expect(run.outputs).toMatchObject({ 'revoked-count': '3', 'failed-count': '0' });
    expect(run.results[0]).toEqual({
      id: tokens[0]?.id,
      status: 'revoked',
      verified: true,
      proof: ['listed'],
      revokedAt: new Date(tokens[0]?.revokedAt ?? 0).toISOString(),
      description: 'token 1',
      prefix: prefixOf(tokens[0] ?? newToken()),
      createdAt: '2026-01-15T08:30:00.000Z',
      requestedBy: ['id'],
      client: 'api',
      clientReason: 'http-route',
    });
    expect(run.outputs['client']).toBe('api');
    expect(run.log).toContain('Done. 3 tokens: 3 revoked.');
    expect(tokens.every(({ revokedAt }) => revokedAt !== undefined)).toBe(true);
  });

  test('reads more ids from a file, which counts beside the input', async () => {
    const tokens = newTokens(2);
    const file = writeTextFile(`# retired in March\n${tokens[1]?.id},\n`);
    const run = await runOn(tokens, { inputs: { 'token-ids': tokens[0]?.id ?? '', 'token-ids-file': file } });
    expect(run.revoked).toEqual(idsOf(tokens));
  });

  test('ends well where there is nothing to revoke, without a request', async () => {
    const run = await runOn([], { inputs: { 'token-ids': '[]' } });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({
      'revoked-ids': '[]',
      'failed-ids': '[]',
      'planned-ids': '[]',
      results: '[]',
    });
    expect(run.cluster.requests).toEqual([]);
  });
});
