import { describe, expect, test } from '@jest/globals';
import { type ClusterToken, newToken, newTokens, prefixOf } from '../../dev/cluster/tokens.ts';
import { installInfluxctl } from '../../dev/influxctl/install.ts';
import {
  faultOn,
  givenCluster,
  idsOf,
  revocationsSeen,
  runAgainst,
  runOn,
  type Scene,
} from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const databases = '/api/v0/databases';

/** A token string that fits a token's prefix, and is not its own. */
function madeUpFor(token: ClusterToken): string {
  return newToken({ secret: `${prefixOf(token)}${newToken().secret.slice(9)}` }).secret;
}

/** The requests that came with this token string: method and path. */
function requestsWith({ cluster }: Scene, secret: string): string[] {
  return cluster.requests
    .filter(({ headers }) => headers['authorization'] === `Bearer ${secret}`)
    .map(({ method, path }) => `${method} ${path}`);
}

describe('A leaked token string', () => {
  test('is all that is needed: its token is found, revoked, and no longer accepted', async () => {
    const [leaked, other] = [newToken({ description: 'leaked' }), newToken()];
    const run = await runOn([leaked, other], { inputs: { 'leaked-tokens': leaked.secret } });
    expect(run).toMatchObject({ exitCode: 0, revoked: [leaked.id], planned: [leaked.id] });
    expect(run.results).toMatchObject([
      { id: leaked.id, status: 'revoked', verified: true, proof: ['listed', 'rejected'] },
    ]);
    expect(run.log).toContain(`Leaked token 1 is ${leaked.id}, by its prefix. The string itself was tested.`);
    expect(run.log.trimEnd().split('\n').at(-1)).toBe('Done. 1 token: 1 revoked.');
    expect(run.summary).toContain('| revoked | listed, rejected |');
    expect(run.sent).toEqual([leaked.id]);
    expect(run.report?.tokens).toMatchObject([
      { id: leaked.id, proof: ['listed', 'rejected'], attempts: 1, provenAt: expect.any(String) },
    ]);
  });

  test('goes to the cluster only, for requests that change nothing', async () => {
    const leaked = newToken();
    const scene = await givenCluster([leaked]);
    const run = await runAgainst(scene, { 'leaked-tokens': leaked.secret }, { env: { RUNNER_DEBUG: '1' } });
    expect(run.exitCode).toBe(0);
    expect(requestsWith(scene, leaked.secret)).toEqual([`GET ${databases}`, `GET ${databases}`]);
    for (const { path } of scene.cluster.requests)
      expect(decodeURIComponent(path)).not.toContain(leaked.secret);
    expect(run.log.split('\n')).toContain(`::add-mask::${leaked.secret}`);
  });

  test('that is still accepted after the revocation is still active, although the list shows it as revoked', async () => {
    const leaked = newToken();
    const scene = await givenCluster([leaked], {
      misbehave: ({ headers }) =>
        headers['authorization'] === `Bearer ${leaked.secret}`
          ? { status: 200, headers: { 'content-type': 'application/json' }, body: '[]' }
          : undefined,
    });
    const run = await runAgainst(scene, { 'leaked-tokens': leaked.secret });
    expect(run).toMatchObject({ exitCode: 1, failed: [leaked.id] });
    expect(run.results).toMatchObject([{ status: 'failed', code: 'still-active', verified: false }]);
    expect(run.errors).toEqual([
      `${leaked.id}: still-active. The list shows the token as revoked, but the cluster still accepts the leaked token itself. ` +
        'Treat the token as live. Run again with the same leaked tokens or alert, not with `failed-ids`: the list alone may call it revoked.',
    ]);
    expect(requestsWith(scene, leaked.secret)).toHaveLength(6);
  }, 40_000);

  test('echoed by the cluster comes out nowhere', async () => {
    const leaked = newToken();
    const run = await runOn([leaked], {
      inputs: { 'leaked-tokens': leaked.secret },
      misbehave: faultOn('DELETE', { status: 400, body: `you revoke ${leaked.secret}` }),
      step: { env: { RUNNER_DEBUG: '1' } },
    });
    expect(run.results[0]?.message).toContain('you revoke ***');
  });
});

