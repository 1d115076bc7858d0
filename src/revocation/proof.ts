import { type RunContext, retryPolicy } from './context.ts';
import type { MatchedLeak } from './leak.ts';
import type { Fate, Proof } from './outcome.ts';
import { retry } from './retry.ts';
import type { TokenId } from './token.ts';

/** The waits before each request with a leaked token, in ms: a cluster may take a moment to forget it. */
const waits = [0, 1_000, 2_000, 4_000, 7_000] as const;
/** No request starts later than this after the first, in ms. */
const longest = 15_000;

/** What the leaked tokens themselves prove of fates. */
export async function proveLeaks(
  leaks: readonly MatchedLeak[],
  fates: ReadonlyMap<TokenId, Fate>,
  context: RunContext,
): Promise<ReadonlyMap<TokenId, Fate>> {
  const proven = new Map<TokenId, Fate>();
  await Promise.all(
    leaks.map(async (leak) => {
      const fate = fates.get(leak.id);
      if (fate?.status !== 'revoked' && fate?.status !== 'already-revoked') return;
      const answer = await tryLeak(leak, context);
      if (answer === 'unknown' || proven.get(leak.id) === stillAccepted) return;
      const isDead = answer === 'rejected';
      const proof = new Set<Proof>([...fate.proof, 'rejected']);
      const rejected: Fate = { ...fate, proof: [...proof], provenAt: context.time.now() };
      proven.set(leak.id, isDead ? rejected : stillAccepted);
    }),
  );
  return proven;
}

const stillAccepted: Fate = {
  status: 'failed',
  code: 'still-active',
  message: 'The list shows the token as revoked, but the cluster still accepts the leaked token itself.',
};

/** Uses a leaked token until it is rejected, or the cluster had its time to forget it. */
async function tryLeak(
  { token }: MatchedLeak,
  context: RunContext,
): Promise<'accepted' | 'rejected' | 'unknown'> {
  const { client, gate, limits, time } = context;
  const lastStart = Math.min(limits.endBy, time.now() + longest);
  let last: 'accepted' | 'unknown' = 'unknown';
  for (const [index, wait] of waits.entries()) {
    if (wait > 0) await time.sleep(wait, limits.waiting);
    await gate.pass(limits.waiting);
    if (index > 0 && (limits.waiting.aborted || time.now() > lastStart)) return last;
    const { answer } = await retry(
      () => client.tryToken(token, { signal: limits.verifying, attempt: index + 1 }),
      { ...retryPolicy(context, limits.waiting), giveUpAt: lastStart, retries: 0 },
    );
    if (answer.kind === 'rejected') return 'rejected';
    if (answer.kind === 'unsupported') return 'unknown';
    if (answer.kind === 'accepted') last = 'accepted';
    else if (!answer.retryable) return last;
  }
  return last;
}
