import type { Fate } from './outcome.ts';
import type { PlanEntry } from './plan.ts';
import type { Attempted } from './retry.ts';
import { idKey, isActive, type Token, type TokenIndex } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';

/** What the cluster says after the revocations. */
export type Evidence =
  | {
      readonly kind: 'listed';
      readonly index: TokenIndex;
      readonly at: number;
      /** Whether a token that was revoked may be gone from the list. Undefined: it may not. */
      readonly omitsRevoked?: boolean;
    }
  /** The cluster was asked and did not say. */
  | { readonly kind: 'unavailable'; readonly why: string };

/** Decides what became of an id whose revocation was attempted. The list decides, not the answer. */
export function decideFate(entry: PlanEntry, attempted: Attempted<RevokeAnswer>, evidence: Evidence): Fate {
  const failure = failureOf(entry, attempted);
  switch (evidence.kind) {
    case 'listed': {
      const token = evidence.index.get(idKey(entry.id));
      if (token?.revokedAt !== undefined) {
        const status = failure === undefined || attempted.mayHaveWorked ? 'revoked' : 'already-revoked';
        return { status, proof: ['listed'], revokedAt: token.revokedAt, provenAt: evidence.at };
      }
      const isGone = token === undefined && entry.token !== undefined && evidence.omitsRevoked === true;
      if (failure === undefined && isGone)
        return { status: 'revoked', proof: ['listed'], revokedAt: undefined, provenAt: evidence.at };
      if (failure === undefined) return explainMissingProof(token, evidence.at);
      const isUnknown = token === undefined && entry.token === undefined && isUnclear(attempted);
      return isUnknown ? notListed(attempted) : failure;
    }
    case 'unavailable':
      return (
        failure ??
        unverified(`The cluster accepted the revocation, but it could not be verified. ${evidence.why}`)
      );
  }
}

/**
 * The failure that the answers add up to; undefined: the cluster accepted the revocation. A "not found" after an attempt
 * whose answer was lost means that the lost one worked, as long as the list showed the token before.
 */
function failureOf(entry: PlanEntry, { answer, mayHaveWorked }: Attempted<RevokeAnswer>): Fate | undefined {
  if (answer.kind === 'accepted') return undefined;
  const { code, message, hint, fromApi } = answer;
  if (mayHaveWorked && fromApi && code === 'not-found' && entry.token !== undefined) return undefined;
  return {
    status: 'failed',
    code,
    message: mayHaveWorked ? `${message} The token may still be active.` : message,
    hint,
  };
}

function isUnclear({ answer }: Attempted<RevokeAnswer>): boolean {
  return answer.kind === 'failed' && answer.mayHaveWorked;
}

/** Where no answer tells what became of an id, lists that never held it are the only word of the cluster. */
function notListed({ answer }: Attempted<RevokeAnswer>): Fate {
  const said = answer.kind === 'failed' ? ` ${answer.message}` : '';
  return { status: 'failed', code: 'not-found', message: `The cluster does not list this id.${said}` };
}

function explainMissingProof(token: Token | undefined, at: number): Fate {
  if (token === undefined)
    return unverified('The cluster accepted the revocation, but its list does not show the id.');
  if (!isActive(token, at))
    return unverified('The token has expired, but the cluster does not show it as revoked.');
  const message = 'The cluster accepted the revocation, but its list still shows the token as active.';
  return { status: 'failed', code: 'still-active', message };
}

function unverified(message: string): Fate {
  return { status: 'failed', code: 'unverified', message };
}
