import { describe, expect, test } from '@jest/globals';
import { ActionError, codeTable, type ErrorCode } from '../../../src/errors.ts';
import { readClocks } from '../../../src/revocation/clocks.ts';
import type { Draft } from '../../../src/revocation/draft.ts';
import type { Fate, Stop } from '../../../src/revocation/outcome.ts';
import { buildPlan } from '../../../src/revocation/plan.ts';
import {
  resultOfDryRun,
  resultOfFault,
  resultOfNothing,
  resultOfRefusal,
  resultOfRun,
  resultOfStop,
  stoppedBeforePlan,
} from '../../../src/revocation/result.ts';
import { failureStop, limitStops } from '../../../src/revocation/stop.ts';
import { idKey, indexTokens, type Token } from '../../../src/revocation/token.ts';
import { aToken, failures, idOf, longAgo, noTrace, someIds, wordsOf } from '../../support/domain.ts';
import { aLeak, hiddenPart } from '../../support/leaked-tokens.ts';
import { epoch } from '../../support/virtual-time.ts';

/** 1 is revoked already, 2 is the token in use, 3 is active, 4 is not known. */
const clocks = readClocks(epoch, undefined);
const index = indexTokens([aToken(1, { revokedAt: longAgo }), aToken(2), aToken(3)]);
const isInUse = ({ id }: Token) => (id === idOf(2) ? 'likely' : 'no');
const plan = buildPlan({ ids: someIds(4), index, isInUse, force: false, clocks });

const nothing = {
  matched: [],
  unknown: [],
  selection: { tokens: [], kept: [], createdBefore: undefined },
  contradictions: new Map(),
  requested: new Set<string>(),
  leftOut: [],
};
const draft: Draft = { ...nothing, plan, index, clocks, digest: 'd1' };

const proven: Fate = { status: 'revoked', proof: ['listed'], revokedAt: 5, provenAt: 6 };
const refused: Fate = { status: 'failed', code: 'forbidden', message: 'It was.' };
const cancelled: Stop = { code: 'cancelled', message: 'The job was cancelled.', hint: 'Again.' };
const lockedOut = failureStop(failures.unauthorized);

