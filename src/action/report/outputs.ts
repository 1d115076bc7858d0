import * as core from '@actions/core';
import type { Redact } from '../../connection/secrets.ts';
import { isFailed, isRevoked, type Outcome, type RunResult } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
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
  readonly client?: string;
  readonly clientReason?: string;
}

/** What the outputs tell. */
export interface OutputOptions {
  readonly result: RunResult;
  /** The client that ran. Absent: the run ended before one was chosen. */
  readonly client: ClientChoice | undefined;
  readonly redact: Redact;
}

/** Sets every output. The lists of ids are always whole; `results` is cut where GitHub could not carry it. */
export function writeOutputs(options: OutputOptions, log: Log): void {
  const { result, client } = options;
  const ids = idLists(result);
  const lists = Object.entries(ids).map(([name, list]) => ({ name, json: JSON.stringify(list) }));
  for (const { name, json } of lists) core.setOutput(name, json);
  core.setOutput('revoked-count', ids['revoked-ids'].length);
  core.setOutput('failed-count', ids['failed-ids'].length);
  core.setOutput('client', client?.client ?? '');
  const taken = lists.reduce((sum, { json }) => sum + json.length, 0);
  core.setOutput('results', toResults(options, Math.max(largestOutputs - taken, leastResults), log));
}

/** The lists of ids among the outputs. */
export function idLists({ outcomes, planned }: RunResult) {
  const idsOf = (isWanted: (outcome: Outcome) => boolean): string[] =>
    outcomes.filter(isWanted).map(({ id }) => id);
  return { 'revoked-ids': idsOf(isRevoked), 'failed-ids': idsOf(isFailed), 'planned-ids': planned };
}

/** Failures come first where not all fit: they are what someone has to act on. */
function toResults(options: OutputOptions, budget: number, log: Log): string {
  const { outcomes } = options.result;
  const entries = outcomes.map((outcome) => JSON.stringify(toEntry(outcome, options)));
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

function toEntry({ id, fate, description, prefix }: Outcome, { client, redact }: OutputOptions): ResultEntry {
  const known = {
    ...(description === undefined ? {} : { description: redact(description) }),
    ...(prefix === undefined ? {} : { prefix: redact(prefix) }),
    ...(client === undefined ? {} : { client: client.client, clientReason: client.reason }),
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
