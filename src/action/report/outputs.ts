import * as core from '@actions/core';
import { isFailed, isRevoked, type Outcome, type RunResult, type Stop } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
import type { ResultEntry } from './entries.ts';
import type { Log } from './log.ts';
import type { Report } from './report.ts';

/** GitHub carries 1 MB of outputs a job, counted in UTF-16: this many characters for all of ours. */
const largestOutputs = 500_000;

/** However long the lists of ids are, `results` has room for a few hundred failures: this many characters. */
const leastResults = 100_000;

/**
 * Sets every output. The lists of ids are always whole; `results` is cut where GitHub could not carry it. `reportFile` is
 * where the evidence will be; undefined: it cannot be written.
 */
export function writeOutputs(
  { result, entries, client }: Report,
  reportFile: string | undefined,
  log: Log,
): void {
  const ids = idLists(result);
  const lists = Object.entries(ids).map(([name, list]) => ({ name, json: JSON.stringify(list) }));
  for (const { name, json } of lists) core.setOutput(name, json);
  core.setOutput('revoked-count', ids['revoked-ids'].length);
  core.setOutput('failed-count', result.outcomes.filter(isFailed).length);
  writeErrorCode(result.stop);
  core.setOutput('plan-digest', result.digest ?? '');
  core.setOutput('client', client?.client ?? '');
  core.setOutput('report-file', reportFile ?? '');
  const taken = lists.reduce((sum, { json }) => sum + json.length, 0);
  const budget = Math.max(largestOutputs - taken, leastResults);
  core.setOutput('results', toResults(entries, client, { budget, log }));
}

/** Sets the output that names what stopped the run. Set again, the later value counts. */
export function writeErrorCode(stop: Stop | undefined): void {
  core.setOutput('error-code', stop?.code ?? '');
}

/** The lists of ids among the outputs. */
export function idLists({ outcomes, planned }: RunResult) {
  const idsOf = (isWanted: (outcome: Outcome) => boolean): string[] =>
    outcomes.filter(isWanted).flatMap(({ id }) => id ?? []);
  return { 'revoked-ids': idsOf(isRevoked), 'failed-ids': idsOf(isFailed), 'planned-ids': planned };
}

/** Failures come first if not all fit: someone has to act on them. */
function toResults(
  entries: readonly ResultEntry[],
  client: ClientChoice | undefined,
  { budget, log }: { readonly budget: number; readonly log: Log },
): string {
  const carrier = { client: client?.client, clientReason: client?.reason };
  const texts = entries.map((entry) => JSON.stringify({ ...entry, ...carrier }));
  const whole = `[${texts.join(',')}]`;
  if (whole.length <= budget) return whole;
  const failuresFirst = [...entries.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
  const kept = new Set<number>();
  let length = 2;
  for (const [index] of failuresFirst) {
    const size = (texts[index]?.length ?? 0) + 1;
    if (length + size > budget) continue;
    length += size;
    kept.add(index);
  }
  log.warn(
    `The output results holds ${kept.size} of ${entries.length} entries, failures first: GitHub carries 1 MB of ` +
      'outputs from a job to the next. The lists of ids, and the file in report-file, are whole.',
  );
  return `[${texts.filter((_, index) => kept.has(index)).join(',')}]`;
}

function rank({ status }: ResultEntry): number {
  return status === 'failed' ? 0 : 1;
}
