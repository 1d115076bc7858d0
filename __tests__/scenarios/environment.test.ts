import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { http2 } from '../../dev/cluster/duty.ts';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { givenToday } from '../support/influxctl-step.ts';
import { givenOAuth, type OAuthScene, runSignedIn } from '../support/oauth-scene.ts';
import { givenCluster, revocationsSeen, revokeAll, runAgainst, runOn } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const json = { 'content-type': 'application/json' };

describe('An environment that is not as a run needs it', () => {
  test.each(['socks5://localhost:1080', 'http://['])(
    'is an input error, and no request is sent: HTTPS_PROXY=%s',
    async (proxy) => {
      const scene = await givenCluster([]);
      const host = scene.cluster.host.replace('localhost', 'localhost.test');
      const { id } = newToken();
      const run = await runAgainst(scene, { host, 'token-ids': id }, { env: { HTTPS_PROXY: proxy } });
      expect(run.errors[0]).toContain('HTTPS_PROXY is not the URL of an HTTP proxy');
      expect(run.results).toMatchObject([{ id, code: 'not-attempted' }]);
      expect(run.log).toContain('1 token: 0 revoked, 1 not attempted.');
    },
  );

  test('has no influxctl where RUNNER_TEMP is no folder for its configuration; nothing is attempted', async () => {
    const { scene, ids, run } = await givenToday();
    const { errors, results, log } = await run({}, { env: { RUNNER_TEMP: '/nowhere' }, withoutReport: true });
    expect(errors[0]).toContain('RUNNER_TEMP is /nowhere, where no folder can be made (ENOENT)');
    expect(results).toMatchObject(ids.map((id) => ({ id, code: 'influxctl-unavailable' })));
    expect(log).toContain(`${ids.length} not attempted.`);
    expect(revocationsSeen(scene)).toEqual([]);
  });
});

test('A file that could be read for ever is refused at once, behind a link too, whichever input names it', async () => {
  const link = path.join(makeFolder(), 'link');
  symlinkSync('/dev/zero', link);
  const scene = await givenCluster(newTokens(1));
  for (const input of ['config', 'tls-ca', 'tls-cert', 'token-ids-file']) {
    const run = await runAgainst(scene, { 'token-ids': newToken().id, [input]: link });
    expect(run.outputs['error-code']).toBe('invalid-input');
    expect(run.errors[0]).toContain(`- ${input}: `);
  }
  expect(scene.cluster.requests).toEqual([]);
});

test.each(['NO_ERROR', 'CANCEL'] as const)(
  'A list whose HTTP/2 stream is reset with %s is a broken connection, and is read again',
  async (code) => {
    const token = newToken();
    const body = '[{"id":';
    const run = await runOn([token], {
      inputs: { 'token-ids': token.id },
      misbehave: ({ method, earlier }) =>
        method === 'GET' && earlier === 0
          ? { status: 200, headers: json, body, reset: http2[code] }
          : undefined,
    });
    expect(run.revoked).toEqual([token.id]);
    expect(run.log).toContain('broke in the middle of its response');
  },
);

test.each(['/api/v0/%74okens', '/api/v0/x/..%2ftokens'])(
  'Management ids never reach the collection of database tokens: api-path %s',
  async (apiPath) => {
    const tokens = newTokens(1);
    const run = await revokeAll(tokens, { inputs: { 'api-path': apiPath } });
    expect(run.errors[0]).toContain('- api-path: ');
    expect(run.cluster.requests).toEqual([]);
  },
);

describe('An identity provider that stops in the middle of a run', () => {
  test('counts as silent: without retries the run ends after few requests, and no id is lost', async () => {
    const isDown = () => revocationsSeen(scene).length > 100;
    const scene: OAuthScene = await givenOAuth('client-assertion', newTokens(1_000), {
      provider: { misbehave: ({ earlier }) => (earlier > 0 ? 'reset' : undefined) },
      cluster: { accepts: (bearer) => !isDown() && scene.provider.accepts(bearer) },
    });
    const run = await runSignedIn(scene, { retries: '0' });
    expect(run).toMatchObject({ exitCode: 1, outputs: { 'error-code': 'authentication-failed' } });
    expect(run.revoked.length + run.failed.length).toBe(1_000);
    expect(run.revoked).toEqual([]);
    expect(scene.runner.issued().length).toBeLessThan(12);
    expect(run.log.length).toBeLessThan(100_000);
  }, 60_000);
});
