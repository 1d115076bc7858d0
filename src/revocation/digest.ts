import { type Clocks, isRevoked, mayBeActive } from './clocks.ts';
import type { Plan, PlanEntry } from './plan.ts';
import { idKey } from './token.ts';

/**
 * The text whose hash is a plan's digest: a line for each id, with what is known of it, sorted. Two
 * plans have the same one where they hold the same ids in the same state.
 */
export function describePlan({ entries }: Plan, clocks: Clocks): string {
  const lines = entries.map((entry) => `${idKey(entry.id)} ${stateOf(entry, clocks)}`);
  return `${lines.sort().join('\n')}\n`;
}

function stateOf({ token }: PlanEntry, clocks: Clocks): string {
  if (token === undefined) return 'unknown';
  if (isRevoked(token, clocks)) return 'revoked';
  return mayBeActive(token, clocks) ? 'active' : 'expired';
}
