import type { Fate, RunResult } from '../../revocation/outcome.ts';

/** How many outcomes of a run have each status. */
function countStatuses({ outcomes }: RunResult): Record<Fate['status'], number> {
  const counts = { revoked: 0, 'already-revoked': 0, planned: 0, failed: 0 };
  for (const { fate } of outcomes) counts[fate.status] += 1;
  return counts;
}

/** The verdict in one line: what became of how many ids. */
export function describeCounts(result: RunResult): string {
  const total = result.outcomes.length;
  if (total === 0) return result.stop === undefined ? 'Nothing to revoke.' : 'Nothing was revoked.';
  const counts = countStatuses(result);
  const parts = [
    [counts.revoked, 'revoked'],
    [counts['already-revoked'], 'already revoked'],
    [counts.planned, 'to be revoked'],
    [counts.failed, result.dryRun ? 'refused' : 'failed'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return `${countTokens(total)}: ${told.join(', ')}.${result.dryRun ? ' Dry run: nothing was changed.' : ''}`;
}

/** "1 token", "2 tokens". */
export function countTokens(count: number): string {
  return count === 1 ? '1 token' : `${count} tokens`;
}
