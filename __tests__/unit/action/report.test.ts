import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { describeCounts } from '../../../src/action/report/counts.ts';
import { openLog } from '../../../src/action/report/log.ts';
import { type PublishNeeds, publishReport } from '../../../src/action/report/publish.ts';
import type { Report } from '../../../src/action/report/report.ts';
import { codeTable } from '../../../src/errors.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';
import { aReport } from '../../support/reports.ts';
import { alreadyRevoked, failed, outcome, outcomes, revoked, runResult } from '../../support/results.ts';
import { stepFiles } from '../../support/step-files.ts';

isolateEnvironment();
const files = stepFiles();
const printed = capturePrinted();
const keep = (text: string): string => text;
const time = { now: () => 0, random: () => 0, sleep: async () => {} };

function publish(overrides: Partial<Report>, needs: Partial<PublishNeeds> = {}): Promise<boolean> {
  const { signal } = new AbortController();
  const log = openLog(keep, () => 0);
  return publishReport(aReport(overrides), { log, time, cancel: signal, followUp: signal, ...needs });
}

const mixed = runResult([outcome(revoked), outcome(failed())]);
const cancelled = {
  code: 'cancelled' as const,
  message: 'The job was cancelled.',
  hint: codeTable.cancelled.hint,
};

describe('The report of a run', () => {
  test('is in outputs, failures, summary and log', async () => {
    expect(await publish({ result: mixed, host: 'https://cluster.example.com' })).toBe(true);
    expect(files.outputs()).toMatchObject({ 'revoked-count': '1', 'failed-count': '1' });
    expect(files.summary()).toContain('### ❌');
    expect(printed.text()).toMatch(/^::error title=/);
    expect(printed.lines().at(-2)).toBe('Failed. 2 tokens: 1 revoked, 1 failed.');
  });

  test('has no summary where none is requested', async () => {
    await publish({ summary: false });
    expect(files.summary()).toBe('');
    expect(files.outputs()).toMatchObject({ 'revoked-count': '0' });
  });

  test.each([
    ['something failed', mixed, true],
    ['the run was stopped', runResult([outcome(revoked)], { stop: cancelled }), true],
    ['all is revoked', runResult(outcomes(2, revoked)), false],
    ['there was nothing to do', runResult([]), false],
  ] as const)('says whether the step fails: %s', async (_, result, expected) => {
    expect(await publish({ result })).toBe(expected);
    expect(printed.lines().at(-2)).toMatch(expected ? /^Failed\. / : /^Done\. /);
  });

  test('is that of a failure where the job is cancelled before there is a verdict', async () => {
    const result = runResult([outcome(revoked)]);
    expect(await publish({ result }, { cancel: AbortSignal.abort() })).toBe(true);
    expect(files.summary()).toContain('### ❌');
    expect(printed.lines().at(-2)).toBe('Failed. 1 token: 1 revoked.');
    const evidence = JSON.parse(readFileSync(files.outputs()['report-file'] ?? '', 'utf8'));
    expect(evidence).toMatchObject({ verdict: 'failure', stop: { code: 'cancelled' } });
  });
});

describe('The counts of a run', () => {
  const planned = { status: 'planned' } as const;

  test.each([
    ['Nothing to revoke.', runResult([])],
    ['Nothing was revoked.', runResult([], { stop: cancelled })],
    ['1 token: 1 revoked.', runResult([outcome(revoked)])],
    [
      '4 tokens: 1 revoked, 2 already revoked, 1 failed.',
      runResult([outcome(revoked), ...outcomes(2, alreadyRevoked), outcome(failed())]),
    ],
    [
      '3 tokens: 2 to be revoked, 1 refused. Dry run: nothing was changed.',
      runResult([...outcomes(2, planned), outcome(failed('refused'))], { dryRun: true }),
    ],
  ])('are told in one line: %s', (line, result) => {
    expect(describeCounts(result)).toBe(line);
  });
});
