import { describe, expect, test } from '@jest/globals';
import type { Misbehaviour, SeenRequest } from '../../dev/cluster/duty.ts';
import { type ClusterToken, newToken, newTokens, prefixOf } from '../../dev/cluster/tokens.ts';
import { byId, givenCluster, revocationsSeen, revokeAll, runAgainst, runOn } from '../support/scenario.ts';

const databases = '/api/v0/databases';
const day = 24 * 3_600_000;
const json = { 'content-type': 'application/json' };

test('Where two listed tokens share the prefix of the token in use, its death proves nothing of the other', async () => {
  const caller = newToken();
  const twin = newToken({ secret: `${prefixOf(caller)}${newToken().secret.slice(9)}` });
  const scene = await givenCluster([twin, caller], {
    misbehave: ({ method, path }) => {
      if (method !== 'DELETE' || !path.endsWith(twin.id)) return undefined;
      caller.revokedAt = Date.now();
      return { status: 204 };
    },
  });
  const run = await runAgainst({ ...scene, caller }, { 'token-ids': twin.id, force: 'true' });
  expect(run.exitCode).toBe(1);
  expect(run.results).toMatchObject([{ id: twin.id, status: 'failed', code: 'unverified' }]);
  expect(run.results[0]?.hint).toContain('run again with another management token');
});

test('A token that a later list shows as active again is still active, and no request is sent for it', async () => {
  const [early, other] = [newToken(), newToken()];
  let lists = 0;
  const run = await revokeAll([early, other], {
    render: (tokens) => {
      lists += 1;
      const revived = lists === 1 ? new Date().toISOString() : undefined;
      return JSON.stringify(
        tokens.map((token) => ({
          id: token.id,
          tokenPrefix: prefixOf(token),
          revokedAt: token === early ? revived : token.revokedAt && new Date(token.revokedAt).toISOString(),
        })),
      );
    },
  });
  expect(run.exitCode).toBe(1);
  expect(run.results).toMatchObject([{ status: 'failed', code: 'still-active' }, { status: 'revoked' }]);
  expect(run.sent).toEqual([other.id]);
}, 40_000);

test('One rejection that passes is no proof that the token in use is dead', async () => {
  let isDue = false;
  const scene = await givenCluster(newTokens(1), {
    deaf: true,
    misbehave: ({ method, path }) => {
      if (method === 'DELETE') isDue = true;
      if (!isDue || path !== databases) return undefined;
      isDue = false;
      const body = JSON.stringify({ code: 401, message: 'session store unavailable' });
      return { status: 401, headers: json, body };
    },
  });
  const run = await runAgainst(scene, { 'token-ids': scene.caller.id, force: 'true' });
  expect(run).toMatchObject({ exitCode: 1, results: [{ status: 'failed', code: 'still-active' }] });
}, 40_000);

describe('Where the clock of the cluster is a year off', () => {
  /** The cluster's `Date` is a year behind: so the runner's clock is a year ahead of it. */
  const ago = Date.now() - 365 * day;

  async function givenYearOff(expiresAt: number) {
    const young = newToken({ createdAt: ago - 5 * day, expiresAt });
    const tokens = [young];
    const scene = await givenCluster(tokens, {
      misbehave: ({ method, path }): Misbehaviour | undefined =>
        method === 'GET' && path === '/api/v0/management-tokens'
          ? {
              status: 200,
              headers: { ...json, date: new Date(ago).toUTCString() },
              body: JSON.stringify(
                [...tokens, scene.caller].map((token) => ({
                  id: token.id,
                  tokenPrefix: prefixOf(token),
                  createdAt: new Date(token.createdAt).toISOString(),
                  expiresAt: token.expiresAt && new Date(token.expiresAt).toISOString(),
                })),
              ),
            }
          : undefined,
    });
    return { scene, young };
  }

  test('a warning names both times, and no selector takes a token by its age without force', async () => {
    const { scene } = await givenYearOff(ago + 30 * day);
    const run = await runAgainst(scene, { 'older-than': '90d' });
    expect(run).toMatchObject({ exitCode: 1, outputs: { 'error-code': 'refused' } });
    expect(run.warnings.join()).toContain('The clocks differ: this runner has 20');
    expect(revocationsSeen(scene)).toEqual([]);
  });

  test('the last token that is active by either clock is protected', async () => {
    const { scene, young } = await givenYearOff(ago + 30 * day);
    const run = await runAgainst(scene, byId([young, scene.caller]));
    expect(run.results.map(({ code }) => code)).toEqual(['refused', 'refused']);
    expect(revocationsSeen(scene)).toEqual([]);
  });
});

