import { ActionError, codeTable, type ErrorCode } from '../errors.ts';
import type { Draft } from './draft.ts';
import type { Objection } from './guards.ts';
import type { GivenLeak, MatchedLeak } from './leak.ts';
import { listedFates } from './listed-fate.ts';
import type { Fate, LeakEvidence, Origin, Outcome, RunResult, Stop, Trace } from './outcome.ts';
import type { PaceFigures } from './pace.ts';
import { plannedIds } from './plan.ts';
import { limitStops } from './stop.ts';
import { idKey, type TokenId } from './token.ts';
import type { Liveness } from './witness.ts';

/** What a workflow requests by name. */
export interface Asked {
  readonly ids: readonly TokenId[];
  /** Names for what could not be read among the ids: they count as failed, so that they are never lost. */
  readonly unreadable: readonly string[];
  readonly leaks: readonly GivenLeak[];
  /** The position of the leaked token of an alert that was not read. Undefined: there is none. */
  readonly unreadAlert: number | undefined;
  /** The requested ids that are excluded: they have no outcome. */
  readonly leftOut: readonly TokenId[];
}

const untouched: Trace = { attempts: 0, requestedAt: undefined };

/** What is known of something that no list has shown, and that nothing was sent for. */
const nameless = { token: undefined, inUse: 'no', ...untouched } as const;

/** The result of a run that nothing was requested of. */
export const resultOfNothing: RunResult = {
  outcomes: [],
  planned: [],
  kept: [],
  createdBefore: undefined,
  leftOut: [],
  listing: undefined,
  digest: undefined,
  pace: undefined,
  stop: undefined,
};

/** The result of a run that ended before it had a plan: everything requested fails. */
export function stoppedBeforePlan(asked: Asked, stop: Stop): RunResult {
  const { ids, unreadable, leaks, unreadAlert } = asked;
  const { code, message, hint, cause: why } = stop;
  const firstLine = message.replace(/:?\n.*/s, '.').replace(/\.\.$/, '.');
  const failedAs = (code: ErrorCode): Fate => ({ status: 'failed', code, message: firstLine });
  const { inherited, ofUnreadable } = codeTable[code];
  const cause = failedAs(code);
  const rest = failedAs(inherited && !ofUnreadable ? code : 'not-attempted');
  const outcomeOfId = (id: TokenId, fate: Fate): Outcome => ({
    ...nameless,
    id,
    leaks: [],
    origins: ['id'],
    fate,
  });
  const outcomes = [
    ...ids.map((id) => outcomeOfId(id, rest)),
    ...unreadable.map((id) => outcomeOfId(id, cause)),
    ...leaks.map(({ position, token }) =>
      outcomeOfLeak({ position, liveness: 'unknown' }, token === undefined ? cause : rest),
    ),
    ...(unreadAlert === undefined
      ? []
      : [outcomeOfLeak({ position: unreadAlert, liveness: 'unknown' }, rest)]),
  ];
  return { ...resultOfNothing, outcomes, leftOut: asked.leftOut, stop: { code, message, hint, cause: why } };
}

/** The ids that caused it have messages of their own. */
const refusalHint = 'Each id shows its reason; `force: true` skips these checks.';

/** The result of a plan that guards refused: nothing was revoked. */
export function resultOfRefusal(draft: Draft, objections: readonly Objection[]): RunResult {
  const count = objections.length === 1 ? '1 id' : `${objections.length} ids`;
  const message = `The plan was refused because of ${count}. Nothing was revoked.`;
  const fates = new Map<TokenId, Fate>(
    objections.map(({ id, ...why }) => [id, { status: 'failed', code: 'refused', ...why }]),
  );
  return resultOfStop(draft, { code: 'refused', message, hint: refusalHint }, fates);
}

/** The result of a plan that was stopped before anything was revoked. `fates` are those of the ids that caused it. */
export function resultOfStop(
  draft: Draft,
  stop: Stop,
  fates: ReadonlyMap<TokenId, Fate> = new Map(),
): RunResult {
  const message = fates.size > 0 ? 'The plan was refused because of other ids.' : 'The plan was refused.';
  const hint = fates.size > 0 ? 'Run again without the refused ids.' : stop.hint;
  const left: Fate = { status: 'failed', code: 'not-attempted', message, hint };
  const all = new Map(plannedIds(draft.plan).map((id) => [id, fates.get(id) ?? left]));
  return resultOf(draft, { fates: all }, { planned: [], stop });
}

/** The result of a run that only planned. An id that the list does not show fails, also where force would try it. */
export function resultOfDryRun(draft: Draft): RunResult {
  const { plan, index } = draft;
  const message = 'The cluster does not list this id; with `force` it is tried all the same.';
  const tried: Fate = { status: 'failed', code: 'not-found', message };
  const fates = [...plan.first, ...plan.last].map(({ id, token }): [TokenId, Fate] => [
    id,
    index !== undefined && token === undefined ? tried : { status: 'planned' },
  ]);
  const planned = fates.map(([id]) => id);
  return resultOf(draft, { fates: new Map(fates) }, { planned, stop: undefined });
}

