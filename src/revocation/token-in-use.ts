import { createFailure, type Failure } from '../failure.ts';
import type { Calibration } from './calibration.ts';
import { type RunContext, retryPolicy } from './context.ts';
import { activeFor, addList, type Evidence, forgetToken, isShownRevoked } from './evidence.ts';
import {
  askAnother,
  askWithAnother,
  decideFate,
  doubtLag,
  giveString,
  needsProof,
  unverified,
} from './fate.ts';
import { judgeAccepted, judgeRejected } from './leak-fate.ts';
import type { Fate, Trace } from './outcome.ts';
import type { PlanEntry } from './plan.ts';
import { type Attempted, retry } from './retry.ts';
import { attemptRevocation } from './revoke.ts';
import { longestProof, openRounds } from './rounds.ts';
import type { TokenId } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';
import { type Liveness, prepareTests, type Witness } from './witness.ts';

/** What is known before the token in use is revoked. */
interface LastPlan {
  /** The candidates for the token in use. */
  readonly entries: readonly PlanEntry[];
  /** Whether the whole list leaves open which token is in use: a refusal then proves nothing of any of them. */
  readonly isAmbiguous: boolean;
  /** Finds out, while the token still works, whether a refusal of it will be seen. */
  readonly calibrate: () => Promise<Calibration>;
  /** The failure that made it useless to continue. */
  readonly stoppedBy: Failure | undefined;
  /** What the cluster has shown so far. */
  readonly evidence: Evidence;
}

/** What became of the candidates for the token in use. */
interface LastRevocations extends Pick<LastPlan, 'stoppedBy' | 'evidence'> {
  readonly fates: ReadonlyMap<TokenId, Fate>;
  readonly traces: ReadonlyMap<TokenId, Trace>;
  /** Whether the token in use was seen to be dead, and whether it may be: it was refused at least once. */
  readonly isRefused: boolean;
  readonly mayBeRefused: boolean;
}

/** Two refusals this far apart, in ms, are no passing fault: nothing is left to test them against. */
const refusalsApart = 5_000;

/** Why the candidates that are left are not attempted. */
const lockedOut = 'The run revoked its own token; the remaining ids need another.';

/**
 * Revokes the token that the run authenticates with: last, alone, and, where its prefix fits several listed tokens,
 * one candidate after the other.
 */
export async function revokeTokensInUse(plan: LastPlan, context: RunContext): Promise<LastRevocations> {
  const ends: LastEnd[] = [];
  const { limits } = context;
  let { stoppedBy, evidence } = plan;
  const calibration =
    plan.entries.length > 0 && stoppedBy === undefined && !limits.starting.aborted
      ? await plan.calibrate()
      : undefined;
  for (const entry of plan.entries) {
    await context.gate.pass(limits.starting);
    if (calibration === undefined || stoppedBy !== undefined || limits.starting.aborted) break;
    const attempted = await attemptRevocation(entry, context, limits.starting);
    if (attempted.answer.kind === 'failed' && attempted.answer.affectsAll) stoppedBy = attempted.answer;
    // The next candidate waits for it.
    const isLast = entry === plan.entries.at(-1);
    const endBy = isLast ? limits.endBy : Math.min(limits.endBy, context.time.now() + longestProof);
    const bounded = { ...context, limits: { ...limits, endBy } };
    const watch = await watchDeath({ entry, attempted, calibration, evidence, isLast }, bounded);
    evidence = watch.evidence;
    ends.push({ entry, attempted, watch });
    if (isRefusing(watch)) stoppedBy ??= createFailure('unauthorized', lockedOut);
  }
  // A list that was read for a later candidate says something of the earlier ones too.
  const decide = ({ entry, attempted, watch }: LastEnd, index: number): Fate => {
    const watches = ends.slice(index).map((end) => end.watch);
    const isListed = watches.some((each) => each.isListed);
    const last = { entry, attempted, watch: { ...watch, evidence, isListed } };
    const accepted = watch.own === 'accepted' ? watch.at - watch.since : 0;
    const active = Math.max(accepted, activeFor(entry.id, [], evidence));
    return doubtLag(decideLastFate(last, plan.isAmbiguous), active);
  };
  return {
    fates: new Map(ends.map((end, index) => [end.entry.id, decide(end, index)])),
    traces: new Map(ends.map(({ entry, attempted }) => [entry.id, attempted])),
    stoppedBy,
    isRefused: ends.some(({ watch }) => watch.own === 'rejected'),
    mayBeRefused: ends.some(({ watch }) => isRefusing(watch)),
    evidence,
  };
}

/** What the cluster last said to the token in use. */
type OwnAnswer = Liveness | 'refused-once';

/** What was seen after the revocation of a candidate. */
interface Watch {
  readonly evidence: Evidence;
  /** `rejected`: it was refused twice, far enough apart. */
  readonly own: OwnAnswer;
  readonly isLockedOut: boolean;
  /** Whether a list was read since. */
  readonly isListed: boolean;
  /** Since when every test has had this answer, and when the last one ended, in ms since the epoch. */
  readonly since: number;
  readonly at: number;
}