describe('A leaked string whose test is not answered', () => {
  const madeUpFor = (token: ClusterToken): string => `${prefixOf(token)}${newToken().secret.slice(9)}`;
  const proxyPage = { status: 401, headers: { 'content-type': 'text/html' }, body: '<html>Sign in' };

  test.each<[string, Misbehaviour]>([
    ['503', { status: 503 }],
    ['429', { status: 429 }],
    ['a reset', 'reset'],
    ["a proxy's page", proxyPage],
  ])('revokes nothing without force: %s', async (_, fault) => {
    const living = newToken();
    const leaked = madeUpFor(living);
    const isTest = ({ headers }: SeenRequest) => headers['authorization'] === `Bearer ${leaked}`;
    const inputs = { 'leaked-tokens': leaked, retries: '0' };
    const run = await runOn([living], {
      inputs,
      misbehave: (seen) => (isTest(seen) ? fault : undefined),
      step: { secrets: [leaked] },
    });
    expect(run.results).toMatchObject([{ code: 'ambiguous', tested: false }]);
    expect(run.results[0]?.message).toContain(living.id);
    expect(run.sent).toEqual([]);
  });

  test('is not called proof with force, although it is refused afterwards', async () => {
    const living = newToken();
    const leaked = madeUpFor(living);
    const run = await runOn([living], {
      inputs: { 'leaked-tokens': leaked, retries: '0', force: 'true' },
      misbehave: ({ headers, earlier }) =>
        headers['authorization'] === `Bearer ${leaked}` && earlier < 3 ? proxyPage : undefined,
      step: { secrets: [leaked] },
    });
    const revoked = { id: living.id, status: 'revoked', proof: ['listed'], tested: false };
    expect(run.results).toMatchObject([revoked]);
  });
});

describe('A list that calls a token revoked while the cluster accepts it', () => {
  const accepted: Misbehaviour = { status: 200, headers: json, body: '[]' };
  const isWith = ({ headers }: SeenRequest, secret: string): boolean =>
    headers['authorization'] === `Bearer ${secret}`;

  test('is not believed of a leaked token', async () => {
    const leaked = newToken({ revokedAt: Date.now() - day });
    const run = await runOn([leaked], {
      inputs: { 'leaked-tokens': leaked.secret },
      misbehave: (seen) => (isWith(seen, leaked.secret) ? accepted : undefined),
      step: { secrets: [leaked.secret] },
    });
    expect(run).toMatchObject({ exitCode: 1, sent: [], results: [{ code: 'still-active', tested: true }] });
    expect(run.summary).toContain('To run again, give the same leaked tokens or alert.');
  }, 40_000);

  test('is not believed of the token in use', async () => {
    const scene = await givenCluster(newTokens(1), {
      render: (tokens) =>
        JSON.stringify(
          tokens.map((token, index) => ({
            id: token.id,
            tokenPrefix: prefixOf(token),
            // The caller comes last.
            revokedAt: index === tokens.length - 1 ? new Date(Date.now() - day).toISOString() : undefined,
          })),
        ),
    });
    const run = await runAgainst(scene, { 'token-ids': scene.caller.id });
    expect(run).toMatchObject({ exitCode: 1, results: [{ status: 'failed', code: 'unverified' }] });
    expect(run.results[0]?.hint).toContain('Treat the token as live');
  });
});

test('A route that accepts every string shows nothing: a made-up string revokes no token', async () => {
  const living = newToken();
  const leaked = `${prefixOf(living)}${newToken().secret.slice(9)}`;
  const run = await runOn([living], {
    inputs: { 'leaked-tokens': leaked },
    misbehave: ({ path }) => (path === databases ? { status: 200, headers: json, body: '[]' } : undefined),
    step: { secrets: [leaked] },
  });
  expect(run).toMatchObject({ exitCode: 1, sent: [], results: [{ code: 'not-found' }] });
});

test('A run that could read no list fails, although it was to revoke nothing yet', async () => {
  const run = await runOn([], {
    inputs: { 'select-description': 'ci-*' },
    misbehave: () => ({ status: 403 }),
  });
  expect(run.exitCode).toBe(1);
  expect(run.report?.verdict).toBe('failure');
  expect(run.outputs['error-code']).toBe('forbidden');
  expect(run.summary).toMatch(/^### ❌ Nothing was revoked\n/);
  expect(run.log.trimEnd().split('\n').at(-1)).toBe('Failed. Nothing was revoked.');
});
