import { describe, expect, test } from '@jest/globals';
import { codeTable, type ErrorCode } from '../../../src/errors.ts';
import type { Fate, RunResult } from '../../../src/revocation/outcome.ts';
import { type FailOn, isFailure } from '../../../src/revocation/verdict.ts';
import { idOf, noTrace } from '../../support/domain.ts';

const good: Fate = { status: 'revoked', proof: 'listed', revokedAt: 1 };
const before: Fate = { status: 'already-revoked', proof: 'listed', revokedAt: 1 };
const bad: Fate = { status: 'failed', code: 'forbidden', message: 'It was.' };
const planned: Fate = { status: 'planned' };

const resultOf = (fates: readonly Fate[], code?: ErrorCode): RunResult => ({
  outcomes: fates.map((fate, index) => ({
    id: idOf(index),
    fate,
    prefix: undefined,
    description: undefined,
    createdAt: undefined,
    trace: noTrace,
  })),
  matched: [],
  unmatched: [],
  digest: undefined,
  planned: [],
  dryRun: false,
  stop: code && { code, message: 'It stopped.', hint: codeTable[code].hint },
});

/** Which of the values of `fail-on` fail the step. */
const failing = (result: RunResult): FailOn[] =>
  (['any', 'all', 'never'] as const).filter((failOn) => isFailure(result, failOn));

describe('A step fails', () => {
  test.each<[string, Fate[], FailOn[]]>([
    ['with nothing to do', [], []],
    ['with every id revoked', [good, before], []],
    ['with one id failed', [good, bad], ['any']],
    ['with every id failed', [bad, bad], ['any', 'all']],
    ['after a dry run', [planned, before], []],
  ])('%s: for the values of fail-on that say so', (_, fates, values) => {
    expect(failing(resultOf(fates))).toEqual(values);
  });

  const fatal: ErrorCode[] = [
    'invalid-input',
    'not-served',
    'too-many',
    'plan-changed',
    'github-failed',
    'influxctl-unavailable',
    'cancelled',
    'internal',
  ];
  const others = (Object.keys(codeTable) as ErrorCode[]).filter((code) => !fatal.includes(code));

  test.each(fatal)('whatever fail-on says where the run was stopped by %s', (code) => {
    expect(failing(resultOf([good], code))).toEqual(['any', 'all', 'never']);
    expect(failing(resultOf([], code))).toEqual(['any', 'all', 'never']);
  });

  test.each(others)('as fail-on says where the run was stopped by %s', (code) => {
    expect(failing(resultOf([good], code))).toEqual(['any']);
    expect(failing(resultOf([good, bad], code))).toEqual(['any']);
    expect(failing(resultOf([bad, bad], code))).toEqual(['any', 'all']);
  });
});