describe('The result of a run', () => {
  test('names the stop with which every id failed, even if each of them was tried', () => {
    const unreachable = failureStop(failures.unreachable);
    const { code, message } = unreachable;
    const same: Fate = { status: 'failed', code, message };
    const all = new Map<string, Fate>([idOf(2), idOf(3)].map((id) => [id, same]));
    const stopOf = (fates: ReadonlyMap<string, Fate>) => resultOfRun(draft, { fates }, unreachable).stop;
    expect(stopOf(all)?.code).toBe(code);
    const unlike = new Map(all).set(idOf(2), { ...same, message: 'It asks to wait 3599 s.' });
    expect(stopOf(unlike)?.code).toBe(code);
    expect(stopOf(new Map([...all, [idOf(2), proven]]))).toBeUndefined();
    const other = { ...same, code: 'forbidden' } as const;
    expect(stopOf(new Map([...all, [idOf(2), other]]))).toBeUndefined();
    // The deadline came after all were tried.
    const late = new Map([...all].map(([id]) => [id, { ...same, code: 'timeout' } as const]));
    expect(resultOfRun(draft, { fates: late }, limitStops.deadline).stop).toBeUndefined();
  });

  test('has one outcome for each id, in the requested order, with what the list showed', () => {
    const fates = new Map([idOf(2), idOf(3)].map((id, at) => [id, [refused, proven][at] ?? proven]));
    const traces = new Map([[idOf(3), { attempts: 2, requestedAt: 4 }]]);
    const result = resultOfRun(draft, { fates, traces }, undefined);
    expect(wordsOf(result)).toEqual(['already-revoked', 'forbidden', 'revoked', 'not-found']);
    const earlier = { status: 'already-revoked', proof: ['listed'], revokedAt: longAgo, provenAt: epoch };
    expect(result.outcomes[0]?.fate).toEqual(earlier);
    const own = { id: idOf(3), token: aToken(3), fate: proven, attempts: 2, requestedAt: 4 };
    expect(result.outcomes[2]).toEqual({ ...own, leaks: [], origins: ['selector'], inUse: 'no' });
    expect(result.outcomes[3]).toMatchObject({ id: idOf(4), token: undefined, ...noTrace });
    expect(result).toMatchObject({ planned: [idOf(3), idOf(2)], stop: undefined });
  });

  test('names for each id what asked for it, and what was seen of its strings before and after', () => {
    const before = ['rejected', 'accepted', 'unknown'] as const;
    const matched = before.map((liveness, at) => ({ ...aLeak(at + 1), id: idOf(at + 1), liveness }));
    const asked = { ...draft, matched, requested: new Set([idOf(1), idOf(4)].map(idKey)) };
    const fates = new Map([idOf(2), idOf(3)].map((id) => [id, proven]));
    const strings = new Map([1, 2, 3].map((position) => [position, 'accepted' as const]));
    const { outcomes } = resultOfRun(asked, { fates, strings }, undefined);
    const leaked = ['leaked-token'];
    expect(outcomes.map(({ origins }) => origins)).toEqual([['id', ...leaked], leaked, leaked, ['id']]);
    const after = outcomes.flatMap(({ leaks }) => leaks.map((leak) => leak.after));
    // What was rejected before stays so: revoked tokens never come back.
    expect(after).toEqual(['rejected', 'accepted', 'accepted']);
  });

  test.each<[Stop, string, string]>([
    [lockedOut, 'not-attempted', 'The run stopped early. It was unauthorized.'],
    [cancelled, 'cancelled', 'The run stopped early. The job was cancelled.'],
  ])('says of the ids that were not tried what stopped the run: $code', (stop, code, message) => {
    const fates = new Map([[idOf(3), proven]]);
    const result = resultOfRun(draft, { fates }, stop);
    expect(wordsOf(result)).toEqual(['already-revoked', code, 'revoked', 'not-found']);
    expect(result.outcomes[1]?.fate).toMatchObject({ message });
    expect(result.stop).toEqual(stop);
  });

  const fates = new Map([idOf(2), idOf(3)].map((id) => [id, proven]));
  test('is not stopped where every id was tried, unless the job was cancelled', () => {
    expect(resultOfRun(draft, { fates }, lockedOut).stop).toBeUndefined();
    expect(resultOfRun(draft, { fates }, cancelled).stop).toEqual(cancelled);
  });

  test('carries the hint of the failure that stopped the run', () => {
    const { hint } = codeTable.unauthorized;
    expect(lockedOut).toEqual({ code: 'unauthorized', message: 'It was unauthorized.', hint });
  });
});

test('The result of a dry run has what is planned, and what is revoked already', () => {
  const result = resultOfDryRun(draft);
  expect(wordsOf(result)).toEqual(['already-revoked', 'planned', 'planned', 'not-found']);
  expect(result).toMatchObject({ planned: [idOf(3), idOf(2)], stop: undefined });
});

describe('The result of a refused plan', () => {
  const inUse = { id: idOf(2), message: 'This is the token in use.', hint: undefined };

  test('has the ids that caused it, the others, and what needed no request, each with its own code', () => {
    const result = resultOfRefusal(draft, [inUse]);
    expect(wordsOf(result)).toEqual(['already-revoked', 'refused', 'not-attempted', 'not-found']);
    expect(result.outcomes[1]?.fate).toMatchObject({ message: inUse.message });
    expect(result.outcomes[2]?.fate).toMatchObject({
      message: 'The plan was refused because of other ids.',
      hint: 'Run again without the refused ids.',
    });
    expect(result).toMatchObject({ planned: [] });
    expect(result.stop).toEqual({
      code: 'refused',
      message: 'The plan was refused because of 1 id. Nothing was revoked.',
      hint: 'Each id shows its reason; `force: true` skips these checks.',
    });
  });

  test('has the hint of what stopped it where it was refused as a whole', () => {
    const stop: Stop = { code: 'plan-changed', message: 'It has changed.', hint: 'Plan again.' };
    const result = resultOfStop(draft, stop);
    expect(wordsOf(result)).toEqual(['already-revoked', 'not-attempted', 'not-attempted', 'not-found']);
    expect(result.outcomes[1]?.fate).toMatchObject({ message: 'The plan was refused.', hint: stop.hint });
    expect(result.stop).toEqual(stop);
  });

  test('counts several ids in the plural', () => {
    const other = { id: idOf(3), message: 'It would be the last one.', hint: undefined };
    expect(resultOfRefusal(draft, [inUse, other]).stop?.message).toContain('because of 2 ids.');
  });
});

