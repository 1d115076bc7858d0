import { describe, expect, test } from '@jest/globals';
import { addList, addTests, noEvidence } from '../../../src/revocation/evidence.ts';
import { giveAgain } from '../../../src/revocation/fate.ts';
import { judgeAccepted, judgeRejected, judgeStrings } from '../../../src/revocation/leak-fate.ts';
import type { Fate } from '../../../src/revocation/outcome.ts';
import type { Liveness } from '../../../src/revocation/witness.ts';
import { aToken, idOf } from '../../support/domain.ts';
import { aLeak } from '../../support/leaked-tokens.ts';

const revoked: Fate = { status: 'revoked', proof: ['listed'], revokedAt: 5, provenAt: 6 };
const before: Fate = { ...revoked, status: 'already-revoked' };
const planned: Fate = { status: 'planned' };
const failedAs = (code: Extract<Fate, { status: 'failed' }>['code'], message = 'It is so.'): Fate => ({
  status: 'failed',
  code,
  message,
});

/** Joins a fate with a leaked string that was `first` before the revocation, and `after` it. */
function judge(
  fate: Fate,
  after: Liveness,
  { first = 'accepted' as Liveness, isShownActive = false } = {},
): Fate {
  const leak = { ...aLeak(1, 3), id: idOf(1), liveness: first };
  const shown = { kind: 'listed', tokens: [aToken(1)] } as const;
  const lists = isShownActive ? addList(noEvidence(0), shown, 0) : noEvidence(0);
  return judgeStrings(fate, [leak], addTests(lists, [{ position: 3, liveness: after, at: 9 }]));
}

describe('A leaked string that is still accepted', () => {
  const alive = (message: string): Fate => ({
    status: 'failed',
    code: 'still-active',
    message,
    ...giveAgain,
  });
  const dead = alive(
    'The list shows the token as revoked, but the cluster still accepts the leaked token itself.',
  );
  const open = alive('It is so. The cluster still accepts the leaked token itself.');

  test.each<[string, Fate, Fate]>([
    ['says more than a list that shows it as revoked', revoked, dead],
    ['says more than one that showed it so before the run', before, dead],
    ['settles what was open', failedAs('unverified'), open],
    ['is stated beside a list that shows the token as active', failedAs('still-active'), open],
    ['leaves another failure as it is', failedAs('forbidden'), failedAs('forbidden')],
    ['changes no plan', planned, planned],
  ])('%s', (_, fate, expected) => {
    expect(judge(fate, 'accepted')).toEqual(expected);
    expect(judgeAccepted(fate, 'the leaked token itself', giveAgain)).toEqual(expected);
  });
});

describe('A leaked string that is rejected now, and was accepted before', () => {
  const rejected: Fate = { status: 'revoked', proof: ['rejected'], revokedAt: undefined, provenAt: 9 };

  test.each<[string, Fate, Fate]>([
    ['is a proof beside the list', revoked, { ...revoked, proof: ['listed', 'rejected'], provenAt: 9 }],
    ['is one of what was dead before', before, { ...before, proof: ['listed', 'rejected'], provenAt: 9 }],
    ['proves what no list does', failedAs('unverified'), rejected],
    ['proves it against any answer', failedAs('forbidden'), rejected],
    [
      'is stated beside a list that shows the token as active',
      failedAs('still-active'),
      failedAs('still-active', 'It is so. The cluster rejects the leaked token itself.'),
    ],
    ['changes no plan', planned, planned],
  ])('%s', (_, fate, expected) => {
    expect(judge(fate, 'rejected')).toEqual(expected);
  });

  test('proves nothing against a list that shows the token as active', () => {
    const fate = failedAs('unverified');
    expect(judge(fate, 'rejected', { isShownActive: true })).toBe(fate);
    expect(judgeRejected(fate, 9)).toEqual(rejected);
  });
});

test.each<[Liveness, Liveness]>([
  ['rejected', 'rejected'],
  ['unknown', 'rejected'],
  ['unknown', 'accepted'],
])('A string that was %s before and is %s now says nothing of the token', (first, after) => {
  for (const fate of [revoked, failedAs('unverified')]) expect(judge(fate, after, { first })).toBe(fate);
});

test('A string that was accepted before and is unknown now has to be tested again where nothing else is known', () => {
  const hinted: Fate = { status: 'failed', code: 'unverified', message: 'It is so.', hint: 'Look there.' };
  for (const fate of [revoked, failedAs('forbidden'), hinted]) expect(judge(fate, 'unknown')).toBe(fate);
  expect(judge(failedAs('unverified'), 'unknown')).toMatchObject({ code: 'unverified', ...giveAgain });
});
