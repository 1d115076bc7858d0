import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideFate, type Evidence } from '../../../src/revocation/fate.ts';
import type { PlanEntry } from '../../../src/revocation/plan.ts';
import type { Attempted } from '../../../src/revocation/retry.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import type { RevokeAnswer } from '../../../src/revocation/token-client.ts';
import { settleFates } from '../../../src/revocation/verify.ts';
import {
  anEntry,
  aToken,
  failed,
  failures,
  idOf,
  someIds,
  someTokens,
  wordOf,
  wordsOf,
} from '../../support/domain.ts';
import { listsInTurn, mishaps } from '../../support/in-memory-cluster.ts';
import { anyRun, settingOf } from '../../support/revocation-cases.ts';
import { givenContext, givenRun, type Scene, type Setting } from '../../support/revocation-run.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const accepted: RevokeAnswer = { kind: 'accepted' };
/** What influxctl says of every id of a call that ended badly. */
const unclear = failed('influxctl-failed', { mayHaveWorked: true, fromApi: false });

/** Revokes with force, does not ask for a verification, and has a client whose word is no proof. */
async function runWith(setting: Setting): Promise<Scene & { words: string[]; messages: string[] }> {
  const scene = givenRun({
    tokens: someTokens(3),
    force: true,
    verify: false,
    conclusive: false,
    retries: 0,
    ...setting,
  });
  const result = await scene.run();
  const messages = result.outcomes.map(({ fate }) => (fate.status === 'failed' ? fate.message : ''));
  return { ...scene, words: wordsOf(result), messages };
}

/** What was sent, in order. */
function orderOf({ cluster }: Scene): string[] {
  return cluster.requests.map(({ id }) => id ?? 'list');
}

describe('Where the word of a client is no proof, although nobody wants to verify,', () => {
  test('the list is asked, and proves every revocation', async () => {
    const scene = await runWith({});
    expect(scene.words).toEqual(['revoked', 'revoked', 'revoked']);
    expect(orderOf(scene)).toEqual(['list', ...someIds(3), 'list']);
  });

  test('it is as if somebody wanted to', async () => {
    const setting = { lag: 2_500, onRevoke: mishaps({ [idOf(2)]: [{ answer: unclear, works: true }] }) };
    const [unasked, asked] = [await runWith(setting), await runWith({ ...setting, verify: true })];
    expect(unasked.words).toEqual(asked.words);
    expect(orderOf(unasked)).toEqual(orderOf(asked));
    expect(unasked.time.elapsed()).toBe(asked.time.elapsed());
  });

  test('an id that was accepted and is still shown as active has failed', async () => {
    const { words } = await runWith({
      onRevoke: mishaps({ [idOf(2)]: [{ answer: accepted, works: false }] }),
    });
    expect(words).toEqual(['revoked', 'still-active', 'revoked']);
  });

  test('an id that was accepted and that no list has ever shown has failed', async () => {
    const onRevoke = mishaps({ [idOf(9)]: [{ answer: accepted }] });
    const { words, messages } = await runWith({ ids: [idOf(1), idOf(9)], onRevoke });
    expect(words).toEqual(['revoked', 'unverified']);
    expect(messages[1]).toBe('The cluster took the revocation, but its list does not show the id.');
  });

  test('an id is revoked where a call that ended badly has done it', async () => {
    const onRevoke = () => ({ answer: unclear, works: true });
    expect((await runWith({ onRevoke })).words).toEqual(['revoked', 'revoked', 'revoked']);
  });

  test('an id that a call left undone has failed, with what was said of it', async () => {
    const { words, messages } = await runWith({ onRevoke: mishaps({ [idOf(2)]: [{ answer: unclear }] }) });
    expect(words).toEqual(['revoked', 'influxctl-failed', 'revoked']);
    expect(messages[1]).toBe('It was influxctl-failed. The token may still be active.');
  });

  test('nothing is called revoked where there is no list', async () => {
    const { words, messages } = await runWith({ onList: listsInTurn(undefined, failures.forbidden) });
    expect(words).toEqual(['unverified', 'unverified', 'unverified']);
    expect(messages[0]).toBe('The cluster took the revocation, but could not prove it. It was forbidden.');
  });

  test('nobody is asked in a dry run, or where nothing was tried', async () => {
    expect(orderOf(await runWith({ dryRun: true }))).toEqual(['list']);
    const revoked = someTokens(2).map((token) => ({ ...token, revokedAt: now }));
    expect(orderOf(await runWith({ tokens: revoked }))).toEqual(['list']);
  });

  test('no run, whatever befalls it, calls a token revoked without proof', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (given) => {
        const scene = givenRun({ ...settingOf(given), conclusive: false });
        const result = await scene.run().catch(() => undefined);
        for (const { id, fate } of result?.outcomes ?? [])
          if (fate.status === 'revoked' || fate.status === 'already-revoked')
            expect([id, fate.proof !== 'none', scene.cluster.isRevoked(id)]).toEqual([id, true, true]);
      }),
      { numRuns: 500, seed: 1 },
    );
  }, 120_000);
});

describe('Where the word of a client is a proof', () => {
  test('nobody is asked for another one, unless it is wanted', async () => {
    const scene = await runWith({ conclusive: true });
    expect(scene.words).toEqual(['revoked?', 'revoked?', 'revoked?']);
    expect(orderOf(scene)).toEqual(['list', ...someIds(3)]);
  });
});

