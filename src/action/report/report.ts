import { isFailed, type RunResult } from '../../revocation/outcome.ts';
import { type FailOn, isFailure } from '../../revocation/verdict.ts';
import { writeFailures } from './annotations.ts';
import { describeCounts } from './counts.ts';
import { type EvidenceOptions, writeEvidence } from './evidence.ts';
import type { Log } from './log.ts';
import { idLists, type OutputOptions, writeOutputs } from './outputs.ts';
import { writeSummary } from './summary.ts';

/** How to report a result. */
export interface ReportOptions extends Omit<EvidenceOptions, 'failed'> {
  readonly failOn: FailOn;
  /** Whether to write a job summary. */
  readonly summary: boolean;
  /** Tells others of the result, before the log's last line. */
  readonly publish: (failed: boolean) => Promise<void>;
}

/** Tells the workflow and its readers what came of a run, the outputs first. Says whether the step fails. */
export async function reportResult(options: ReportOptions, log: Log): Promise<boolean> {
  const { result, failOn, summary } = options;
  const failed = isFailure(result, failOn);
  const reportFile = tryToWriteEvidence({ ...options, failed }, log);
  const lost = tryToWriteOutputs({ ...options, reportFile }, log);
  writeFailures(result, log);
  if (summary) await writeSummary({ ...options, failed: failed || lost }, log);
  await options.publish(failed || lost);
  log.info(`${describeVerdict(result, failed || lost)} ${describeCounts(result)}`);
  return failed || lost;
}

/** A warning where it cannot be written: the outputs say what became of every id. */
function tryToWriteEvidence(options: EvidenceOptions, log: Log): string | undefined {
  try {
    return writeEvidence(options, process.env);
  } catch (error) {
    log.warn(`The report file could not be written. ${(error as Error).message}`);
    return undefined;
  }
}

/** Later steps rely on the outputs: where they cannot be written the log has the ids, and the step fails. */
function tryToWriteOutputs(options: OutputOptions, log: Log): boolean {
  try {
    writeOutputs(options, log);
    return false;
  } catch (error) {
    log.fail(`The outputs could not be written. ${(error as Error).message}`, 'Outputs not written');
    for (const [name, ids] of Object.entries(idLists(options.result)))
      log.info(`${name}: ${JSON.stringify(ids)}`);
    return true;
  }
}

function describeVerdict({ outcomes, unmatched }: RunResult, failed: boolean): string {
  if (failed) return 'Failed.';
  return unmatched.length > 0 || outcomes.some(isFailed) ? 'Done, with failures.' : 'Done.';
}
