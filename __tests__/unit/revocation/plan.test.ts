import { describe, expect, test } from '@jest/globals';
import { buildPlan, type Plan, plannedIds, survivors } from '../../../src/revocation/plan.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo, someIds, someTokens } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const planFor = (
  ids: readonly string[],
  tokens: readonly Token[] | undefined,
  inUse: readonly string[] = [],
): Plan =>
  buildPlan({
    ids,
    index: tokens && indexTokens(tokens),
    isInUse: ({ id }) => (inUse.includes(id) ? 'likely' : 'no'),
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

  test('keeps the spelling asked for beside what the list told', () => {
    const [entry] = planFor([idOf(1).toUpperCase()], [aToken(1)]).entries;
    expect(entry).toEqual({ id: idOf(1).toUpperCase(), token: aToken(1), inUse: 'no' });
  });

  test.each([
    ['there is no list', undefined],
    ['the list does not hold it', [aToken(9)]],
  ])('takes an id of which nothing is known, because %s', (_, tokens) => {
    const plan = planFor([idOf(1)], tokens, [idOf(1)]);
    expect(plan.first).toEqual([{ id: idOf(1), token: undefined, inUse: 'no' }]);
    expect(plan.last).toEqual([]);
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
    expect(survivors(plan, indexTokens(tokens), now).map(({ id }) => id)).toEqual([
      idOf(3),
      idOf(4),
      idOf(7),
    ]);
  });
});
