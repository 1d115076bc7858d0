import { describe, expect, test } from '@jest/globals';
import type { Selectors } from '../../../src/revocation/selection.ts';
import type { TryAnswer } from '../../../src/revocation/token-client.ts';
import { aToken, failures, idOf, longAgo, someTokens, wordsOf } from '../../support/domain.ts';
import { listsInTurn } from '../../support/in-memory-cluster.ts';
import {
  aLeak,
  hiddenPart,
  requestsOf,
  secretOf,
  triesInTurn,
  triesOf,
} from '../../support/leaked-tokens.ts';
import { givenRun, type Setting } from '../../support/revocation-run.ts';

const { forbidden, lost, rateLimited, unreachable } = failures;
const rejected: TryAnswer = { kind: 'rejected' };
const accepted: TryAnswer = { kind: 'accepted' };

/** Seven tokens; the run authenticates with the last one. */
const tokens = someTokens(7);
const caller = idOf(7);

const selectors: Selectors = {
  description: (text) => text === 'token 5' || text === 'token 6' || text === 'token 7',
  createdBy: undefined,
  createdBefore: undefined,
  expired: 'exclude',
  keepLatest: undefined,
};

/** A run that asks for leaked tokens alone, unless told otherwise. */
const givenLeaks = (setting: Setting) => givenRun({ tokens, caller, ids: [], ...setting });

