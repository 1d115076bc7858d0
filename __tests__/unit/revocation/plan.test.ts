import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readClocks } from '../../../src/revocation/clocks.ts';
import { buildPlan, describePlan, plannedIds, survivors } from '../../../src/revocation/plan.ts';
import { indexTokens, type Token, type TokenId } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo, someIds, someTokens } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const clocks = readClocks(now, undefined);

function planFor(
  ids: readonly string[],
  tokens?: readonly Token[],
  inUse: readonly string[] = [],
  force = false,
) {
  const isInUse = ({ id, prefix }: Token) => {
    if (prefix === undefined) return 'unknown';
    return inUse.includes(id) ? 'likely' : 'no';
  };
  return buildPlan({ ids, index: tokens && indexTokens(tokens), isInUse, force, clocks });
}

describe('A plan', () => {
  test('takes ids in the requested order, and the candidates for the token in use last', () => {
    const plan = planFor([idOf(2), idOf(3), idOf(1)], someTokens(3), [idOf(1), idOf(2)]);
    expect(plannedIds(plan)).toEqual([idOf(3), idOf(2), idOf(1)]);
    expect(plan.entries.map(({ id }) => id)).toEqual([idOf(2), idOf(3), idOf(1)]);
    expect(plan.last.map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
  });

  test('takes those first that cannot be the token in use, and then those that may be', () => {
    const hidden = [1, 3].map((n) => aToken(n, { prefix: undefined }));
    const plan = planFor(someIds(4), [...hidden, aToken(2), aToken(4)]);
    expect(plan.first.map(({ id }) => id)).toEqual([2, 4, 1, 3].map(idOf));
  });

  test('leaves out what is revoked already, the token in use included', () => {
    const dead = [aToken(1, { revokedAt: longAgo }), aToken(2, { revokedAt: longAgo })];
    expect(plannedIds(planFor(someIds(3), [...dead, aToken(3)], [idOf(2)]))).toEqual([idOf(3)]);
  });

  test.each<[string, Partial<Token>]>([
    ['is expired: it is not revoked yet', { expiresAt: longAgo }],
    ['has a time of revocation well ahead: it is not revoked', { revokedAt: now + 2 * 86_400_000 }],
  ])('takes a token that %s', (_, state) => {
    expect(plannedIds(planFor([idOf(1)], [aToken(1, state)]))).toEqual([idOf(1)]);
  });

  test('keeps the requested spelling beside what the list showed', () => {
    const [entry] = planFor([idOf(1).toUpperCase()], [aToken(1)]).entries;
    expect(entry).toEqual({ id: idOf(1).toUpperCase(), token: aToken(1), inUse: 'no' });
  });

  test('leaves out an id that the list does not show, unless it is forced', () => {
    const unknown = { id: idOf(1), token: undefined, inUse: 'no' };
    expect(planFor([idOf(1)], [aToken(9)])).toMatchObject({ first: [], unknown: [unknown] });
    expect(planFor([idOf(1)], [aToken(9)], [], true)).toMatchObject({ first: [unknown], unknown: [] });
  });

  test('takes every id where there is no list', () => {
    expect(plannedIds(planFor(someIds(2), undefined))).toEqual(someIds(2));
  });
});

describe('The survivors of a plan', () => {
  test('are the active tokens that it leaves alone', () => {
    const ended = [aToken(5, { revokedAt: longAgo }), aToken(6, { expiresAt: longAgo })];
    const tokens = [...someTokens(4), ...ended, aToken(7, { expiresAt: now + 1 })];
    const plan = planFor([idOf(1).toUpperCase(), idOf(2)], tokens, [idOf(2)]);
    expect(survivors(plan, indexTokens(tokens), clocks).map(({ id }) => id)).toEqual([3, 4, 7].map(idOf));
  });
});

function describeIds(ids: readonly TokenId[], tokens: readonly Token[] | undefined, at = now): string {
  return describePlan(planFor(ids, tokens), readClocks(at, undefined));
}

describe('The text of a plan', () => {
  test('has a line for each id, with its state', () => {
    const tokens = [aToken(1), aToken(2, { expiresAt: longAgo }), aToken(3, { revokedAt: longAgo })];
    expect(describeIds([idOf(9), ...someIds(3)], tokens)).toBe(
      [`${idOf(1)} active`, `${idOf(2)} expired`, `${idOf(3)} revoked`, `${idOf(9)} unknown`, ''].join('\n'),
    );
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
        const spell = (id: TokenId, at: number) => (upper[at] ? id.toUpperCase() : id);
        const spelled = list.map((token, at) => ({ ...token, id: spell(token.id, at) }));
        expect(describeIds(order.map(spell), spelled)).toBe(expected);
      }),
    );
  });

  test('does not depend on which token is in use, nor on what people write about a token', () => {
    const expected = describeIds([idOf(1)], [aToken(1)]);
    const renamed = aToken(1, { description: 'another', createdBy: 'Ada', prefix: undefined, createdAt: 1 });
    expect(describeIds([idOf(1)], [renamed])).toBe(expected);
    expect(describePlan(planFor([idOf(1)], [aToken(1)], [idOf(1)]), clocks)).toBe(expected);
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
