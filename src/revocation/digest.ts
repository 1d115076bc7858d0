import type { Plan, PlanEntry } from './plan.ts';
import { idKey, isActive } from './token.ts';

/**
 * The text whose hash is a plan's digest: a line for each id, with what is known of it, in an order of its own. Two
 * plans have the same one where they hold the same ids in the same state.
 */
export function describePlan({ entries }: Plan, now: number): string {
  const lines = entries.map((entry) => `${idKey(entry.id)} ${stateOf(entry, now)}`);
  return `${lines.sort().join('\n')}\n`;
}

function stateOf({ token }: PlanEntry, now: number): string {
  if (token === undefined) return 'unknown';
  if (token.revokedAt !== undefined) return 'revoked';
  return isActive(token, now) ? 'active' : 'expired';
}
