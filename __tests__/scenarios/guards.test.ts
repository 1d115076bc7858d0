import { describe, expect, test } from '@jest/globals';
import { type ClusterToken, newToken, newTokens } from '../../dev/cluster/tokens.ts';
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

const withoutPrefixes = (tokens: readonly ClusterToken[]): string =>
  JSON.stringify(tokens.map(({ id, revokedAt }) => ({ id, revokedAt: revokedAt && new Date(revokedAt) })));

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

  test('a list without prefixes refuses the plan: any token could be the one in use', async () => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens, { render: withoutPrefixes });
    const run = await runAgainst(scene, { 'token-ids': tokens[0]?.id ?? '' });
    expect(run.results).toMatchObject([{ status: 'failed', code: 'refused' }]);
    expect(run.results[0]?.message).toContain('The list shows no comparable prefix of it');
    expect(revocationsSeen(scene)).toEqual([]);
    const forced = await runAgainst(scene, { 'token-ids': tokens[0]?.id ?? '', force: 'true' });
    expect(forced.revoked).toEqual([tokens[0]?.id]);
    expect(forced.log).toContain('(may be the token in use: no comparable prefix)');
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

  test('ids that are revoked already remain successes beside one that fails', async () => {
    const dead = newToken({ revokedAt: Date.UTC(2026, 1, 1) });
    const run = await runOn([dead], { inputs: { 'token-ids': `${unknownId} ${dead.id}` } });
    expect(run).toMatchObject({ revoked: [dead.id], failed: [unknownId] });
  });

  test('a list that cannot be read ends the run', async () => {
    const [token] = newTokens(1);
    const run = await runOn([token ?? newToken()], {
      inputs: { 'token-ids': token?.id ?? '' },
      misbehave: faultOn('GET', { status: 403 }),
    });
    expect(run).toMatchObject({ exitCode: 1, failed: [token?.id] });
    expect(run.errors.join('\n')).toContain('The list of tokens could not be read. The response was 403');
    expect(run.sent).toEqual([]);
  });
});

describe('With force', () => {
  test('an id that the cluster does not know fails alone', async () => {
    const [token] = newTokens(1);
    const run = await runOn([token ?? newToken()], {
      inputs: { 'token-ids': `${unknownId} ${token?.id}`, force: 'true' },
    });
    expect(run).toMatchObject({ exitCode: 1, revoked: [token?.id] });
    expect(run.results).toMatchObject([{ id: unknownId, code: 'not-found' }, { status: 'revoked' }]);
  });

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

  test('a Retry-After of the list holds the revocations back too', async () => {
    const tokens = newTokens(2);
    const run = await revokeAll(tokens, {
      inputs: { force: 'true' },
      misbehave: faultOn('GET', { status: 503, headers: { 'retry-after': '2' } }, 1),
    });
    expect(run.exitCode).toBe(0);
    const [list, first] = run.cluster.requests;
    expect((first?.at ?? 0) - (list?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
  });

  test.each([[500], [403]])(
    'a list that answers %d is a warning, and the run goes on without it',
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

  test('credentials that are not accepted end the run at once', async () => {
    const tokens = newTokens(3);
    const run = await revokeAll(tokens, { inputs: { 'management-token': newToken().secret, force: 'true' } });
    expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]).toContain('(unauthorized) 3 ids were not attempted.');
    expect(run.cluster.requests).toHaveLength(1);
  });
});

describe('A dry run', () => {
  test('tells what would be revoked, and revokes nothing', async () => {
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

  test('fails where an id is not known', async () => {
    const run = await runOn(newTokens(1), { inputs: { 'token-ids': unknownId, 'dry-run': 'true' } });
    expect(run).toMatchObject({ exitCode: 1, results: [{ status: 'failed', code: 'not-found' }] });
  });
});
