import type { Failure } from '../failure.ts';
import type { RunContext } from './context.ts';
import { decideFate } from './fate.ts';
import type { Fate, Trace } from './outcome.ts';
import type { PlanEntry } from './plan.ts';
import type { Settled } from './result.ts';
import { attemptRevocation } from './revoke.ts';
import type { TokenId } from './token.ts';
import { needsProof, verifyRevoked } from './verify.ts';

/** What became of the candidates for the token in use. */
export interface LastRevocations extends Settled {
  /** The failure that made it useless to continue. */
  readonly stoppedBy: Failure | undefined;
}

/** Why the candidates that are left are not attempted. */
const lockedOut = 'The run revoked its own token; the remaining ids need another.';

/**
 * Revokes the token that the run authenticates with: last, alone, and, where its prefix fits several listed tokens,
 * one candidate after the other. The list that is refused afterwards is the proof of its death.
 */
export async function revokeTokensInUse(
  entries: readonly PlanEntry[],
  context: RunContext,
  stoppedBy: Failure | undefined,
): Promise<LastRevocations> {
  const fates = new Map<TokenId, Fate>();
  const traces = new Map<TokenId, Trace>();
  const { limits, time } = context;
  // A candidate whose fate is open may be the one in use: a later refusal then proves nothing of any other.
  let open = false;
  for (const entry of entries) {
    await context.gate.pass(limits.starting);
    if (stoppedBy !== undefined || limits.starting.aborted) break;
    const attempted = await attemptRevocation(entry, context, limits.starting);
    traces.set(entry.id, attempted);
    if (attempted.answer.kind === 'failed' && attempted.answer.affectsAll) stoppedBy = attempted.answer;
    const isDue = needsProof(attempted);
    const verification = await verifyRevoked(new Map([[entry.id, attempted]]), context);
    if (verification.kind === 'locked-out') {
      stoppedBy ??= { ...verification.failure, message: lockedOut };
      const unproven = { kind: 'unavailable', why: verification.failure.message } as const;
      const proven: Fate = {
        status: 'revoked',
        proof: ['rejected'],
        revokedAt: undefined,
        provenAt: time.now(),
      };
      fates.set(entry.id, isDue && !open ? proven : decideFate(entry, attempted, unproven));
    } else {
      const fate = decideFate(entry, attempted, verification);
      open ||= isDue && fate.status === 'failed';
      fates.set(entry.id, fate);
    }
  }
  return { fates, traces, stoppedBy };
}
