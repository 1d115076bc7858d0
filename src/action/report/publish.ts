import { isFailure } from '../../revocation/outcome.ts';
import { limitStops } from '../../revocation/stop.ts';
import { closeAlert, type FollowUpNeeds, writeReportComment } from '../github/follow-up.ts';
import { describeCounts, describePace, describeProof } from './counts.ts';
import { reserveEvidence, writeEvidence } from './evidence.ts';
import { writeFailures } from './failures.ts';
import { describeToken, inUseMarks, type Log } from './log.ts';
import { idLists, writeErrorCode, writeOutputs } from './outputs.ts';
import { toIsoTime } from './plain-text.ts';
import type { Report, Verdict } from './report.ts';
import { writeSummary } from './summary.ts';
import { mostListed } from './tables.ts';

/** With more ids than this the log says how fast they were revoked. */
const manyIds = 100;

/** What publishing a report needs of the world. */
export interface PublishNeeds extends FollowUpNeeds {
  /** Aborted: the job was cancelled. Before there is a verdict, that is a failure. */
  readonly cancel: AbortSignal;
}

/**
 * Shows the workflow and its readers what came of a run: the outputs first, since later steps rely on them, then the alert,
 * which can take a while, and only then the verdict and all that states it. Says whether the step fails.
 */
export async function publishReport(report: Report, needs: PublishNeeds): Promise<boolean> {
  const { log, cancel } = needs;
  const { result } = report;
  const file = tryTo(log, 'The report file could not be written.', () => reserveEvidence(process.env));
  const areOutputsLost = !tryToWriteOutputs(report, file, log);
  const alert = await closeAlert(report, needs);
  const verdict: Verdict = {
    alert,
    failed: isFailure(result) || areOutputsLost || cancel.aborted,
    stop: result.stop ?? (cancel.aborted ? limitStops.cancelled : undefined),
  };
  if (verdict.stop !== result.stop && !areOutputsLost)
    tryTo(log, 'The output error-code could not be written.', () => writeErrorCode(verdict.stop));
  if (file !== undefined)
    tryTo(log, 'The report file could not be written.', () => writeEvidence(file, report, verdict));
  showListing(report, log);
  writeFailures(report, verdict, log);
  await writeSummary(report, verdict, log);
  await writeReportComment(report, verdict, needs);
  const proof = describeProof(result);
  if (proof !== undefined) log.info(proof);
  if (result.pace !== undefined && result.outcomes.length > manyIds) log.info(describePace(result.pace));
  log.info(`${verdict.failed ? 'Failed.' : 'Done.'} ${describeCounts(report)}`);
  return verdict.failed;
}

/** The tokens of the cluster, if a dry run requested nothing else: this is how a person finds an id. */
function showListing({ result, endedAt }: Report, log: Log): void {
  const listing = result.listing ?? [];
  for (const { token, state, inUse } of listing.slice(0, mostListed)) {
    const { expiresAt } = token;
    const expires = expiresAt === undefined ? '' : `  expires ${toIsoTime(expiresAt).slice(0, 10)}`;
    log.info(`${describeToken(token, endedAt)}${expires}  ${state}${inUseMarks[inUse]}`);
  }
  if (listing.length > mostListed) log.info(`and ${listing.length - mostListed} more`);
}

/** A warning where it cannot be done: the outputs say what became of every id. */
function tryTo<Value>(log: Log, problem: string, work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    log.warn(`${problem} ${(error as Error).message}`);
    return undefined;
  }
}

/** Later steps rely on the outputs: where they cannot be written the log has the ids, and the step fails. */
function tryToWriteOutputs(report: Report, file: string | undefined, log: Log): boolean {
  try {
    writeOutputs(report, file, log);
    return true;
  } catch (error) {
    log.fail(`The outputs could not be written. ${(error as Error).message}`, 'Outputs not written');
    for (const [name, ids] of Object.entries(idLists(report.result))) showIds(name, ids, log);
    return false;
  }
}

/** Ids in one line: it must not become so long that it is cut. */
const idsInLine = 500;

function showIds(name: string, ids: readonly string[], log: Log): void {
  for (let from = 0; from === 0 || from < ids.length; from += idsInLine)
    log.info(`${name}: ${JSON.stringify(ids.slice(from, from + idsInLine))}`);
}
