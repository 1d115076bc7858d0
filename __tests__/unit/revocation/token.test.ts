import { describe, expect, test } from '@jest/globals';
import { idKey, indexTokens, isActive, type Token } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

describe('A token is active', () => {
  const cases: [string, Partial<Token>, boolean][] = [
    ['as long as it neither expires nor is revoked', {}, true],
    ['until it expires', { expiresAt: now + 1 }, true],
    ['not at the moment in which it expires', { expiresAt: now }, false],
    ['not after it expired', { expiresAt: longAgo }, false],
    ['not once it is revoked', { revokedAt: longAgo }, false],
    [
      'not once it is revoked, though it would expire later',
      { revokedAt: longAgo, expiresAt: now + 1 },
      false,
    ],
  ];
  test.each(cases)('%s', (_, overrides, active) => {
    expect(isActive(aToken(1, overrides), now)).toBe(active);
  });
});

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
