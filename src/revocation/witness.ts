import { createFailure, type Failure } from '../failure.ts';
import { inventTokenString } from '../token-string.ts';
import { type RunContext, retryPolicy } from './context.ts';
import { withinDelay } from './limits.ts';
import { retry } from './retry.ts';
import { describeSeconds } from './time.ts';
import type { RequestOptions } from './token-client.ts';

/** What the cluster says to a request with a token string. `rejected`: it refuses the string, in the form of its API. */
export type TestAnswer = { readonly kind: 'accepted' } | { readonly kind: 'rejected' } | Failure;

/**
 * Shows whether the cluster accepts a token string, by a request that changes nothing. Without a string it uses the
 * credentials of the run. Never throws for what a cluster or a network can do.
 */
export type Witness = (token: string | undefined, options: RequestOptions) => Promise<TestAnswer>;

/** What is known of a token string. */
export type Liveness = 'accepted' | 'rejected' | 'unknown';

/** What came of testing a string. */
export type Tested =
  | { readonly liveness: 'accepted' | 'rejected' }
  /** `why` is a sentence on this test; undefined: nothing can be tested here, as the log says. */
  | { readonly liveness: 'unknown'; readonly why: string | undefined };

/** What a test is for: to calibrate before the plan, or before the token in use alone; to match a leaked string; to prove that it is dead. */
type TestPhase = 'calibration' | 'last' | 'match' | 'proof';

/**
 * An answer means something only where the credentials of the run are accepted and a string that is made up is not: a gateway or a
 * cache may answer everyone alike. This says whether it is so.
 */
export type Calibration =
  | {
      readonly kind: 'calibrated';
      readonly witness: Witness;
      /** Why an acceptance says nothing all the same. Undefined: it does. */
      readonly doubt: string | undefined;
    }
  | {
      readonly kind: 'none';
      readonly why: string;
      /** Whether the cause may pass. */
      readonly mayPass: boolean;
    };

/** Calibrates where that has not been done, or has failed for a cause that may pass. */
export type Calibrate = (phase?: CalibrationPhase) => Promise<Calibration>;

type CalibrationPhase = Extract<TestPhase, 'calibration' | 'last'>;

/** How often a test is repeated, at most: known ids wait for it. */
const mostRetries = 2;
/** How long a test before the token in use may wait, in ms, and at most this part of the time left: that token has to go too. */
const longestLastWait = 30_000;
const lastShare = 0.25;
/** After this many tests that brought no answer no further one is sent: it would wait as long. */
const mostUnanswered = 32;

/** Finds the first witness that tells the credentials of the run from a string that is made up, best without a doubt. */
async function calibrateWitness(context: RunContext, phase: CalibrationPhase): Promise<Calibration> {
  const tried: Calibration[] = [];
  for (const witness of context.witnesses) {
    const calibration = await calibrateWith(witness, context, phase);
    if (calibration.kind === 'calibrated' && calibration.doubt === undefined) return calibration;
    tried.push(calibration);
  }
  const best = tried.find(({ kind }) => kind === 'calibrated') ?? tried[0] ?? noRoute;
  return best.kind === 'none' ? { ...best, mayPass: tried.some(mayPass) } : best;
}

function mayPass(calibration: Calibration): boolean {
  return calibration.kind === 'none' && calibration.mayPass;
}

const cannot = (why: string, mayPass = false) => ({ kind: 'none', why, mayPass }) as const;
const noRoute = cannot('There is no route for it here.');

function isPassing({ retryable, code }: Failure): boolean {
  return retryable || code === 'timeout';
}

/** The made-up string comes second: a cache can give everyone the answer that the run itself has got. */
async function calibrateWith(
  witness: Witness,
  context: RunContext,
  phase: CalibrationPhase,
): Promise<Calibration> {
  const own = await prepareTests(witness, context, phase)(undefined);
  if (own.kind === 'rejected') return cannot('It rejects the credentials of this run.', true);
  if (own.kind === 'failed') return cannot(own.message, isPassing(own));
  const askInvented = prepareTests(witness, context, 'calibration');
  const invented = await askInvented(inventTokenString(context.time.random));
  if (invented.kind === 'accepted') return cannot('It accepts a string that is made up.');
  const doubt =
    invented.kind === 'failed' && isPassing(invented)
      ? `It is not known whether the cluster would accept a made-up string too. ${invented.message}`
      : undefined;
  return { kind: 'calibrated', witness, doubt };
}

