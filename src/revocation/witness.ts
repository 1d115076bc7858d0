import { createFailure, type Failure } from '../failure.ts';
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

/**
 * What a test is for: to calibrate with the credentials of the run, before the plan or before the token in use alone, and with a string
 * that is made up; to match a leaked string; to prove that it is dead.
 */
export type TestPhase = 'calibration' | 'last' | 'invented' | 'match' | 'proof';

/** How often a test is repeated, at most, where known ids wait for it. */
const mostRetries = 2;
/** How long a test before the token in use may wait, in ms, and at most this part of the time left: that token has to go too. */
const longestLastWait = 30_000;
const lastShare = 0.25;
/** After this many tests that brought no answer no further one is sent: it would wait as long. */
const mostUnanswered = 32;

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

/** How long, in ms, and how often a test may be repeated. */
function limitTests(phase: TestPhase, context: RunContext) {
  const { force, ids, leaks, limits, retries, selectors, time } = context;
  switch (phase) {
    case 'proof':
      return { patience: Number.POSITIVE_INFINITY, retries: 0 };
    case 'last': {
      const share = (limits.revokeBy - time.now()) * lastShare;
      return { patience: Math.max(limits.delay, Math.min(longestLastWait, share)), retries };
    }
    case 'calibration':
    case 'invented':
    case 'match': {
      // What all strings need, or the only one, holds back nothing that could be revoked without it.
      const isNeeded = phase === 'calibration' || (phase === 'match' && leaks.length === 1);
      return isNeeded && ids.length === 0 && selectors === undefined && !force
        ? { patience: Number.POSITIVE_INFINITY, retries }
        : { patience: limits.delay, retries: Math.min(retries, mostRetries) };
    }
  }
}

/** Makes what asks a witness: before a revocation with retries, but none after silence, and once in a round of proof. */
export function prepareTests(witness: Witness, context: RunContext, phase: TestPhase): Ask {
  const { gate, limits, time } = context;
  const { patience, retries } = limitTests(phase, context);
  const [stop, signal, giveUpAt] =
    phase === 'proof'
      ? [limits.waiting, limits.verifying, limits.endBy]
      : [limits.starting, limits.starting, limits.revokeBy];
  const policy = { ...retryPolicy(context, stop), retries };
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
    const until = Math.min(giveUpAt, time.now() + patience);
    const { answer } = await retry(send, { ...policy, giveUpAt: until });
    if (answer === late || (answer.kind === 'failed' && answer.retryable)) unanswered += 1;
    return answer;
  };
}
