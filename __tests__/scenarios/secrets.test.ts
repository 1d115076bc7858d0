import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../dev/cluster/certificates.ts';
import { newToken, newTokens, prefixOf } from '../../dev/cluster/tokens.ts';
import { encodings, wrap } from '../support/encodings.ts';
import { findLeaks } from '../support/leaks.ts';
import { byId, faultOn, givenCluster, runAgainst, runOn } from '../support/scenario.ts';

describe('Secrets', () => {
  test('echoed by the cluster in every form come out nowhere', async () => {
    const distorted = [
      ...Object.values(encodings),
      (secret: string) => wrap(secret, 7),
      (secret: string) => wrap(secret, 7, '\u200b'),
      (secret: string) => secret.slice(0, -1),
      (secret: string) => secret.slice(0, 16),
      // The quote is cut at 200 characters: right in the middle of the secret.
      (secret: string) => `${'x'.repeat(180)}${secret}`,
    ];
    const tokens = newTokens(distorted.length);
    const inputs = byId(tokens);
    const run = await runOn(tokens, {
      inputs,
      render: (all) =>
        JSON.stringify(
          all.map((token) => ({
            id: token.id,
            prefix: prefixOf(token),
            description: `for ${all.at(-1)?.secret}`,
          })),
        ),
      misbehave: ({ method, path, headers }) => {
        const index = tokens.findIndex(({ id }) => path.endsWith(id));
        if (method !== 'DELETE' || index < 0) return undefined;
        const secret = String(headers['authorization']).replace('Bearer ', '');
        return { status: 400, body: `you sent (${distorted[index]?.(secret)})` };
      },
      step: { env: { RUNNER_DEBUG: '1' } },
    });
    expect(run.results).toHaveLength(distorted.length);
    for (const { message } of run.results) expect(message).toContain('***');
    expect(run.results[0]).toMatchObject({
      message: expect.stringContaining('you sent (***)'),
      prefix: tokens[0]?.secret.slice(0, 9),
    });
  });

  test('are masked before anything else is printed, even where inputs are wrong', async () => {
    const { key } = await (await createAuthority()).issue({ host: 'ci', client: true });
    const run = await runOn([], { inputs: { 'tls-key': key, timeout: 'soon' } });
    const lines = run.log.split('\n');
    expect(lines[0]).toBe(`::add-mask::${run.caller.secret}`);
    expect(lines[1]?.replaceAll('%0A', '\n')).toBe(`::add-mask::${key.trim()}`);
    expect(run.exitCode).toBe(1);
  });

  test('are in no file that the action leaves behind', async () => {
    const tokens = newTokens(1);
    const run = await runAgainst(await givenCluster(tokens), byId(tokens));
    expect(run.leftovers).toEqual({});
  });

  test('are found by these tests wherever they would come out', () => {
    const { secret } = newToken();
    const clean = { exitCode: 0, log: '', outputs: {}, summary: '', leftovers: {}, peakMemory: 0 };
    for (const encode of Object.values(encodings)) {
      const form = encode(secret);
      expect(findLeaks({ ...clean, log: `a ${form} b` }, [secret])).toEqual(['log']);
      expect(findLeaks({ ...clean, summary: form }, [secret])).toEqual(['summary']);
      expect(findLeaks({ ...clean, outputs: { results: form } }, [secret])).toEqual(['output results']);
      expect(findLeaks({ ...clean, leftovers: { 'a.json': form } }, [secret])).toEqual(['file a.json']);
    }
    for (const part of [secret.slice(0, 16), secret.slice(-16), wrap(secret, 5)])
      expect(findLeaks({ ...clean, log: part }, [secret])).toEqual(['log']);
    expect(findLeaks({ ...clean, log: `short: pass%25word` }, ['pass%word'])).toEqual(['log']);
    expect(findLeaks({ ...clean, log: `::add-mask::${secret}\n` }, [secret])).toEqual([]);
    expect(findLeaks({ ...clean, log: secret.slice(0, 9) }, [secret])).toEqual([]);
  });
});

describe('Debug logging', () => {
  test('shows method, path, status, attempt and time of each request, and no header and no body', async () => {
    const token = newToken({ description: 'a body' });
    const scene = await givenCluster([token], { misbehave: faultOn('DELETE', { status: 503 }, 1) });
    const inputs = { 'token-ids': token.id };
    const run = await runAgainst(scene, inputs, { env: { RUNNER_DEBUG: '1' } });
    const shown = run.log.match(/^::debug::.*$/gm)?.map((line) => line.replace(/\d+ ms$/, 'N ms'));
    const collection = '/api/v0/management-tokens';
    expect(shown).toEqual([
      `::debug::GET ${collection}: 200, attempt 1, N ms`,
      `::debug::DELETE ${collection}/${token.id}: 503, attempt 1, N ms`,
      `::debug::DELETE ${collection}/${token.id}: 204, attempt 2, N ms`,
      `::debug::GET ${collection}: 200, attempt 1, N ms`,
    ]);
    const quiet = await runAgainst(scene, inputs);
    expect(quiet.log).not.toContain('::debug::');
  });

  test('alone shows the stack of a fault of the action itself; what nothing was sent for is not attempted', async () => {
    const [token, preload] = [newToken(), new URL('../support/broken-part.mjs', import.meta.url).href];
    const scene = await givenCluster([token]);
    const env = { NODE_OPTIONS: `--import ${preload}` };
    const quiet = await runAgainst(scene, { 'token-ids': token.id }, { env });
    expect(quiet.exitCode).toBe(1);
    expect(quiet.results).toMatchObject([{ id: token.id, status: 'failed', code: 'not-attempted' }]);
    expect(quiet.outputs['error-code']).toBe('internal');
    expect(quiet.errors[0]).toContain('The action itself failed.');
    expect(quiet.log).not.toContain('a part is broken');
    const loud = await runAgainst(scene, { 'token-ids': token.id }, { env: { ...env, RUNNER_DEBUG: '1' } });
    expect(loud.log).toMatch(/^::debug::Error: a part is broken/m);
  });
});