describe('A leaked token string whose token is not known', () => {
  test('fails alone, and is named by its place', async () => {
    const [known, unknown] = newTokens(2);
    const scene = await givenCluster([known ?? newToken()]);
    const inputs = { 'leaked-tokens': `${known?.secret} ${unknown?.secret}` };
    const run = await runAgainst(scene, inputs, { secrets: [unknown?.secret ?? ''] });
    expect(run).toMatchObject({ exitCode: 1, revoked: [known?.id], failed: [] });
    expect(run.outputs).toMatchObject({ 'failed-count': '1', 'error-code': '' });
    expect(run.log.trimEnd().split('\n').at(-1)).toBe('Failed. 2 tokens: 1 revoked, 1 failed.');
    expect(run.results).toEqual([
      expect.objectContaining({ id: known?.id, status: 'revoked' }),
      {
        leakedTokens: [2],
        status: 'failed',
        code: 'not-found',
        message: 'The cluster lists no management token with its prefix.',
        hint: 'Check that `host` is the cluster that the token belongs to.',
        tested: false,
        requestedBy: ['leaked-token'],
        verified: false,
        proof: [],
        client: 'api',
        clientReason: 'http-route',
      },
    ]);
    expect(run.errors.join('\n')).toContain('Leaked token 2: not-found.');
    expect(run.summary).toContain('| leaked token 2 |');
    expect(requestsWith(scene, unknown?.secret ?? '')).toEqual([]);
  });

  test('with the prefix of a living token revokes nothing, with force either: anyone can make up the rest', async () => {
    const living = newToken({ description: 'the living one' });
    const madeUp = madeUpFor(living);
    for (const force of ['false', 'true']) {
      const run = await runOn([living], {
        inputs: { 'leaked-tokens': madeUp, force },
        step: { secrets: [madeUp] },
      });
      expect(run.exitCode).toBe(1);
      expect(run.results).toMatchObject([
        { leakedTokens: [1], tested: true, status: 'failed', code: 'not-found' },
      ]);
      expect(run.summary).toContain('Copy the whole string again.');
      expect(run.results[0]?.message).toBe(
        `It has the prefix of ${living.id} (the living one), which is listed as not revoked, but the cluster rejects it: a different token, or not exactly its string.`,
      );
      expect(run.sent).toEqual([]);
    }
  });
});

describe('Through influxctl', () => {
  test('a leaked token is tested, revoked and proven as over the API, and never handed to influxctl', async () => {
    const leaked = newToken();
    const scene = await givenCluster([leaked], { collection: null });
    const influxctl = installInfluxctl(makeFolder());
    const inputs = { 'leaked-tokens': leaked.secret, influxctl: influxctl.path };
    const run = await runAgainst(scene, inputs);
    expect(run.exitCode).toBe(0);
    expect(run.results).toMatchObject([
      { id: leaked.id, status: 'revoked', proof: ['listed', 'rejected'], tested: true, client: 'influxctl' },
    ]);
    expect(influxctl.calls().length).toBeGreaterThan(0);
    expect(JSON.stringify(influxctl.calls())).not.toContain(leaked.secret);
    expect(requestsWith(scene, leaked.secret)).toEqual([`GET ${databases}`, `GET ${databases}`]);
  });
});

describe('A leaked token that is the token in use', () => {
  test('is revoked last with force, and proven by its own rejection', async () => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens);
    const leaks = [scene.caller, ...tokens].map(({ secret }) => secret).join('\n');
    const run = await runAgainst(scene, { 'leaked-tokens': leaks, force: 'true' });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf([scene.caller, ...tokens]) });
    const both = ['listed', 'rejected'];
    expect(run.results.map(({ proof }) => proof)).toEqual([['rejected'], both, both]);
    expect(revocationsSeen(scene).at(-1)).toBe(scene.caller.id);
  });
});
