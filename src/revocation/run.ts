import { type Calibrate, prepareCalibration } from './calibration.ts';
import { stateOf } from './clocks.ts';
import { openContext, type RevocationRequest, type RunContext, type Surroundings } from './context.ts';
import { type Draft, draftPlan } from './draft.ts';
import { activeFor, type Evidence } from './evidence.ts';
import { askAnother, decideFate, doubtHaste, doubtLag } from './fate.ts';
import { findBreach, findClockStop, findObjections } from './guards.ts';
import { findInUse } from './in-use.ts';
import { judgeStrings } from './leak-fate.ts';
import { type Reading, readList } from './list.ts';
import { decideListedFate } from './listed-fate.ts';
import type { Fate, ListedToken, RunResult, Trace } from './outcome.ts';
import { gatherEvidence } from './proof.ts';
import {
  resultOfDryRun,
  resultOfFault,
  resultOfNothing,
  resultOfRefusal,
  resultOfRun,
  resultOfStop,
} from './result.ts';
import { type Attempts, type Revocations, revokeEntries } from './revoke.ts';
import { findStop } from './stop.ts';
import { idKey, type TokenId } from './token.ts';
import { revokeTokensInUse } from './token-in-use.ts';

/**
 * Lists, plans, guards, revokes and verifies.
 *
 * @throws `ActionError` for what stops the run before it has a plan. What happens later is in the result.
 */
export async function revokeTokens(
  request: RevocationRequest,
  surroundings: Surroundings,
): Promise<RunResult> {
  const context = openContext(request, surroundings);
  const { limits } = context;
  const unneeded = new AbortController();
  const starting = AbortSignal.any([limits.starting, unneeded.signal]);
  const calibrate = prepareCalibration({ ...context, limits: { ...limits, starting } });
  try {
    return await planAndRun(context, calibrate, unneeded);
  } finally {
    unneeded.abort();
    limits.close();
  }
}

/** `unneeded` ends a calibration that nothing waits for. */
async function planAndRun(
  context: RunContext,
  calibrate: Calibrate,
  unneeded: AbortController,
): Promise<RunResult> {
  const { dryRun, leaks, notify } = context;
  // Beside the list, where it will be needed: an open token does not wait for one after the other.
  // What needs it awaits it, and its fault.
  if (leaks.length > 0) calibrate().catch(() => {});
  const reading = await readList(context);
  // No string can be looked up, and nothing is known to be the token in use.
  if (reading.index === undefined) unneeded.abort();
  if (context.listing) return { ...resultOfNothing, listing: showTokens(reading, context) };
  const draft = await draftPlan(reading, calibrate, context);
  const { plan, selection, leftOut, index, clocks } = draft;
  const refusal = refuse(draft, context);
  notify({ kind: 'planned', plan, selection, leftOut, index, clocks });
  if (refusal !== undefined) return refusal;
  if (dryRun) return resultOfDryRun(draft);
  const first = await revokeEntries(plan.first, context, index !== undefined);
  try {
    if (first.fault !== undefined) throw first.fault;
    return await finishPlan(draft, first, { ...context, calibrate });
  } catch (error) {
    return resultOfFault(draft, error, first.attempts);
  }
}

/** Force skips the checks that ask for a confirmation, and never a limit that the user set. */
function refuse(draft: Draft, context: RunContext): RunResult | undefined {
  const { plan, index, clocks } = draft;
  const { force, kind, selectors, isInUse } = context;
  const breach =
    findBreach({ ...context, ...draft }) ?? (force ? undefined : findClockStop(selectors, clocks));
  if (breach !== undefined) return resultOfStop(draft, breach);
  if (force || index === undefined) return undefined;
  const objections = findObjections({ plan, index, clocks, kind, isInUse });
  return objections.length === 0 ? undefined : resultOfRefusal(draft, objections);
}

