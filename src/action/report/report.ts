import type { Redact } from '../../connection/secrets.ts';
import type { RunResult } from '../../revocation/outcome.ts';
import { type FailOn, isFailure } from '../../revocation/verdict.ts';
import { writeFailures } from './annotations.ts';
import { describeCounts } from './counts.ts';
import type { Log } from './log.ts';
import { writeOutputs } from './outputs.ts';
import { writeSummary } from './summary.ts';

/** How to report a result. */
export interface ReportOptions {
  readonly result: RunResult;
  readonly failOn: FailOn;
  /** Whether to write a job summary. */
  readonly summary: boolean;
  /** The cluster's address, where the inputs were valid. */
  readonly host: string | undefined;
  readonly redact: Redact;
}

/** Tells the workflow and its readers what came of a run, the outputs first. Says whether the step fails. */
export async function reportResult(options: ReportOptions, log: Log): Promise<boolean> {
  const { result, failOn, summary, host, redact } = options;
  const failed = isFailure(result, failOn);
  writeOutputs(result, redact, log);
  writeFailures(result, log);
  if (summary) await writeSummary({ result, failed, host, redact }, log);
  log.info(`${failed ? 'Failed' : 'Done'}. ${describeCounts(result)}`);
  return failed;
}
