import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../../src/errors.ts';
import { revokeTokens } from '../../../src/revocation/run.ts';
import type { Token } from '../../../src/revocation/token.ts';
import {
  aToken,
  failed,
  failures,
  idOf,
  longAgo,
  someIds,
  someTokens,
  wordsOf,
} from '../../support/domain.ts';
import { listsInTurn, mishaps } from '../../support/in-memory-cluster.ts';
import { givenRun } from '../../support/revocation-run.ts';

const { forbidden, lost, rateLimited, unauthorized, unreachable } = failures;
const notServed = failed('no-http-route', { message: 'A console answered.', affectsAll: true });

/** Three tokens to revoke, and one that the run authenticates with. */
const tokens = someTokens(4);
const [ids, caller] = [someIds(3), idOf(4)];

describe('A guarded run', () => {
  test('revokes every id, proves it, and shows how it goes', async () => {
    const { run, cluster, events } = givenRun({ tokens, ids, caller });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'revoked']);
    expect(result).toMatchObject({ planned: ids, dryRun: false, stop: undefined });
    expect(ids.every((id) => cluster.isRevoked(id)) && !cluster.isRevoked(caller)).toBe(true);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).toEqual(['listed', 'planned', 'progress', 'progress', 'progress', 'verifying']);
  });

  test('shows how many tokens the cluster has, and how many of them are active', async () => {
    const others: Token[] = [aToken(5, { revokedAt: longAgo }), aToken(6, { expiresAt: longAgo }), aToken(1)];
    const { run, events } = givenRun({ tokens: [...tokens, ...others], ids, caller });
    await run();
    expect(events[0]).toEqual({ kind: 'listed', tokens: 6, active: 4 });
  });

  test('sends nothing for a token that is revoked already', async () => {
    const dead = aToken(1, { revokedAt: longAgo });
    const { run, cluster } = givenRun({ tokens: [dead, ...tokens.slice(1)], ids, caller });
    expect(wordsOf(await run())).toEqual(['already-revoked', 'revoked', 'revoked']);
    expect(cluster.revocations()).toEqual([idOf(2), idOf(3)]);
  });

  test('ends well where everything is revoked already', async () => {
    const dead = ids.map((_, index) => aToken(index + 1, { revokedAt: longAgo }));
    const { run } = givenRun({ tokens: [...dead, aToken(4)], ids, caller });
    const result = await run();
    expect(wordsOf(result)).toEqual(['already-revoked', 'already-revoked', 'already-revoked']);
    expect(result).toMatchObject({ planned: [], stop: undefined });
  });

  test('reports ids in the order and spelling requested', async () => {
    const asked = [idOf(3), idOf(1).toUpperCase(), idOf(2)];
    const { outcomes } = await givenRun({ tokens, ids: asked, caller }).run();
    expect(outcomes.map(({ id }) => id)).toEqual(asked);
    expect(outcomes.map(({ token }) => token?.description)).toEqual(['token 3', 'token 1', 'token 2']);
  });

  test.each([
    ['the token in use is among the ids', [caller, idOf(1)], ['refused', 'not-attempted']],
    ['no active token would be left', someIds(4), ['refused', 'refused', 'refused', 'refused']],
  ])('changes nothing where %s', async (_, asked, words) => {
    const { run, cluster } = givenRun({ tokens, ids: asked, caller });
    const result = await run();
    expect(wordsOf(result)).toEqual(words);
    expect(result).toMatchObject({ planned: [], stop: { code: 'refused' } });
    expect(cluster.revocations()).toEqual([]);
  });

  test('revokes the others where an id is not known: it fails alone, without a request', async () => {
    const { run, cluster } = givenRun({ tokens, ids: [idOf(9), ...ids], caller });
    const result = await run();
    expect(wordsOf(result)).toEqual(['not-found', 'revoked', 'revoked', 'revoked']);
    expect(result).toMatchObject({ planned: ids, stop: undefined });
    expect(cluster.revocations()).not.toContain(idOf(9));
  });

  test('asks whether it is another cluster where it lists none of several ids, and none alone', async () => {
    const hintOf = async (asked: string[]) => {
      const { fate } = (await givenRun({ tokens, ids: asked, caller }).run()).outcomes[0] ?? {};
      return fate !== undefined && 'hint' in fate ? fate.hint : undefined;
    };
    expect(await hintOf([idOf(8), idOf(9)])).toContain('another cluster?');
    expect(await hintOf([idOf(9), idOf(1)])).toBeUndefined();
  });

  test('ends in unverified where the action itself fails after the plan, whatever it throws', async () => {
    for (const error of [new TypeError('a bug'), new ActionError({ code: 'internal', message: 'A bug.' })]) {
      const { request, surroundings, time } = givenRun({ tokens, ids: [...ids, idOf(9)], caller });
      const client = { ...surroundings.client, revoke: () => Promise.reject(error) };
      const result = await time.settle(revokeTokens(request, { ...surroundings, client }));
      expect(wordsOf(result)).toEqual(['unverified', 'unverified', 'unverified', 'not-found']);
      expect(result.stop).toMatchObject({ code: 'internal', cause: error });
    }
  });

  test('continues after an id that finds no connection, since the list came through', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: unreachable }] });
    const { run } = givenRun({ tokens, ids, caller, concurrency: 1, retries: 0, onRevoke });
    expect(wordsOf(await run())).toEqual(['unreachable', 'revoked', 'revoked']);
  });

  test('asks for the list again where it may get better', async () => {
    const onList = listsInTurn(unreachable, rateLimited(2_000), lost);
    expect(wordsOf(await givenRun({ tokens, ids, caller, onList }).run())).toEqual([
      'revoked',
      'revoked',
      'revoked',
    ]);
  });

  test.each([unauthorized, forbidden, unreachable, lost, rateLimited(900_000)])(
    'does not start without a list: $code',
    async (answer) => {
      const { run, cluster } = givenRun({ tokens, ids, caller, onList: () => ({ answer }) });
      const error = await run().catch((thrown) => thrown);
      expect(error).toBeInstanceOf(ActionError);
      const { code, message } = answer;
      expect(error).toMatchObject({ code, message: `The list of tokens could not be read. ${message}` });
      expect(cluster.revocations()).toEqual([]);
    },
  );
});

