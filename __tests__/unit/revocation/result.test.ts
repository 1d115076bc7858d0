import { describe, expect, test } from '@jest/globals';
import { ActionError, codeTable, type ErrorCode } from '../../../src/errors.ts';
import type { Fate, Stop } from '../../../src/revocation/outcome.ts';
import { buildPlan } from '../../../src/revocation/plan.ts';
import {
  failureStop,
  knownFates,
  resultOfDryRun,
  resultOfRefusal,
  resultOfRun,
  stoppedBeforePlan,
} from '../../../src/revocation/result.ts';
import { indexTokens } from '../../../src/revocation/token.ts';
import { aToken, failures, idOf, longAgo, noTrace, someIds, wordsOf } from '../../support/domain.ts';
import { aLeak, hiddenPart } from '../../support/leaked-tokens.ts';
import { epoch } from '../../support/virtual-time.ts';

/** 1 is revoked already, 2 is the token in use, 3 is active, 4 is not known. */
const plan = buildPlan({
  ids: someIds(4),
  index: indexTokens([aToken(1, { revokedAt: longAgo }), aToken(2), aToken(3)]),
  isInUse: ({ id }) => (id === idOf(2) ? 'likely' : 'no'),
});

const draft = { plan, matched: [], unknown: [], at: epoch, digest: 'd1' };
const nothingSent = new Map();

const proven: Fate = { status: 'revoked', proof: ['listed'], revokedAt: 5, provenAt: 6 };
const refused: Fate = { status: 'failed', code: 'forbidden', message: 'It was.' };
const cancelled: Stop = { code: 'cancelled', message: 'The job was cancelled.', hint: 'Again.' };
const lockedOut = failureStop(failures.unauthorized);

describe('The result of a run', () => {
  test('has one outcome for each id, in the order asked for, with what the list told', () => {
    const tried = new Map<string, Fate>([
      [idOf(4), refused],
      [idOf(2), proven],
      [idOf(3), proven],
    ]);
    const fates = new Map([...knownFates(draft), ...tried]);
    const traces = new Map([[idOf(3), { attempts: 2, requestedAt: 4 }]]);
    const result = resultOfRun(draft, { fates, traces, pace: undefined }, undefined);
    expect(wordsOf(result)).toEqual(['already-revoked', 'revoked', 'revoked', 'forbidden']);
    expect(result.outcomes[0]?.fate).toEqual({
      status: 'already-revoked',
      proof: ['listed'],
      revokedAt: longAgo,
      provenAt: epoch,
    });
    expect(result.outcomes[2]).toEqual({
      id: idOf(3),
      leaks: [],
      token: aToken(3),
      fate: proven,
      attempts: 2,
      requestedAt: 4,
    });
    expect(result.outcomes[3]).toMatchObject({ id: idOf(4), token: undefined, ...noTrace });
    expect(result).toMatchObject({ planned: [idOf(3), idOf(4), idOf(2)], dryRun: false, stop: undefined });
  });

  test.each<[Stop, string, string]>([
    [lockedOut, 'not-attempted', 'The run stopped early. It was unauthorized.'],
    [cancelled, 'cancelled', 'The run stopped early. The job was cancelled.'],
  ])('says of the ids that were not tried what stopped the run: $code', (stop, code, message) => {
    const fates = new Map([...knownFates(draft), [idOf(3), proven] as const]);
    const result = resultOfRun(draft, { fates, traces: nothingSent, pace: undefined }, stop);
    expect(wordsOf(result)).toEqual(['already-revoked', code, 'revoked', code]);
    expect(result.outcomes[1]?.fate).toMatchObject({ message });
    expect(result.stop).toEqual(stop);
  });

  const fates = new Map([
    ...knownFates(draft),
    ...[idOf(2), idOf(3), idOf(4)].map((id) => [id, proven] as const),
  ]);
  test('is not stopped where every id was tried, unless the job was cancelled', () => {
    expect(
      resultOfRun(draft, { fates, traces: nothingSent, pace: undefined }, lockedOut).stop,
    ).toBeUndefined();
    expect(resultOfRun(draft, { fates, traces: nothingSent, pace: undefined }, cancelled).stop).toEqual(
      cancelled,
    );
  });

  test('carries the hint of the failure that stopped the run', () => {
    expect(lockedOut).toEqual({
      code: 'unauthorized',
      message: 'It was unauthorized.',
      hint: codeTable.unauthorized.hint,
    });
  });
});

