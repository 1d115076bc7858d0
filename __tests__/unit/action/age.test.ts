import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAge } from '../../../src/action/inputs/age.ts';
import { ActionError } from '../../../src/errors.ts';

/** The time that lies an age before another one, in RFC 3339. */
const before = (age: string, time: string): string => new Date(parseAge(age)(Date.parse(time))).toISOString();

function refusalOf(text: string): string {
  try {
    parseAge(text);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  throw new Error('accepted');
}

const noon = '2026-03-01T12:00:00.000Z';

describe('An age', () => {
  test.each([
    ['1m', '2026-03-01T11:59:00.000Z'],
    ['90m', '2026-03-01T10:30:00.000Z'],
    ['12h', '2026-03-01T00:00:00.000Z'],
    ['1d', '2026-02-28T12:00:00.000Z'],
    ['90d', '2025-12-01T12:00:00.000Z'],
    ['007d', '2026-02-22T12:00:00.000Z'],
    ['2w', '2026-02-15T12:00:00.000Z'],
    ['36500d', '1926-03-26T12:00:00.000Z'],
  ])('of %s is that many minutes, hours, days or weeks', (age, then) => {
    expect(before(age, noon)).toBe(then);
  });

  test.each([
    ['PT1S', '2026-03-01T11:59:59.000Z'],
    ['PT1M', '2026-03-01T11:59:00.000Z'],
    ['PT36H', '2026-02-28T00:00:00.000Z'],
    ['P1D', '2026-02-28T12:00:00.000Z'],
    ['P1W', '2026-02-22T12:00:00.000Z'],
    ['P1M', '2026-02-01T12:00:00.000Z'],
    ['P3M', '2025-12-01T12:00:00.000Z'],
    ['P14M', '2025-01-01T12:00:00.000Z'],
    ['P1Y', '2025-03-01T12:00:00.000Z'],
    ['P1Y2M', '2025-01-01T12:00:00.000Z'],
    ['P1M1D', '2026-01-31T12:00:00.000Z'],
    ['P1DT12H30M5S', '2026-02-27T23:29:55.000Z'],
    ['P1Y2M3W4DT5H6M7S', '2024-12-07T06:53:53.000Z'],
    ['P0Y0M1D', '2026-02-28T12:00:00.000Z'],
    ['P100Y', '1926-03-01T12:00:00.000Z'],
  ])('may be the ISO 8601 duration %s', (age, then) => {
    expect(before(age, noon)).toBe(then);
  });

  test('of a month and of a minute are not the same letter', () => {
    expect(before('P1M', noon)).not.toBe(before('PT1M', noon));
  });

  test('is counted from whenever it is asked, and does not remember', () => {
    const limit = parseAge('P1M');
    const times = [Date.UTC(2026, 6, 15), Date.UTC(2020, 0, 15), Date.UTC(2026, 6, 15)];
    expect(times.map(limit)).toEqual([Date.UTC(2026, 5, 15), Date.UTC(2019, 11, 15), Date.UTC(2026, 5, 15)]);
  });

  test('does not depend on summer time', () => {
    expect(before('1d', '2026-03-29T12:00:00.000Z')).toBe('2026-03-28T12:00:00.000Z');
    expect(before('P1D', '2026-03-29T12:00:00.000Z')).toBe('2026-03-28T12:00:00.000Z');
    expect(before('P1M', '2026-04-15T12:00:00.000Z')).toBe('2026-03-15T12:00:00.000Z');
  });
});

describe('An age in months and years', () => {
  test.each([
    ['P1M', '2026-03-31T00:00:00.000Z', '2026-02-28T00:00:00.000Z'],
    ['P1M', '2026-03-30T00:00:00.000Z', '2026-02-28T00:00:00.000Z'],
    ['P1M', '2028-03-31T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
    ['P1M', '2026-05-31T08:30:00.000Z', '2026-04-30T08:30:00.000Z'],
    ['P3M', '2026-05-31T00:00:00.000Z', '2026-02-28T00:00:00.000Z'],
    ['P6M', '2026-08-31T00:00:00.000Z', '2026-02-28T00:00:00.000Z'],
    ['P18M', '2027-08-31T00:00:00.000Z', '2026-02-28T00:00:00.000Z'],
    ['P1Y', '2028-02-29T00:00:00.000Z', '2027-02-28T00:00:00.000Z'],
    ['P1Y1M', '2029-03-31T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
  ])('of %s ends on the last day of a month that is too short, seen from %s', (age, time, then) => {
    expect(before(age, time)).toBe(then);
  });

  test.each([
    ['P1M', '2026-02-28T00:00:00.000Z', '2026-01-28T00:00:00.000Z'],
    ['P1M', '2026-01-31T00:00:00.000Z', '2025-12-31T00:00:00.000Z'],
    ['P2M', '2026-03-31T00:00:00.000Z', '2026-01-31T00:00:00.000Z'],
    ['P4Y', '2028-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
    ['P1Y', '2028-02-28T00:00:00.000Z', '2027-02-28T00:00:00.000Z'],
    ['P1Y', '2029-02-28T00:00:00.000Z', '2028-02-28T00:00:00.000Z'],
  ])('of %s keeps the day where the month has it, seen from %s', (age, time, then) => {
    expect(before(age, time)).toBe(then);
  });

  test('counts days after the months', () => {
    expect(before('P1M1D', '2028-03-30T00:00:00.000Z')).toBe('2028-02-28T00:00:00.000Z');
    expect(before('P1M30D', '2026-04-30T00:00:00.000Z')).toBe('2026-02-28T00:00:00.000Z');
  });

  test('always lies in the month that is so many before', () => {
    const times = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });
    const monthOf = (time: number): number => {
      const date = new Date(time);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    };
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 36 }), (time, count) => {
        expect(monthOf(parseAge(`P${count}M`)(time))).toBe(monthOf(time) - count);
      }),
    );
  });
});