describe('A forced run', () => {
  test('skips the guards: the token in use and the last active one; for an unknown id a request is sent', async () => {
    const { run, cluster } = givenRun({ tokens, ids: [...someIds(4), idOf(9)], caller, force: true });
    expect(wordsOf(await run())).toEqual(['revoked', 'revoked', 'revoked', 'revoked', 'not-found']);
    expect(cluster.revocations().at(-1)).toBe(caller);
    expect(cluster.revocations()).toContain(idOf(9));
  });

  test.each([unreachable, forbidden, lost, rateLimited(900_000)])(
    'continues without a list that fails, and says so: $code',
    async (answer) => {
      const { run, events } = givenRun({ tokens, ids, caller, force: true, onList: listsInTurn(answer) });
      expect(wordsOf(await run())).toEqual(['revoked', 'revoked', 'revoked']);
      expect(events[0]).toEqual({ kind: 'list-failed', failure: answer });
    },
  );

  test('waits at most 10 s for a list', async () => {
    const onList = (nth: number) => (nth === 1 ? { takes: 60_000 } : undefined);
    const { run, cluster, events } = givenRun({ tokens, ids, caller, force: true, onList });
    expect(wordsOf(await run())).toEqual(['revoked', 'revoked', 'revoked']);
    expect(cluster.sentAt(idOf(1))).toEqual([10_000]);
    expect(events[0]?.kind).toBe('list-failed');
  });

  test('does not start where every request would be refused', async () => {
    const { run, cluster } = givenRun({ tokens, ids, force: true, onList: () => ({ answer: unauthorized }) });
    await expect(run()).rejects.toMatchObject({ name: 'ActionError', code: 'unauthorized' });
    expect(cluster.revocations()).toEqual([]);
  });

  test('stops at the first ids where neither the list nor a revocation gets through', async () => {
    const answer = unreachable;
    const mishap = () => ({ answer });
    const result = await givenRun({
      tokens,
      ids,
      force: true,
      concurrency: 2,
      retries: 0,
      onList: mishap,
      onRevoke: mishap,
    }).run();
    expect(wordsOf(result)).toEqual(['unreachable', 'unreachable', 'not-attempted']);
    expect(result.stop).toMatchObject({ code: 'unreachable' });
  });

  test('leaves what was accepted without proof where it revoked the token in use unknowingly', async () => {
    const result = await givenRun({
      tokens,
      ids: [caller, ...ids],
      caller,
      force: true,
      concurrency: 1,
      onList: listsInTurn(unreachable),
    }).run();
    expect(wordsOf(result)).toEqual(['unverified', 'unauthorized', 'not-attempted', 'not-attempted']);
    expect(result.stop).toMatchObject({ code: 'unauthorized' });
  });
});

