import { describe, expect, test } from '@jest/globals';
import { type LimitOptions, openLimits } from '../../../src/revocation/limits.ts';
import { createVirtualTime, epoch } from '../../support/virtual-time.ts';

const parts = ['starting', 'revoking', 'waiting', 'verifying'] as const;
type Ends = Record<(typeof parts)[number], [at: number, reason: string] | undefined>;

/** Opens limits; `ends` says when each part of the run ended and why, once time has passed. */
function open({ cancelAfter, ...rest }: Partial<LimitOptions> & { cancelAfter?: number }) {
  const time = createVirtualTime();
  const cancel = cancelAfter === undefined ? new AbortController().signal : time.abortAfter(cancelAfter);
  const limits = openLimits({ cancel, deadline: 600_000, time, ...rest });
  const ends: Partial<Ends> = {};
  for (const part of parts) {
    const note = (): void => {
      ends[part] = [time.elapsed(), limits[part].reason];
    };
    if (limits[part].aborted) note();
    else limits[part].addEventListener('abort', note);
  }
  const drain = () => time.drain().then(() => ends);
  return { limits, time, ends: drain };
}

describe('The deadline', () => {
  test.each([
    ['20 s are kept for the verification', 600_000, 580_000],
    ['a fifth is kept for the verification where that is less', 50_000, 40_000],
  ])('ends revocations in time: %s', async (_, deadline, revokeBy) => {
    const { limits, ends } = open({ deadline });
    expect(limits.revokeBy).toBe(epoch + revokeBy);
    expect(limits.endBy).toBe(epoch + deadline);
    const [first, last] = [
      [revokeBy, 'deadline'],
      [deadline, 'deadline'],
    ];
    expect(await ends()).toEqual({ starting: first, revoking: first, waiting: last, verifying: last });
  });
});

describe('A cancellation', () => {
  const after = (at: number) => ({
    starting: [at, 'cancelled'],
    waiting: [at, 'cancelled'],
    revoking: [at + 2_500, 'cancelled'],
    verifying: [at + 4_000, 'cancelled'],
  });

  test('starts nothing new, gives 2.5 s to what is under way, and ends the verification after 4 s', async () => {
    expect(await open({ cancelAfter: 3_000 }).ends()).toEqual(after(3_000));
  });

  test('counts where it came before the start', async () => {
    expect(await open({ cancel: AbortSignal.abort() }).ends()).toEqual(after(0));
  });

  test('does not put the deadline off', async () => {
    expect(await open({ deadline: 10_000, cancelAfter: 7_000 }).ends()).toEqual({
      starting: [7_000, 'cancelled'],
      revoking: [8_000, 'deadline'],
      waiting: [7_000, 'cancelled'],
      verifying: [10_000, 'deadline'],
    });
  });

  test('after the deadline for revocations leaves the reason as it was', async () => {
    expect(await open({ deadline: 100_000, cancelAfter: 85_000 }).ends()).toEqual({
      starting: [80_000, 'deadline'],
      revoking: [80_000, 'deadline'],
      waiting: [85_000, 'cancelled'],
      verifying: [89_000, 'cancelled'],
    });
  });
});

describe('Closed limits', () => {
  test.each<[string, Parameters<typeof open>[0], Partial<Ends>]>([
    ['of every timer', {}, {}],
    ['of a cancellation to come', { cancelAfter: 10 }, {}],
    [
      'of a cancellation under way',
      { cancel: AbortSignal.abort() },
      { starting: [0, 'cancelled'], waiting: [0, 'cancelled'] },
    ],
  ])('let go %s, and end nothing any more', async (_, options, expected) => {
    const { limits, time, ends } = open(options);
    limits.close();
    // The cancellation itself is a timer of the test.
    expect(time.pending()).toBe(options.cancelAfter === undefined ? 0 : 1);
    expect(await ends()).toEqual(expected);
  });
});
