import { type Evidence, findSeen, isShownRevoked } from './evidence.ts';
import { giveAgain, stillActive, unverified } from './fate.ts';
import type { MatchedLeak } from './leak.ts';
import type { Advice, Fate } from './outcome.ts';

/** Joins what the list says of an id with what the cluster says of its leaked strings: the worse counts. */
export function judgeStrings(fate: Fate, leaks: readonly MatchedLeak[], evidence: Evidence): Fate {
  const answers = leaks.flatMap((leak) => afterwards(leak, evidence.strings));
  const after = answers.map(({ liveness }) => liveness);
  if (after.includes('accepted')) return judgeAccepted(fate, 'the leaked token itself', giveAgain);
  if (!after.includes('rejected')) return withAdvice(fate, leaks);
  if (fate.status === 'planned') return fate;
  if (fate.status === 'failed' && fate.code === 'still-active')
    return stillActive(`${fate.message} The cluster rejects the leaked token itself.`);
  const isShownActive = leaks.some(
    ({ id }) => findSeen(evidence, id)?.isCurrent === true && !isShownRevoked(id, evidence),
  );
  return isShownActive ? fate : judgeRejected(fate, Math.max(...answers.map(({ at }) => at)));
}

/** A string that was accepted, and not seen to be rejected since, has to be tested again. */
function withAdvice(fate: Fate, leaks: readonly MatchedLeak[]): Fate {
  const isOpen = fate.status === 'failed' && fate.code === 'unverified' && fate.hint === undefined;
  return isOpen && leaks.some(({ liveness }) => liveness === 'accepted')
    ? unverified(fate.message, giveAgain)
    : fate;
}

/**
 * Joins what the list says of an id with the cluster's rejection of a string of it, seen at `provenAt` (in ms since the
 * epoch). Accepted before the revocation and rejected after it: that proves it, regardless of the answers to the revocation.
 */
export function judgeRejected(fate: Fate, provenAt: number): Fate {
  return fate.status === 'revoked' || fate.status === 'already-revoked'
    ? { ...fate, proof: [...fate.proof, 'rejected'], provenAt }
    : { status: 'revoked', proof: ['rejected'], revokedAt: undefined, provenAt };
}

/** A refusal says something of the token only if the string was accepted before: until then it may be made up. */
function afterwards({ position, liveness }: MatchedLeak, strings: Evidence['strings']) {
  return liveness === 'accepted' ? (strings.get(position) ?? []) : [];
}

/** Joins what the list says of an id with the cluster's acceptance of a string of it, named as `what`. */
export function judgeAccepted(fate: Fate, what: string, advice: Advice): Fate {
  switch (fate.status) {
    case 'revoked':
    case 'already-revoked':
      return stillActive(
        `The list shows the token as revoked, but the cluster still accepts ${what}.`,
        advice,
      );
    case 'failed':
      return fate.code === 'unverified' || fate.code === 'still-active'
        ? stillActive(`${fate.message} The cluster still accepts ${what}.`, advice)
        : fate;
    case 'planned':
      return fate;
  }
}
