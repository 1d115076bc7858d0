import type { RunContext } from './context.ts';
import { decideFate } from './fate.ts';
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
  const { limits, verify } = context;
  for (const entry of entries) {
    if (stoppedBy !== undefined || limits.starting.aborted) break;
    const attempted = await attemptRevocation(entry, context, limits.starting);
    if (attempted.answer.kind === 'failed' && attempted.answer.failure.affectsAll)
      stoppedBy = attempted.answer.failure;
    if (!verify) {
      fates.set(entry.id, decideFate(entry, attempted, { kind: 'not-asked' }));
      continue;
    }
    const evidence = await verifyRevoked(needsProof(attempted) ? [entry.id] : [], context);
    if (evidence.kind !== 'locked-out') {
      fates.set(entry.id, decideFate(entry, attempted, evidence));
      continue;
    }
    const proven: Fate = { status: 'revoked', verified: true, revokedAt: undefined };
    const open = decideFate(entry, attempted, { kind: 'unavailable', why: evidence.failure.message });
    fates.set(entry.id, needsProof(attempted) ? proven : open);
    stoppedBy ??= evidence.failure;
  }
  return { fates, stoppedBy };
}