describe('A run with ids, leaked tokens and selectors', () => {
  test('revokes all that any of them asks for, and nothing else', async () => {
    const setting = { ids: [idOf(4), idOf(1)], leaks: [aLeak(2, 1), aLeak(1, 2)], selectors };
    const { run, cluster, events } = givenLeaks(setting);
    const result = await run();
    const asked = [idOf(4), idOf(1), idOf(2), idOf(5), idOf(6)];
    expect(result.outcomes.map(({ id }) => id)).toEqual(asked);
    expect(wordsOf(result)).toEqual(Array(5).fill('revoked'));
    expect(result).toMatchObject({ planned: asked, stop: undefined });
    expect(result.outcomes.map(({ leaks }) => leaks)).toEqual([[], [2], [1], [], []]);
    expect(tokens.map(({ id }) => cluster.isRevoked(id))).toEqual([
      true,
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(events.slice(0, 5).map(({ kind }) => kind)).toEqual([
      'listed',
      'matched',
      'matched',
      'selected',
      'planned',
    ]);
  });

  test('leaves alone what is excluded', async () => {
    const excluded = [idOf(4), idOf(6)];
    const { run, cluster } = givenLeaks({ ids: [idOf(4), idOf(1)], selectors, excluded });
    expect((await run()).outcomes.map(({ id }) => id)).toEqual([idOf(1), idOf(5)]);
    expect(excluded.some((id) => cluster.isRevoked(id))).toBe(false);
  });

  test('that select nothing ends well', async () => {
    const { run, cluster } = givenLeaks({ selectors: { ...selectors, expired: 'only' } });
    expect(await run()).toMatchObject({ outcomes: [], planned: [], stop: undefined });
    expect(requestsOf(cluster)).toEqual(['list']);
  });

  test('that are dry revokes none of them', async () => {
    const { run, cluster } = givenLeaks({ ids: [idOf(4)], leaks: [aLeak(2, 1)], selectors, dryRun: true });
    const result = await run();
    expect(wordsOf(result)).toEqual(Array(4).fill('planned'));
    expect(tokens.some(({ id }) => cluster.isRevoked(id))).toBe(false);
    expect(triesOf(cluster, secretOf(2))).toHaveLength(1);
  });

  test('never revokes the token in use because of a selector, with force neither', async () => {
    const { run, cluster } = givenLeaks({ selectors, force: true });
    expect((await run()).planned).toEqual([idOf(5), idOf(6)]);
    expect(cluster.isRevoked(caller)).toBe(false);
  });
});

describe('A leaked token', () => {
  test('is found, tried, revoked and tried again: the list and its rejection are the proof', async () => {
    const { run, cluster } = givenLeaks({ leaks: [aLeak(2, 1)] });
    const result = await run();
    expect(result.outcomes[0]?.fate).toEqual({
      status: 'revoked',
      proof: ['listed', 'rejected'],
      revokedAt: expect.any(Number),
      provenAt: expect.any(Number),
    });
    const tried = 'try M.V1.0002';
    expect(requestsOf(cluster)).toEqual(['list', tried, idOf(2), 'list', tried]);
  });

  test('that was revoked before is tried all the same, and nothing is revoked', async () => {
    const world = [aToken(1, { revokedAt: longAgo }), ...tokens.slice(1)];
    const { run, cluster } = givenLeaks({ tokens: world, leaks: [aLeak(1)] });
    const result = await run();
    expect(result.outcomes[0]?.fate).toEqual({
      status: 'already-revoked',
      proof: ['listed', 'rejected'],
      revokedAt: longAgo,
      provenAt: expect.any(Number),
    });
    expect(requestsOf(cluster)).not.toContain(idOf(1));
  });

  test('that goes on working is still active, whatever the list shows', async () => {
    const result = await givenLeaks({ leaks: [aLeak(2, 1)], onTry: triesInTurn(accepted) }).run();
    expect(wordsOf(result)).toEqual(['still-active']);
    expect(result.stop).toBeUndefined();
  });

  test('whose revocation fails is not tried again', async () => {
    const { run, cluster } = givenLeaks({ leaks: [aLeak(2, 1)], onRevoke: () => ({ answer: forbidden }) });
    expect(wordsOf(await run())).toEqual(['forbidden']);
    expect(triesOf(cluster, secretOf(2))).toHaveLength(1);
  });

  test('that is the token in use is refused', async () => {
    const { run, cluster } = givenLeaks({ leaks: [aLeak(7, 1)] });
    const result = await run();
    expect(wordsOf(result)).toEqual(['refused']);
    expect(result.stop?.code).toBe('refused');
    expect(cluster.isRevoked(caller)).toBe(false);
  });

  test('that is the token in use is revoked last with force, and rejected then', async () => {
    const { run, cluster } = givenLeaks({ leaks: [aLeak(7, 1), aLeak(1, 2)], force: true });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'revoked']);
    expect(result.planned).toEqual([idOf(1), idOf(7)]);
    expect(result.outcomes[0]?.fate).toMatchObject({ proof: ['rejected'] });
    expect(triesOf(cluster, secretOf(7))).toHaveLength(2);
  });

  test('holds every request back where the cluster asks to wait when it is tried', async () => {
    const { run, cluster } = givenLeaks({
      leaks: [aLeak(2, 1)],
      onTry: triesInTurn(rateLimited(5_000), rejected),
    });
    expect(wordsOf(await run())).toEqual(['revoked']);
    expect(cluster.sentAt(idOf(2))[0]).toBeGreaterThanOrEqual(5_000);
  });
});

describe('A leaked token that somebody made up', () => {
  const madeUp: Setting = { leaks: [aLeak(2, 1)], onTry: triesInTurn(rejected) };

  test.each([false, true])('revokes nobody because of its prefix (force: %s)', async (force) => {
    const { run, cluster } = givenLeaks({ ...madeUp, force });
    const result = await run();
    expect(result).toMatchObject({
      outcomes: [{ id: undefined, leaks: [1], fate: { code: 'not-found' } }],
      planned: [],
    });
    expect(tokens.some(({ id }) => cluster.isRevoked(id))).toBe(false);
  });
});

