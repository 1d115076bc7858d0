import { isFailed, type RunResult } from '../../revocation/outcome.ts';
import { describeFailures } from './failures.ts';
import type { Log } from './log.ts';

/** GitHub shows this many error annotations a step. */
const mostAnnotations = 10;

/** Writes what failed: an error annotation each, the last one for all that do not fit. The log has every line. */
export function writeFailures(result: RunResult, log: Log): void {
  const isLeft = result.unmatched.length > 0 || result.outcomes.some(isFailed);
  const title = isLeft ? 'Not every token is proven revoked' : 'Run stopped';
  const lines = describeFailures(result);
  const fits = lines.length <= mostAnnotations;
  const annotated = fits ? lines.length : mostAnnotations - 1;
  for (const line of lines.slice(0, annotated)) log.fail(line, title);
  if (fits) return;
  for (const line of lines.slice(annotated)) log.info(line);
  log.fail(`${lines.length - annotated} more failures: the log names each.`, title);
}
