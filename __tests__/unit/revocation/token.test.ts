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
    expect(index.get(idKey(idOf(1)))).toBe(alive);
  });
});
