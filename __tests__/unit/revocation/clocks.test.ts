import { describe, expect, test } from '@jest/globals';
import { areApart, isActive, isRevoked, mayBeActive, readClocks } from '../../../src/revocation/clocks.ts';
import type { Token } from '../../../src/revocation/token.ts';
import { aToken, longAgo } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const year = 365 * 86_400_000;
const alone = readClocks(now, undefined);
const together = readClocks(now, 0);

describe('A token is active', () => {
  test.each<[string, Partial<Token>, boolean]>([
    ['if it neither expires nor is revoked', {}, true],
    ['until it expires', { expiresAt: now + 1 }, true],
    ['not at the moment in which it expires', { expiresAt: now }, false],
    ['not once it is revoked', { revokedAt: longAgo, expiresAt: now + 1 }, false],
  ])('%s', (_, overrides, active) => {
    expect(isActive(aToken(1, overrides), alone)).toBe(active);
    expect(mayBeActive(aToken(1, overrides), alone)).toBe(active);
  });

  test.each([year, -year])('for certain only by both clocks, maybe by either (server %d ms ahead)', (ms) => {
    const ending = aToken(1, { expiresAt: now + ms / 2 });
    expect(isActive(ending, readClocks(now, ms))).toBe(false);
    expect(mayBeActive(ending, readClocks(now, ms))).toBe(true);
  });

  test('neither for certain nor not, where its time of revocation lies well ahead', () => {
    const token = aToken(1, { revokedAt: now + year });
    expect([isActive(token, together), mayBeActive(token, together)]).toEqual([false, true]);
  });
});

test.each([
  ['5 minutes where the time of the cluster is known', together, 300_000],
  ['5 minutes by the clock of the cluster, not by that of the runner', readClocks(now, year), year + 300_000],
  ['24 hours where it is not', alone, 86_400_000],
])('A time of revocation counts up to %s', (_, clocks, ahead) => {
  expect(isRevoked(aToken(1, { revokedAt: now + ahead }), clocks)).toBe(true);
  expect(isRevoked(aToken(1, { revokedAt: now + ahead + 1 }), clocks)).toBe(false);
});

test('Clocks are apart from more than five minutes on, in either direction', () => {
  const offsets = [300_000, -300_000, undefined, 300_001, -300_001];
  expect(offsets.filter((offset) => areApart(readClocks(now, offset)))).toEqual([300_001, -300_001]);
});
