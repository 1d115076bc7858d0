import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import {
  byId,
  faultOn,
  givenCluster,
  idsOf,
  revocationsSeen,
  revokeAll,
  runAgainst,
  runOn,
} from '../support/scenario.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';

describe('Without force', () => {
  test('an id that the cluster does not know fails alone, and no request is sent for it', async () => {
    const [token] = newTokens(1);
    const run = await runOn([token ?? newToken()], { inputs: { 'token-ids': `${token?.id} ${unknownId}` } });
    expect(run).toMatchObject({ exitCode: 1, revoked: [token?.id], failed: [unknownId] });
    expect(run.outputs).toMatchObject({ 'failed-count': '1', 'error-code': '' });
    expect(run.results.map(({ code }) => code)).toEqual([undefined, 'not-found']);
    expect(run.sent).toEqual([token?.id]);
  });

  test('the token in use refuses the plan', async () => {
    const scene = await givenCluster(newTokens(2));
    const run = await runAgainst(scene, { 'token-ids': scene.caller.id });
    expect(run.exitCode).toBe(1);
    expect(run.results).toMatchObject([{ id: scene.caller.id, status: 'failed', code: 'refused' }]);
    expect(run.errors.join('\n')).toContain('This is the token that the run authenticates with.');
    expect(revocationsSeen(scene)).toEqual([]);
  });

  test('a plan that would leave no active management token is refused, expired ones do not count', async () => {
    const [token, expired] = [newToken(), newToken({ expiresAt: Date.now() - 1_000 })];
    const scene = await givenCluster([token, expired]);
    const run = await runAgainst(scene, { 'token-ids': idsOf([token, scene.caller]).join(',') });
    expect(run.exitCode).toBe(1);
    expect(run.results.map(({ code }) => code)).toEqual(['refused', 'refused']);
    expect(run.results[0]?.message).toBe('The plan would leave no active management token.');
    expect(revocationsSeen(scene)).toEqual([]);
  });
});

describe('With force', () => {
  test('the token in use goes last, alone, and two refusals of it are its proof', async () => {
    const tokens = newTokens(5);
    const scene = await givenCluster(tokens, { latency: 5 });
    const run = await runAgainst(scene, { ...byId([scene.caller, ...tokens]), force: 'True' });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf([scene.caller, ...tokens]) });
    expect(run.planned).toEqual(idsOf([...tokens, scene.caller]));
    expect(run.results[0]).toMatchObject({ status: 'revoked', inUse: true, proof: ['rejected'] });
    expect(revocationsSeen(scene).at(-1)).toBe(scene.caller.id);
    const [revocation, ...refusals] = scene.cluster.requests.slice(-3);
    expect(revocation?.method).toBe('DELETE');
    expect(refusals.map(({ path }) => path)).toEqual(['/api/v0/databases', '/api/v0/databases']);
    expect((refusals[1]?.at ?? 0) - (refusals[0]?.at ?? 0)).toBeGreaterThan(4_900);
  });

  test('the token in use is not proven dead by a page of a proxy', async () => {
    const scene = await givenCluster([], {
      misbehave: ({ method, earlier }) => {
        if (method === 'GET' && earlier === 0) return undefined;
        const headers = { 'content-type': 'text/html' };
        return { status: method === 'GET' ? 401 : 503, headers, body: '<html>Sign in' };
      },
    });
    const inputs = { 'token-ids': scene.caller.id, force: 'true', retries: '0' };
    const run = await runAgainst(scene, inputs);
    expect(run).toMatchObject({ exitCode: 1, failed: [scene.caller.id] });
  });

  test.each([[500], [403]])(
    'a list that answers %d is a warning, and the run continues without it',
    async (status) => {
      const tokens = newTokens(2);
      const run = await revokeAll(tokens, {
        inputs: { force: 'true' },
        misbehave: faultOn('GET', { status }, 1),
      });
      expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
      expect(run.warnings.join('\n')).toContain(
        `The list of tokens could not be read. The response was ${status}`,
      );
    },
  );
});

describe('A dry run', () => {
  test('that asks for nothing lists the tokens, and which one is in use', async () => {
    const token = newToken({ description: 'telegraf' });
    const run = await runOn([token], { inputs: { 'dry-run': 'true' } });
    expect(run.exitCode).toBe(0);
    expect(run.log).toMatch(new RegExp(`^${token.id}  .*telegraf.*active$`, 'm'));
    expect(run.log).toMatch(/ active, in use$/m);
    expect(run.summary).toContain(`### The cluster lists 2 tokens\n`);
    expect(run.summary).toContain(`| \`${token.id}\` |`);
    expect(run.sent).toEqual([]);
  });

  test('shows what would be revoked, and revokes nothing', async () => {
    const [dead, ...alive] = [newToken({ revokedAt: Date.UTC(2026, 1, 1) }), ...newTokens(2)];
    const ids = [dead?.id, ...idsOf(alive)];
    const run = await runOn([dead ?? newToken(), ...alive], {
      inputs: { 'token-ids': ids.join(' '), 'dry-run': 'true' },
    });
    expect(run).toMatchObject({ exitCode: 0, planned: idsOf(alive) });
    expect(run.results.map(({ status }) => status)).toEqual(['already-revoked', 'planned', 'planned']);
    expect(run.summary).toContain('### ⚠️ Dry run: 2 tokens would be revoked');
    expect(run.sent).toEqual([]);
  });
});