test.each([false, true])(
  'No run starts where management tokens are not served (force: %s)',
  async (force) => {
    const { run, cluster } = givenRun({ tokens, ids, caller, force, onList: listsInTurn(notServed) });
    await expect(run()).rejects.toMatchObject({
      name: 'ActionError',
      code: 'no-http-route',
      message: 'The list of tokens could not be read. A console answered.',
    });
    expect(cluster.revocations()).toEqual([]);
  },
);

describe('A dry run', () => {
  test('says what would be revoked, and revokes nothing', async () => {
    const dead = aToken(2, { revokedAt: longAgo });
    const world = [aToken(1), dead, aToken(3), aToken(4)];
    const { run, cluster, events } = givenRun({ tokens: world, ids, caller, dryRun: true });
    const result = await run();
    expect(wordsOf(result)).toEqual(['planned', 'already-revoked', 'planned']);
    expect(result).toMatchObject({ planned: [idOf(1), idOf(3)], dryRun: true, stop: undefined });
    expect(cluster.revocations()).toEqual([]);
    expect(events.at(-1)).toMatchObject({ kind: 'planned', dryRun: true });
  });

  test('is refused as the run would be', async () => {
    const result = await givenRun({ tokens, ids: [caller, idOf(9), idOf(1)], caller, dryRun: true }).run();
    expect(wordsOf(result)).toEqual(['refused', 'not-found', 'not-attempted']);
    expect(result).toMatchObject({ dryRun: true, stop: { code: 'refused' } });
  });

  test('that is asked for nothing lists the tokens of the cluster, and which one is in use', async () => {
    const world = [
      ...tokens,
      aToken(5, { revokedAt: longAgo }),
      aToken(6, { expiresAt: longAgo }),
      aToken(7, { prefix: 'M.V1.' }),
    ];
    const { run, cluster } = givenRun({ tokens: world, ids: [], caller, dryRun: true, listing: true });
    const { listing, outcomes, stop } = await run();
    expect(listing?.map(({ token, state, inUse }) => [token.id, state, inUse])).toEqual([
      [idOf(1), 'active', 'no'],
      [idOf(2), 'active', 'no'],
      [idOf(3), 'active', 'no'],
      [caller, 'active', 'likely'],
      [idOf(5), 'revoked', 'no'],
      [idOf(6), 'expired', 'no'],
      [idOf(7), 'active', 'unknown'],
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

describe('A run with failures', () => {
  test('shows what became of each id', async () => {
    const onRevoke = mishaps({
      [idOf(1)]: [{ answer: forbidden }],
      [idOf(2)]: [{ answer: lost, works: true }],
    });
    const result = await givenRun({ tokens, ids, caller, onRevoke }).run();
    expect(wordsOf(result)).toEqual(['forbidden', 'revoked', 'revoked']);
    expect(result.stop).toBeUndefined();
  });

  test('shows for how long the cluster asked to wait', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: rateLimited(8_000) }] });
    const { run, events } = givenRun({ tokens, ids, caller, onRevoke });
    expect(wordsOf(await run())).toEqual(['revoked', 'revoked', 'revoked']);
    expect(events).toContainEqual({ kind: 'holding', ms: 8_000 });
  });
});
