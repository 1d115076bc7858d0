import * as core from '@actions/core';
import type { Redact } from '../../connection/secrets.ts';
import { isFailed, isRevoked, type Outcome, type RunResult } from '../../revocation/outcome.ts';
import type { Log } from './log.ts';
import { toIsoTime } from './plain-text.ts';

/** GitHub carries 1 MB of outputs a job, counted in UTF-16: this many characters for all of ours. */
const largestOutputs = 500_000;

/** However long the lists of ids are, `results` has room for a few hundred failures: this many characters. */
const leastResults = 100_000;

/** An entry of the output `results`: an interface that workflows rely on. */
interface ResultEntry {
  readonly id: string;
  readonly status: string;
  readonly code?: string;
  readonly message?: string;
  readonly verified: boolean;
  readonly revokedAt?: string;
  readonly description?: string;
  readonly prefix?: string;
}

/** Sets every output. The lists of ids are always whole; `results` is cut where GitHub could not carry it. */
export function writeOutputs(result: RunResult, redact: Redact, log: Log): void {
  const ids = idLists(result);
  const lists = Object.entries(ids).map(([name, list]) => ({ name, json: JSON.stringify(list) }));
  for (const { name, json } of lists) core.setOutput(name, json);
  core.setOutput('revoked-count', ids['revoked-ids'].length);
  core.setOutput('failed-count', ids['failed-ids'].length);
  const taken = lists.reduce((sum, { json }) => sum + json.length, 0);
  core.setOutput(
    'results',
    toResults(result.outcomes, redact, Math.max(largestOutputs - taken, leastResults), log),
  );
}

/** The lists of ids among the outputs. */
export function idLists({ outcomes, planned }: RunResult) {
  const idsOf = (isWanted: (outcome: Outcome) => boolean): string[] =>
    outcomes.filter(isWanted).map(({ id }) => id);
  return { 'revoked-ids': idsOf(isRevoked), 'failed-ids': idsOf(isFailed), 'planned-ids': planned };
}

/** Failures come first where not all fit: they are what someone has to act on. */
function toResults(outcomes: readonly Outcome[], redact: Redact, budget: number, log: Log): string {
  const entries = outcomes.map((outcome) => JSON.stringify(toEntry(outcome, redact)));
  const whole = `[${entries.join(',')}]`;
  if (whole.length <= budget) return whole;
  const failuresFirst = [...outcomes.keys()].sort((a, b) => rank(outcomes[a]) - rank(outcomes[b]));
  const kept: number[] = [];
  let length = 2;
  for (const index of failuresFirst) {
    const size = (entries[index]?.length ?? 0) + 1;
    if (length + size > budget) continue;
    length += size;
    kept.push(index);
  }
  log.warn(
    `The output results holds ${kept.length} of ${entries.length} entries, failures first: GitHub carries 1 MB of ` +
      'outputs from a job to the next. The lists of ids are whole.',
  );
  return `[${kept
    .sort((a, b) => a - b)
    .map((index) => entries[index])
    .join(',')}]`;
}

function rank(outcome: Outcome | undefined): number {
  return outcome !== undefined && isFailed(outcome) ? 0 : 1;
}

function toEntry({ id, fate, description, prefix }: Outcome, redact: Redact): ResultEntry {
  const known = {
    ...(description === undefined ? {} : { description: redact(description) }),
    ...(prefix === undefined ? {} : { prefix: redact(prefix) }),
  };
  const { status } = fate;
  switch (status) {
    case 'planned':
      return { id, status, verified: false, ...known };
    case 'failed':
      return { id, status, code: fate.code, message: redact(fate.message), verified: false, ...known };
    case 'revoked':
    case 'already-revoked': {
      const at = fate.revokedAt === undefined ? {} : { revokedAt: toIsoTime(fate.revokedAt) };
      return { id, status, verified: fate.verified, ...at, ...known };
    }
  }
}
