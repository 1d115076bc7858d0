import { ActionError, codeTable } from '../errors.ts';
import type { Failure } from '../failure.ts';
import type { Draft } from './draft.ts';
import type { Objection } from './guards.ts';
import type { LeakedToken } from './leak.ts';
import type { LimitReason, Limits } from './limits.ts';
import type { Fate, Outcome, RunResult, Stop, Trace } from './outcome.ts';
import { type Plan, plannedIds } from './plan.ts';
import { idKey, type TokenId } from './token.ts';

/** Why nothing new was started, for people. */
export const limitStops: Record<LimitReason, Stop> = {
  cancelled: { code: 'cancelled', message: 'The job was cancelled.', hint: codeTable.cancelled.hint },
  deadline: { code: 'timeout', message: 'The run reached its deadline.', hint: codeTable.timeout.hint },
};

/** The stop that a limit caused. Undefined: none was reached. */
export function limitStop({ starting }: Limits): Stop | undefined {
  return starting.aborted ? limitStops[starting.reason as LimitReason] : undefined;
}

/** The stop that a failure caused. */
export function failureStop({ code, message, hint }: Failure): Stop {
  return { code, message, hint: hint ?? codeTable[code].hint };
}

/** What a workflow asks for by name. */
export interface Asked {
  readonly ids: readonly TokenId[];
  readonly leaks: readonly LeakedToken[];
}

const untouched: Trace = { attempts: 0, requestedAt: undefined };

/** The result of a run that was asked for nothing. */
export function resultOfNothing(dryRun: boolean): RunResult {
  return { outcomes: [], planned: [], digest: undefined, dryRun, pace: undefined, stop: undefined };
}

/** The result of a run that ended before it had a plan: everything requested fails for the same reason. */
export function stoppedBeforePlan({ ids, leaks }: Asked, stop: Stop, dryRun: boolean): RunResult {
  const { code, message, hint } = stop;
  const fate: Fate = {
    status: 'failed',
    code: codeTable[code].inherited ? code : 'not-attempted',
    message: message.replace(/\n.*/s, ''),
  };
  const outcomes = [
    ...ids.map((id): Outcome => ({ id, leaks: [], token: undefined, fate, ...untouched })),
    ...leaks.map(({ position }): Outcome => outcomeOfLeak(position, fate)),
  ];
  return { ...resultOfNothing(dryRun), outcomes, stop: { code, message, hint } };
}

/** The ids that caused it have messages of their own. */
const refusalHint = 'Each id shows its reason; `force: true` skips these checks.';
/** Force finds no id that is not known. */
const leakRefusalHint =
  'Each leaked token shows its reason; with `force: true` the run continues without them.';

/** The result of a plan that guards refused: nothing was revoked. */
export function resultOfRefusal(draft: Draft, objections: readonly Objection[], dryRun: boolean): RunResult {
  const reasons = [
    ...(objections.length === 0 ? [] : [countOf(objections.length, 'id')]),
    ...(draft.unknown.length === 0 ? [] : [countOf(draft.unknown.length, 'leaked token')]),
  ];
  const message = `The plan was refused because of ${reasons.join(' and ')}. Nothing was revoked.`;
  const fates = new Map<TokenId, Fate>(
    objections.map(({ id, code, message: why }) => [id, { status: 'failed', code, message: why }]),
  );
  const hint = objections.length === 0 ? leakRefusalHint : refusalHint;
  return resultOfRefused(draft, { code: 'refused', message, hint }, { dryRun, fates });
}

/** The result of a plan that goes beyond a limit which the user wrote down: nothing was revoked. */
export function resultOfBreach(draft: Draft, breach: Stop, dryRun: boolean): RunResult {
  return resultOfRefused(draft, breach, { dryRun, fates: new Map() });
}

function resultOfRefused(
  draft: Draft,
  stop: Stop,
  { dryRun, fates }: { readonly dryRun: boolean; readonly fates: ReadonlyMap<TokenId, Fate> },
): RunResult {
  const message = fates.size > 0 ? 'The plan was refused because of other ids.' : 'The plan was refused.';
  const left: Fate = { status: 'failed', code: 'not-attempted', message };
  const all = new Map(draft.plan.entries.map(({ id }) => [id, fates.get(id) ?? left]));
  const known = new Map([...all, ...knownFates(draft)]);
  return resultOf(draft, { fates: known, traces: new Map() }, { planned: [], dryRun, pace: undefined, stop });
}

/** The result of a run that only planned. */
export function resultOfDryRun(draft: Draft): RunResult {
  const planned = plannedIds(draft.plan);
  const fates = new Map<TokenId, Fate>(planned.map((id) => [id, { status: 'planned' }]));
  const all = new Map([...fates, ...knownFates(draft)]);
  return resultOf(
    draft,
    { fates: all, traces: new Map() },
    { planned, dryRun: true, pace: undefined, stop: undefined },
  );
}

/** What a run learned of ids, and what it sent for them. */
export interface Settled {
  readonly fates: ReadonlyMap<TokenId, Fate>;
  readonly traces: ReadonlyMap<TokenId, Trace>;
}

/** The result of a run that revoked: `settled` holds the ids whose fate is known, `stop` says why others were not tried. */
export function resultOfRun(
  draft: Draft,
  settled: Settled & Pick<RunResult, 'pace'>,
  stop: Stop | undefined,
): RunResult {
  const fates = new Map(settled.fates);
  const planned = plannedIds(draft.plan);
  const untried = planned.filter((id) => !fates.has(id));
  const code = stop?.code === 'cancelled' ? 'cancelled' : 'not-attempted';
  const message = `The run stopped early. ${stop?.message ?? ''}`.trimEnd();
  for (const id of untried) fates.set(id, { status: 'failed', code, message });
  const stoppedShort = untried.length > 0 || stop?.code === 'cancelled';
  const { traces, pace } = settled;
  return resultOf(
    draft,
    { fates, traces },
    { planned, dryRun: false, pace, stop: stoppedShort ? stop : undefined },
  );
}

/** What the list shows as revoked needs no request. */
export function knownFates({ plan, at }: { readonly plan: Plan; readonly at: number }): Map<TokenId, Fate> {
  return new Map(
    plan.entries.flatMap(({ id, token }): [TokenId, Fate][] =>
      token?.revokedAt === undefined
        ? []
        : [[id, { status: 'already-revoked', proof: ['listed'], revokedAt: token.revokedAt, provenAt: at }]],
    ),
  );
}

function resultOf(
  { plan, matched, unknown, digest }: Draft,
  { fates, traces }: Settled,
  rest: Omit<RunResult, 'outcomes' | 'digest'>,
): RunResult {
  const positions = Map.groupBy(matched, ({ id }) => idKey(id));
  const outcomes = plan.entries.map(({ id, token }): Outcome => {
    const fate = fates.get(id);
    if (fate === undefined)
      throw new ActionError({ code: 'internal', message: 'An id was left without an outcome.' });
    const leaks = (positions.get(idKey(id)) ?? []).map(({ position }) => position);
    const { attempts, requestedAt } = traces.get(id) ?? untouched;
    return { id, leaks, token, fate, attempts, requestedAt };
  });
  const leaked = unknown.map(({ position, code, message, hint }) =>
    outcomeOfLeak(position, { status: 'failed', code, message, hint }),
  );
  return { outcomes: [...outcomes, ...leaked], digest, ...rest };
}

function outcomeOfLeak(position: number, fate: Fate): Outcome {
  return { id: undefined, leaks: [position], token: undefined, fate, ...untouched };
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
