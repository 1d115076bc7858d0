import { expect, test } from '@jest/globals';
import { describePace } from '../../../src/action/report/counts.ts';

test.each([
  [{ mostAtOnce: 180, slowDowns: 0, causes: [] }, 'Up to 180 at once.'],
  [{ mostAtOnce: 180, slowDowns: 1, causes: ['503'] }, 'Up to 180 at once; slowed down once (503).'],
  [{ mostAtOnce: 180, slowDowns: 2, causes: ['429'] }, 'Up to 180 at once; slowed down twice (429).'],
  [
    { mostAtOnce: 32, slowDowns: 3, causes: ['time-out', 'slower answers'] },
    'Up to 32 at once; slowed down 3 times (time-out, slower answers).',
  ],
] as const)('The pace %j reads %j', (figures, line) => {
  expect(describePace(figures)).toBe(line);
});