/** What a run learned of ids and of leaked strings, and what it sent. What is missing is as the list showed it. */
interface Settled {
  readonly fates: ReadonlyMap<TokenId, Fate>;
  readonly traces?: ReadonlyMap<TokenId, Trace>;
  /** What became of leaked strings, by position. */
  readonly strings?: ReadonlyMap<number, Liveness>;
  /** How many revocations ran concurrently. */
  readonly pace?: PaceFigures | undefined;
}

/** The result of a run that revoked: `settled` holds the ids whose fate is known, `stop` says why others were not tried. */
export function resultOfRun(draft: Draft, settled: Settled, stop: Stop | undefined): RunResult {
  const fates = new Map(settled.fates);
  const planned = plannedIds(draft.plan);
  const untried = planned.filter((id) => !fates.has(id));
  const code = stop?.code === 'cancelled' ? 'cancelled' : 'not-attempted';
  const message = `The run stopped early. ${stop?.message ?? ''}`.trimEnd();
  for (const id of untried) fates.set(id, { status: 'failed', code, message });
  const isByLimit = stop === limitStops.deadline;
  const isUntested = draft.unknown.some(({ code }) => code === stop?.code);
  const isStopped =
    untried.length > 0 ||
    isUntested ||
    stop?.code === 'cancelled' ||
    (!isByLimit && isOfAll(stop, planned, fates));
  const rest = { planned, stop: isStopped ? stop : undefined };
  return resultOf(draft, { ...settled, fates }, rest);
}

/** Says whether every id failed as the run was stopped: then the stop speaks for all of them. */
function isOfAll(
  stop: Stop | undefined,
  planned: readonly TokenId[],
  fates: ReadonlyMap<TokenId, Fate>,
): boolean {
  const hasFailed = (fate: Fate | undefined): boolean =>
    fate?.status === 'failed' && fate.code === stop?.code;
  return planned.length > 1 && planned.every((id) => hasFailed(fates.get(id)));
}

/** The result of a run that a fault of the action's own ended after its plan: `traces` are what is known to have been sent. */
export function resultOfFault(draft: Draft, cause: unknown, traces: ReadonlyMap<TokenId, Trace>): RunResult {
  const planned = plannedIds(draft.plan);
  const fate: Fate = { status: 'failed', code: 'unverified', message: 'The action itself failed.' };
  const stop: Stop = {
    code: 'internal',
    message: 'The action itself failed.',
    hint: codeTable.internal.hint,
    cause,
  };
  const fates = new Map(planned.map((id) => [id, fate]));
  return resultOf(draft, { fates, traces }, { planned, stop });
}

function resultOf(
  draft: Draft,
  { fates, traces, strings, pace }: Settled,
  rest: Pick<RunResult, 'planned' | 'stop'>,
): RunResult {
  const { plan, matched, unknown, selection, digest } = draft;
  const leaksOf = Map.groupBy(matched, ({ id }) => idKey(id));
  const all = new Map([...listedFates(draft), ...fates]);
  const outcomes = plan.entries.map(({ id, token, inUse }): Outcome => {
    const fate = all.get(id);
    if (fate === undefined)
      throw new ActionError({ code: 'internal', message: 'An id was left without an outcome.' });
    const { attempts, requestedAt } = traces?.get(id) ?? untouched;
    const leaks = (leaksOf.get(idKey(id)) ?? []).map((leak) => evidenceOf(leak, strings));
    const origins = originsOf(draft.requested.has(idKey(id)), leaks.length > 0);
    return { id, leaks, token, inUse, origins, fate, attempts, requestedAt };
  });
  const leaked = unknown.map(({ code, message, hint, ...leak }) =>
    outcomeOfLeak(leak, { status: 'failed', code, message, hint }),
  );
  return {
    outcomes: [...outcomes, ...leaked],
    kept: selection.kept,
    createdBefore: selection.createdBefore,
    leftOut: draft.leftOut,
    listing: undefined,
    digest,
    pace,
    ...rest,
  };
}

/** Selectors choose nothing that is requested otherwise. */
function originsOf(isRequested: boolean, isLeaked: boolean): readonly Origin[] {
  if (!isRequested && !isLeaked) return ['selector'];
  return [...(isRequested ? (['id'] as const) : []), ...(isLeaked ? (['leaked-token'] as const) : [])];
}

/** A leaked string, and what the cluster said of it before anything was revoked. */
type TestedLeak = Pick<MatchedLeak, 'position' | 'liveness'>;

/** A string that was refused before the revocation remains so: revoked tokens never come back. */
function evidenceOf({ position, liveness }: TestedLeak, strings: Settled['strings']): LeakEvidence {
  const after = liveness === 'rejected' ? 'rejected' : (strings?.get(position) ?? 'unknown');
  return { position, before: liveness, after };
}

function outcomeOfLeak(leak: TestedLeak, fate: Fate): Outcome {
  const leaks = [evidenceOf(leak, undefined)];
  return { ...nameless, id: undefined, leaks, origins: ['leaked-token'], fate };
}
