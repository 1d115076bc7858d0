import { describe, expect, test } from '@jest/globals';
import { type LeakMatches, matchLeaks } from '../../../src/revocation/matching.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import type { TryAnswer } from '../../../src/revocation/token-client.ts';
import { aToken, failures, idOf, longAgo, someTokens } from '../../support/domain.ts';
import { aLeak, hiddenPart, requestsOf, secretOf, triesInTurn } from '../../support/leaked-tokens.ts';
import { givenContext, type Scene, type Setting } from '../../support/revocation-run.ts';

const { forbidden, lost, rateLimited, serverError, unauthorized, unreachable } = failures;
const rejected: TryAnswer = { kind: 'rejected' };

interface Matched extends LeakMatches, Pick<Scene, 'cluster' | 'time' | 'events'> {}

/** Looks up leaks in the list of the tokens; without a list where `listed` is false. */
async function match(setting: Setting & { readonly listed?: boolean }): Promise<Matched> {
  const { context, cluster, time, events } = givenContext({ tokens: someTokens(4), ...setting });
  const tokens: readonly Token[] = setting.tokens ?? someTokens(4);
  const index = setting.listed === false ? undefined : indexTokens(tokens);
  const found = await time.settle(matchLeaks(context, index));
  return { ...found, cluster, time, events };
}

describe('Leaked tokens', () => {
  test('are matched to the ids they belong to, in the order given', async () => {
    const { matched, unknown } = await match({ leaks: [aLeak(3, 1), aLeak(1, 2)] });
    expect(matched).toEqual([
      { position: 1, token: secretOf(3), id: idOf(3) },
      { position: 2, token: secretOf(1), id: idOf(1) },
    ]);
    expect(unknown).toEqual([]);
  });

  test('may belong to one id, several of them', async () => {
    const other = { position: 2, token: `${secretOf(1)}-copied-with-more` };
    const { matched } = await match({ leaks: [aLeak(1), other] });
    expect(matched.map(({ position, id }) => [position, id])).toEqual([
      [1, idOf(1)],
      [2, idOf(1)],
    ]);
  });

  test('that belong to no id keep the others from nothing', async () => {
    const { matched, unknown } = await match({ leaks: [aLeak(9, 1), aLeak(2, 2)] });
    expect(matched.map(({ position }) => position)).toEqual([2]);
    expect(unknown).toEqual([
      { position: 1, code: 'not-found', message: expect.stringContaining('lists no management token') },
    ]);
  });

  test('are none where none is given', async () => {
    expect(await match({ leaks: [] })).toMatchObject({ matched: [], unknown: [] });
  });
});

describe('A leaked token is tried before it is revoked', () => {
  test('and only where the list holds one that starts like it: nobody else sees it', async () => {
    const { cluster } = await match({ leaks: [aLeak(9, 1), aLeak(2, 2)] });
    expect(requestsOf(cluster)).toEqual(['try M.V1.0002']);
  });

  test('and where it is rejected it is not the active token that starts like it', async () => {
    const { matched, unknown } = await match({ leaks: [aLeak(1)], onTry: triesInTurn(rejected) });
    expect(matched).toEqual([]);
    expect(unknown).toMatchObject([{ position: 1, code: 'not-found' }]);
  });

  test.each<[string, Partial<Token>]>([
    ['expired', { expiresAt: longAgo }],
    ['revoked', { revokedAt: longAgo }],
  ])('and where it is rejected it is the %s token that starts like it', async (_, state) => {
    const { matched } = await match({
      tokens: [aToken(1, state)],
      leaks: [aLeak(1)],
      onTry: triesInTurn(rejected),
    });
    expect(matched).toMatchObject([{ id: idOf(1) }]);
  });

  test.each<[string, TryAnswer]>([
    ['the cluster accepts it', { kind: 'accepted' }],
    ['the client cannot', { kind: 'unsupported' }],
    ['the answer is lost', lost],
    ['the server fails', serverError],
    ['nothing is reached', unreachable],
    ['a proxy forbids it', forbidden],
    ['a page refuses it', unauthorized],
    ['the cluster asks to slow down', rateLimited()],
  ])('and where %s, the one token that starts like it is taken', async (_, answer) => {
    const { matched, cluster } = await match({ leaks: [aLeak(1)], onTry: triesInTurn(answer) });
    expect(matched).toMatchObject([{ id: idOf(1) }]);
    expect(requestsOf(cluster)).toHaveLength(1);
  });

  test('and tells apart which of two tokens it is by whether it works', async () => {
    const twins = [aToken(1, { revokedAt: longAgo }), aToken(2, { prefix: 'M.V1.0001' })];
    const setting = { tokens: twins, leaks: [aLeak(1)] };
    const alive = await match({ ...setting, onTry: triesInTurn({ kind: 'accepted' }) });
    expect(alive.matched).toMatchObject([{ id: idOf(2) }]);
    const dead = await match({ ...setting, onTry: triesInTurn(rejected) });
    expect(dead.matched).toMatchObject([{ id: idOf(1) }]);
  });

  test('and a cluster that asks to wait then is not asked anything before that', async () => {
    const { context, cluster, time } = givenContext({
      tokens: someTokens(2),
      leaks: [aLeak(1), aLeak(2)],
      onTry: (token) => (token === secretOf(1) ? { answer: rateLimited(5_000) } : undefined),
    });
    await time.settle(matchLeaks(context, indexTokens(someTokens(2))));
    expect(cluster.requests[1]?.from).toBeGreaterThanOrEqual(5_000);
  });
});

describe('An excluded token', () => {
  test.each([
    ['in the spelling of the list', idOf(1)],
    ['in another letter case', idOf(1).toUpperCase()],
  ])('is not revoked because it has leaked: %s', async (_, excluded) => {
    const { matched, unknown } = await match({ leaks: [aLeak(1), aLeak(2)], excluded: [excluded] });
    expect(matched.map(({ id }) => id)).toEqual([idOf(2)]);
    const message = `It is the token ${idOf(1)}, which \`exclude-ids\` takes away.`;
    expect(unknown).toEqual([{ position: 1, code: 'refused', message }]);
  });
});

describe('Without a list', () => {
  test('nobody knows which id a leaked token belongs to, and it is not sent anywhere', async () => {
    const { matched, unknown, cluster } = await match({ leaks: [aLeak(1), aLeak(2)], listed: false });
    const message = 'Without the list nobody knows which id it belongs to.';
    expect(matched).toEqual([]);
    expect(unknown).toEqual([
      { position: 1, code: 'not-attempted', message },
      { position: 2, code: 'not-attempted', message },
    ]);
    expect(cluster.requests).toEqual([]);
  });
});

test('Nothing that is told of leaked tokens without an id holds one of them', async () => {
  const twins = [aToken(1), aToken(2, { prefix: 'M.V1.0001' }), aToken(3), aToken(4)];
  const { unknown, events } = await match({
    tokens: twins,
    leaks: [aLeak(1), aLeak(3), aLeak(4), aLeak(9)],
    excluded: [idOf(3)],
    onTry: (token) => (token === secretOf(4) ? { answer: rejected } : undefined),
  });
  expect(unknown.map(({ code }) => code)).toEqual(['ambiguous', 'refused', 'not-found', 'not-found']);
  expect(JSON.stringify([unknown, events])).not.toContain(hiddenPart);
});
