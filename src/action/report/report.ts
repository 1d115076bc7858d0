import type { Redact } from '../../connection/secrets.ts';
import { isFailed, type RunResult } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
import { type FailOn, isFailure } from '../../revocation/verdict.ts';
import { writeFailures } from './annotations.ts';
import { describeCounts } from './counts.ts';
import type { Log } from './log.ts';
import { idLists, type OutputOptions, writeOutputs } from './outputs.ts';
import { writeSummary } from './summary.ts';

/** How to report a result. */
export interface ReportOptions {
  readonly result: RunResult;
  readonly failOn: FailOn;
  /** Whether to write a job summary. */
  readonly summary: boolean;
  /** The cluster's address, where the inputs were valid. */
  readonly host: string | undefined;
  /** The client that ran. Absent: the run ended before one was chosen. */
  readonly client: ClientChoice | undefined;
  readonly redact: Redact;
}

/** Tells the workflow and its readers what came of a run, the outputs first. Says whether the step fails. */
export async function reportResult(options: ReportOptions, log: Log): Promise<boolean> {
  const { result, failOn, summary, host, client, redact } = options;
  const failed = isFailure(result, failOn);
  const lost = tryToWriteOutputs({ result, client, redact }, log);
  writeFailures(result, log);
  if (summary) await writeSummary({ result, failed: failed || lost, host, client, redact }, log);
  log.info(`${describeVerdict(result, failed || lost)} ${describeCounts(result)}`);
  return failed || lost;
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

function describeVerdict({ outcomes }: RunResult, failed: boolean): string {
  if (failed) return 'Failed.';
  return outcomes.some(isFailed) ? 'Done, with failures.' : 'Done.';
}
