import type { Failure } from '../failure.ts';
import { type RunContext, retryPolicy } from './context.ts';
import { decideFate, type Evidence } from './fate.ts';
import type { Fate } from './outcome.ts';
import type { PlanEntry } from './plan.ts';
import { type Attempted, retry } from './retry.ts';
import { idKey, indexTokens, type Token, type TokenId } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';
import type { TokenKind } from './token-kind.ts';

/** The waits before each list, in ms: a cluster may lag behind its own answers. They leave time for the lists. */
const waits = [0, 1_000, 2_000, 4_000, 7_000] as const;
/** No list starts later than this after the first, in ms, however slow they are. */
const longestLag = 15_000;

/** What the cluster said when it was asked for proof. */
export type Verification =
  | Evidence
  /** The credentials are no longer accepted: the proof that the token in use is dead, and of nothing else. */
  | { readonly kind: 'locked-out'; readonly failure: Failure; readonly latest: Listed | undefined };

/** What was tried, by id. */
type Attempts = ReadonlyMap<TokenId, Attempted<RevokeAnswer>>;

type Listed = Extract<Evidence, { kind: 'listed' }>;

/** Says whether the attempts may have revoked the token, so that it is worth waiting for the list to show it. */
export function needsProof({ answer, mayHaveWorked }: Attempted<RevokeAnswer>): boolean {
  return answer.kind === 'accepted' || mayHaveWorked;
}

/** Decides what became of the entries that were tried, after asking the cluster. */
export async function settleFates(
  entries: readonly PlanEntry[],
  attempts: Attempts,
  context: RunContext,
): Promise<ReadonlyMap<TokenId, Fate>> {
  const evidence = await gatherEvidence(attempts, context);
  const fates = new Map<TokenId, Fate>();
  for (const entry of entries) {
    const attempted = attempts.get(entry.id);
    if (attempted === undefined) continue;
    fates.set(entry.id, decideFate(entry, attempted, evidence));
  }
  return fates;
}

async function gatherEvidence(attempts: Attempts, context: RunContext): Promise<Evidence> {
  if (attempts.size === 0) return { kind: 'unavailable', why: '' };
  const verification = await verifyRevoked(attempts, context);
  if (verification.kind !== 'locked-out') return verification;
  if (verification.latest !== undefined) return verification.latest;
  const why = `${verification.failure.message} One of the ids may be the token in use.`;
  return { kind: 'unavailable', why };
}

/**
 * Lists at least once, and again until every id that may have been revoked is shown so, or the cluster had its time to
 * catch up. What an earlier list showed stays the evidence where a later one fails.
 */
export async function verifyRevoked(attempts: Attempts, context: RunContext): Promise<Verification> {
  const { client, gate, kind, limits, notify, time } = context;
  const due = [...attempts].filter(([, attempted]) => needsProof(attempted));
  const lastStart = Math.min(limits.endBy, time.now() + longestLag);
  const policy = { ...retryPolicy(context, limits.waiting), giveUpAt: lastStart };
  let latest: Listed | undefined;
  for (const [round, wait] of waits.entries()) {
    if (wait > 0) await time.sleep(wait, limits.waiting);
    await gate.pass(limits.waiting);
    if (latest !== undefined && (limits.waiting.aborted || time.now() > lastStart)) return latest;
    notify({ kind: 'verifying', ids: due.length, round: round + 1 });
    const { answer } = await retry((attempt) => client.list({ signal: limits.verifying, attempt }), policy);
    if (answer.kind === 'listed') {
      const index = indexTokens(answer.tokens);
      latest = { kind: 'listed', index, at: time.now(), omitsRevoked: !kind.stayListed };
      if (due.every(([id, attempted]) => isSettled(attempted, index.get(idKey(id)), kind))) return latest;
    } else if (answer.code === 'unauthorized' && answer.fromApi) {
      return { kind: 'locked-out', failure: answer, latest };
    } else if (latest === undefined) {
      return { kind: 'unavailable', why: answer.message };
    }
  }
  return latest ?? { kind: 'unavailable', why: '' };
}

/** A list without an id will not show it as revoked later either; what was accepted has time to appear where it stays. */
function isSettled(
  { answer }: Attempted<RevokeAnswer>,
  token: Token | undefined,
  { stayListed }: TokenKind,
): boolean {
  return token === undefined ? answer.kind === 'failed' || !stayListed : token.revokedAt !== undefined;
}