describe('The client that is chosen in the middle of a run', () => {
  /** What became of two tokens that were accepted, by a client that knows at the end whether its word is a proof. */
  const settleWith = async (conclusive: boolean, verify: boolean): Promise<string[]> => {
    const tokens = someTokens(2);
    const { context, cluster, time } = givenContext({ tokens, latency: 0, verify });
    let isConclusive = true;
    const client = { ...context.client, isConclusive: () => isConclusive };
    const attempts = new Map<string, Attempted<RevokeAnswer>>();
    for (const { id } of tokens) {
      const answer = await cluster.client.revoke(id, { signal: context.limits.revoking, attempt: 1 });
      attempts.set(id, { answer, attempts: 1, mayHaveWorked: false });
    }
    isConclusive = conclusive;
    const fates = await time.settle(settleFates(tokens.map(anEntry), attempts, { ...context, client }));
    return [...fates.values()].map((fate) => wordOf({ fate }));
  };

  test('is the one that counts', async () => {
    expect(await settleWith(false, false)).toEqual(['revoked', 'revoked']);
    expect(await settleWith(true, false)).toEqual(['revoked?', 'revoked?']);
    expect(await settleWith(true, true)).toEqual(['revoked', 'revoked']);
  });
});

describe('The token in use, where the word of a client is no proof', () => {
  test('goes last and alone, and the refused list is its proof', async () => {
    const scene = await runWith({ caller: idOf(2) });
    expect(scene.words).toEqual(['revoked', 'revoked', 'revoked']);
    expect(orderOf(scene)).toEqual(['list', idOf(1), idOf(3), 'list', idOf(2), 'list']);
  });

  test('is unverified where the list fails without a word of the cluster itself', async () => {
    const onList = listsInTurn(undefined, undefined, unclear);
    const { words, messages } = await runWith({ caller: idOf(3), onList });
    expect(words).toEqual(['revoked', 'revoked', 'unverified']);
    expect(messages[2]).toBe(
      'The cluster took the revocation, but could not prove it. It was influxctl-failed.',
    );
  });

  test('is still active where the list goes on showing it so', async () => {
    const onRevoke = mishaps({ [idOf(3)]: [{ answer: accepted, works: false }] });
    expect((await runWith({ caller: idOf(3), onRevoke })).words).toEqual([
      'revoked',
      'revoked',
      'still-active',
    ]);
  });

  test('has candidates that go one after the other, each with its proof, until the one in use is gone', async () => {
    const candidates = someIds(3);
    const scene = await runWith({ candidates, caller: idOf(2) });
    expect(scene.words).toEqual(['revoked', 'revoked', 'not-attempted']);
    expect(orderOf(scene)).toEqual(['list', idOf(1), 'list', idOf(2), 'list']);
  });

  test('has candidates whose death is not passed off as that of another', async () => {
    const onRevoke = mishaps({
      [idOf(2)]: [{ answer: unclear, works: true }],
      [idOf(3)]: [{ answer: unclear, works: false }],
    });
    const scene = await runWith({
      candidates: [idOf(2), idOf(3)],
      caller: idOf(2),
      onRevoke,
      onList: listsInTurn(undefined, undefined, failures.serverError),
    });
    expect(scene.cluster.isRevoked(idOf(3))).toBe(false);
    expect(scene.words).toEqual(['revoked', 'influxctl-failed', 'influxctl-failed']);
  });
});

describe('An id that no list has ever shown, and whose revocation ended unclear,', () => {
  const attempted = (answer: RevokeAnswer, mayHaveWorked: boolean): Attempted<RevokeAnswer> => ({
    answer,
    attempts: 1,
    mayHaveWorked,
  });
  const listed = (...tokens: Token[]): Evidence => ({ kind: 'listed', index: indexTokens(tokens), at: now });
  const wordFor = (entry: PlanEntry, answer: RevokeAnswer, evidence: Evidence): string =>
    wordOf({ fate: decideFate(entry, attempted(answer, true), evidence) });
  const others = listed(aToken(1), aToken(2));

  test('is not known to the cluster, which is told with what was said of it', () => {
    expect(decideFate(anEntry(idOf(9)), attempted(unclear, true), others)).toEqual({
      status: 'failed',
      code: 'not-found',
      message: 'The cluster does not list this id. It was influxctl-failed.',
    });
  });

  test.each<[string, PlanEntry, RevokeAnswer, Evidence, string]>([
    ['an earlier list showed it', anEntry(aToken(9)), unclear, others, 'influxctl-failed'],
    ['this list shows it', anEntry(idOf(1)), unclear, others, 'influxctl-failed'],
    ['the last answer was clear', anEntry(idOf(9)), failures.forbidden, others, 'forbidden'],
    [
      'there is no list',
      anEntry(idOf(9)),
      unclear,
      { kind: 'unavailable', why: 'It was down.' },
      'influxctl-failed',
    ],
    ['nobody asked', anEntry(idOf(9)), unclear, { kind: 'not-asked' }, 'influxctl-failed'],
  ])('has failed as it was told to where %s', (_, entry, answer, evidence, word) => {
    expect(wordFor(entry, answer, evidence)).toBe(word);
  });

  test('is named so at the end of a run', async () => {
    const onRevoke = mishaps({ [idOf(9)]: [{ answer: unclear }] });
    const { words } = await runWith({ ids: [idOf(1), idOf(9)], onRevoke });
    expect(words).toEqual(['revoked', 'not-found']);
  });
});

test('A client whose word is no proof is left time for one before the deadline', async () => {
  const onRevoke = mishaps({ [idOf(2)]: [{ works: true, takes: 30_000, answer: accepted }] });
  const setting = { onRevoke, deadline: 20_000 };
  const [unasked, asked] = [await runWith(setting), await runWith({ ...setting, verify: true })];
  expect(asked.words).toEqual(['revoked', 'revoked', 'revoked']);
  expect(unasked.words).toEqual(asked.words);
});
