import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../../src/errors.ts';
import { revokeTokens } from '../../../src/revocation/run.ts';
import type { RequestOptions } from '../../../src/revocation/token-client.ts';
import { aToken, failures, idOf, longAgo, someIds, someTokens, wordsOf } from '../../support/domain.ts';
import { listsInTurn, mishaps } from '../../support/in-memory-cluster.ts';
import { givenRun } from '../../support/revocation-run.ts';

const { forbidden, lost, rateLimited, unreachable } = failures;

/** Three tokens to revoke, and one that the run authenticates with. */
const tokens = someTokens(4);
const [ids, caller] = [someIds(3), idOf(4)];

describe('A guarded run', () => {
  test('revokes every id, proves it, and shows how it goes', async () => {
    const { run, cluster, events } = givenRun({ tokens, ids, caller });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked']);
    expect(result).toMatchObject({ planned: ids, stop: undefined });
    expect(ids.every((id) => cluster.isRevoked(id)) && !cluster.isRevoked(caller)).toBe(true);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).toEqual(['listed', 'planned', 'progress', 'progress', 'progress', 'verifying']);
  });

  test('shows how many tokens the cluster has, and sends nothing for one that is revoked already', async () => {
    const world = [aToken(1, { revokedAt: longAgo }), ...tokens.slice(1), aToken(6, { expiresAt: longAgo })];
    const { run, cluster, events } = givenRun({ tokens: world, ids, caller });
    expect(wordsOf(await run())).toEqual(['already-revoked', 'revoked', 'revoked']);
    expect(events[0]).toEqual({ kind: 'listed', tokens: 5, active: 3 });
    expect(cluster.revocations()).toEqual([idOf(2), idOf(3)]);
  });

  test.each([new TypeError('a bug'), new ActionError({ code: 'internal', message: 'A bug.' })])(
    'ends in unverified where the action itself fails after the plan: %s',
    async (error) => {
      const { request, surroundings, time } = givenRun({ tokens, ids: [...ids, idOf(9)], caller });
      const client = { ...surroundings.client, revoke: () => Promise.reject(error) };
      const result = await time.settle(revokeTokens(request, { ...surroundings, client }));
      expect(wordsOf(result)).toEqual(['unverified', 'unverified', 'unverified', 'not-found']);
      expect(result.stop).toMatchObject({ code: 'internal', cause: error });
    },
  );

  test('says what was sent before the action itself failed', async () => {
    const { request, surroundings, time } = givenRun({ tokens, ids, caller });
    const { client } = surroundings;
    const lists = [client.list].values();
    const list = (options: RequestOptions) =>
      lists.next().value?.(options) ?? Promise.reject(new TypeError('a bug'));
    const result = await time.settle(revokeTokens(request, { ...surroundings, client: { ...client, list } }));
    expect(wordsOf(result)).toEqual(ids.map(() => 'unverified'));
    expect(result.outcomes.map(({ attempts }) => attempts)).toEqual(ids.map(() => 1));
  });

  test('continues after an id that finds no connection, since the list came through', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: unreachable }] });
    const { run } = givenRun({ tokens, ids, caller, concurrency: 1, retries: 0, onRevoke });
    expect(wordsOf(await run())).toEqual(['unreachable', 'revoked', 'revoked']);
  });
});

describe('A forced run', () => {
  test('waits at most 10 s for a list', async () => {
    const onList = (nth: number) => (nth === 1 ? { takes: 60_000 } : undefined);
    const { run, cluster, events } = givenRun({ tokens, ids, caller, force: true, onList });
    expect(wordsOf(await run())).toEqual(['revoked', 'revoked', 'revoked']);
    expect(cluster.sentAt(idOf(1))).toEqual([10_000]);
    expect(events[0]?.kind).toBe('list-failed');
  });

  test('stops at the first ids where neither the list nor a revocation gets through', async () => {
    const onList = () => ({ answer: unreachable });
    const setting = { concurrency: 2, retries: 0, onList, onRevoke: onList };
    const result = await givenRun({ tokens, ids, force: true, ...setting }).run();
    expect(wordsOf(result)).toEqual(['unreachable', 'unreachable', 'not-attempted']);
    expect(result.stop).toMatchObject({ code: 'unreachable' });
  });

  test('leaves what was accepted without proof where it revoked the token in use unknowingly', async () => {
    const setting = { force: true, concurrency: 1, onList: listsInTurn(unreachable) };
    const result = await givenRun({ tokens, ids: [caller, ...ids], caller, ...setting }).run();
    expect(wordsOf(result)).toEqual(['unverified', 'unauthorized', 'not-attempted', 'not-attempted']);
    expect(result.stop).toMatchObject({ code: 'unauthorized' });
  });
});

describe('A dry run', () => {
  test.each([true, false])(
    'fails for an id that the list does not show, with force too: %s',
    async (force) => {
      const ids = [idOf(1), idOf(9)];
      const result = await givenRun({ tokens: someTokens(3), ids, force, dryRun: true }).run();
      expect(wordsOf(result)).toEqual(['planned', 'not-found']);
      // With force the run itself tries it.
      expect(result.planned).toEqual(force ? ids : [idOf(1)]);
    },
  );

  test('is refused as the run would be', async () => {
    const result = await givenRun({ tokens, ids: [caller, idOf(9), idOf(1)], caller, dryRun: true }).run();
    expect(wordsOf(result)).toEqual(['refused', 'not-found', 'not-attempted']);
    expect(result).toMatchObject({ stop: { code: 'refused' } });
  });

  test('without a request lists the tokens of the cluster, and which one is in use', async () => {
    const ended = [aToken(5, { revokedAt: longAgo }), aToken(6, { expiresAt: longAgo })];
    const world = [...tokens, ...ended, aToken(7, { prefix: 'M.V1.' })];
    const { run, cluster } = givenRun({ tokens: world, ids: [], caller, dryRun: true, listing: true });
    const { listing, outcomes, stop } = await run();
    expect(listing?.map(({ token, state, inUse }) => `${token.id.slice(-1)} ${state} ${inUse}`)).toEqual([
      ...['1 active no', '2 active no', '3 active no', '4 active likely'],
      ...['5 revoked no', '6 expired no', '7 active unknown'],
    ]);
    expect([outcomes, stop, cluster.revocations()]).toEqual([[], undefined, []]);
  });

  test('with force plans what it can where there is no list', async () => {
    const onList = listsInTurn(unreachable);
    const result = await givenRun({ tokens, ids, caller, dryRun: true, force: true, onList }).run();
    expect(wordsOf(result)).toEqual(['planned', 'planned', 'planned']);
    expect(result.planned).toEqual(ids);
  });
});

test('A run shows for how long the cluster asked to wait, and continues beside an id that failed', async () => {
  const onRevoke = mishaps({
    [idOf(1)]: [{ answer: forbidden }],
    [idOf(2)]: [{ answer: lost, works: true }],
    [idOf(3)]: [{ answer: rateLimited(8_000) }],
  });
  const { run, events } = givenRun({ tokens, ids, caller, onRevoke });
  const result = await run();
  expect([wordsOf(result), result.stop]).toEqual([['forbidden', 'revoked', 'revoked'], undefined]);
  expect(events).toContainEqual({ kind: 'holding', ms: 8_000 });
});
