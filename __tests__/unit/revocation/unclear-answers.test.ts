import { describe, expect, test } from '@jest/globals';
import { decideFate, type Evidence } from '../../../src/revocation/fate.ts';
import type { PlanEntry } from '../../../src/revocation/plan.ts';
import type { Attempted } from '../../../src/revocation/retry.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import type { RevokeAnswer } from '../../../src/revocation/token-client.ts';
import {
  anEntry,
  aToken,
  failed,
  failures,
  idOf,
  someTokens,
  wordOf,
  wordsOf,
} from '../../support/domain.ts';
import { listsInTurn, mishaps } from '../../support/in-memory-cluster.ts';
import { givenRun, type Scene, type Setting } from '../../support/revocation-run.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const accepted: RevokeAnswer = { kind: 'accepted' };
/** What influxctl says of every id of a call that ended badly. */
const unclear = failed('influxctl-failed', { mayHaveWorked: true, fromApi: false });

/** Revokes with force, one request for each id. */
async function runWith(setting: Setting): Promise<Scene & { words: string[]; messages: string[] }> {
  const scene = givenRun({ tokens: someTokens(3), force: true, retries: 0, ...setting });
  const result = await scene.run();
  const messages = result.outcomes.map(({ fate }) => (fate.status === 'failed' ? fate.message : ''));
  return { ...scene, words: wordsOf(result), messages };
}

describe('Where an answer does not say what became of an id', () => {
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
    expect(messages[1]).toBe('The cluster accepted the revocation, but its list does not show the id.');
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
    expect(messages[0]).toBe(
      'The cluster accepted the revocation, but it could not be verified. It was forbidden.',
    );
  });
});

describe('The token in use', () => {
  test('is unverified where the list fails without a word of the cluster itself', async () => {
    const onList = listsInTurn(undefined, undefined, unclear);
    const { words, messages } = await runWith({ caller: idOf(3), onList });
    expect(words).toEqual(['revoked', 'revoked', 'unverified']);
    expect(messages[2]).toBe(
      'The cluster accepted the revocation, but it could not be verified. It was influxctl-failed.',
    );
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
    requestedAt: now,
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
  ])('has failed as it was told to where %s', (_, entry, answer, evidence, word) => {
    expect(wordFor(entry, answer, evidence)).toBe(word);
  });

  test('is named so at the end of a run', async () => {
    const onRevoke = mishaps({ [idOf(9)]: [{ answer: unclear }] });
    const { words } = await runWith({ ids: [idOf(1), idOf(9)], onRevoke });
    expect(words).toEqual(['revoked', 'not-found']);
  });
});

test('A revocation that hangs leaves time to prove the others before the deadline', async () => {
  const onRevoke = mishaps({ [idOf(2)]: [{ works: true, takes: 30_000, answer: accepted }] });
  expect((await runWith({ onRevoke, deadline: 20_000 })).words).toEqual(['revoked', 'revoked', 'revoked']);
});
