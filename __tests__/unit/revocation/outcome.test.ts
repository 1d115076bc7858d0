import { describe, expect, test } from '@jest/globals';
import { ActionError, type ErrorCode } from '../../../src/errors.ts';
import {
  type Fate,
  isFailed,
  isRevoked,
  type Outcome,
  stoppedBeforePlan,
} from '../../../src/revocation/outcome.ts';
import { idOf, longAgo, noTrace, someIds, wordsOf } from '../../support/domain.ts';

const withFate = (fate: Fate): Outcome => ({
  id: idOf(1),
  fate,
  prefix: undefined,
  description: undefined,
  createdAt: undefined,
  trace: noTrace,
});

describe('An id', () => {
  test.each<[string, Fate, 'revoked' | 'failed' | 'neither']>([
    ['revoked with proof', { status: 'revoked', proof: 'listed', revokedAt: longAgo }, 'revoked'],
    ['revoked without proof', { status: 'revoked', proof: 'none', revokedAt: undefined }, 'revoked'],
    ['revoked before', { status: 'already-revoked', proof: 'listed', revokedAt: longAgo }, 'revoked'],
    ['failed', { status: 'failed', code: 'still-active', message: 'It is.' }, 'failed'],
    ['planned', { status: 'planned' }, 'neither'],
  ])('that is %s counts as that', (_, fate, counts) => {
    expect(isRevoked(withFate(fate))).toBe(counts === 'revoked');
    expect(isFailed(withFate(fate))).toBe(counts === 'failed');
  });
});

describe('A run that ended before it had a plan', () => {
  test.each<[ErrorCode, ErrorCode]>([
    ['invalid-input', 'invalid-input'],
    ['not-served', 'not-served'],
    ['cancelled', 'cancelled'],
    ['internal', 'unverified'],
    ['unauthorized', 'not-attempted'],
    ['unreachable', 'not-attempted'],
    ['timeout', 'not-attempted'],
  ])('because of %s fails every id as %s', (code, left) => {
    const stop = new ActionError({ code, message: 'It ended.' });
    const result = stoppedBeforePlan({ ids: someIds(2) }, stop, false);
    expect(wordsOf(result)).toEqual([left, left]);
    expect(result.outcomes.map(({ id }) => id)).toEqual(someIds(2));
    expect(result.outcomes[0]?.fate).toMatchObject({ message: 'It ended.' });
    expect(result).toMatchObject({ planned: [], dryRun: false, stop: { code, hint: stop.hint } });
  });

  test('says whether it was a dry run', () => {
    const stop = new ActionError({ code: 'timeout', message: 'It ended.' });
    expect(stoppedBeforePlan({ ids: [] }, stop, true)).toMatchObject({ outcomes: [], dryRun: true });
  });
});
