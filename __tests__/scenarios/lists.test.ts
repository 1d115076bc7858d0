import { describe, expect, test } from '@jest/globals';
import { type ClusterToken, newToken, newTokens, prefixOf } from '../../dev/cluster/tokens.ts';
import { writeTextFile } from '../support/files.ts';
import { byId, givenCluster, idsOf, runAgainst, runOn } from '../support/scenario.ts';

describe('A list', () => {
  test('with an id twice, once revoked and once not, never shows a live token as dead', async () => {
    const token = newToken();
    const twice = (each: ClusterToken) => {
      const entry = { id: each.id, prefix: prefixOf(each) };
      return each.id === token.id ? [{ ...entry, revokedAt: '2026-01-01T00:00:00Z' }, entry] : [entry];
    };
    const run = await runOn([token], {
      inputs: { 'token-ids': token.id },
      render: (all) => JSON.stringify(all.flatMap(twice)),
    });
    expect(run.results).toMatchObject([{ status: 'failed', code: 'still-active' }]);
  });

  test('with an entry that cannot be read is refused, with the entry and the reason', async () => {
    const token = newToken();
    const run = await runOn([token], {
      inputs: { 'token-ids': token.id },
      render: () => JSON.stringify([{ id: token.id }, { id: newToken().id, revokedAt: 'yesterday' }]),
    });
    expect(run.errors[0]).toContain('Entry 2 of the list: the time of revocation cannot be read.');
    expect(run.errors[0]).toContain('(unexpected-answer)');
  });

  test('of 100,000 tokens is read', async () => {
    const [requested, others] = [newTokens(2), newTokens(100_000)];
    const scene = await givenCluster([...others, ...requested]);
    const run = await runAgainst(
      { ...scene, cluster: { ...scene.cluster, tokens: requested } },
      byId(requested),
    );
    expect(run.exitCode).toBe(0);
    expect(run.log).toContain('The cluster lists 100003 tokens, 100003 active.');
  });
});

test('Ten thousand ids have outputs that GitHub can carry: the lists whole, results cut with a warning', async () => {
  const tokens = newTokens(10_000).map((token) => ({ ...token, revokedAt: Date.UTC(2026, 1, 1) }));
  const scene = await givenCluster(tokens);
  const file = writeTextFile(idsOf(tokens).join('\n'));
  const run = await runAgainst(
    { ...scene, cluster: { ...scene.cluster, tokens: [] } },
    { 'token-ids-file': file },
  );
  expect(run.revoked).toEqual(idsOf(tokens));
  expect(run.results.length).toBeLessThan(tokens.length);
  expect(run.report?.tokens.map(({ id }) => id)).toEqual(idsOf(tokens));
  expect(run.warnings.join()).toContain('The lists of ids, and the file in report-file, are whole.');
  expect(Object.values(run.outputs).join('').length).toBeLessThanOrEqual(500_000 + 10);
  expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);
  expect(run.summary).toMatch(/\d+ rows omitted: GitHub's size limit\.\n$/);
});
