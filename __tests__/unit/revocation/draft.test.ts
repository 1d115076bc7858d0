import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { prepareCalibration } from '../../../src/revocation/calibration.ts';
import { readClocks } from '../../../src/revocation/clocks.ts';
import { draftPlan } from '../../../src/revocation/draft.ts';
import { describePlan, plannedIds } from '../../../src/revocation/plan.ts';
import type { Selectors } from '../../../src/revocation/selection.ts';
import { indexTokens } from '../../../src/revocation/token.ts';
import { aToken, everyToken, idOf, someTokens } from '../../support/domain.ts';
import { aLeak } from '../../support/leaked-tokens.ts';
import { givenContext, type Setting } from '../../support/revocation-run.ts';
import { epoch as now } from '../../support/virtual-time.ts';

/** Selects by the numbers of tokens. */
const only = (...numbers: readonly number[]): Selectors => ({
  ...everyToken,
  description: (text) => numbers.some((n) => text === `token ${n}`),
});

/** Drafts a plan; `ids` are those of the plan, in order. */
async function draft(setting: Setting & { readonly listed?: boolean }) {
  const tokens = setting.tokens ?? someTokens(6);
  const { context, time, events, cluster } = givenContext({ ids: [], ...setting, tokens });
  const index = setting.listed === false ? undefined : indexTokens(tokens);
  const reading = { index, clocks: readClocks(now, undefined) };
  const drafted = await time.settle(draftPlan(reading, prepareCalibration(context), context));
  return { ...drafted, ids: drafted.plan.entries.map(({ id }) => id), events, cluster };
}

describe('A plan brings together', () => {
  test('the ids, then the leaked tokens, then what is selected', async () => {
    const leaks = [aLeak(5, 1), aLeak(1, 2)];
    const setting = { ids: [idOf(6), idOf(2)], leaks, selectors: only(3, 4) };
    const { ids, matched, unknown } = await draft(setting);
    expect(ids).toEqual([6, 2, 5, 1, 3, 4].map(idOf));
    expect(matched).toMatchObject([
      { position: 1, id: idOf(5) },
      { position: 2, id: idOf(1) },
    ]);
    expect(unknown).toEqual([]);
  });

  test('each id once, where it comes first', async () => {
    const leaks = [aLeak(1, 1), aLeak(3, 2), aLeak(3, 3)];
    const { ids } = await draft({ ids: [2, 2, 1].map(idOf), leaks, selectors: only(1, 2, 3, 4) });
    expect(ids).toEqual([idOf(2), idOf(1), idOf(3), idOf(4)]);
  });

  test('each id in the spelling in which it was first asked for', async () => {
    const upper = idOf(1).toUpperCase();
    const { ids, matched } = await draft({ ids: [upper], leaks: [aLeak(1)], selectors: only(1, 2) });
    expect(ids).toEqual([upper, idOf(2)]);
    expect(matched.map(({ id }) => id)).toEqual([upper]);
  });

  test('leaked and selected tokens in the spelling of the list', async () => {
    const tokens = someTokens(2).map((token) => ({ ...token, id: token.id.toUpperCase() }));
    const { ids } = await draft({ tokens, leaks: [aLeak(1)], selectors: only(2) });
    expect(ids).toEqual([idOf(1).toUpperCase(), idOf(2).toUpperCase()]);
  });

  test('nothing, where nothing is requested or what is requested is excluded', async () => {
    const { ids, events } = await draft({});
    expect([ids, events]).toEqual([[], []]);
    const all = { ids: [idOf(1)], leaks: [aLeak(1)], selectors: only(1), excluded: [idOf(1)] };
    expect((await draft(all)).ids).toEqual([]);
  });

  test.each([false, true])('no selected token in use, though its id is taken (force: %s)', async (force) => {
    const selected = await draft({ selectors: only(1, 2), caller: idOf(1), force });
    expect(selected.ids).toEqual([idOf(2)]);
    const asked = await draft({ ids: [idOf(1)], selectors: only(1, 2), caller: idOf(1), force });
    expect(plannedIds(asked.plan)).toEqual([idOf(2), idOf(1)]);
  });

  test('no leaked token whose id is not known', async () => {
    const { ids, matched, unknown } = await draft({ ids: [idOf(1)], leaks: [aLeak(9, 1), aLeak(2, 2)] });
    expect(ids).toEqual([idOf(1), idOf(2)]);
    expect(matched.map(({ position }) => position)).toEqual([2]);
    expect(unknown.map(({ position }) => position)).toEqual([1]);
  });
});