describe('A leaked token without an id', () => {
  const setting: Setting = { ids: [idOf(1)], leaks: [aLeak(2, 1), aLeak(9, 2)] };

  test('refuses the whole plan', async () => {
    const { run, cluster } = givenLeaks(setting);
    const result = await run();
    expect(wordsOf(result)).toEqual(['not-attempted', 'not-attempted', 'not-found']);
    expect(result).toMatchObject({
      planned: [],
      outcomes: [
        { id: idOf(1), leaks: [] },
        { id: idOf(2), leaks: [1] },
        { id: undefined, leaks: [2] },
      ],
      stop: {
        code: 'refused',
        message: 'The plan was refused because of 1 leaked token. Nothing was revoked.',
      },
    });
    expect(tokens.some(({ id }) => cluster.isRevoked(id))).toBe(false);
  });

  test('refuses a dry run in the same way', async () => {
    const result = await givenLeaks({ ...setting, dryRun: true }).run();
    expect(result).toMatchObject({ dryRun: true, stop: { code: 'refused' } });
    expect(wordsOf(result)).toEqual(['not-attempted', 'not-attempted', 'not-found']);
  });

  test('is told of beside the ids that are refused', async () => {
    const result = await givenLeaks({
      ...setting,
      ids: [idOf(1), idOf(8)],
      leaks: [aLeak(9, 1), aLeak(10, 2)],
    }).run();
    expect(wordsOf(result)).toEqual(['not-attempted', 'not-found', 'not-found', 'not-found']);
    expect(result.stop?.message).toBe(
      'The plan was refused because of 1 id and 2 leaked tokens. Nothing was revoked.',
    );
  });

  test('does not keep the rest from being revoked with force', async () => {
    const result = await givenLeaks({ ...setting, force: true }).run();
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'not-found']);
    expect(result.outcomes.map(({ leaks }) => leaks)).toEqual([[], [1], [2]]);
    expect(result.stop).toBeUndefined();
  });

  test('refuses a plan that would revoke nothing at all', async () => {
    const result = await givenLeaks({ leaks: [aLeak(9, 1)] }).run();
    expect(result).toMatchObject({ outcomes: [{ leaks: [1] }], planned: [], stop: { code: 'refused' } });
  });

  test('stays without one, with force too, where it can be several', async () => {
    const twins = [...tokens, aToken(8, { prefix: 'M.V1.0002' })];
    const { run, cluster } = givenLeaks({ ...setting, tokens: twins, leaks: [aLeak(2, 1)], force: true });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'ambiguous']);
    expect(result.outcomes[1]).toMatchObject({ id: undefined, leaks: [1] });
    expect([idOf(2), idOf(8)].some((id) => cluster.isRevoked(id))).toBe(false);
  });
});

describe('With force and without a list', () => {
  const onList = (nth: number) => (nth === 1 ? { answer: forbidden } : undefined);

  test('the ids are revoked, and it is said why the leaked tokens are not', async () => {
    const { run, cluster } = givenLeaks({ ids: [idOf(1)], leaks: [aLeak(2, 1)], force: true, onList });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'not-attempted']);
    expect(result.outcomes[1]).toMatchObject({
      leaks: [1],
      fate: { message: 'Without the list nobody knows which id it belongs to.' },
    });
    expect(cluster.isRevoked(idOf(2))).toBe(false);
  });

  test.each<[string, Setting]>([
    ['selectors', { ids: [idOf(1)], selectors }],
    ['leaked tokens alone', { leaks: [aLeak(2, 1)] }],
  ])('a run with %s ends before anything is revoked', async (_, setting) => {
    const { run, cluster } = givenLeaks({ ...setting, force: true, onList });
    await expect(run()).rejects.toMatchObject({ name: 'ActionError', code: 'forbidden' });
    expect(requestsOf(cluster)).toEqual(['list']);
  });

  test('a list that passes a moment later is waited for, so that leaked tokens are revoked too', async () => {
    const result = await givenLeaks({
      ids: [idOf(1)],
      leaks: [aLeak(2, 1)],
      force: true,
      onList: listsInTurn(unreachable, lost),
    }).run();
    expect(wordsOf(result)).toEqual(['revoked', 'revoked']);
  });
});

test('Nothing that comes out of a run holds a leaked token', async () => {
  const setting: Setting = {
    ids: [idOf(1)],
    leaks: [aLeak(2, 1), aLeak(9, 2), aLeak(3, 3)],
    excluded: [idOf(3)],
  };
  for (const force of [false, true]) {
    const { run, events } = givenLeaks({ ...setting, force });
    expect(JSON.stringify([await run(), events])).not.toContain(hiddenPart);
  }
});
