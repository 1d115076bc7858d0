import { codeTable } from '../../errors.ts';
import { isFailed, type Outcome, type Stop } from '../../revocation/outcome.ts';
import { countTokens } from './counts.ts';
import type { Log } from './log.ts';
import type { Report, Verdict } from './report.ts';

/** GitHub shows this many error annotations a step. */
const mostAnnotations = 10;

/** The failures of a run: those with something to say of their own, and how many the stop of the run speaks for. */
interface Failures {
  readonly own: readonly Outcome[];
  /** A sentence for each kind of the others, such as "4 tokens were not attempted.". */
  readonly counts: readonly string[];
}

/**
 * Tells the failures that have something to say of their own from those that the stop of the run speaks for: those that
 * failed with it, and those that nothing was sent for. A hundred such ids are one sentence.
 */
export function sortFailures(outcomes: readonly Outcome[], stop: Stop | undefined): Failures {
  const failures = outcomes.filter(isFailed);
  if (stop === undefined) return { own: failures, counts: [] };
  const kindOf = ({ fate, attempts }: Outcome): 'own' | 'same' | 'left' => {
    if (fate.status !== 'failed') return 'own';
    if (codeTable[fate.code].inherited === true) return attempts === 0 ? 'left' : 'own';
    return fate.code === stop.code && fate.message === stop.message ? 'same' : 'own';
  };
  const { own = [], same = [], left = [] } = Object.groupBy(failures, kindOf);
  return {
    own,
    counts: [
      ...(same.length === 0 ? [] : [`${countTokens(same.length)} failed with it.`]),
      ...(left.length === 0
        ? []
        : [`${countTokens(left.length)} ${left.length === 1 ? 'was' : 'were'} not attempted.`]),
    ],
  };
}

/** Writes what failed: an error annotation each, the last one for all that do not fit. The log has every line. */
export function writeFailures({ result, dryRun }: Report, { stop }: Verdict, log: Log): void {
  const { outcomes } = result;
  const isLeft = outcomes.some(isFailed);
  const title = isLeft ? `Not every token ${dryRun ? 'would be' : 'is proven'} revoked` : 'Run stopped';
  const lines = describeFailures(outcomes, stop);
  const fits = lines.length <= mostAnnotations;
  const annotated = fits ? lines.length : mostAnnotations - 1;
  for (const line of lines.slice(0, annotated)) log.fail(line, title);
  if (fits) return;
  for (const line of lines.slice(annotated)) log.info(line);
  log.fail(`${lines.length - annotated} more failures: the log names each.`, title);
}

/** A line for what stopped the run, and one for each failure that has something to say of its own. */
function describeFailures(outcomes: readonly Outcome[], stop: Stop | undefined): string[] {
  const { own, counts } = sortFailures(outcomes, stop);
  const lines = own.map(describeFailure);
  if (stop === undefined) return lines;
  return [describeStop({ ...stop, hint: adviceOf(stop, outcomes) }, counts), ...lines];
}

/** What to do about what stopped the run: nothing where it was cancelled after all was done. */
export function adviceOf({ code, hint }: Stop, outcomes: readonly Outcome[]): string {
  return code === 'cancelled' && outcomes.length > 0 && !outcomes.some(isFailed) ? '' : hint;
}

/** One line for people: which id, or what a leaked token without one is called, the code, what happened, what to do. */
function describeFailure({ id, leaks, fate }: Outcome): string {
  if (fate.status !== 'failed') return '';
  const { code, message, hint = codeTable[code].hint } = fate;
  const name = id ?? `Leaked token ${leaks.map(({ position }) => position).join(', ')}`;
  return `${name}: ${code}. ${message} ${hint}`;
}

/** What stopped the run, what to do, and for how many ids it matters. */
function describeStop({ code, message, hint }: Stop, counts: readonly string[]): string {
  const rest = [hint, `(${code})`, ...counts].filter((part) => part !== '').join(' ');
  return `${message}${message.includes('\n') ? '\n' : ' '}${rest}`;
}
