import { describe, expect, test } from '@jest/globals';
import { codeTable, type ErrorCode } from '../../../src/errors.ts';
import type { UnmatchedLeak } from '../../../src/revocation/leak.ts';
import type { Fate, RunResult } from '../../../src/revocation/outcome.ts';
import { type FailOn, isFailure } from '../../../src/revocation/verdict.ts';
import { failed, outcome, revoked, runResult } from '../../support/results.ts';

const unknown: UnmatchedLeak = { position: 1, code: 'not-found', message: 'Nobody knows it.' };

const resultOf = (fates: readonly Fate[], overrides: Partial<RunResult> = {}): RunResult =>
  runResult(
    fates.map((fate) => outcome(fate)),
    { unmatched: [unknown], ...overrides },
  );

const stoppedBy = (code: ErrorCode) => ({ code, message: 'It stopped.', hint: codeTable[code].hint });

/** Which of the values of `fail-on` fail the step. */
const failing = (result: RunResult): FailOn[] =>
  (['any', 'all', 'never'] as const).filter((failOn) => isFailure(result, failOn));

describe('A leaked token without an id fails the step', () => {
  test.each<[string, Fate[], FailOn[]]>([
    ['beside ids that are revoked', [revoked, revoked], ['any']],
    ['beside an id that failed', [revoked, failed()], ['any']],
    ['where every id failed too', [failed(), failed()], ['any', 'all']],
    ['where nothing else is asked for', [], ['any', 'all']],
    ['beside ids that are only planned', [{ status: 'planned' }], ['any']],
  ])('%s: for the values of fail-on that say so', (_, fates, values) => {
    expect(failing(resultOf(fates))).toEqual(values);
  });

  test('whatever fail-on says, where a dry run is asked whether the plan would be refused because of it', () => {
    const refused = { dryRun: true, stop: stoppedBy('refused') };
    expect(failing(resultOf([failed('not-attempted')], refused))).toEqual(['any', 'all', 'never']);
  });

  test('as fail-on says, where a guarded run was refused because of it', () => {
    expect(failing(resultOf([failed('not-attempted')], { stop: stoppedBy('refused') }))).toEqual([
      'any',
      'all',
    ]);
  });
});

test('Without ids and leaked tokens nothing fails, as where selectors select nothing', () => {
  expect(failing(runResult([]))).toEqual([]);
});
