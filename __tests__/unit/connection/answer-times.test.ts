import { expect, test } from '@jest/globals';
import type { Answer } from '../../../src/connection/answer.ts';
import { readRetryAfter } from '../../../src/connection/answer-times.ts';

const answer: Answer = {
  kind: 'answer',
  status: 503,
  contentType: '',
  retryAfter: 'Thu, 05 Mar 2026 12:00:07 GMT',
  location: undefined,
  date: 'Thu, 05 Mar 2026 12:00:00 GMT',
  age: undefined,
  body: '',
  length: 0,
  cut: false,
  unknownCoding: undefined,
};
const now = Date.UTC(2026, 2, 5, 11, 59, 0);

test.each<[string, Partial<Answer>, number | undefined, number | undefined]>([
  ['a date is read by the clock of the same answer', {}, now, 7_000],
  ['a date that a cache gave out is read by the clock of this runner', { age: '30' }, now, 67_000],
  ['a date says nothing where no clock is known', { date: undefined }, undefined, undefined],
  ['a date that has passed means no wait', { retryAfter: 'Thu, 05 Mar 2026 11:00:00 GMT' }, now, 0],
])('Of how long a server asks to wait, %s', (_, changes, at, expected) => {
  expect(readRetryAfter({ ...answer, ...changes }, at)).toBe(expected);
});
