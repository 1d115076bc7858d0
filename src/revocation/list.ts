import { ActionError } from '../errors.ts';
import { createFailure, type Failure } from '../failure.ts';
import { areApart, type Clocks, isActive, readClocks } from './clocks.ts';
import { type RunContext, retryPolicy } from './context.ts';
import { type Limits, withinDelay } from './limits.ts';
import { retry } from './retry.ts';
import { limitStop } from './stop.ts';
import { describeSeconds } from './time.ts';
import { indexTokens, type TokenIndex } from './token.ts';
import type { ListAnswer } from './token-client.ts';

/** What the first list showed. */
export interface Reading {
  /** Undefined: the list could not be read (with force). */
  readonly index: TokenIndex | undefined;
  /** The time at which it was read. */
  readonly clocks: Clocks;
}

type Listed = Extract<ListAnswer, { kind: 'listed' }>;

/**
 * Reads the list. With force it may be missing, where ids alone say what to revoke.
 *
 * @throws {@link ActionError} where the run cannot do without it.
 */
export async function readList(context: RunContext): Promise<Reading> {
  const answer = await (context.force && !needsList(context) ? tryToList : listWithRetries)(context);
  if (answer.kind === 'listed') return acceptList(answer, context);
  if (!canDoWithout(answer, context)) throw listError(answer, context.limits);
  holdAsAsked(answer, context);
  context.notify({ kind: 'list-failed', failure: answer });
  return { index: undefined, clocks: readClocks(context.time.now(), undefined) };
}

/** Which tokens are meant, or whether the plan is the expected one, is in the list alone. */
function needsList({ leaks, selectors, expectPlan }: RunContext): boolean {
  return leaks.length > 0 || selectors !== undefined || expectPlan !== undefined;
}

/** What cannot pass ends a run with force too: no revocation could work. */
function canDoWithout(failure: Failure, context: RunContext): boolean {
  const { force, ids, selectors, expectPlan, limits } = context;
  const isEnough = ids.length > 0 && selectors === undefined && expectPlan === undefined;
  return force && isEnough && !failure.affectsAll && !limits.starting.aborted;
}

async function listWithRetries(context: RunContext): Promise<ListAnswer> {
  const { client, limits } = context;
  const { answer } = await retry<ListAnswer>(
    async (attempt) => {
      const answer = await client.list({ signal: limits.starting, attempt });
      return isTooEmpty(answer, context) ? emptyList : answer;
    },
    retryPolicy(context, limits.starting),
  );
  return answer;
}

/** Nothing selected from it would pass for nothing to revoke, and what is requested for unknown. */
function isTooEmpty(answer: ListAnswer, { kind, credential }: RunContext): boolean {
  const isEmpty = answer.kind === 'listed' && answer.tokens.length === 0;
  return isEmpty && kind.areCredentials && credential !== undefined;
}

const emptyList = createFailure(
  'unexpected-answer',
  'The list is empty, although it should show at least the token in use.',
  {
    retryable: true,
    hint: 'Read the list by hand with the same token, for example with `influxctl management list`, and compare.',
  },
);

/** A client that has to be made ready first, such as one that is fetched, takes nothing from the time for the list. */
async function tryToList(context: RunContext): Promise<ListAnswer> {
  const { starting } = context.limits;
  const answer = await listOnce(context);
  if (answer.kind === 'listed' || answer.ready === undefined) return answer;
  await Promise.race([answer.ready, once(starting)]);
  return starting.aborted ? answer : listOnce(context);
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function listOnce(context: RunContext): Promise<ListAnswer> {
  const { client, limits } = context;
  const list = (signal: AbortSignal) => client.list({ signal, attempt: 1 });
  const { result, isLate } = await withinDelay(context, limits.starting, list);
  return isLate && result.kind === 'failed' && result.ready === undefined
    ? { ...result, message: `It did not come within ${describeSeconds(limits.delay)}.` }
    : result;
}

/** Longer than the run lasts is no time to wait for: an open token comes first. */
function holdAsAsked({ retryAfter }: Failure, { gate, limits, time }: RunContext): void {
  if (retryAfter !== undefined && time.now() + retryAfter <= limits.revokeBy)
    gate.holdUntil(time.now() + retryAfter);
}

function acceptList({ tokens, clockOffset }: Listed, context: RunContext): Reading {
  const { time, notify, kind, credential, isInUse } = context;
  const index = indexTokens(tokens);
  const clocks = readClocks(time.now(), clockOffset);
  const active = [...index.values()].filter((token) => isActive(token, clocks)).length;
  notify({ kind: 'listed', tokens: index.size, active });
  const { runner, server } = clocks;
  if (server !== undefined && areApart(clocks)) notify({ kind: 'clocks-differ', runner, server });
  const isListed = [...index.values()].some((token) => isInUse(token) !== 'no');
  if (kind.areCredentials && credential !== undefined && !isListed) notify({ kind: 'not-listed' });
  return { index, clocks };
}

function listError({ code, message, hint }: Failure, limits: Limits): ActionError {
  const stop = limitStop(limits);
  if (stop?.code === 'cancelled') return new ActionError(stop);
  const why = `The list of tokens could not be read. ${message}`;
  if (stop !== undefined) return new ActionError({ ...stop, message: `${stop.message} ${why}` });
  return new ActionError({ code, message: why, hint });
}
