import { type CodeEntry, codeTable } from '../../errors.ts';
import { isFailed, type Outcome, type RunResult } from '../../revocation/outcome.ts';
import type { PaceFigures } from '../../revocation/pace.ts';
import { toIsoTime } from './plain-text.ts';
import type { Report } from './report.ts';

/** What an outcome counts as, in the words of the log's last line and in its order. */
const words = [
  'revoked',
  'already revoked',
  'to be revoked',
  'refused',
  'not attempted',
  'interrupted',
  'failed',
] as const;

type Count = (typeof words)[number];

function countAs({ fate, attempts }: Outcome): Count {
  switch (fate.status) {
    case 'revoked':
      return 'revoked';
    case 'already-revoked':
      return 'already revoked';
    case 'planned':
      return 'to be revoked';
    case 'failed':
      return countFailure(codeTable[fate.code], attempts);
  }
}

/** An id that was being revoked as the run was cancelled may be dead: it was attempted. */
function countFailure({ inherited, refuses }: CodeEntry, attempts: number): Count {
  if (refuses) return 'refused';
  if (inherited !== true) return 'failed';
  return attempts > 0 ? 'interrupted' : 'not attempted';
}

/** The verdict in one line: what became of how many. */
export function describeCounts({ result, dryRun }: Pick<Report, 'result' | 'dryRun'>): string {
  const { outcomes, stop, listing } = result;
  if (listing !== undefined) return `Dry run: listed ${countTokens(listing.length)}.`;
  const total = outcomes.length;
  if (total === 0) return stop === undefined ? 'Nothing to revoke.' : 'Nothing was revoked.';
  const counts = Map.groupBy(outcomes, countAs);
  const shown = words
    .map((word) => ({ word, count: counts.get(word)?.length ?? 0 }))
    .filter(({ word, count }) => count > 0 || (word === 'revoked' && !dryRun))
    .map(({ word, count }) => `${count} ${word}`);
  return `${countTokens(total)}: ${shown.join(', ')}.${dryRun ? ' Dry run: nothing was changed.' : ''}`;
}

/** "1 token", "2 tokens". */
export function countTokens(count: number): string {
  return count === 1 ? '1 token' : `${count} tokens`;
}

/** When the first revocation was sent, in ms since the epoch. Undefined: none was. */
export function firstRequestAt({ outcomes }: RunResult): number | undefined {
  const [first] = outcomes.flatMap(({ requestedAt }) => requestedAt ?? []).sort((a, b) => a - b);
  return first;
}

/** When the last token was proven dead, in ms since the epoch. Undefined: none was. */
export function lastProofAt({ outcomes }: RunResult): number | undefined {
  const times = outcomes.flatMap(({ fate }) => ('provenAt' in fate ? fate.provenAt : []));
  return times.sort((a, b) => a - b).at(-1);
}

/** From the first request to the last proof, in ms since the epoch. Undefined: nothing was revoked by this run. */
export function findSpan(result: RunResult): { readonly from: number; readonly to: number } | undefined {
  const isByThisRun = result.outcomes.some(({ fate }) => fate.status === 'revoked');
  const [from, to] = [firstRequestAt(result), lastProofAt(result)];
  return isByThisRun && from !== undefined && to !== undefined ? { from, to } : undefined;
}

/** When the last token was proven dead, how, and how long that took. Undefined: nothing was revoked by this run. */
export function describeProof(result: RunResult): string | undefined {
  const span = findSpan(result);
  if (span === undefined) return undefined;
  const { from, to } = span;
  const proofs = result.outcomes.flatMap(({ fate }) => ('proof' in fate ? fate.proof : []));
  const how = [...new Set(proofs)].sort().join(', ');
  return `Last proof at ${toIsoTime(to)} (${how}), ${describeDuration(to - from)} after the first request.`;
}

/** How far a pace went and what slowed it down: `Up to 180 at once; slowed down twice (429).` */
export function describePace({ mostAtOnce, slowDowns, causes }: PaceFigures): string {
  const times = ['once', 'twice'][slowDowns - 1] ?? `${slowDowns} times`;
  const slowed = slowDowns === 0 ? '' : `; slowed down ${times} (${causes.join(', ')})`;
  return `Up to ${mostAtOnce} at once${slowed}.`;
}

/** A duration for people, from ms. */
export function describeDuration(ms: number): string {
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Says in a heading how many are not proven dead. */
export function describeVerdict(
  { result, dryRun }: Pick<Report, 'result' | 'dryRun'>,
  failed: boolean,
): string {
  const { outcomes, stop, listing } = result;
  const total = outcomes.length;
  const left = outcomes.filter(isFailed);
  if (listing !== undefined) return `The cluster lists ${countTokens(listing.length)}`;
  if (total === 0) return failed || stop !== undefined ? 'Nothing was revoked' : 'Nothing to revoke';
  if (dryRun)
    return left.length > 0
      ? `Dry run: ${left.length} of ${countTokens(total)} failed`
      : `Dry run: ${countTokens(outcomes.filter(({ fate }) => fate.status === 'planned').length)} would be revoked`;
  if (stop !== undefined && codeTable[stop.code].refuses) return 'The plan was refused: nothing was revoked';
  if (left.length === 0)
    return `${countTokens(total)} ${total === 1 ? 'is' : 'are'} revoked${failed ? ', but the run failed' : ''}`;
  const which = total === 1 ? 'The token' : `${left.length} of ${countTokens(total)}`;
  return `${which} ${left.length === 1 ? 'is' : 'are'} not proven revoked`;
}
