import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { testWith } from '../../support/programs.ts';
import { findScript, type Ran, runScript } from '../../support/recipe-scripts.ts';
import { makeFolder } from '../../support/shell-programs.ts';

let folder: string;

beforeEach(() => {
  folder = makeFolder();
});

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

function runWithReport(recipe: string, step: string): Ran {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  const env = { REPORT: file, GITHUB_STEP_SUMMARY: path.join(folder, 'summary') };
  return runScript(findScript(recipe, step), env, folder);
}

describe('The table for a ticket', () => {
  testWith('jq')(
    'has a row for each token, in which no description can become Markdown',
    async () => {
      const { status, log } = runWithReport('results', 'Write a table for the ticket');
      expect(status).toBe(0);
      expect(log.split('\n').slice(2)).toEqual([
        `| ${id} | revoked | ${revokedAt} |  | _ _x__https:__evil.example_ _b_ |`,
        `| b | already-revoked | ${revokedAt} |  |  |`,
        '| c | failed |  | not-found |  |',
        '| leaked token 2 | failed |  | not-found |  |',
        '',
      ]);
      expect(readFileSync(path.join(folder, 'summary'), 'utf8')).toBe(log);
    },
    60_000,
  );
});

describe('A workflow that tolerates one failure', () => {
  const script = findScript('results', 'Fail unless the failures are tolerated');

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
    expect(runScript(script, env, folder).status).toBe(status);
  });
});

describe('The predicate of an attestation', () => {
  testWith('jq')(
    'holds ids, verdict and digest, and nothing else of the report',
    async () => {
      expect(runWithReport('attest', 'Write the predicate').status).toBe(0);
      expect(JSON.parse(readFileSync(path.join(folder, 'predicate.json'), 'utf8'))).toEqual({
        verdict: 'failure',
        planDigest: 'a'.repeat(64),
        revokedIds: [id, 'b'],
        failedIds: ['c'],
      });
    },
    60_000,
  );
});