describe('An age is refused', () => {
  test.each([
    ...[
      '',
      'P',
      'PT',
      'P1',
      '1',
      'd',
      '90',
      '90 d',
      ' 90d',
      '90d ',
      '90d\n',
      '-1d',
      '+1d',
      '1.5d',
      '1,5d',
      '1e3d',
    ],
    ...['90D', '1y', '1s', '1M', '1ms', '1h30m', '1d12h', '1234567890d', '٣d', '90 days', 'three months'],
    ...[
      'p3m',
      'P3m',
      '3M',
      'P3',
      'PT3',
      'P3MT',
      'P1H',
      'PT1D',
      'P1D1M',
      'PT1S1M',
      'P-1D',
      '-P1D',
      '+P1D',
      'P1.5D',
    ],
    ...['P 3M', 'P3M\n', 'P1DT', 'P1D12H', 'PP1D', 'P2026-01-01', 'P1M/P2M', '2026-01-01'],
  ])('where it is none: %j', (text) => {
    expect(refusalOf(text)).toBe('accepted: an age such as 90d, 12h or the ISO 8601 duration P3M');
  });

  test.each(['0d', '0m', '000w', 'P0D', 'P0Y', 'PT0S', 'P0Y0M0W0DT0H0M0S'])(
    'where it is nothing: %s would mean every token',
    (text) => {
      expect(refusalOf(text)).toContain('accepted: an age of more than nothing');
    },
  );

  test.each([
    ...['36525d', '999999999w', '999999999d', 'P101Y', 'P100Y1M', 'P100YT1S', 'P1201M', 'P99999Y'],
    ...[`P${'9'.repeat(400)}Y`, `P${'9'.repeat(20)}M`, `PT${'9'.repeat(400)}S`, `P${'9'.repeat(16)}D`],
  ])('where nobody can mean it: %s', (text) => {
    expect(refusalOf(text)).toBe('accepted: an age of more than nothing, and at most 100 years');
  });

  test.each(['36524d', '52606m', 'P1200M', 'P5217W'])('but not where it is just not too long: %s', (text) => {
    expect(parseAge(text)(0)).toBeLessThan(0);
  });
});
