import { describe, expect, test } from '@jest/globals';
import { codeTable } from '../../../src/errors.ts';
import type { Fate, Stop } from '../../../src/revocation/outcome.ts';
import { buildPlan } from '../../../src/revocation/plan.ts';
import { openRecord } from '../../../src/revocation/record.ts';
import {
  failureStop,
  knownFates,
  resultOfDryRun,
  resultOfRefusal,
  resultOfRun,
} from '../../../src/revocation/result.ts';
import { indexTokens } from '../../../src/revocation/token.ts';
import { aToken, failures, idOf, longAgo, noTrace, someIds, wordsOf } from '../../support/domain.ts';

/** 1 is revoked already, 2 is the token in use, 3 is active, 4 is not known. */
const plan = buildPlan({
  ids: someIds(4),
  index: indexTokens([aToken(1, { revokedAt: longAgo }), aToken(2), aToken(3)]),
  isInUse: ({ id }) => (id === idOf(2) ? 'likely' : 'no'),
});

const draft = { plan, matched: [], unmatched: [], digest: 'd1', record: openRecord() };

const proven: Fate = { status: 'revoked', proof: 'listed', revokedAt: 5 };
const refused: Fate = { status: 'failed', code: 'forbidden', message: 'It was.' };
const cancelled: Stop = { code: 'cancelled', message: 'The job was cancelled.', hint: 'Again.' };
const lockedOut = failureStop(failures.unauthorized.failure);

describe('The result of a run', () => {
  test('has one outcome for each id, in the order asked for, with what the list told', () => {
    const tried = new Map<string, Fate>([
      [idOf(4), refused],
      [idOf(2), proven],
      [idOf(3), proven],
    ]);
    const result = resultOfRun(draft, new Map([...knownFates(plan), ...tried]), undefined);
    expect(wordsOf(result)).toEqual(['already-revoked', 'revoked', 'revoked', 'forbidden']);
    expect(result.outcomes[0]?.fate).toEqual({
      status: 'already-revoked',
      proof: 'listed',
      revokedAt: longAgo,
    });
    const { id, prefix, description, createdAt } = aToken(3);
    expect(result.outcomes[2]).toEqual({ id, prefix, description, createdAt, fate: proven, trace: noTrace });
    expect(result.outcomes[3]).toMatchObject({ id: idOf(4), prefix: undefined });
    expect(result).toMatchObject({ planned: [idOf(3), idOf(4), idOf(2)], dryRun: false, stop: undefined });
  });

  test.each<[Stop, string, string]>([
    [lockedOut, 'not-attempted', 'The run stopped early. It was unauthorized.'],
    [cancelled, 'cancelled', 'The run stopped early. The job was cancelled.'],
  ])('says of the ids that were not tried what stopped the run: $code', (stop, code, message) => {
    const result = resultOfRun(draft, new Map([...knownFates(plan), [idOf(3), proven]]), stop);
    expect(wordsOf(result)).toEqual(['already-revoked', code, 'revoked', code]);
    expect(result.outcomes[1]?.fate).toMatchObject({ message });
    expect(result.stop).toEqual(stop);
  });

  const all = new Map([
    ...knownFates(plan),
    ...[idOf(2), idOf(3), idOf(4)].map((id) => [id, proven] as const),
  ]);
  test('is not stopped where every id was tried, unless the job was cancelled', () => {
    expect(resultOfRun(draft, all, lockedOut).stop).toBeUndefined();
    expect(resultOfRun(draft, all, cancelled).stop).toEqual(cancelled);
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
      hint: 'The reason is told for each of them; `force: true` skips these checks.',
    });
  });

  test('says of leaked tokens alone that force lets the rest go on', () => {
    const unmatched = [{ position: 1, code: 'not-found', message: 'It is not.' } as const];
    expect(resultOfRefusal({ ...draft, unmatched }, [], false).stop).toEqual({
      code: 'refused',
      message: 'The plan was refused because of 1 leaked token. Nothing was revoked.',
      hint: 'The reason is told for each of them; with `force: true` the rest goes on without them.',
    });
  });

  test('counts a single id in the singular, and says whether it was a dry run', () => {
    const result = resultOfRefusal(draft, [unknown], true);
    expect(result.stop?.message).toBe('The plan was refused because of 1 id. Nothing was revoked.');
    expect(result.dryRun).toBe(true);
  });
});
