import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { onAbort } from '../../../src/connection/on-abort.ts';

test('calls everything that waits for a signal, once', () => {
  const controller = new AbortController();
  const called: string[] = [];
  onAbort(controller.signal, () => called.push('first'));
  onAbort(controller.signal, () => called.push('second'));
  controller.abort();
  controller.abort();
  expect(called).toEqual(['first', 'second']);
});

test('does not call what was taken back, nor what waits for another signal', () => {
  const [controller, other] = [new AbortController(), new AbortController()];
  const called: string[] = [];
  const takeBack = onAbort(controller.signal, () => called.push('taken back'));
  onAbort(controller.signal, () => called.push('waiting'));
  onAbort(other.signal, () => called.push('elsewhere'));
  takeBack();
  controller.abort();
  expect(called).toEqual(['waiting']);
});

test('leaves nothing on a signal that nothing waits for any more: one composed of others would never be freed', () => {
  const { signal } = new AbortController();
  const takeBack = [onAbort(signal, () => {}), onAbort(signal, () => {})];
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  for (const each of takeBack) each();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
