import type { RunContext } from './context.ts';
import { describePlan } from './digest.ts';
import type { MatchedLeak, UnknownLeak } from './leak.ts';
import { matchLeaks } from './matching.ts';
import { buildPlan, type Plan } from './plan.ts';
import { selectTokens } from './selection.ts';
import { idKey, type TokenId, type TokenIndex } from './token.ts';
import { uniqueIds } from './token-ids.ts';

/** A plan that no guard has looked at yet, and how it came about. */
export interface Draft {
  readonly plan: Plan;
  /** The leaked tokens that the plan revokes. */
  readonly matched: readonly MatchedLeak[];
  readonly unknown: readonly UnknownLeak[];
  /** When the list was read, in ms since the epoch. */
  readonly at: number;
  /** The plan's digest. */
  readonly digest: string;
}

/** Brings together what ids, leaked tokens and selectors ask for, without what is excluded. */
export async function draftPlan(context: RunContext, index: TokenIndex | undefined): Promise<Draft> {
  const { excluded, hash, isInUse, time } = context;
  const at = time.now();
  const { matched, unknown } = await matchLeaks(context, index);
  for (const { position, id } of matched) context.notify({ kind: 'matched', position, id });
  const selected = index === undefined ? [] : select(context, index);
  const taken = new Set(excluded.map(idKey));
  const ids = uniqueIds([...context.ids, ...matched.map(({ id }) => id), ...selected]);
  const plan = buildPlan({ ids: ids.filter((id) => !taken.has(idKey(id))), index, isInUse });
  const spelling = new Map(ids.map((id) => [idKey(id), id]));
  return {
    plan,
    matched: matched.map((leak) => ({ ...leak, id: spelling.get(idKey(leak.id)) ?? leak.id })),
    unknown,
    at,
    digest: hash(describePlan(plan, time.now())),
  };
}

function select({ selectors, isInUse, time, notify }: RunContext, index: TokenIndex): TokenId[] {
  if (selectors === undefined) return [];
  const tokens = selectTokens({ selectors, index, isInUse, now: time.now() });
  const isBlind = [...index.values()].some((token) => isInUse(token) === 'unknown');
  notify({ kind: 'selected', tokens: tokens.length, isBlind });
  return tokens.map(({ id }) => id);
}
