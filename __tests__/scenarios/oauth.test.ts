import { describe, expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { startRunnerOidc } from '../../dev/identity/runner-oidc.ts';
import type { RunningAction } from '../../dev/runner/runner.ts';
import { echoBearer, echoRequest } from '../support/echoes.ts';
import {
  bearersSeen,
  endTokensAt,
  givenOAuth,
  type OAuthScene,
  originOf,
  proofsOf,
  runSignedIn,
} from '../support/oauth-scene.ts';
import { closeLater, idsOf, revocationsSeen } from '../support/scenario.ts';
import { signalWhen } from '../support/signals.ts';
import { bareRequests, kinds } from '../support/token-requests.ts';
import { beyond, givenTunnel } from '../support/tunnel.ts';

const audience = 'https://influxdb.example.com/';

describe('A workflow without a management token', () => {
  test.each(kinds)('revokes and proves with %s', async (_, kind) => {
    const scene = await givenOAuth(kind, newTokens(3), { provider: { audience } });
    const inputs = { 'oauth-scopes': 'openid, management', 'oauth-audience': audience };
    const run = await runSignedIn(scene, inputs);
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(scene.tokens) });
    expect(run.results.every(({ status, verified }) => status === 'revoked' && verified)).toBe(true);
    expect(bearersSeen(scene)).toEqual(scene.provider.issued());
    expect(scene.provider.requests.map(({ form }) => form)).toEqual([
      { ...bareRequests[kind](scene), scope: 'openid management', audience },
    ]);
    expect('authorization' in (scene.provider.requests[0]?.headers ?? {})).toBe(kind === 'client-secret');
  });

  test('reaches provider and cluster through a proxy', async () => {
    const scene = await givenOAuth('client-assertion', newTokens(2));
    const { address, targets } = await givenTunnel('ci:p@ss/w0rd');
    const env = { HTTPS_PROXY: `http://ci:p%40ss%2Fw0rd@${address}` };
    const [provider, cluster] = [beyond(scene.provider.tokenUrl), beyond(scene.cluster.host)];
    const run = await runSignedIn(scene, { 'oauth-token-url': provider, host: cluster }, { env });
    expect(run.revoked).toEqual(idsOf(scene.tokens));
    expect([...new Set(targets)]).toEqual([provider, cluster].map((address) => new URL(address).host));
  });
});

