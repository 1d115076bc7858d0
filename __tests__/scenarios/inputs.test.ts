import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { runAction, runOn } from '../support/scenario.ts';

describe('Inputs that are wrong', () => {
  test('are all reported at once, each with its name and what is accepted, before any request', async () => {
    const [token] = newTokens(1);
    const run = await runOn([token ?? newToken()], {
      inputs: {
        'token-ids': `${token?.id} not-an-id`,
        force: 'yes',
        concurrency: '0',
        timeout: '10',
        'tls-ca': '/nowhere.pem',
        dry_run: 'true',
      },
    });
    expect(run.exitCode).toBe(1);
    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]?.split('\n')).toEqual([
      '6 settings are not valid:',
      '- dry_run (INPUT_DRY_RUN): not an input; write `dry-run` (INPUT_DRY-RUN)',
      '- token-ids: entry 2 ("not-…", 9 characters) is not a UUID',
      '- force: must be true or false',
      '- tls-ca: the file does not exist, and the text is no PEM',
      '- concurrency: must be a whole number from 1 to 256',
      '- timeout: must be a Go duration from 1ms to 24h, such as 30s, 1m0s or 1.5h',
      'Correct the settings that the message names. (invalid-input) 2 tokens were not attempted.',
    ]);
    expect(run.failed).toEqual([token?.id, 'unreadable-entry-2']);
    expect(run.results).toMatchObject([{ code: 'not-attempted' }, { code: 'invalid-input' }]);
    expect(run.cluster.requests).toEqual([]);
  });

  test('are named where a token stands in the wrong place, although the input has a default', async () => {
    const token = newToken().secret;
    const run = await runAction({ 'token-type': token }, { secrets: [token] });
    expect(run.outputs['error-code']).toBe('invalid-input');
    expect(run.errors[0]).toContain('- token-type: this looks like a token, which does not belong here');
  });

  test('are named where they are missing', async () => {
    const run = await runAction({});
    expect(run.exitCode).toBe(1);
    for (const problem of ['nothing to revoke: `token-ids`', 'host: missing', 'management-token: missing'])
      expect(run.errors[0]).toContain(`- ${problem}`);
    expect(run.outputs).toMatchObject({
      'revoked-ids': '[]',
      'failed-ids': '[]',
      results: '[]',
      'failed-count': '0',
      'error-code': 'invalid-input',
    });
  });
});

test('On a Node that is too old the action says so, without a stack trace', async () => {
  const preload = new URL('../support/old-node.mjs', import.meta.url).href;
  const run = await runAction({}, { env: { NODE_OPTIONS: `--import ${preload}` }, withoutReport: true });
  expect(run.exitCode).toBe(1);
  expect(run.errors).toEqual([
    'This action needs Node 24 and runs on 20.19.0. GitHub runs it with the right one; on a self-hosted runner, update the runner.',
  ]);
  expect(run.log.trim().split('\n')).toHaveLength(1);
});
