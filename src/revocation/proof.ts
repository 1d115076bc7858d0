import { type RunContext, retryPolicy } from './context.ts';
import {
  addList,
  addTests,
  type Evidence,
  findSeen,
  isShownRevoked,
  noEvidence,
  type StringTest,
} from './evidence.ts';
import { needsProof } from './fate.ts';
import { findGone } from './gone.ts';
import { inParallel } from './in-parallel.ts';
import type { MatchedLeak } from './leak.ts';
import { withinDelay } from './limits.ts';
import type { PlanEntry } from './plan.ts';
import { type Attempted, retry } from './retry.ts';
import type { Attempts } from './revoke.ts';
import { longestOutage, longestProof, openRounds } from './rounds.ts';
import { describeSeconds } from './time.ts';
import { idKey, type TokenId, type TokenIndex } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';
import { prepareTests, testString, type Witness } from './witness.ts';

/** What is to be proven. */
interface Due {
  readonly attempts: Attempts;
  /** What the first list showed. Undefined: it could not be read. */
  readonly before: TokenIndex | undefined;
  /** Entries that the first list showed as revoked: a later list may contradict it. */
  readonly revoked: readonly PlanEntry[];
  /** Leaked strings that the cluster accepted before. */
  readonly strings: readonly MatchedLeak[];
  /** Undefined: there is none, and strings cannot be tested. */
  readonly witness: Witness | undefined;
  /**
   * `short`: the token in use is still to be revoked, or the run has given up on the cluster. `single`: one round without
   * retries, since the token in use has leaked and has to go.
   */
  readonly patience: 'long' | 'short' | 'single';
}

/** The state of the rounds so far. */
interface Progress {
  readonly evidence: Evidence;
  /** Whether another list can change anything. */
  readonly canList: boolean;
  /** Whether no list came, and the cause may pass. */
  readonly isAway: boolean;
}

/**
 * Reads the list and tests the strings, until everything that may have been revoked is shown so, or the cluster had
 * its time to catch up. What an earlier list showed remains the evidence where a later one fails.
 */
export async function gatherEvidence(due: Due, context: RunContext): Promise<Evidence> {
  const { gate, limits, time } = context;
  // It holds back the token in use too.
  if (due.patience !== 'long') await gate.pass(limits.starting);
  const within = (most: number): number => Math.min(limits.endBy, time.now() + most);
  switch (due.patience) {
    case 'long':
      return gatherInRounds(due, context);
    case 'short':
      return gatherInRounds(due, { ...context, limits: { ...limits, endBy: within(longestProof) } });
    case 'single':
      return gatherInHaste(due, { ...context, limits: { ...limits, endBy: within(limits.delay) } });
  }
}

/** The token in use works until then. */
async function gatherInHaste(due: Due, context: RunContext): Promise<Evidence> {
  const { limits } = context;
  const { result, isLate } = await withinDelay(context, limits.verifying, (verifying) => {
    const waiting = AbortSignal.any([verifying, limits.waiting]);
    return gatherInRounds(due, { ...context, limits: { ...limits, waiting, verifying } });
  });
  return isLate
    ? { ...result, why: `There was no time for more than ${describeSeconds(limits.delay)}.` }
    : result;
}

async function gatherInRounds(due: Due, context: RunContext): Promise<Evidence> {
  const { notify, time } = context;
  let evidence = noEvidence(time.now());
  let canList = due.attempts.size > 0;
  const rounds = openRounds(context);
  const ids = [...due.attempts.values()].filter(needsProof).length;
  for (;;) {
    const strings = due.strings.filter((leak) => isInQuestion(leak, due, evidence));
    const isListDue = canList && !isListSettled(due, evidence);
    const isStringDue = due.witness !== undefined && strings.length > 0;
    if (!isListDue && !isStringDue) break;
    const round = await rounds.next();
    if (round === undefined) break;
    notify({
      kind: 'verifying',
      ids: isListDue ? ids : undefined,
      strings: isStringDue ? strings.length : 0,
      round,
    });
    const [progress, tests]: [Progress, readonly StringTest[]] = await Promise.all([
      isListDue ? listAgain(due, evidence, rounds.lastStart, context) : { evidence, canList, isAway: false },
      isStringDue ? testAgain(strings, due, context) : [],
    ]);
    rounds.noteAway(progress.isAway && progress.canList);
    canList = progress.canList;
    evidence = addTests(progress.evidence, tests);
    if (due.patience === 'single') break;
  }
  return evidence;
}

