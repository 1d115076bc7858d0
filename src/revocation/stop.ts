import { codeTable } from '../errors.ts';
import type { Failure } from '../failure.ts';
import type { LimitReason, Limits } from './limits.ts';
import type { Stop } from './outcome.ts';

/** Why nothing new was started, for people. */
export const limitStops: Record<LimitReason, Stop> = {
  cancelled: { code: 'cancelled', message: 'The job was cancelled.', hint: codeTable.cancelled.hint },
  deadline: {
    code: 'timeout',
    message: 'The run reached its deadline.',
    hint: 'Run again, or raise `deadline`.',
  },
};

/** The stop that a limit caused. Undefined: none was reached. */
export function limitStop({ starting }: Limits): Stop | undefined {
  return starting.aborted ? limitStops[starting.reason as LimitReason] : undefined;
}

/** The stop that a failure caused. */
export function failureStop({ code, message, hint }: Failure): Stop {
  return { code, message, hint: hint ?? codeTable[code].hint };
}

/** What stopped the run: a cancellation comes before a failure, and a failure before the deadline that it led to. */
export function findStop(failure: Failure | undefined, limits: Limits): Stop | undefined {
  const limit = limitStop(limits);
  return limit?.code === 'cancelled' || failure === undefined ? limit : failureStop(failure);
}
