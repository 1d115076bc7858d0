import { describe, expect, test } from '@jest/globals';
import { openRecord } from '../../../src/revocation/record.ts';
import { idOf, noTrace } from '../../support/domain.ts';

describe('The record of a run', () => {
  test('says of an id that nothing was done about it, until something was', () => {
    const record = openRecord();
    record.requested(idOf(2), 1, 10);
    expect(record.traceOf(idOf(1))).toEqual(noTrace);
  });

  test('says when an id was requested and proven, in whichever order that is written down', () => {
    const [one, other] = [openRecord(), openRecord()];
    one.requested(idOf(1), 3, 10);
    one.proven(idOf(1), 20);
    other.proven(idOf(1), 20);
    other.requested(idOf(1), 3, 10);
    const trace = { attempts: 3, requestedAt: 10, provenAt: 20 };
    expect([one.traceOf(idOf(1)), other.traceOf(idOf(1))]).toEqual([trace, trace]);
  });

  test('says of each id its own', () => {
    const record = openRecord();
    record.requested(idOf(1), 1, 10);
    record.proven(idOf(2), 20);
    expect(record.traceOf(idOf(1))).toEqual({ attempts: 1, requestedAt: 10, provenAt: undefined });
    expect(record.traceOf(idOf(2))).toEqual({ attempts: 0, requestedAt: undefined, provenAt: 20 });
  });

  test('keeps what was said before as it was', () => {
    const record = openRecord();
    record.requested(idOf(1), 1, 10);
    const earlier = record.traceOf(idOf(1));
    record.proven(idOf(1), 20);
    expect(earlier).toEqual({ attempts: 1, requestedAt: 10, provenAt: undefined });
  });
});
