import type { RunContext } from './context.ts';
import { decideFate, type Evidence } from './fate.ts';
import type { Fate } from './outcome.ts';
import type { PlanEntry } from './plan.ts';
import { attemptRevocation } from './revoke.ts';
import type { TokenId } from './token.ts';
import type { Failure } from './token-client.ts';
import { needsProof, verifyRevoked } from './verify.ts';

/** What became of the candidates for the token in use. */
export interface LastRevocations {
  readonly fates: ReadonlyMap<TokenId, Fate>;
  /** The failure that made it useless to go on. */
  readonly stoppedBy: Failure | undefined;
}

/** The next list was refused: whoever sent it is locked out. */
const proven: Fate = { status: 'revoked', proof: 'rejected', revokedAt: undefined };

/** Why the candidates that are left are not attempted. */
const lockedOut = 'The run has revoked the token that it authenticates with: what is left needs another one.';

const notAsked: Evidence = { kind: 'not-asked' };

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
  const { limits } = context;
  const verify = context.verify || !context.client.isConclusive();
  // A candidate whose fate is open may be the one in use: a later refusal then proves nothing of any other.
  let open = false;
  for (const entry of entries) {
    await context.gate.pass(limits.starting);
    if (stoppedBy !== undefined || limits.starting.aborted) break;
    const attempted = await attemptRevocation(entry, context, limits.starting);
    if (attempted.answer.kind === 'failed' && attempted.answer.failure.affectsAll)
      stoppedBy = attempted.answer.failure;
    const isDue = needsProof(attempted);
    const verification = verify ? await verifyRevoked(new Map([[entry.id, attempted]]), context) : notAsked;
    if (verification.kind === 'locked-out') {
      stoppedBy ??= { ...verification.failure, message: lockedOut };
      const unproven = { kind: 'unavailable', why: verification.failure.message } as const;
      const isProven = isDue && !open;
      if (isProven) context.record.proven(entry.id, context.time.now());
      fates.set(entry.id, isProven ? proven : decideFate(entry, attempted, unproven));
    } else {
      const fate = decideFate(entry, attempted, verification);
      if (verification.kind === 'listed' && fate.status !== 'failed')
        context.record.proven(entry.id, verification.at);
      open ||= isDue && fate.status === 'failed';
      fates.set(entry.id, fate);
    }
  }
  return { fates, stoppedBy };
}