/** Proves what was revoked, and revokes the token in use. */
async function finishPlan(
  draft: Draft,
  first: Revocations,
  context: RunContext & { readonly calibrate: Calibrate },
): Promise<RunResult> {
  const { plan, index, matched } = draft;
  const { limits, credential, leaks, isInUse, calibrate } = context;
  const own = leaks.filter(({ token }) => token === credential).map(({ position }) => position);
  const strings = matched.filter(
    ({ id, liveness }) => liveness === 'accepted' && isDue(id, first.attempts, draft),
  );
  const isOver = first.stoppedBy !== undefined || limits.starting.aborted;
  const isLastDue = plan.last.length > 0 && !isOver;
  const isHurried = isLastDue && own.length > 0;
  const isShort = isLastDue || first.stoppedBy !== undefined;
  const calibration = strings.length > 0 ? await calibrate() : undefined;
  const proof = await gatherEvidence(
    {
      attempts: first.attempts,
      before: index,
      revoked: plan.revoked,
      strings,
      witness: calibration?.kind === 'calibrated' ? calibration.witness : undefined,
      patience: isHurried ? 'single' : isShort ? 'short' : 'long',
    },
    context,
  );
  const { likely, unknown } = findInUse(index ?? new Map(), isInUse);
  const isAmbiguous = likely.length !== 1 || unknown.length > 0;
  const last = await revokeTokensInUse(
    {
      entries: plan.last,
      isAmbiguous,
      calibrate: () => calibrate(isHurried || isAmbiguous ? 'calibration' : 'last'),
      stoppedBy: first.stoppedBy,
      evidence: proof,
    },
    context,
  );
  const { evidence } = last;
  const isAskerDead = last.mayBeRefused || evidence.isRefused;
  const hesitate = (given: Fate, active: number): Fate => {
    const fate = isHurried ? doubtHaste(given) : doubtLag(given, active);
    return isAskerDead ? askAnother(fate) : fate;
  };
  const settledFates = settleFates(draft, first.attempts, evidence, hesitate);
  const fates = new Map([...settledFates, ...last.fates]);
  const traces = new Map<TokenId, Trace>([...first.attempts, ...last.traces]);
  const refused = last.isRefused ? own.map((position) => [position, 'rejected'] as const) : [];
  const said = [...evidence.strings].map(([position, { liveness }]) => [position, liveness] as const);
  const tested = new Map([...said, ...refused]);
  const settled = { fates, traces, strings: tested, pace: first.pace };
  return resultOfRun(draft, settled, findStop(last.stoppedBy, limits));
}

/** Says whether a leaked string is to be tested after the revocations: its token may be dead by then. */
function isDue(id: TokenId, attempts: Attempts, { plan }: Draft): boolean {
  return attempts.has(id) || plan.revoked.some((entry) => idKey(entry.id) === idKey(id));
}

/** Decides the fates of what was attempted, and of what the first list showed as revoked. */
function settleFates(
  { plan, matched, contradictions, clocks }: Draft,
  attempts: Attempts,
  evidence: Evidence,
  hesitate: (fate: Fate, active: number) => Fate,
): Map<TokenId, Fate> {
  const leaksOf = Map.groupBy(matched, ({ id }) => idKey(id));
  const fates = new Map<TokenId, Fate>();
  const judge = (id: TokenId, byList: Fate): Fate =>
    judgeStrings(byList, leaksOf.get(idKey(id)) ?? [], evidence);
  for (const entry of plan.first) {
    const attempted = attempts.get(entry.id);
    if (attempted === undefined) continue;
    const positions = (leaksOf.get(idKey(entry.id)) ?? []).map(({ position }) => position);
    const fate = judge(entry.id, decideFate(entry, attempted, evidence));
    fates.set(entry.id, hesitate(fate, activeFor(entry.id, positions, evidence)));
  }
  for (const entry of plan.revoked) {
    const fate = judge(entry.id, decideListedFate(entry, clocks.runner, evidence));
    const isOpen = fate.status === 'already-revoked' && !fate.proof.includes('rejected');
    fates.set(entry.id, (isOpen ? contradictions.get(entry.id) : undefined) ?? fate);
  }
  return fates;
}

/** Lists the tokens of the cluster, for a person who looks for an id. */
function showTokens({ index, clocks }: Reading, { isInUse }: RunContext): ListedToken[] {
  const tokens = [...(index?.values() ?? [])];
  return tokens.map((token) => ({ token, state: stateOf(token, clocks), inUse: isInUse(token) }));
}
