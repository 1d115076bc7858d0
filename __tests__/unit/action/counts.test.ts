import { describe, expect, test } from '@jest/globals';
import { describeDuration } from '../../../src/action/report/counts.ts';

describe('A duration', () => {
  test.each([
    [0, '0.0 s'],
    [59_949, '59.9 s'],
    [59_960, '1 min 0 s'],
    [119_400, '1 min 59 s'],
    [119_600, '2 min 0 s'],
    [3_600_000, '60 min 0 s'],
  ])('never counts sixty seconds: %i ms', (ms, text) => {
    expect(describeDuration(ms)).toBe(text);
  });
});
