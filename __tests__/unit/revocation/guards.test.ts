import { describe, expect, test } from '@jest/globals';
import { findObjections, type Objection } from '../../../src/revocation/guards.ts';
import { buildPlan } from '../../../src/revocation/plan.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';
import { aToken, idOf, longAgo, someIds, someTokens } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

function objectionsTo(
  ids: readonly string[],
  tokens: readonly Token[],
  inUse: readonly string[] = [],
): Objection[] {
  const index = indexTokens(tokens);
  return findObjections({
    kind: tokenKinds.management,
    plan: buildPlan({ ids, index, isInUse: ({ id }) => (inUse.includes(id) ? 'likely' : 'no') }),
    index,
    now,
  });
}

const codes = (objections: readonly Objection[]): [string, string][] =>
  objections.map(({ id, code }) => [id, code]);

const lastOne = 'The plan would leave no active management token.';

describe('A guard has nothing against a plan', () => {
  test.each<[string, string[], Token[]]>([
    ['that leaves an active token', someIds(2), someTokens(3)],
    ['of tokens that are revoked already', [idOf(1)], [aToken(1, { revokedAt: longAgo })]],
    ['of expired tokens, though none is active', [idOf(1)], [aToken(1, { expiresAt: longAgo })]],
    ['that asks for nothing', [], []],
    ['in another letter case than the list', [idOf(1).toUpperCase()], someTokens(2)],
  ])('%s', (_, ids, tokens) => {
    expect(objectionsTo(ids, tokens)).toEqual([]);
  });

  test('whose run uses a token that is not asked for, or is revoked already', () => {
    expect(objectionsTo([idOf(1)], someTokens(2), [idOf(2)])).toEqual([]);
    const tokens = [aToken(1, { revokedAt: longAgo }), aToken(2)];
    expect(objectionsTo([idOf(1)], tokens, [idOf(1)])).toEqual([]);
  });
});

describe('A guard refuses', () => {
  test('ids that the cluster does not list', () => {
    expect(objectionsTo([idOf(1), idOf(8), idOf(9)], someTokens(2))).toEqual([
      { id: idOf(8), code: 'not-found', message: 'The cluster does not list this id.' },
      { id: idOf(9), code: 'not-found', message: 'The cluster does not list this id.' },
    ]);
  });

  test('the token that the run authenticates with, and every candidate for it', () => {
    expect(objectionsTo(someIds(3), someTokens(4), [idOf(1), idOf(3)])).toEqual([
      { id: idOf(1), code: 'refused', message: 'This may be the token that the run authenticates with.' },
      { id: idOf(3), code: 'refused', message: 'This may be the token that the run authenticates with.' },
    ]);
  });

  test('a token without a prefix, which may be the one that the run authenticates with', () => {
    const tokens = someTokens(3);
    const plan = buildPlan({ ids: [idOf(1)], index: indexTokens(tokens), isInUse: () => 'unknown' });
    expect(findObjections({ plan, index: indexTokens(tokens), now, kind: tokenKinds.management })).toEqual([
      {
        id: idOf(1),
        code: 'refused',
        message: 'The list shows no prefix of it, so this may be the token that the run authenticates with.',
      },
    ]);
  });

  test('to leave no active token', () => {
    const tokens = [
      ...someTokens(2),
      aToken(3, { expiresAt: longAgo }),
      aToken(4, { revokedAt: longAgo }),
      aToken(5, { expiresAt: longAgo }),
    ];
    expect(objectionsTo(someIds(3), tokens)).toEqual([
      { id: idOf(1), code: 'refused', message: lastOne },
      { id: idOf(2), code: 'refused', message: lastOne },
    ]);
  });

  test('a token that is about to expire as the last one, but not the one after it expired', () => {
    expect(codes(objectionsTo([idOf(1)], [aToken(1, { expiresAt: now + 1 })]))).toEqual([
      [idOf(1), 'refused'],
    ]);
    expect(objectionsTo([idOf(1)], [aToken(1, { expiresAt: now })])).toEqual([]);
  });
});

describe('Where several guards object', () => {
  test('each id gets one objection, and no id is forgotten', () => {
    const objections = objectionsTo([idOf(9), idOf(2), idOf(1)], someTokens(2), [idOf(1)]);
    expect(new Map(codes(objections))).toEqual(
      new Map([
        [idOf(9), 'not-found'],
        [idOf(2), 'refused'],
        [idOf(1), 'refused'],
      ]),
    );
    expect(objections).toHaveLength(3);
  });

  test('the token in use is named as such, though it is the last active one too', () => {
    expect(objectionsTo([idOf(1)], someTokens(1), [idOf(1)]).map(({ message }) => message)).toEqual([
      'This is the token that the run authenticates with.',
    ]);
  });
});