describe('What is excluded', () => {
  test('is taken from ids, leaked tokens and selected ones, in either letter case', async () => {
    const { ids, matched, unknown } = await draft({
      ids: [idOf(1), idOf(2)],
      leaks: [aLeak(3), aLeak(4)],
      selectors: only(5, 6),
      excluded: [idOf(1).toUpperCase(), idOf(3), idOf(5)],
    });
    expect(ids).toEqual([idOf(2), idOf(4), idOf(6)]);
    expect(matched.map(({ position }) => position)).toEqual([4]);
    const message = `It is the token ${idOf(3)}, which \`exclude-ids\` excludes.`;
    expect(unknown).toMatchObject([{ position: 3, code: 'refused', message }]);
  });

  test('takes no place among the latest, nor does what ids or leaked tokens name', async () => {
    const tokens = [1, 2, 3, 4, 5].map((n) => aToken(n, { createdAt: now - n * 1_000 }));
    const selectors = { ...only(1, 2, 3, 4, 5), keepLatest: 1 };
    const named = { ids: [idOf(2)], leaks: [aLeak(3)], excluded: [idOf(1)] };
    const { ids, selection } = await draft({ tokens, selectors, ...named });
    expect(ids).toEqual([idOf(2), idOf(3), idOf(5)]);
    const kept = selection.kept.map(({ token, reason }) => `${token.id.slice(-1)} ${reason}`);
    expect(kept).toEqual(['1 excluded', '4 newest']);
  });
});

describe('Without a list', () => {
  test('a plan holds the ids alone, and leaked tokens remain without an id', async () => {
    const setting = { ids: [idOf(2), idOf(1)], leaks: [aLeak(3)], selectors: only(4), listed: false };
    const { ids, matched, unknown, events } = await draft({ ...setting, excluded: [idOf(1), idOf(9)] });
    expect([ids, matched, events]).toEqual([[idOf(2)], [], []]);
    expect(unknown).toMatchObject([{ position: 3, code: 'not-attempted' }]);
  });
});

describe('While a plan is drafted', () => {
  test('each leaked token found is announced, and how many more are selected', async () => {
    const { events } = await draft({ leaks: [aLeak(9, 1), aLeak(2, 2)], selectors: only(2, 3) });
    expect(events).toEqual([
      { kind: 'matched', position: 2, id: idOf(2), tested: true },
      { kind: 'selected', tokens: 1, isBlind: false, createdBefore: undefined },
    ]);
  });

  test('a selection of nothing is announced too', async () => {
    expect((await draft({ selectors: only() })).events).toEqual([
      { kind: 'selected', tokens: 0, isBlind: false, createdBefore: undefined },
    ]);
  });
});

describe('The digest', () => {
  test('is the hash of what the plan is described as', async () => {
    const { plan, digest } = await draft({ ids: [idOf(2), idOf(1)] });
    const text = describePlan(plan, readClocks(now, undefined));
    expect(digest).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('is the same for ids, leaked tokens and selected ones', async () => {
    const { digest } = await draft({ ids: [idOf(1), idOf(2), idOf(3)] });
    const ways: Setting[] = [
      { selectors: only(1, 2, 3) },
      { leaks: [aLeak(3), aLeak(2), aLeak(1)] },
      { ids: [idOf(2).toUpperCase()], leaks: [aLeak(3)], selectors: only(1) },
      { selectors: only(1, 2, 3, 4), excluded: [idOf(4)] },
    ];
    for (const way of ways) expect((await draft(way)).digest).toBe(digest);
  });
});
