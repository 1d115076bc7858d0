import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readClocks } from '../../../src/revocation/clocks.ts';
import { describePlan } from '../../../src/revocation/digest.ts';
import { buildPlan, type Plan, plannedIds, survivors } from '../../../src/revocation/plan.ts';
import { indexTokens, type Token, type TokenId } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo, someIds, someTokens } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const clocks = readClocks(now, undefined);

const planFor = (
  ids: readonly string[],
  tokens: readonly Token[] | undefined,
  inUse: readonly string[] = [],
  force = false,
): Plan =>
  buildPlan({
    ids,
    index: tokens && indexTokens(tokens),
    isInUse: ({ id }) => (inUse.includes(id) ? 'likely' : 'no'),
    force,
    clocks,
  });

describe('A plan', () => {
  test('takes ids in the order asked for, and the token in use last', () => {
    const plan = planFor([idOf(2), idOf(3), idOf(1)], someTokens(3), [idOf(2)]);
    expect(plannedIds(plan)).toEqual([idOf(3), idOf(1), idOf(2)]);
    expect(plan.entries.map(({ id }) => id)).toEqual([idOf(2), idOf(3), idOf(1)]);
    expect(plan.last.map(({ id }) => id)).toEqual([idOf(2)]);
  });

  test('takes every candidate for the token in use last, in the order asked for', () => {
    const plan = planFor([idOf(3), idOf(1), idOf(2)], someTokens(3), [idOf(1), idOf(3)]);
    expect(plan.last.map(({ id }) => id)).toEqual([idOf(3), idOf(1)]);
  });

  test('leaves out what is revoked already, the token in use included', () => {
    const dead = [aToken(1, { revokedAt: longAgo }), aToken(2, { revokedAt: longAgo })];
    expect(plannedIds(planFor(someIds(3), [...dead, aToken(3)], [idOf(2)]))).toEqual([idOf(3)]);
  });

  test('takes expired tokens: they are not revoked yet', () => {
    expect(plannedIds(planFor([idOf(1)], [aToken(1, { expiresAt: longAgo })]))).toEqual([idOf(1)]);
  });

  test('keeps the spelling asked for beside what the list showed', () => {
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

  test('takes a token whose time of revocation lies well ahead: it is not revoked', () => {
    const ahead = aToken(1, { revokedAt: now + 2 * 86_400_000 });
    expect(plannedIds(planFor([idOf(1)], [ahead]))).toEqual([idOf(1)]);
  });
});

describe('The survivors of a plan', () => {
  test('are the active tokens that it leaves alone', () => {
    const tokens = [
      ...someTokens(4),
      aToken(5, { revokedAt: longAgo }),
      aToken(6, { expiresAt: longAgo }),
      aToken(7, { expiresAt: now + 1 }),
    ];
    const plan = planFor([idOf(1).toUpperCase(), idOf(2)], tokens, [idOf(2)]);
    expect(survivors(plan, indexTokens(tokens), clocks).map(({ id }) => id)).toEqual([
      idOf(3),
      idOf(4),
      idOf(7),
    ]);
  });
});

function describeIds(ids: readonly TokenId[], tokens: readonly Token[] | undefined, at = now): string {
  return describePlan(planFor(ids, tokens), readClocks(at, undefined));
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
    expect(describePlan(planFor([idOf(1)], [aToken(1)], [idOf(1)]), clocks)).toBe(
      describeIds([idOf(1)], [aToken(1)]),
    );
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
