import { expect, test } from '@jest/globals';
import { addList, findSeen, forgetToken, noEvidence } from '../../../src/revocation/evidence.ts';
import type { Token } from '../../../src/revocation/token.ts';
import { aToken, idOf } from '../../support/domain.ts';

const list = (...tokens: Token[]) => ({ kind: 'listed' as const, tokens, clockOffset: undefined });
const [alive, dead] = [aToken(1), aToken(1, { revokedAt: 1 })];

test('The latest list that holds an id decides; one that lacks it decides nothing', () => {
  const first = addList(noEvidence(0), list(dead, aToken(2)), 10);
  const second = addList(first, list(aToken(2)), 20);
  expect(findSeen(second, idOf(1))).toEqual({ token: dead, since: 10, isCurrent: false });
  expect(findSeen(second, idOf(2))).toMatchObject({ isCurrent: true });
  expect(findSeen(addList(second, list(alive), 30), idOf(1))).toMatchObject({
    token: alive,
    isCurrent: true,
  });
});

test('A state is proven since the first of the lists that show it, one after the other', () => {
  const evidence = [list(alive), list(dead), list(dead)].reduce(
    (all, each, index) => addList(all, each, 10 * (index + 1)),
    noEvidence(0),
  );
  expect(findSeen(evidence, idOf(1))?.since).toBe(20);
});

test('What lists showed of a token before its revocation is forgotten, and of others kept', () => {
  const both = addList(noEvidence(0), list(alive, aToken(2)), 10);
  const without = forgetToken(both, idOf(1));
  expect([findSeen(without, idOf(1)), findSeen(without, idOf(2))?.token]).toEqual([undefined, aToken(2)]);
  expect(forgetToken(without, idOf(2)).seen).toBeUndefined();
});
