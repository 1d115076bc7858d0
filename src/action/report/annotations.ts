import { isFailed } from '../../revocation/outcome.ts';
import { describeFailures } from './failures.ts';
import type { Log } from './log.ts';
import type { Report, Verdict } from './report.ts';

/** GitHub shows this many error annotations a step. */
const mostAnnotations = 10;

/** Writes what failed: an error annotation each, the last one for all that do not fit. The log has every line. */
export function writeFailures({ result }: Report, { stop }: Verdict, log: Log): void {
  const { outcomes } = result;
  const isLeft = outcomes.some(isFailed);
  const title = isLeft ? 'Not every token is proven revoked' : 'Run stopped';
  const lines = describeFailures(outcomes, stop);
  const fits = lines.length <= mostAnnotations;
  const annotated = fits ? lines.length : mostAnnotations - 1;
  for (const line of lines.slice(0, annotated)) log.fail(line, title);
  if (fits) return;
  for (const line of lines.slice(annotated)) log.info(line);
  log.fail(`${lines.length - annotated} more failures: the log names each.`, title);
}