/** What is known of a candidate at its end. */
interface LastEnd {
  readonly entry: PlanEntry;
  readonly attempted: Attempted<RevokeAnswer>;
  readonly watch: Watch;
}

/** A candidate after its revocation. */
interface Watched extends Omit<LastEnd, 'watch'> {
  readonly calibration: Calibration;
  readonly evidence: Evidence;
  /** Whether no other candidate waits for it. */
  readonly isLast: boolean;
}

/** Reads the list while it is given, and tests the token in use until it is rejected twice. */
async function watchDeath(
  { entry, attempted, calibration, evidence, isLast }: Watched,
  context: RunContext,
): Promise<Watch> {
  const { id } = entry;
  const { client, limits, notify, time } = context;
  let watch: Watch = {
    evidence: forgetToken(evidence, id),
    own: 'unknown',
    isLockedOut: false,
    isListed: false,
    since: time.now(),
    at: time.now(),
  };
  const { next, lastStart, noteAway } = openRounds(context);
  const policy = { ...retryPolicy(context, limits.waiting), giveUpAt: limits.endBy, lastStart };
  const nextIfDue = async () => (needsProof(attempted) ? next() : undefined);
  for (let round = await next(); round !== undefined; round = await nextIfDue()) {
    notify({ kind: 'verifying', ids: 1, strings: 0, round });
    const own = calibration.kind === 'calibrated' ? await testOwn(calibration.witness, context) : 'unknown';
    watch = addOwn(watch, own, time.now());
    if (own === 'rejected') break;
    if (own === 'refused-once' || watch.isLockedOut) continue;
    const { answer } = await retry((attempt) => client.list({ signal: limits.verifying, attempt }), policy);
    const after = addList(watch.evidence, answer, time.now());
    const isListed = answer.kind === 'listed';
    watch = {
      ...watch,
      evidence: after,
      isLockedOut: after.isRefused,
      isListed: watch.isListed || isListed,
    };
    // The list is the last word where there is no witness, and where another candidate is the token in use.
    const isOther = own === 'accepted' && !isLast;
    const isLastWord = isListed ? isShownRevoked(id, after) : !answer.retryable;
    if ((calibration.kind === 'none' || (isOther && isListed)) && isLastWord) break;
    noteAway(own === 'unknown' && !isListed && !watch.isLockedOut);
  }
  return watch;
}

/** Adds what a test of the token in use brought. */
function addOwn(watch: Watch, own: OwnAnswer, now: number): Watch {
  const isLockedOut = own !== 'accepted' && watch.isLockedOut;
  if (own === 'unknown') return { ...watch, isLockedOut };
  return { ...watch, isLockedOut, own, since: own === watch.own ? watch.since : now, at: now };
}

/** Tests the token in use. A refusal counts if it is repeated: nothing is left to test it against. */
async function testOwn(witness: Witness, context: RunContext): Promise<OwnAnswer> {
  const { credential, limits, time } = context;
  const ask = prepareTests(witness, context, 'proof');
  const first = await ask(credential);
  if (first.kind !== 'rejected') return first.kind === 'accepted' ? 'accepted' : 'unknown';
  await time.sleep(refusalsApart, limits.waiting);
  if (limits.waiting.aborted) return 'refused-once';
  const second = await ask(credential);
  return second.kind === 'failed' ? 'refused-once' : second.kind;
}

/** What the list and the refusals say together: where they contradict each other the worse counts. */
function decideLastFate({ entry, attempted, watch }: LastEnd, isAmbiguous: boolean): Fate {
  const { own, at } = watch;
  const evidence = watch.isListed ? watch.evidence : { ...watch.evidence, seen: undefined };
  const fate = decideFate(entry, attempted, evidence);
  if (!needsProof(attempted) || isAmbiguous) return withAdvice(fate, watch);
  switch (own) {
    case 'accepted':
      return judgeAccepted(fate, 'the token itself', giveString);
    case 'rejected':
      return judgeRejected(fate, at);
    default:
      return withAdvice(askAnother(fate), watch);
  }
}

function isRefusing({ own, isLockedOut }: Watch): boolean {
  return own === 'rejected' || own === 'refused-once' || isLockedOut;
}

/** A rejected token cannot be used to check again, no matter what an earlier list showed. */
function withAdvice(fate: Fate, watch: Watch): Fate {
  if (!isRefusing(watch) || fate.status !== 'failed') return fate;
  if (fate.code !== 'unverified' && fate.code !== 'still-active') return { ...fate, ...askWithAnother };
  const message =
    watch.own === 'rejected'
      ? 'The cluster now rejects the token in use, which does not prove that it is this one.'
      : 'The cluster rejected the token in use once, which does not prove that it is dead.';
  return unverified(message, askWithAnother);
}
