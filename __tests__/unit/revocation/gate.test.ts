import { describe, expect, test } from '@jest/globals';
import { createGate } from '../../../src/revocation/gate.ts';
import { createVirtualTime, epoch, type VirtualTime } from '../../support/virtual-time.ts';

describe('The gate that all requests of a run pass', () => {
  const never = new AbortController().signal;
  const passAt = async (time: VirtualTime, pass: Promise<void>): Promise<number> => {
    await time.settle(pass);
    return time.elapsed();
  };
  const givenGate = () => {
    const time = createVirtualTime();
    const holds: number[] = [];
    return { time, holds, gate: createGate(time, (ms) => holds.push(ms)) };
  };

  test('is open at first', async () => {
    const { time, gate } = givenGate();
    expect(await passAt(time, gate.pass(never))).toBe(0);
  });

  test('holds all requests back until the server is ready, and shows once for how long', async () => {
    const { time, holds, gate } = givenGate();
    gate.holdUntil(epoch + 9_000);
    gate.holdUntil(epoch + 4_000);
    gate.holdUntil(epoch + 9_000);
    // Those of requests that were answered at once differ by little.
    gate.holdUntil(epoch + 9_500);
    const passed = [1, 2, 3].map(() => gate.pass(never).then(() => time.elapsed()));
    expect(await time.settle(Promise.all(passed))).toEqual([9_500, 9_500, 9_500]);
    expect(holds).toEqual([9_000]);
  });

  test('shows a wait that becomes much longer, and each one after it, and says how long it was closed', async () => {
    const { time, holds, gate } = givenGate();
    gate.holdUntil(epoch + 2_000);
    gate.holdUntil(epoch + 4_000);
    await time.settle(time.sleep(3_000, never));
    expect(gate.closedFor()).toBe(3_000);
    await time.settle(time.sleep(1_100, never));
    gate.holdUntil(epoch + 4_600);
    expect([holds, gate.closedFor()]).toEqual([[2_000, 4_000, 500], 4_000]);
  });

  test('shows nothing where the server asks for no wait', () => {
    const holds: number[] = [];
    createGate(createVirtualTime(), (ms) => holds.push(ms)).holdUntil(epoch);
    expect(holds).toEqual([]);
  });

  test('remains closed for longer where the server asks again', async () => {
    const { time, gate } = givenGate();
    gate.holdUntil(epoch + 2_000);
    time.abortAfter(1_000).addEventListener('abort', () => gate.holdUntil(epoch + 5_000));
    expect(await passAt(time, gate.pass(never))).toBe(5_000);
  });

  test('lets go when the run stops', async () => {
    const { time, gate } = givenGate();
    gate.holdUntil(epoch + 60_000);
    expect(await passAt(time, gate.pass(time.abortAfter(300)))).toBe(300);
    expect(await passAt(time, gate.pass(AbortSignal.abort()))).toBe(300);
  });
});