describe('The token with which the runner is asked for an OIDC token', () => {
  test('goes nowhere else where the runner redirects, not even to another port', async () => {
    const elsewhere = closeLater(await startRunnerOidc());
    const headers = { location: elsewhere.env.ACTIONS_ID_TOKEN_REQUEST_URL };
    const misbehave = () => ({ status: 307, headers });
    const scene = await givenOAuth('client-assertion', newTokens(1), { runner: { misbehave } });
    const run = await runSignedIn(scene, { retries: '0' });
    expect(run.errors[0]).toContain('Failed request: (307)');
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('An access token that the cluster no longer accepts', () => {
  test.each(kinds)('is renewed once in the middle of a run, and no id is lost: with %s', async (_, kind) => {
    const scene: OAuthScene = await givenOAuth(kind, newTokens(100), {
      cluster: { latency: 5, misbehave: endTokensAt(() => scene, 40) },
    });
    const run = await runSignedIn(scene);
    expect(run.revoked).toEqual(idsOf(scene.tokens));
    expect(run.results.every(({ verified }) => verified)).toBe(true);
    expect(scene.provider.requests).toHaveLength(2);
    expect(bearersSeen(scene)).toEqual(scene.provider.issued());
  });

  test('is waited for where the provider is down for three seconds: no id is lost, and few requests are sent', async () => {
    let downUntil = 0;
    const scene: OAuthScene = await givenOAuth('client-assertion', newTokens(600), {
      provider: {
        misbehave: ({ earlier }) => {
          if (earlier === 1) downUntil = Date.now() + 3_000;
          return Date.now() < downUntil ? { status: 503 } : undefined;
        },
      },
      cluster: { misbehave: endTokensAt(() => scene, 100) },
    });
    const run = await runSignedIn(scene);
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(scene.tokens) });
    expect(scene.provider.requests.length).toBeLessThan(12);
    expect(scene.runner.issued().length).toBeLessThan(12);
  });

  test('ends the run where it is refused twice in the middle; what cannot be proven is unverified', async () => {
    const isOpen = () => revocationsSeen(scene).length <= 5;
    const scene: OAuthScene = await givenOAuth('client-secret', newTokens(8), {
      cluster: { accepts: isOpen },
    });
    const run = await runSignedIn(scene, { concurrency: '1' });
    expect(run).toMatchObject({ exitCode: 1, failed: idsOf(scene.tokens) });
    const codes = [...Array(5).fill('unverified'), 'unauthorized', 'not-attempted', 'not-attempted'];
    expect(run.results.map(({ code }) => code)).toEqual(codes);
    expect(scene.provider.requests).toHaveLength(2);
  });
});

describe('An identity provider that gives no access token', () => {
  test('is quoted, and ends the run before the cluster is asked', async () => {
    const scene = await givenOAuth('client-secret', newTokens(2));
    const run = await runSignedIn(scene, { 'oauth-client-secret': 'not-the-secret' });
    expect(run.exitCode).toBe(1);
    expect(run.errors).toHaveLength(1);
    const said = '(401): "invalid_client: client authentication failed".';
    expect(run.errors[0]).toContain(`${originOf(scene)} refused to give an access token ${said}`);
    expect(run.errors[0]).toMatch(/\(authentication-failed\) 2 tokens were not attempted\.$/);
    expect(run.failed).toEqual(idsOf(scene.tokens));
    expect(run.results.map(({ code }) => code)).toEqual(['not-attempted', 'not-attempted']);
    // In the header, and once more in the form.
    expect(scene.provider.requests).toHaveLength(2);
    expect(scene.cluster.requests).toEqual([]);
  });

  test('does not hold the run beyond its time limits where it hangs', async () => {
    const scene = await givenOAuth('client-secret', newTokens(1), { provider: { misbehave: () => 'hang' } });
    const request = await runSignedIn(scene, { timeout: '300ms', retries: '0' });
    expect(request.errors[0]).toContain(
      `No access token: ${originOf(scene)} did not respond completely within 0.3 s.`,
    );
    const whole = await runSignedIn(scene, { deadline: '1s' });
    expect(whole.errors[0]).toContain('The run reached its deadline.');
    expect([request, whole].map(({ exitCode }) => exitCode)).toEqual([1, 1]);
    expect(scene.cluster.requests).toEqual([]);
  }, 20_000);

  test('ends a job that is cancelled meanwhile: every id is reported', async () => {
    const scene = await givenOAuth('client-secret', newTokens(3), { provider: { misbehave: () => 'hang' } });
    const { onStart } = signalWhen(() => scene.provider.requests.length > 0, 'SIGINT');
    const run = await runSignedIn(scene, {}, { onStart });
    expect(run.exitCode).toBe(1);
    expect(run.errors[0]).toContain('The job was cancelled.');
    expect(run.results.map(({ code }) => code)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  }, 20_000);
});

describe('A runner that gives no OIDC token', () => {
  test('does not hold the step beyond its time limits where it hangs', async () => {
    const scene = await givenOAuth('client-assertion', newTokens(1), { runner: { misbehave: () => 'hang' } });
    const onStart = ({ process }: RunningAction) => void setTimeout(() => process.kill('SIGKILL'), 8_000);
    const run = await runSignedIn(scene, { timeout: '300ms', retries: '0' }, { onStart });
    expect(run.errors[0]).toContain('The runner did not issue an OIDC token: "no answer within 300 ms".');
    expect(run.exitCode).toBe(1);
  });
});

describe('Access token, OIDC token and client secret', () => {
  const env = { RUNNER_DEBUG: '1' };
  const once = { retries: '0' };

  test.each(kinds)('are masked, and come out nowhere, debug logging included: with %s', async (_, kind) => {
    const scene = await givenOAuth(kind, newTokens(2));
    const run = await runSignedIn(scene, {}, { env });
    expect(run.revoked).toEqual(idsOf(scene.tokens));
    for (const secret of [...proofsOf(scene), ...scene.provider.issued()])
      expect(run.log).toContain(`::add-mask::${secret.replaceAll('%', '%25')}\n`);
  });

  test.each(kinds)('come out nowhere where the cluster echoes them: with %s', async (_, kind) => {
    const scene: OAuthScene = await givenOAuth(kind, newTokens(1), {
      cluster: { misbehave: (request) => echoBearer(request, proofsOf(scene)) },
    });
    const run = await runSignedIn(scene, once, { env });
    expect(run.results[0]?.message).toContain('you sent *** Bearer ***');
  });

  test('come out nowhere where the runner echoes what it was asked with', async () => {
    const scene = await givenOAuth('client-assertion', newTokens(1), { runner: { misbehave: echoRequest } });
    const run = await runSignedIn(scene, once, { env });
    expect(run.errors[0]).toContain('not with Bearer ***');
  });
});
