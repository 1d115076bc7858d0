import { ActionError } from '../errors.ts';
import { type RevocationRequest, type RunContext, retryPolicy, type Surroundings } from './context.ts';
import { findObjections } from './guards.ts';
import { type Limits, openLimits } from './limits.ts';
import type { RunResult, Stop } from './outcome.ts';
import { buildPlan } from './plan.ts';
import { failureStop, limitStop, resultOfDryRun, resultOfRefusal, resultOfRun } from './result.ts';
import { createGate, retry } from './retry.ts';
import { revokeEntries } from './revoke.ts';
import { indexTokens, isActive, type Token, type TokenIndex } from './token.ts';
import type { Failure, ListAnswer } from './token-client.ts';
import { revokeTokensInUse } from './token-in-use.ts';
import { settleFates } from './verify.ts';

/** With force the list is worth a wait of at most this long, in ms: an open token does not wait for a slow list. */
const longestForcedList = 10_000;
/** And of at most this part of the deadline. */
const longestForcedShare = 0.25;

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
  const { ids, force, dryRun, isInUse, limits, time, notify } = context;
  const index = force ? await listIfPossible(context) : await listOrThrow(context);
  const plan = buildPlan({ ids, index, isInUse });
  const objections = force || index === undefined ? [] : findObjections({ plan, index, now: time.now() });
  if (objections.length > 0) return resultOfRefusal(plan, objections, dryRun);
  notify({ kind: 'planned', plan, dryRun, listed: index !== undefined });
  if (dryRun) return resultOfDryRun(plan);
  const first = await revokeEntries(plan.first, context, index !== undefined);
  const firstFates = await settleFates(plan.first, first.attempts, context);
  const last = await revokeTokensInUse(plan.last, context, first.stoppedBy);
  const stop = findStop(last.stoppedBy, limits);
  return resultOfRun(plan, new Map([...firstFates, ...last.fates]), stop);
}

/** What stopped the run: a person's word comes before a failure, and a failure before the deadline that it led to. */
function findStop(failure: Failure | undefined, limits: Limits): Stop | undefined {
  const limit = limitStop(limits);
  return limit?.code === 'cancelled' || failure === undefined ? limit : failureStop(failure);
}

/** Lists the tokens; without them a guarded run must not go on. */
async function listOrThrow(context: RunContext): Promise<TokenIndex> {
  const { client, limits } = context;
  const { answer } = await retry(
    (attempt) => client.list({ signal: limits.starting, attempt }),
    retryPolicy(context, limits.starting),
  );
  if (answer.kind === 'listed') return acceptList(answer.tokens, context);
  throw listError(answer, limits);
}

/** Tries to list the tokens. What cannot pass ends a run with force too: no revocation could work. */
async function listIfPossible(context: RunContext): Promise<TokenIndex | undefined> {
  const { client, deadline, gate, limits, notify, time } = context;
  const waited = new AbortController();
  const answered = new AbortController();
  const longest = Math.min(longestForcedList, deadline * longestForcedShare);
  void time.sleep(longest, answered.signal).then(() => waited.abort());
  const answer = await client.list({ signal: AbortSignal.any([limits.starting, waited.signal]), attempt: 1 });
  answered.abort();
  if (answer.kind === 'listed') return acceptList(answer.tokens, context);
  if (answer.kind === 'not-served' || answer.failure.affectsAll || limits.starting.aborted)
    throw listError(answer, limits);
  const { retryAfter } = answer.failure;
  // Longer than the run lasts is no time to wait for: an open token comes first.
  if (retryAfter !== undefined && time.now() + retryAfter <= limits.revokeBy)
    gate.holdUntil(time.now() + retryAfter);
  notify({ kind: 'list-failed', failure: answer.failure });
  return undefined;
}

function acceptList(tokens: readonly Token[], { time, notify }: RunContext): TokenIndex {
  const index = indexTokens(tokens);
  const now = time.now();
  let active = 0;
  for (const token of index.values()) if (isActive(token, now)) active += 1;
  notify({ kind: 'listed', tokens: index.size, active });
  return index;
}

function listError(answer: Exclude<ListAnswer, { kind: 'listed' }>, limits: Limits): ActionError {
  const stop = limitStop(limits);
  if (stop !== undefined) return new ActionError(stop);
  if (answer.kind === 'not-served') return new ActionError({ code: 'not-served', message: answer.message });
  const { code, message } = answer.failure;
  return new ActionError({ code, message: `The list of tokens could not be read. ${message}` });
}