/** Makes what calibrates when it is first needed, and again where that has failed for a cause that may pass. */
export function prepareCalibration(context: RunContext): Calibrate {
  const { limits, notify } = context;
  let calibration: Promise<Calibration> | undefined;
  const calibrate = async (phase: CalibrationPhase): Promise<Calibration> => {
    const found = await calibrateWitness(context, phase);
    if (mayPass(found)) calibration = undefined;
    if (found.kind === 'none' && !limits.starting.aborted) notify({ ...found, kind: 'no-witness' });
    return found;
  };
  return async (phase = 'calibration') => {
    // One that is under way has less patience.
    if (phase === 'last') await calibration;
    calibration ??= calibrate(phase);
    return calibration;
  };
}

/** Sends one request with a token string, or with the credentials of the run. */
export type Ask = (token: string | undefined) => Promise<TestAnswer>;

/**
 * Tests a leaked string. A refusal counts if the credentials of the run are accepted directly afterwards: a cluster can
 * refuse everything for a moment.
 */
export async function testString(token: string, ask: Ask): Promise<Tested> {
  const answer = await ask(token);
  if (answer.kind === 'accepted') return { liveness: 'accepted' };
  if (answer.kind === 'failed') return { liveness: 'unknown', why: answer.message };
  const control = await ask(undefined);
  if (control.kind === 'accepted') return { liveness: 'rejected' };
  const why = control.kind === 'failed' ? ` ${control.message}` : '';
  return { liveness: 'unknown', why: `Afterwards the cluster did not accept the token in use either.${why}` };
}

/** Makes what asks a witness: before a revocation with retries, but none after silence, and once in a round of proof. */
export function prepareTests(witness: Witness, context: RunContext, phase: TestPhase): Ask {
  const { force, gate, ids, leaks, limits, selectors, time } = context;
  const isBefore = phase !== 'proof';
  // A wait that all strings need, or the only one, holds back nothing that could be revoked without it.
  const isNeeded = ids.length === 0 && selectors === undefined && !force;
  const mayWait =
    phase === 'proof' || (isNeeded && (phase === 'calibration' || (phase === 'match' && leaks.length === 1)));
  const isLast = phase === 'last';
  const forLast = Math.min(longestLastWait, (limits.revokeBy - time.now()) * lastShare);
  const patience = mayWait ? Number.POSITIVE_INFINITY : Math.max(limits.delay, isLast ? forLast : 0);
  const [stop, signal] = isBefore ? [limits.starting, limits.starting] : [limits.waiting, limits.verifying];
  const usual = retryPolicy(context, stop);
  const retries = isLast ? usual.retries : Math.min(usual.retries, mostRetries);
  const policy = isBefore ? { ...usual, retries } : { ...usual, giveUpAt: limits.endBy, retries: 0 };
  const late = createFailure('timeout', `No answer came within ${describeSeconds(limits.delay)}.`);
  const unasked = createFailure('timeout', `${mostUnanswered} tests before it brought no answer.`);
  let unanswered = 0;
  return async (token) => {
    await gate.pass(stop);
    if (unanswered >= mostUnanswered) return unasked;
    const send = async (attempt: number): Promise<TestAnswer> => {
      const { result, isLate } = await withinDelay(context, signal, (each) =>
        witness(token, { signal: each, attempt }),
      );
      return isLate ? late : result;
    };
    const giveUpAt = Math.min(policy.giveUpAt, time.now() + patience);
    const { answer } = await retry(send, { ...policy, giveUpAt });
    if (answer === late || (answer.kind === 'failed' && answer.retryable)) unanswered += 1;
    return answer;
  };
}