describe('Where the list shows none of the requested ids', () => {
  const hintsFor = (count: number, known: typeof index = new Map()): unknown[] => {
    const all = {
      ids: someIds(count),
      index: known,
      isInUse: () => 'no' as const,
      force: false,
      clocks,
    };
    const none = { ...draft, plan: buildPlan(all), index: known };
    const { outcomes } = resultOfRun(none, { fates: new Map() }, undefined);
    return outcomes.map(({ fate }) => ('hint' in fate ? fate.hint : ''));
  };

  test('the hint asks whether it is another cluster or another kind of token, if there are several', () => {
    const hint =
      'The cluster lists none of these ids: is `host` another cluster, or `token-type` another kind?';
    expect(hintsFor(2)).toEqual([hint, hint]);
    expect([hintsFor(1), hintsFor(2, indexTokens([aToken(1)])).at(-1)]).toEqual([[undefined], undefined]);
  });
});

test('A fault of the action itself leaves what it set out to revoke unverified, and nothing else', () => {
  const cause = new TypeError('a bug');
  const traces = new Map([[idOf(3), { attempts: 2, requestedAt: 5 }]]);
  const result = resultOfFault(draft, cause, traces);
  expect(wordsOf(result)).toEqual(['already-revoked', 'unverified', 'unverified', 'not-found']);
  expect(result).toMatchObject({ planned: [idOf(3), idOf(2)], stop: { code: 'internal', cause } });
  expect(result.outcomes.find(({ id }) => id === idOf(3))).toMatchObject({ attempts: 2, requestedAt: 5 });
});

test('A run that was asked for nothing ends well, with nothing', () => {
  expect(resultOfNothing).toMatchObject({ outcomes: [], planned: [], stop: undefined });
});

describe('The result of a run that ended before it had a plan', () => {
  const leaks = [aLeak(3, 1)];
  const asked = { unreadable: [], ids: someIds(2), leaks, unreadAlert: undefined, leftOut: [idOf(9)] };

  test.each<[ErrorCode, ErrorCode]>([
    ['invalid-input', 'not-attempted'],
    ['no-http-route', 'no-http-route'],
    ['cancelled', 'cancelled'],
    ['internal', 'not-attempted'],
    ['unauthorized', 'not-attempted'],
    ['unreachable', 'not-attempted'],
    ['timeout', 'not-attempted'],
  ])('because of %s fails everything requested as %s', (code, left) => {
    const stop = new ActionError({ code, message: 'It ended.\nIn two lines.' });
    const result = stoppedBeforePlan(asked, stop);
    expect(wordsOf(result)).toEqual([left, left, left]);
    const leaked = { id: undefined, leaks: [{ position: 1, before: 'unknown', after: 'unknown' }] };
    expect(result.outcomes).toMatchObject([{ id: idOf(1), leaks: [] }, { id: idOf(2), leaks: [] }, leaked]);
    expect(result.outcomes[0]?.fate).toMatchObject({ message: 'It ended.' });
    expect(result).toMatchObject({ planned: [], stop: { code, hint: stop.hint } });
    expect(result.leftOut).toEqual([idOf(9)]);
    expect(JSON.stringify(result)).not.toContain(hiddenPart);
  });

  test('fails what could not be read by its name or its place, and attempted nothing of what could', () => {
    const stop = new ActionError({ code: 'invalid-input', message: 'Entry 2 is not a UUID.' });
    const leaks = [aLeak(3, 1), { position: 2, token: undefined }];
    const given = { ids: [idOf(1)], unreadable: ['unreadable-entry-1'], leaks, unreadAlert: 3, leftOut: [] };
    const result = stoppedBeforePlan(given, stop);
    expect(result.outcomes.map(({ id }) => id)).toEqual([
      idOf(1),
      'unreadable-entry-1',
      undefined,
      undefined,
      undefined,
    ]);
    const words = ['not-attempted', 'invalid-input', 'not-attempted', 'invalid-input', 'not-attempted'];
    expect(wordsOf(result)).toEqual(words);
    expect(result.outcomes.slice(3)).toMatchObject([
      { leaks: [{ position: 2 }] },
      { leaks: [{ position: 3 }] },
    ]);
  });
});
