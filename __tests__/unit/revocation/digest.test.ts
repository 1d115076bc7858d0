import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describePlan } from '../../../src/revocation/digest.ts';
import { buildPlan } from '../../../src/revocation/plan.ts';
import { indexTokens, type Token, type TokenId } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo, someIds, someTokens } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

function describeIds(ids: readonly TokenId[], tokens: readonly Token[] | undefined, at = now): string {
  return describePlan(buildPlan({ ids, index: tokens && indexTokens(tokens), isInUse: () => 'no' }), at);
}

const states: readonly [string, Partial<Token>][] = [
  ['active', {}],
  ['expired', { expiresAt: longAgo }],
  ['revoked', { revokedAt: longAgo }],
];

describe('The text of a plan', () => {
  test('has a line for each id, with its state', () => {
    const tokens = [aToken(1), aToken(2, { expiresAt: longAgo }), aToken(3, { revokedAt: longAgo })];
    expect(describeIds([idOf(9), ...someIds(3)], tokens)).toBe(
      [`${idOf(1)} active`, `${idOf(2)} expired`, `${idOf(3)} revoked`, `${idOf(9)} unknown`, ''].join('\n'),
    );
  });

  test('is another one in each state of a token', () => {
    const texts = states.map(([, state]) => describeIds([idOf(1)], [aToken(1, state)]));
    expect(new Set([...texts, describeIds([idOf(1)], [])]).size).toBe(4);
  });

  test('calls what is both revoked and expired revoked', () => {
    const token = aToken(1, { expiresAt: longAgo, revokedAt: longAgo });
    expect(describeIds([idOf(1)], [token])).toBe(`${idOf(1)} revoked\n`);
  });

  test('changes as soon as a token expires, and not before', () => {
    const tokens = [aToken(1, { expiresAt: now + 1_000 })];
    expect(describeIds([idOf(1)], tokens, now + 999)).toBe(describeIds([idOf(1)], tokens));
    expect(describeIds([idOf(1)], tokens, now + 1_000)).not.toBe(describeIds([idOf(1)], tokens));
  });

  test('is the same without a list as where the list holds none of the ids', () => {
    expect(describeIds(someIds(2), undefined)).toBe(describeIds(someIds(2), [aToken(9)]));
  });

  test('does not depend on the order of the ids, nor on their letter case, nor on that of the list', () => {
    const ids = someIds(5);
    const tokens = someTokens(4);
    const expected = describeIds(ids, tokens);
    const shuffled = fc.shuffledSubarray(ids, { minLength: 5 });
    const uppers = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(shuffled, uppers, fc.shuffledSubarray(tokens, { minLength: 4 }), (order, upper, list) => {
        const asked = order.map((id, at) => (upper[at] ? id.toUpperCase() : id));
        const spelled = list.map((token, at) =>
          upper[at] ? { ...token, id: token.id.toUpperCase() } : token,
        );
        expect(describeIds(asked, spelled)).toBe(expected);
      }),
    );
  });

  test('does not depend on which token is in use, nor on what people write about a token', () => {
    const renamed = aToken(1, { description: 'another', createdBy: 'Ada', prefix: undefined, createdAt: 1 });
    expect(describeIds([idOf(1)], [renamed])).toBe(describeIds([idOf(1)], [aToken(1)]));
    const index = indexTokens([aToken(1)]);
    const plan = buildPlan({ ids: [idOf(1)], index, isInUse: () => 'likely' });
    expect(describePlan(plan, now)).toBe(describeIds([idOf(1)], [aToken(1)]));
  });

  test('is another one for every other set of ids', () => {
    const tokens = someTokens(4);
    const subsets = fc.subarray(someIds(4));
    fc.assert(
      fc.property(subsets, subsets, (some, others) => {
        const isSame = some.join() === others.join();
        expect(describeIds(some, tokens) === describeIds(others, tokens)).toBe(isSame);
      }),
    );
  });
});
