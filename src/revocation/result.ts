import { ActionError, codeTable } from '../errors.ts';
import type { Draft } from './draft.ts';
import type { Objection } from './guards.ts';
import type { LimitReason, Limits } from './limits.ts';
import type { Fate, Outcome, RunResult, Stop } from './outcome.ts';
import { type Plan, plannedIds } from './plan.ts';
import type { RunRecord } from './record.ts';
import type { TokenId } from './token.ts';
import type { Failure } from './token-client.ts';

/** Why nothing new was started, for people. */
const limitStops: Record<LimitReason, Stop> = {
  cancelled: { code: 'cancelled', message: 'The job was cancelled.', hint: codeTable.cancelled.hint },
  deadline: { code: 'timeout', message: 'The run reached its deadline.', hint: codeTable.timeout.hint },
};

/** The stop that a limit caused; absent: none was reached. */
export function limitStop({ starting }: Limits): Stop | undefined {
  return starting.aborted ? limitStops[starting.reason as LimitReason] : undefined;
}

/** The stop that a failure caused. */
export function failureStop({ code, message }: Failure): Stop {
  return { code, message, hint: codeTable[code].hint };
}

/** The ids that caused it have messages of their own. */
const refusalHint = 'The reason is told for each of them; `force: true` skips these checks.';
/** Force finds no id that is not known. */
const leakRefusalHint =
  'The reason is told for each of them; with `force: true` the rest goes on without them.';

/** A draft with what was written down of its ids. */
type Recorded = Draft & { readonly record: RunRecord };

/** The result of a plan that guards refused: nothing was revoked. */
export function resultOfRefusal(
  draft: Recorded,
  objections: readonly Objection[],
  dryRun: boolean,
): RunResult {
  const reasons = [
    ...(objections.length === 0 ? [] : [countOf(objections.length, 'id')]),
    ...(draft.unmatched.length === 0 ? [] : [countOf(draft.unmatched.length, 'leaked token')]),
  ];
  const message = `The plan was refused because of ${reasons.join(' and ')}. Nothing was revoked.`;
  const fates = new Map<TokenId, Fate>(
    objections.map(({ id, code, message: why }) => [id, { status: 'failed', code, message: why }]),
  );
  const hint = objections.length === 0 ? leakRefusalHint : refusalHint;
  return resultOfNothing(draft, { code: 'refused', message, hint }, { dryRun, fates });
}

/** The result of a plan that goes beyond a limit which the user wrote down: nothing was revoked. */
export function resultOfBreach(draft: Recorded, breach: Stop, dryRun: boolean): RunResult {
  return resultOfNothing(draft, breach, { dryRun, fates: new Map() });
}

function resultOfNothing(
  draft: Recorded,
  stop: Stop,
  { dryRun, fates }: { readonly dryRun: boolean; readonly fates: ReadonlyMap<TokenId, Fate> },
): RunResult {
  const message = fates.size > 0 ? 'The plan was refused because of other ids.' : 'The plan was refused.';
  const untouched: Fate = { status: 'failed', code: 'not-attempted', message };
  const all = new Map(draft.plan.entries.map(({ id }) => [id, fates.get(id) ?? untouched]));
  return resultOf(draft, new Map([...all, ...knownFates(draft.plan)]), { planned: [], dryRun, stop });
}

/** The result of a run that only planned. */
export function resultOfDryRun(draft: Recorded): RunResult {
  const planned = plannedIds(draft.plan);
  const fates = new Map<TokenId, Fate>(planned.map((id) => [id, { status: 'planned' }]));
  const all = new Map([...fates, ...knownFates(draft.plan)]);
  return resultOf(draft, all, { planned, dryRun: true, stop: undefined });
}

/** The result of a run that revoked: `known` holds the ids whose fate is known, `stop` says why others were not tried. */
export function resultOfRun(
  draft: Recorded,
  known: ReadonlyMap<TokenId, Fate>,
  stop: Stop | undefined,
): RunResult {
  const fates = new Map(known);
  const planned = plannedIds(draft.plan);
  const untried = planned.filter((id) => !known.has(id));
  const code = stop?.code === 'cancelled' ? 'cancelled' : 'not-attempted';
  const message = `The run stopped early. ${stop?.message ?? ''}`.trimEnd();
  for (const id of untried) fates.set(id, { status: 'failed', code, message });
  const stoppedShort = untried.length > 0 || stop?.code === 'cancelled';
  return resultOf(draft, fates, { planned, dryRun: false, stop: stoppedShort ? stop : undefined });
}

/** What the list shows as revoked needs no request. */
export function knownFates({ entries }: Plan): Map<TokenId, Fate> {
  return new Map(
    entries.flatMap(({ id, token }) =>
      token?.revokedAt === undefined
        ? []
        : [[id, { status: 'already-revoked', proof: 'listed', revokedAt: token.revokedAt }]],
    ),
  );
}

function resultOf(
  { plan, matched, unmatched, digest, record }: Recorded,
  fates: ReadonlyMap<TokenId, Fate>,
  rest: Pick<RunResult, 'planned' | 'dryRun' | 'stop'>,
): RunResult {
  const outcomes = plan.entries.map(({ id, token }): Outcome => {
    const fate = fates.get(id);
    if (fate === undefined)
      throw new ActionError({ code: 'internal', message: 'An id was left without an outcome.' });
    const { prefix, description, createdAt } = token ?? {};
    return { id, fate, prefix, description, createdAt, trace: record.traceOf(id) };
  });
  const found = matched.map(({ position, id }) => ({ position, id }));
  return { outcomes, matched: found, unmatched, digest, ...rest };
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
