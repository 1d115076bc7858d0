import { describe, expect, test } from '@jest/globals';
import { idKey, indexTokens } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo } from '../../support/domain.ts';

describe('An index of tokens', () => {
  test('finds a token in whichever letter case its id is listed or asked for', () => {
    const token = aToken(1, { id: idOf(1).toUpperCase() });
    expect(indexTokens([token]).get(idKey(idOf(1)))).toBe(token);
    expect(indexTokens([token]).get(idKey(idOf(1).toUpperCase()))).toBe(token);
    expect(indexTokens([token]).get(idKey(idOf(2)))).toBeUndefined();
  });

  const dead = aToken(1, { revokedAt: longAgo });
  const alive = aToken(1, { id: idOf(1).toUpperCase() });
  test.each([
    ['dead, then alive', [dead, alive]],
    ['alive, then dead', [alive, dead]],
    ['dead, alive, dead', [dead, alive, dead]],
  ])('never shows a live token as dead where a list contradicts itself: %s', (_, tokens) => {
    const index = indexTokens(tokens);
    expect(index.size).toBe(1);
    expect(index.get(idKey(idOf(1)))).toEqual({ ...alive, id: expect.any(String), isDisputed: true });
  });

  test('shows the later time of revocation where a list has two, in any order', () => {
    const ahead = { ...dead, revokedAt: longAgo + 1 };
    for (const tokens of [
      [dead, ahead],
      [ahead, dead],
    ])
      expect(indexTokens(tokens).get(idOf(1))).toEqual({ ...ahead, isDisputed: true });
  });

  test('shows nothing of what a list says in two ways: no selector relies on it', () => {
    const other = { prefix: 'x', description: 'x', createdBy: 'x', createdAt: 1, expiresAt: 2 };
    const unknown = Object.fromEntries(Object.keys(other).map((field) => [field, undefined]));
    expect(indexTokens([alive, { ...alive, ...other }]).get(idOf(1))).toEqual({
      ...alive,
      ...unknown,
      isDisputed: true,
    });
  });
});
