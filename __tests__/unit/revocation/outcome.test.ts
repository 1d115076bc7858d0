import { describe, expect, test } from '@jest/globals';
import { codeTable, type ErrorCode } from '../../../src/errors.ts';
import {
  type Fate,
  isFailed,
  isFailure,
  isRevoked,
  type RunResult,
} from '../../../src/revocation/outcome.ts';
import { failed, outcome, revoked, runResult } from '../../support/results.ts';

const before: Fate = { status: 'already-revoked', proof: ['listed'], revokedAt: 1, provenAt: 2 };
const planned: Fate = { status: 'planned' };
const unknownLeak = outcome(failed('not-found'), {
  id: undefined,
  leaks: [{ position: 1, before: 'unknown', after: 'unknown' }],
});

describe('An id', () => {
  test.each<[string, Fate, 'revoked' | 'failed' | 'neither']>([
    ['revoked', revoked, 'revoked'],
    ['revoked before', before, 'revoked'],
    ['failed', failed('still-active'), 'failed'],
    ['planned', planned, 'neither'],
  ])('that is %s counts as that', (_, fate, counts) => {
    expect(isRevoked(outcome(fate))).toBe(counts === 'revoked');
    expect(isFailed(outcome(fate))).toBe(counts === 'failed');
  });
});

describe('A step', () => {
  const resultOf = (...fates: readonly Fate[]): RunResult => runResult(fates.map((fate) => outcome(fate)));

  test.each<[string, RunResult]>([
    ['nothing is requested', runResult([])],
    ['every id is revoked', resultOf(revoked, before)],
    ['a dry run plans its ids', resultOf(planned, before)],
  ])('does not fail where %s', (_, result) => {
    expect(isFailure(result)).toBe(false);
  });

  test.each<[string, RunResult]>([
    ['one id failed', resultOf(revoked, failed())],
    ['every id failed', resultOf(failed(), failed())],
    ['a leaked token without an id is all that was requested', runResult([unknownLeak])],
    ['a leaked token has no id beside ids that are revoked', runResult([outcome(revoked), unknownLeak])],
    ['a leaked token has no id beside ids that are planned', runResult([outcome(planned), unknownLeak])],
  ])('fails where %s', (_, result) => {
    expect(isFailure(result)).toBe(true);
  });

  test.each(Object.keys(codeTable) as ErrorCode[])('fails where %s stopped the run', (code) => {
    const stop = { code, message: 'It stopped.', hint: codeTable[code].hint };
    expect(isFailure({ ...resultOf(revoked), stop })).toBe(true);
    expect(isFailure(runResult([], { stop }))).toBe(true);
  });
});
