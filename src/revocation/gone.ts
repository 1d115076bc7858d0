import type { RunContext } from './context.ts';
import { type Evidence, findSeen, seeAgain } from './evidence.ts';
import { needsProof } from './fate.ts';
import { inParallel } from './in-parallel.ts';
import { type RetryPolicy, retry } from './retry.ts';
import type { Attempts } from './revoke.ts';
import { idKey, type TokenId, type TokenIndex } from './token.ts';

/**
 * Requests by its id each token that the list no longer holds, if revoked tokens leave the list. "Not found" counts while
 * the API still knows an id that the first list showed too: the list may be cut, or another cluster's.
 */
export async function findGone(
  { attempts, before }: { readonly attempts: Attempts; readonly before: TokenIndex | undefined },
  evidence: Evidence,
  policy: RetryPolicy,
  { client, kind, limits }: RunContext,
): Promise<Evidence> {
  const { find } = client;
  if (kind.stayListed || find === undefined) return evidence;
  const isListed = (id: TokenId): boolean => findSeen(evidence, id)?.isCurrent === true;
  const missing = [...attempts].filter(
    ([id, each]) => needsProof(each) && !isListed(id) && !evidence.gone.has(idKey(id)),
  );
  const control = [...(evidence.seen ?? [])].find(
    ([key, { isCurrent }]) => isCurrent && before?.has(key),
  )?.[0];
  const seen = new Map(evidence.seen);
  const gone = new Set<string>();
  const look = async (id: TokenId) =>
    (await retry((attempt) => find(id, { signal: limits.verifying, attempt }), policy)).answer;
  await inParallel(missing, async ([id]) => {
    const answer = await look(id);
    if (answer.kind === 'found')
      seen.set(idKey(id), seeAgain(answer.token, findSeen(evidence, id), evidence.clocks));
    else if (answer.code === 'not-found' && answer.fromApi) gone.add(idKey(id));
  });
  const isKnown = control !== undefined && gone.size > 0 && (await look(control)).kind === 'found';
  return { ...evidence, seen, gone: new Set([...evidence.gone, ...(isKnown ? gone : [])]) };
}
