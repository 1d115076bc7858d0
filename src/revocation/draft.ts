import type { Calibrate } from './calibration.ts';
import type { RunContext } from './context.ts';
import { findContradictions } from './contradiction.ts';
import { findInUse } from './in-use.ts';
import type { Reading } from './list.ts';
import { type LeakMatches, matchLeaks } from './matching.ts';
import type { Fate } from './outcome.ts';
import { buildPlan, describePlan, type Plan } from './plan.ts';
import { type Selection, type SelectionRequest, selectTokens } from './selection.ts';
import { idKey, type TokenId } from './token.ts';
import { uniqueIds } from './token-ids.ts';

/** A plan that no guard has looked at yet, and how it came about. */
export interface Draft extends LeakMatches, Reading {
  readonly plan: Plan;
  /** What the selectors chose: nothing if there are none, or no list. */
  readonly selection: Selection;
  /** The ids, by {@link idKey}, that are requested as such, and not only by a leaked token or a selector. */
  readonly requested: ReadonlySet<string>;
  /** What the ids that the list shows as revoked are instead, where something contradicts it. */
  readonly contradictions: ReadonlyMap<TokenId, Fate>;
  /** The requested ids that `exclude-ids` takes out. */
  readonly leftOut: readonly TokenId[];
  /** The plan's digest. */
  readonly digest: string;
}

/** Joins what ids, leaked tokens and selectors request, without what is excluded. */
export async function draftPlan(reading: Reading, calibrate: Calibrate, context: RunContext): Promise<Draft> {
  const { excluded, hash, isInUse, force } = context;
  const { index, clocks } = reading;
  const { matched, unknown } = await matchLeaks(reading, calibrate, context);
  for (const { position, id, liveness } of matched)
    context.notify({ kind: 'matched', position, id, tested: liveness !== 'unknown' });
  const named = [...context.ids, ...matched.map(({ id }) => id)];
  const suspected = unknown.flatMap(({ candidates }) => candidates);
  const selection = select(reading, { doomed: named, suspected }, context);
  const taken = new Set(excluded.map(idKey));
  const ids = uniqueIds([...named, ...selection.tokens.map(({ id }) => id)]);
  const rest = ids.filter((id) => !taken.has(idKey(id)));
  const plan = buildPlan({ ids: rest, index, isInUse, force, clocks });
  const spelling = new Map(ids.map((id) => [idKey(id), id]));
  return {
    ...reading,
    plan,
    leftOut: ids.filter((id) => taken.has(idKey(id))),
    selection,
    matched: matched.map((leak) => ({ ...leak, id: spelling.get(idKey(leak.id)) ?? leak.id })),
    unknown,
    contradictions: findContradictions({ plan, matched, index, isInUse }),
    requested: new Set(context.ids.map(idKey)),
    digest: hash(describePlan(plan, clocks)),
  };
}

function select(
  { index, clocks }: Reading,
  aside: Pick<SelectionRequest, 'doomed' | 'suspected'>,
  { selectors, isInUse, excluded, notify }: RunContext,
): Selection {
  if (selectors === undefined || index === undefined)
    return { tokens: [], kept: [], createdBefore: undefined };
  const selection = selectTokens({ selectors, index, isInUse, clocks, excluded, ...aside });
  const { tokens, createdBefore } = selection;
  const isBlind = findInUse(index, isInUse).unknown.length > 0;
  notify({ kind: 'selected', tokens: tokens.length, isBlind, createdBefore });
  return selection;
}
