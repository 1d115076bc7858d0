import { isRevoked } from './clocks.ts';
import type { Draft } from './draft.ts';
import { type Evidence, findSeen, noEvidence } from './evidence.ts';
import { describeAhead, stillActive, unverified } from './fate.ts';
import type { Fate } from './outcome.ts';
import type { PlanEntry } from './plan.ts';
import type { TokenId } from './token.ts';

/** What the first list decides: what it shows as revoked needs no request, and what it does not show gets none. */
export function listedFates({ plan, clocks, contradictions }: Draft): Map<TokenId, Fate> {
  const isNoneKnown = plan.unknown.length === plan.entries.length && plan.entries.length > 1;
  const unknown: Fate = {
    status: 'failed',
    code: 'not-found',
    message: 'The cluster does not list this id.',
    hint: isNoneKnown
      ? 'The cluster lists none of these ids: is `host` another cluster, or `token-type` another kind?'
      : undefined,
  };
  const nothingLater = noEvidence(clocks.runner);
  return new Map([
    ...plan.unknown.map(({ id }): [TokenId, Fate] => [id, unknown]),
    ...plan.revoked.map((entry): [TokenId, Fate] => [
      entry.id,
      decideListedFate(entry, clocks.runner, nothingLater),
    ]),
    ...contradictions,
  ]);
}

/** Decides what became of an id that the first list showed as revoked. A later list may contradict it. */
export function decideListedFate({ id, token }: PlanEntry, firstReadAt: number, evidence: Evidence): Fate {
  const later = findSeen(evidence, id);
  if (later?.token.revokedAt !== undefined && !isRevoked(later.token, evidence.clocks))
    return unverified(describeAhead(later.token.revokedAt, evidence.clocks));
  if (later !== undefined && !isRevoked(later.token, evidence.clocks))
    return stillActive(
      'An earlier list showed the token as revoked, but the latest one shows it as active. No request was sent for it.',
    );
  const revokedAt = (later?.token ?? token)?.revokedAt;
  // A list between the two may have shown it as active.
  const provenAt = later?.since ?? firstReadAt;
  return { status: 'already-revoked', proof: ['listed'], revokedAt, provenAt };
}