test('The result of a dry run tells what is planned from what is revoked already', () => {
  const result = resultOfDryRun(draft);
  expect(wordsOf(result)).toEqual(['already-revoked', 'planned', 'planned', 'planned']);
  expect(result).toMatchObject({ planned: [idOf(3), idOf(4), idOf(2)], dryRun: true, stop: undefined });
});

describe('The result of a refused plan', () => {
  const unknown = { id: idOf(4), code: 'not-found', message: 'The cluster does not list this id.' } as const;
  const inUse = { id: idOf(2), code: 'refused', message: 'This is the token in use.' } as const;

  test('tells the ids that caused it from the others, and from what is revoked already', () => {
    const result = resultOfRefusal(draft, [unknown, inUse], false);
    expect(wordsOf(result)).toEqual(['already-revoked', 'refused', 'not-attempted', 'not-found']);
    expect(result.outcomes[1]?.fate).toMatchObject({ message: inUse.message });
    expect(result.outcomes[2]?.fate).toMatchObject({ message: 'The plan was refused because of other ids.' });
    expect(result.planned).toEqual([]);
    expect(result.stop).toEqual({
      code: 'refused',
      message: 'The plan was refused because of 2 ids. Nothing was revoked.',
      hint: 'Each id shows its reason; `force: true` skips these checks.',
    });
  });

  test('says of leaked tokens alone that force lets the rest go on', () => {
    const unknownLeaks = [{ position: 1, code: 'not-found', message: 'It is not.' } as const];
    expect(resultOfRefusal({ ...draft, unknown: unknownLeaks }, [], false).stop).toEqual({
      code: 'refused',
      message: 'The plan was refused because of 1 leaked token. Nothing was revoked.',
      hint: 'Each leaked token shows its reason; with `force: true` the run continues without them.',
    });
  });

  test('counts a single id in the singular, and says whether it was a dry run', () => {
    const result = resultOfRefusal(draft, [unknown], true);
    expect(result.stop?.message).toBe('The plan was refused because of 1 id. Nothing was revoked.');
    expect(result.dryRun).toBe(true);
  });
});

describe('The result of a run that ended before it had a plan', () => {
  const asked = { ids: someIds(2), leaks: [aLeak(3, 1)] };

  test.each<[ErrorCode, ErrorCode]>([
    ['invalid-input', 'invalid-input'],
    ['no-http-route', 'no-http-route'],
    ['cancelled', 'cancelled'],
    ['internal', 'not-attempted'],
    ['unauthorized', 'not-attempted'],
    ['unreachable', 'not-attempted'],
    ['timeout', 'not-attempted'],
  ])('because of %s fails everything asked for as %s', (code, left) => {
    const stop = new ActionError({ code, message: 'It ended.\nIn two lines.' });
    const result = stoppedBeforePlan(asked, stop, false);
    expect(wordsOf(result)).toEqual([left, left, left]);
    expect(result.outcomes.map(({ id, leaks }) => [id, leaks])).toEqual([
      [idOf(1), []],
      [idOf(2), []],
      [undefined, [1]],
    ]);
    expect(result.outcomes[0]?.fate).toMatchObject({ message: 'It ended.' });
    expect(result).toMatchObject({ planned: [], dryRun: false, stop: { code, hint: stop.hint } });
    expect(JSON.stringify(result)).not.toContain(hiddenPart);
  });

  test('says whether it was a dry run', () => {
    const stop = new ActionError({ code: 'timeout', message: 'It ended.' });
    expect(stoppedBeforePlan({ ids: [], leaks: [] }, stop, true)).toMatchObject({
      outcomes: [],
      dryRun: true,
    });
  });
});
