import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { http2 } from '../../dev/cluster/duty.ts';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { givenOAuth, type OAuthScene, runSignedIn } from '../support/oauth-scene.ts';
import { givenCluster, revocationsSeen, runAgainst, runOn } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const json = { 'content-type': 'application/json' };

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
