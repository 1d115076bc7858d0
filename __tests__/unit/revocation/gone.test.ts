import { describe, expect, test } from '@jest/globals';
import type { RunContext } from '../../../src/revocation/context.ts';
import { addList, noEvidence } from '../../../src/revocation/evidence.ts';
import { createGate } from '../../../src/revocation/gate.ts';
import { findGone } from '../../../src/revocation/gone.ts';
import type { Attempted } from '../../../src/revocation/retry.ts';
import { idKey, indexTokens, type TokenId } from '../../../src/revocation/token.ts';
import type { FindAnswer, RevokeAnswer } from '../../../src/revocation/token-client.ts';
import { type TokenKind, tokenKinds } from '../../../src/revocation/token-kind.ts';
import { aToken, failures, idOf, someTokens } from '../../support/domain.ts';
import { createVirtualTime } from '../../support/virtual-time.ts';

const { notFound, forbidden } = failures;
const sent = { attempts: 1, requestedAt: 1, mayHaveWorked: false } as const;
const accepted: Attempted<RevokeAnswer> = { ...sent, answer: { kind: 'accepted' } };
const found = (n: number): FindAnswer => ({ kind: 'found', token: aToken(n) });

interface Given {
  /** What the API says of each token; of others: not found. */
  readonly answers?: Readonly<Record<number, FindAnswer>>;
  /** Tokens that the latest list holds. The first one held 1 to 4. */
  readonly listed?: readonly number[];
  readonly attempts?: Readonly<Record<number, Attempted<RevokeAnswer>>>;
  readonly gone?: readonly number[];
  readonly kind?: TokenKind;
  readonly canFind?: boolean;
}

/** Looks for what has left the list after 1 and 2 were revoked: the ids that are gone, and those that were requested. */
async function look(given: Given = {}) {
  const { answers = { 4: found(4) }, listed = [3, 4], attempts = { 1: accepted, 2: accepted } } = given;
  const { gone = [], kind = tokenKinds.database, canFind = true } = given;
  const before = indexTokens(someTokens(4));
  const first = addList(noEvidence(0), { kind: 'listed', tokens: someTokens(4) }, 0);
  const latest = addList(first, { kind: 'listed', tokens: listed.map((n) => aToken(n)) }, 1);
  const evidence = { ...latest, gone: new Set(gone.map((n) => idKey(idOf(n)))) };
  const requested: number[] = [];
  const numberOf = (id: TokenId): number => Number(id.slice(-12));
  const find = async (id: TokenId): Promise<FindAnswer> => {
    requested.push(numberOf(id));
    return answers[numberOf(id)] ?? notFound;
  };
  const time = createVirtualTime();
  const never = { takeTurn: async () => true, isFree: () => false, onRetry: () => {} };
  const stop = new AbortController().signal;
  const policy = {
    ...never,
    retries: 0,
    stop,
    giveUpAt: Number.POSITIVE_INFINITY,
    gate: createGate(time, () => {}),
    time,
  };
  const tried = new Map(Object.entries(attempts).map(([n, each]) => [idOf(Number(n)), each]));
  const context = { client: { find: canFind ? find : undefined }, kind, limits: { verifying: stop } };
  const result = await time.settle(
    findGone({ attempts: tried, before }, evidence, policy, context as unknown as RunContext),
  );
  return { gone: [...result.gone].map(numberOf), requested, seen: result.seen };
}

describe('A token that has left the list after its revocation', () => {
  test('is gone where the API knows it no more, and still knows one that both lists show', async () => {
    expect(await look({ answers: { 3: found(3) } })).toMatchObject({ gone: [1, 2], requested: [1, 2, 3] });
  });

  test.each<[string, Given]>([
    ['the API does not know one that the list shows either', { answers: {} }],
    ['the API refuses to show one that the list shows', { answers: { 3: forbidden } }],
    ['the latest list shows none that the first one did', { listed: [], answers: {} }],
    ['only what is in between says so', { answers: { 1: between(), 2: between(), 3: found(3) } }],
    ['the API refuses to show it', { answers: { 1: forbidden, 2: forbidden, 3: found(3) } }],
  ])('is not gone where %s', async (_, given) => {
    expect((await look(given)).gone).toEqual([]);
  });

  test('is not gone where the API still shows it: that decides', async () => {
    const revoked = { kind: 'found', token: aToken(1, { revokedAt: 5 }) } as const;
    const { gone, seen } = await look({ answers: { 1: revoked, 2: found(2) } });
    expect(gone).toEqual([]);
    expect(seen?.get(idKey(idOf(1)))).toMatchObject({ token: { revokedAt: 5 }, isCurrent: true });
  });

  test.each<[string, Given, number[]]>([
    ['is on the list', { listed: [1, 3], attempts: { 1: accepted } }, []],
    ['was not revoked', { attempts: { 1: { ...sent, answer: forbidden }, 2: accepted } }, [2, 3]],
    ['is known to be gone', { gone: [1], attempts: { 1: accepted, 2: accepted } }, [2, 3]],
    ['is of a kind that stays on the list', { kind: tokenKinds.management }, []],
    ['no client can request', { canFind: false }, []],
  ])('is not requested where it %s', async (_, given, requested) => {
    expect((await look({ answers: { 3: found(3) }, ...given })).requested).toEqual(requested);
  });

  test('stays gone in later rounds', async () => {
    expect((await look({ gone: [2], answers: { 3: found(3) } })).gone).toEqual([2, 1]);
  });
});

/** Not found, as something in front of the API says it. */
function between(): FindAnswer {
  return { ...notFound, fromApi: false };
}
