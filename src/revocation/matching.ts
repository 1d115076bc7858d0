import { type RunContext, retryPolicy } from './context.ts';
import {
  findCandidates,
  type LeakedToken,
  type Liveness,
  type MatchedLeak,
  matchLeak,
  type UnknownLeak,
  unknownLeak,
} from './leak.ts';
import { retry } from './retry.ts';
import { idKey, type Token, type TokenIndex } from './token.ts';

/** What became of looking up leaked tokens. */
export interface LeakMatches {
  readonly matched: readonly MatchedLeak[];
  readonly unknown: readonly UnknownLeak[];
}

/** Looks up which ids the leaked tokens belong to. Without a list nobody knows. */
export async function matchLeaks(context: RunContext, index: TokenIndex | undefined): Promise<LeakMatches> {
  const matched: MatchedLeak[] = [];
  const others: UnknownLeak[] = [];
  const excluded = new Set(context.excluded.map(idKey));
  for (const leak of context.leaks) {
    const found = index === undefined ? withoutList(leak) : await match(leak, index, context);
    if (!('id' in found)) others.push(found);
    else if (excluded.has(idKey(found.id)))
      others.push(unknownLeak(leak, 'refused', explainExclusion(found)));
    else matched.push({ ...leak, id: found.id });
  }
  return { matched, unknown: others };
}

async function match(
  leak: LeakedToken,
  index: TokenIndex,
  context: RunContext,
): Promise<Token | UnknownLeak> {
  const candidates = findCandidates(leak, index);
  const liveness = candidates.length > 0 ? await askWhetherAlive(leak, context) : undefined;
  return matchLeak(leak, candidates, { liveness, now: context.time.now() });
}

/** Once: an open token does not wait for an answer that it can do without. */
async function askWhetherAlive({ token }: LeakedToken, context: RunContext): Promise<Liveness> {
  const { client, gate, limits } = context;
  await gate.pass(limits.starting);
  const { answer } = await retry((attempt) => client.tryToken(token, { signal: limits.starting, attempt }), {
    ...retryPolicy(context, limits.starting),
    retries: 0,
  });
  return answer.kind === 'accepted' || answer.kind === 'rejected' ? answer.kind : undefined;
}

function withoutList(leak: LeakedToken): UnknownLeak {
  return unknownLeak(leak, 'not-attempted', 'Without the list nobody knows which id it belongs to.');
}

function explainExclusion({ id }: Token): string {
  return `It is the token ${id}, which \`exclude-ids\` takes away.`;
}
