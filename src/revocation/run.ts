import type { Failure } from '../failure.ts';
import type { RevocationRequest, RunContext, Surroundings } from './context.ts';
import { type Draft, draftPlan } from './draft.ts';
import { findBreach, findObjections } from './guards.ts';
import { type Limits, openLimits } from './limits.ts';
import { readList } from './list.ts';
import type { RunResult, Stop } from './outcome.ts';
import { proveLeaks } from './proof.ts';
import {
  failureStop,
  knownFates,
  limitStop,
  resultOfBreach,
  resultOfDryRun,
  resultOfRefusal,
  resultOfRun,
} from './result.ts';
import { createGate } from './retry.ts';
import { revokeEntries } from './revoke.ts';
import type { TokenIndex } from './token.ts';
import { revokeTokensInUse } from './token-in-use.ts';
import { settleFates } from './verify.ts';

/**
 * Lists, plans, guards, revokes and verifies.
 *
 * @throws {@link ActionError} for what stops the run before it has a plan. Whatever happens later is in the result.
 */
export async function revokeTokens(
  request: RevocationRequest,
  surroundings: Surroundings,
): Promise<RunResult> {
  const { time, notify } = surroundings;
  const limits = openLimits({ ...request, ...surroundings });
  const gate = createGate(time, (ms) => notify({ kind: 'holding', ms }));
  try {
    return await runPlan({ ...request, ...surroundings, limits, gate });
  } finally {
    limits.close();
  }
}

async function runPlan(context: RunContext): Promise<RunResult> {
  const { dryRun, limits, notify } = context;
  const index = await readList(context);
  const draft = await draftPlan(context, index);
  const refusal = refuse({ ...context, ...draft }, index);
  if (refusal !== undefined) return refusal;
  const { plan } = draft;
  notify({ kind: 'planned', plan, dryRun, listed: index !== undefined });
  if (dryRun) return resultOfDryRun(draft);
  const first = await revokeEntries(plan.first, context, index !== undefined);
  const firstFates = await settleFates(plan.first, first.attempts, context);
  const last = await revokeTokensInUse(plan.last, context, first.stoppedBy);
  const known = new Map([...knownFates(draft), ...firstFates, ...last.fates]);
  const proven = await proveLeaks(draft.matched, known, context);
  const fates = new Map([...known, ...proven]);
  const traces = new Map([...first.attempts, ...last.traces]);
  return resultOfRun(draft, { fates, traces, pace: first.pace }, findStop(last.stoppedBy, limits));
}

/** Force skips what stands for a person's "are you sure?", and never a limit that the user wrote down. */
function refuse(draft: RunContext & Draft, index: TokenIndex | undefined): RunResult | undefined {
  const { plan, unknown, force, dryRun, kind, time } = draft;
  const breach = findBreach(draft);
  if (breach !== undefined) return resultOfBreach(draft, breach, dryRun);
  if (force || index === undefined) return undefined;
  const objections = findObjections({ plan, index, now: time.now(), kind });
  if (objections.length === 0 && unknown.length === 0) return undefined;
  return resultOfRefusal(draft, objections, dryRun);
}

/** What stopped the run: a person's word comes before a failure, and a failure before the deadline that it led to. */
function findStop(failure: Failure | undefined, limits: Limits): Stop | undefined {
  const limit = limitStop(limits);
  return limit?.code === 'cancelled' || failure === undefined ? limit : failureStop(failure);
}
