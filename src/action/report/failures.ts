import { codeTable, type ErrorCode } from '../../errors.ts';
import type { Outcome, Stop } from '../../revocation/outcome.ts';

/** An id that failed, and why. */
interface FailedId {
  /** The id, or what a leaked token without one is called. */
  readonly id: string;
  readonly code: ErrorCode;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** What to do about a leaked token, for codes whose hint is about an id. */
const leakHints: { readonly [Code in ErrorCode]?: string } = {
  'not-found': 'Check that `host` is the cluster that the token belongs to.',
  refused: 'Take its id out of `exclude-ids` if it is to be revoked.',
};

/**
 * A line for each failure. What stopped the run comes first, and covers the ids that failed with it
 * or were left over: a hundred such ids are one message.
 */
export function describeFailures(outcomes: readonly Outcome[], stop: Stop | undefined): string[] {
  const failures = outcomes.flatMap(toFailedId);
  if (stop === undefined) return failures.map(describeFailure);
  const isLeft = ({ code }: FailedId): boolean => codeTable[code].inherited === true;
  const isSame = ({ code, message }: FailedId): boolean => code === stop.code && message === stop.message;
  const left = failures.filter(isLeft);
  const same = failures.filter((failure) => !isLeft(failure) && isSame(failure));
  const others = failures.filter((failure) => !isLeft(failure) && !isSame(failure));
  const counts = [
    ...(same.length === 0 ? [] : [`${countIds(same.length)} failed with it.`]),
    ...(left.length === 0
      ? []
      : [`${countIds(left.length)} ${left.length === 1 ? 'was' : 'were'} not attempted.`]),
  ];
  // Cancelled after all was done: nothing is left to be run again.
  const hint = stop.code === 'cancelled' && failures.length === 0 ? '' : stop.hint;
  return [describeStop({ ...stop, hint }, counts), ...others.map(describeFailure)];
}

function toFailedId({ id, leaks, fate }: Outcome): FailedId[] {
  if (fate.status !== 'failed') return [];
  const { code, message } = fate;
  const hint = fate.hint ?? codeTable[code].hint;
  if (id !== undefined) return [{ id, code, message, hint }];
  return [
    {
      id: `Leaked token ${leaks.map(({ position }) => position).join(', ')}`,
      code,
      message,
      hint: leakHints[code] ?? hint,
    },
  ];
}

function countIds(count: number): string {
  return count === 1 ? '1 id' : `${count} ids`;
}

/** One line for people: which id, the code, what happened, what to do. */
function describeFailure({ id, code, message, hint }: FailedId): string {
  return `${id}: ${code}. ${message} ${hint}`;
}

/** What stopped the run, what to do, and for how many ids it matters. */
function describeStop({ code, message, hint }: Stop, counts: readonly string[]): string {
  const rest = [hint, `(${code})`, ...counts].filter((part) => part !== '').join(' ');
  return `${message}${message.includes('\n') ? '\n' : ' '}${rest}`;
}
