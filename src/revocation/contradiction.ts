import type { RunContext } from './context.ts';
import type { Draft } from './draft.ts';
import { giveAgain, giveString, unverified } from './fate.ts';
import { findInUse } from './in-use.ts';
import type { Fate } from './outcome.ts';
import { idKey, type TokenId } from './token.ts';

/** The plan, and what it was made from. */
type Planned = Pick<Draft, 'plan' | 'matched' | 'index'> & Pick<RunContext, 'isInUse'>;

/**
 * Finds the tokens that the list shows as revoked and that the cluster accepts nevertheless: a leaked string of them that was
 * tested after the list was read, or the token in use, where no other listed token has its prefix.
 */
export function findContradictions({ plan, matched, index, isInUse }: Planned): Map<TokenId, Fate> {
  const isOtherInUse = findInUse(index ?? new Map(), isInUse).likely.length > 0;
  const accepted = new Set(
    matched.filter(({ liveness }) => liveness === 'accepted').map(({ id }) => idKey(id)),
  );
  const said = 'The list shows the token as revoked, but the cluster accepted';
  const leaked = unverified(
    `${said} the leaked token itself after that. No later test shows it dead.`,
    giveAgain,
  );
  const used = unverified(`${said} the token in use, which has its prefix.`, giveString);
  const contradictions = new Map<TokenId, Fate>();
  for (const { id, inUse } of plan.revoked) {
    if (accepted.has(idKey(id))) contradictions.set(id, leaked);
    else if (inUse === 'likely' && !isOtherInUse) contradictions.set(id, used);
  }
  return contradictions;
}
