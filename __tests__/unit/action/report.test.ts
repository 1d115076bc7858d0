import { describe, expect, test } from '@jest/globals';
import { describeCounts } from '../../../src/action/report/counts.ts';
import { openLog } from '../../../src/action/report/log.ts';
import { type ReportOptions, reportResult } from '../../../src/action/report/report.ts';
import { readWorkflowRun } from '../../../src/action/workflow-run.ts';
import { codeTable } from '../../../src/errors.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';
import { failed, outcome, outcomes, revoked, runResult } from '../../support/results.ts';
import { stepFiles } from '../../support/step-files.ts';

isolateEnvironment();
const files = stepFiles();
const printed = capturePrinted();
const keep = (text: string): string => text;

function report(overrides: Partial<ReportOptions>): Promise<boolean> {
  const defaults = {
    result: runResult([]),
    failOn: 'any',
    summary: true,
    host: undefined,
    client: undefined,
    reason: undefined,
    run: readWorkflowRun({}),
    kind: tokenKinds.management,
    startedAt: 0,
    endedAt: 1,
    publish: async () => {},
    redact: keep,
  } as const;
  return reportResult(
    { ...defaults, ...overrides },
    openLog(keep, () => 0),
  );
}

const mixed = runResult([outcome(revoked), outcome(failed())]);
const cancelled = {
  code: 'cancelled' as const,
  message: 'The job was cancelled.',
  hint: codeTable.cancelled.hint,
};

describe('The report of a run', () => {
  test('tells outputs, failures, summary and log', async () => {
    expect(await report({ result: mixed, host: 'https://cluster.example.com' })).toBe(true);
    expect(files.outputs()).toMatchObject({ 'revoked-count': '1', 'failed-count': '1' });
    expect(files.summary()).toContain('### ❌');
    expect(printed.text()).toMatch(/^::error title=/);
    expect(printed.lines().at(-2)).toBe('Failed. 2 tokens: 1 revoked, 1 failed.');
  });

  test('writes no summary where none is wanted', async () => {
    await report({ summary: false });
    expect(files.summary()).toBe('');
    expect(files.outputs()).toMatchObject({ 'revoked-count': '0' });
  });

  test.each([
    ['any', mixed, true],
    ['all', mixed, false],
    ['never', mixed, false],
    ['all', runResult(outcomes(2, failed())), true],
    ['never', runResult(outcomes(2, failed())), false],
    ['any', runResult(outcomes(2, revoked)), false],
    ['any', runResult([]), false],
    ['all', runResult([]), false],
    ['never', runResult([outcome(revoked)], { stop: cancelled }), true],
  ] as const)('says whether the step fails: fail-on %s', async (failOn, result, expected) => {
    expect(await report({ failOn, result })).toBe(expected);
    expect(printed.lines().at(-2)).toMatch(expected ? /^Failed\. / : /^Done/);
  });
});

describe('The counts of a run', () => {
  const planned = { status: 'planned' } as const;
  const already = { status: 'already-revoked', proof: 'listed', revokedAt: undefined } as const;

  test.each([
    ['Nothing to revoke.', runResult([])],
    ['Nothing was revoked.', runResult([], { stop: cancelled })],
    ['1 token: 1 revoked.', runResult([outcome(revoked)])],
    [
      '4 tokens: 1 revoked, 2 already revoked, 1 failed.',
      runResult([outcome(revoked), ...outcomes(2, already), outcome(failed())]),
    ],
    [
      '3 tokens: 2 to be revoked, 1 refused. Dry run: nothing was changed.',
      runResult([...outcomes(2, planned), outcome(failed('refused'))], { dryRun: true }),
    ],
  ])('are told in one line: %s', (line, result) => {
    expect(describeCounts(result)).toBe(line);
  });
});