/** Says whether a string is worth a test: its token may be dead, and no rejection has shown it yet. */
function isInQuestion(
  { id, position }: MatchedLeak,
  { attempts, patience }: Due,
  evidence: Evidence,
): boolean {
  if (evidence.strings.get(position)?.liveness === 'rejected') return false;
  const attempted = attempts.get(id);
  // In a single round the list comes too late to say so.
  const isSingle = patience === 'single';
  return attempted === undefined || isSingle || needsProof(attempted) || isShownRevoked(id, evidence);
}

/** Reads one more list. One that cannot be read ends the listing where none could be read before, or the server asks for too long a wait. */
async function listAgain(
  due: Due,
  evidence: Evidence,
  lastStart: () => number,
  context: RunContext,
): Promise<Progress> {
  const { client, limits, retries, time } = context;
  const policy = {
    ...retryPolicy(context, limits.waiting),
    giveUpAt: limits.endBy,
    lastStart,
    retries: due.patience === 'single' ? 0 : retries,
  };
  const { answer } = await retry((attempt) => client.list({ signal: limits.verifying, attempt }), policy);
  const after = addList(evidence, answer, time.now());
  if (answer.kind === 'listed')
    return { evidence: await findGone(due, after, policy, context), canList: true, isAway: false };
  const { retryable, retryAfter = 0 } = answer;
  // In a short time the cluster is asked all the same, unless it asks for one that says that it will not answer.
  const isTooLong = retryAfter > (due.patience === 'long' ? limits.endBy - time.now() : longestOutage);
  return {
    evidence: after.isRefused ? explainRefusal(after, due, context) : after,
    canList: (due.before ?? evidence.seen) !== undefined && !isTooLong,
    isAway: retryable,
  };
}

/** Says whether it can be this run that revoked the token in use. Credentials that no list shows are no token that is revoked. */
function explainRefusal(
  evidence: Evidence,
  { attempts, before }: Due,
  { credential, isInUse }: RunContext,
): Evidence {
  if (credential === undefined) return { ...evidence, isRefused: false };
  const mayBeInUse = (id: TokenId): boolean => {
    const token = before?.get(idKey(id));
    return token === undefined || isInUse(token) !== 'no';
  };
  const cause = [...attempts.keys()].some(mayBeInUse)
    ? 'One of the ids may be the token in use.'
    : 'The token in use is none of the ids: it may have been revoked elsewhere, or have expired.';
  return { ...evidence, why: `${evidence.why} ${cause}` };
}

/** Tests the strings once each. */
async function testAgain(
  strings: readonly MatchedLeak[],
  { witness }: Due,
  context: RunContext,
): Promise<StringTest[]> {
  if (witness === undefined) return [];
  const ask = prepareTests(witness, context, 'proof');
  return inParallel(strings, async ({ position, token }) => {
    const { liveness } = await testString(token, ask);
    return { position, liveness, at: context.time.now() };
  });
}

/** Says whether another list would change nothing: accepted revocations need time to appear if revoked tokens remain listed. */
function isListSettled({ attempts, before, revoked }: Due, evidence: Evidence): boolean {
  const { gone } = evidence;
  if (evidence.seen === undefined) return false;
  const isSettled = ([id, attempted]: readonly [TokenId, Attempted<RevokeAnswer>]): boolean =>
    !needsProof(attempted) ||
    isShownRevoked(id, evidence) ||
    gone.has(idKey(id)) ||
    (findSeen(evidence, id) === undefined && !before?.has(idKey(id)) && attempted.answer.kind === 'failed');
  const isContradicted = ({ id }: PlanEntry): boolean =>
    findSeen(evidence, id) !== undefined && !isShownRevoked(id, evidence);
  return [...attempts].every(isSettled) && !revoked.some(isContradicted);
}
