import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { testScriptWith } from '../../support/programs.ts';
import { makeStepFolder } from '../../support/recipe-steps.ts';

const testScript = testScriptWith('jq');

const id = '0d0a6f3e-5c1b-4f57-9d0e-0c6f5b1f8a11';
const revokedAt = '2026-11-20T08:30:00.000Z';
const report = {
  verdict: 'failure',
  planDigest: 'a'.repeat(64),
  reason: 'secret reason',
  tokens: [
    { id, status: 'revoked', revokedAt, description: '| [x](https://evil.example) <b>' },
    { id: 'b', status: 'already-revoked', revokedAt },
    { id: 'c', status: 'failed', code: 'not-found', message: 'no such token' },
    { leakedTokens: [2], status: 'failed', code: 'not-found', message: 'no such token' },
  ],
};

function runWithReport(recipe: string, step: string, overrides: object = {}) {
  const { at, run } = makeStepFolder(recipe);
  writeFileSync(at('report.json'), JSON.stringify({ ...report, ...overrides }));
  return { ...run(step, { REPORT: at('report.json') }), at };
}

describe('The table for a ticket', () => {
  testScript('has a row for each token, in which no description can become Markdown', () => {
    const { status, log, summary } = runWithReport('results', 'Write a table for the ticket');
    expect(status).toBe(0);
    expect(log.split('\n').slice(2)).toEqual([
      `| ${id} | revoked | ${revokedAt} |  | _ _x__https:__evil.example_ _b_ |`,
      `| b | already-revoked | ${revokedAt} |  |  |`,
      '| c | failed |  | not-found |  |',
      '| leaked token 2 | failed |  | not-found |  |',
      '',
    ]);
    expect(summary).toBe(log);
  });
});

describe('A workflow that tolerates one failure', () => {
  test.each([
    ['green where nothing failed', 'success', '', '0', 0],
    ['green where one token failed', 'failure', '', '1', 0],
    ['red where more failed', 'failure', '', '2', 1],
    ['red where the run was stopped', 'failure', 'unauthorized', '1', 1],
    ['red where the step left no outputs', 'failure', '', '', 1],
    ['red where the step failed and no token did', 'failure', '', '0', 1],
    ['red where the step was cancelled', 'cancelled', '', '1', 1],
    ['red where the step did not run', 'skipped', '', '', 1],
  ])('is %s', (_, OUTCOME, ERROR_CODE, FAILED_COUNT, status) => {
    const env = { OUTCOME, ERROR_CODE, FAILED_COUNT, TOLERATED: '1' };
    const ran = makeStepFolder('results').run('Fail unless the failures are tolerated', env);
    expect(ran.status).toBe(status);
  });
});

describe('The predicate of an attestation', () => {
  testScript('holds ids, verdict and digest, and nothing else of the report', () => {
    const { status, at } = runWithReport('attest', 'Write the predicate');
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(at('predicate.json'), 'utf8'))).toEqual({
      verdict: 'failure',
      planDigest: 'a'.repeat(64),
      revokedIds: [id, 'b'],
      failedIds: ['c'],
    });
  });

  testScript('is not written for a dry run, which has the verdict of a success and revokes nothing', () => {
    const { status, log } = runWithReport('attest', 'Write the predicate', { dryRun: true });
    expect(status).not.toBe(0);
    expect(log).toContain('a dry run revokes nothing');
  });
});
