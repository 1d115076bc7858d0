import { type Clocks, isRevoked, mayBeActive } from './clocks.ts';
import { type Evidence, findSeen, type Seen } from './evidence.ts';
import type { Advice, Fate } from './outcome.ts';
import type { PlanEntry } from './plan.ts';
import type { Attempted } from './retry.ts';
import { idKey } from './token.ts';
import type { RevokeAnswer } from './token-client.ts';

type Failed = Extract<Fate, { status: 'failed' }>;

/** What to do if only another token can show the state. */
export const askWithAnother: Advice = {
  hint: 'A revoked token cannot ask: run again with another management token to authenticate with.',
  needs: 'another asker',
};

/** What to do where the token in use is to be dead, and works: its id alone would only ask the list. */
export const giveString: Advice = {
  hint: 'Treat the token as live. In a few minutes authenticate with another management token, and give the string of this one in `leaked-tokens`.',
  needs: 'the string',
};

/** What to do about an id that the list does not show: running again would show the same. */
export const lookThere: Advice = {
  hint: 'Look at the list of the cluster with `dry-run: true`, and test the token itself if you have it.',
  needs: 'other ids',
};

/** What to do where only the string of a token shows that it may be alive. */
export const giveAgain: Advice = {
  hint: 'Treat the token as live. Run again with the same leaked tokens or alert, not with `failed-ids`: the list alone may call it revoked.',
};

/** Says whether the attempts may have revoked the token, so that it is worth waiting for the list to show it. */
export function needsProof({ answer, mayHaveWorked }: Attempted<RevokeAnswer>): boolean {
  return answer.kind === 'accepted' || mayHaveWorked;
}

/** Decides what became of an id whose revocation was attempted. The list decides, not the answer. */
export function decideFate(entry: PlanEntry, attempted: Attempted<RevokeAnswer>, evidence: Evidence): Fate {
  const failure = failureOf(entry, attempted);
  const seen = findSeen(evidence, entry.id);
  const isByThisRun = failure === undefined || attempted.mayHaveWorked;
  if (seen !== undefined && isRevoked(seen.token, evidence.clocks)) {
    const status = isByThisRun ? 'revoked' : 'already-revoked';
    return { status, proof: ['listed'], revokedAt: seen.token.revokedAt, provenAt: seen.since };
  }
  const wasListed = entry.token !== undefined || seen !== undefined;
  if (isByThisRun && wasListed && evidence.gone.has(idKey(entry.id)))
    return { status: 'revoked', proof: ['listed'], revokedAt: undefined, provenAt: evidence.clocks.runner };
  if (failure === undefined) return explainMissingProof(seen, evidence);
  const isUnlisted = evidence.seen !== undefined && !wasListed;
  // Lists that never held an id are no proof that there is no such token.
  return isUnlisted && attempted.mayHaveWorked
    ? { ...failure, message: `${failure.message} The cluster does not list this id.` }
    : failure;
}

/**
 * The failure that the answers add up to; undefined: the cluster accepted the revocation. A "not found" after an attempt
 * whose answer was lost means that the lost one worked, if the list showed the token before.
 */
function failureOf(entry: PlanEntry, { answer, mayHaveWorked }: Attempted<RevokeAnswer>): Failed | undefined {
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

function explainMissingProof(
  seen: Seen | undefined,
  { seen: lists, clocks, why, isRefused }: Evidence,
): Fate {
  if (lists === undefined) {
    const message = `The revocation ended without an error, but it could not be verified. ${why}`.trimEnd();
    return unverified(message, isRefused ? askWithAnother : {});
  }
  if (seen?.isCurrent !== true)
    return unverified('The revocation ended without an error, but the list does not show the id.', lookThere);
  const { revokedAt } = seen.token;
  if (revokedAt !== undefined) {
    return unverified(describeAhead(revokedAt, clocks));
  }
  if (!mayBeActive(seen.token, clocks))
    return unverified('The token has expired, but the cluster does not show it as revoked.');
  return stillActive('The revocation ended without an error, but the list still shows the token as active.');
}

/** Says that a listed time of revocation has not come, by the cluster's clock where it is known. */
export function describeAhead(revokedAt: number, { runner, server = runner }: Clocks): string {
  const [then, now] = [revokedAt, server].map((ms) => new Date(ms).toISOString());
  return `The list shows a time of revocation that lies ahead (${then}, read at ${now}).`;
}

/** A cluster may lag behind: a token of this run that it shows as active for less than this, in ms, may be dead. */
const longestLag = 5_000;

/** Doubts that a token is active which the cluster has shown so for `active` ms. */
export function doubtLag(fate: Fate, active: number): Fate {
  return active >= longestLag ? fate : doubt(fate, `That was seen for less than ${longestLag / 1_000} s.`);
}

/** The same before a leaked token in use had to go, regardless of what was seen after it. */
export function doubtHaste(fate: Fate): Fate {
  return doubt(fate, 'There was time for one look only: the token in use has leaked and had to go.');
}

function doubt(fate: Fate, why: string): Fate {
  if (fate.status !== 'failed' || fate.code !== 'still-active') return fate;
  return { ...fate, code: 'unverified', message: `${fate.message} ${why}` };
}

/** Says whom to ask about a fate that is open, where the token in use may be dead: it can prove nothing when the run is repeated. */
export function askAnother(fate: Fate): Fate {
  if (fate.status !== 'failed' || fate.hint !== undefined) return fate;
  switch (fate.code) {
    case 'unverified':
      return { ...fate, ...askWithAnother };
    case 'still-active':
      return { ...fate, ...askWithAnother, hint: `Treat the token as live. ${askWithAnother.hint}` };
    default:
      return fate;
  }
}

/** A fate that nothing proves. */
export function unverified(message: string, advice: Advice = {}): Fate {
  return { status: 'failed', code: 'unverified', message, ...advice };
}

/** The fate of a token that the cluster still shows, or accepts, as active. */
export function stillActive(message: string, advice: Advice = {}): Fate {
  return { status: 'failed', code: 'still-active', message, ...advice };
}
