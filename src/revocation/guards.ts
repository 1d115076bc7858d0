import { codeTable } from '../errors.ts';
import { areApart, type Clocks, mayBeActive } from './clocks.ts';
import type { RevocationRequest, RunContext } from './context.ts';
import type { Draft } from './draft.ts';
import { findInUse } from './in-use.ts';
import type { Stop } from './outcome.ts';
import { type PlanEntry, survivors } from './plan.ts';
import type { Selectors } from './selection.ts';
import type { TokenId, TokenIndex } from './token.ts';

/** Why a guard refuses a plan, for one id. */
export interface Objection {
  readonly id: TokenId;
  readonly message: string;
  /** What to do about it. Undefined: the code's own hint. */
  readonly hint: string | undefined;
}

/** What a guard looks at: the whole plan and the whole list. */
type GuardedPlan = Pick<Draft, 'plan' | 'clocks'> &
  Pick<RunContext, 'kind' | 'isInUse'> & { readonly index: TokenIndex };

type Guard = (guarded: GuardedPlan) => Objection[];

/** The guards that ask for a confirmation, each independent of the others. `force` skips them. */
const confirmations: readonly Guard[] = [refuseTokenInUse, refuseLastActiveToken];

/** Asks every guard; an id keeps the first objection to it. An empty answer: the plan may run. */
export function findObjections(guarded: GuardedPlan): Objection[] {
  const byId = new Map<TokenId, Objection>();
  for (const objection of confirmations.flatMap((guard) => guard(guarded)))
    if (!byId.has(objection.id)) byId.set(objection.id, objection);
  return [...byId.values()];
}

function refuseTokenInUse({ plan, index, isInUse }: GuardedPlan): Objection[] {
  const { likely, unknown } = findInUse(index, isInUse);
  const fits = likely.length === 1 && unknown.length === 0 ? 'This is' : 'This may be';
  const hidden =
    'The list shows no comparable prefix of it, so this may be the token that the run authenticates with.';
  return [
    ...plan.last.map((entry) => refuse(entry, `${fits} the token that the run authenticates with.`, other)),
    ...plan.first.filter(({ inUse }) => inUse === 'unknown').map((entry) => refuse(entry, hidden, leaveOut)),
  ];
}

/** Whichever token authenticates, this one may be it. */
const leaveOut = 'Leave this one out, or set `force: true` to revoke it nevertheless.';

/** What to do about a token that may be the one in use, whether an id or a leaked string requested it. */
const other =
  'Authenticate with another token, leave this one out, or set `force: true` to revoke it nevertheless.';

/** Only a person who signs in to the identity provider can create the first token again. */
function refuseLastActiveToken({ plan, index, clocks, kind }: GuardedPlan): Objection[] {
  if (!kind.areCredentials || survivors(plan, index, clocks).length > 0) return [];
  return [...plan.first, ...plan.last]
    .filter(({ token }) => token !== undefined && mayBeActive(token, clocks))
    .map((entry) => refuse(entry, 'The plan would leave no active management token.', leaveOne));
}

const leaveOne =
  'Leave at least one active token out (with selectors: `exclude-ids`, `keep-latest`), or set `force: true`.';

function refuse({ id }: PlanEntry, message: string, hint: string): Objection {
  return { id, message, hint };
}

/** Says why ages cannot be relied on, where a selector needs one: which tokens are old, or the newest active ones. `force` skips it. Undefined: they can. */
export function findClockStop(selectors: Selectors | undefined, clocks: Clocks): Stop | undefined {
  const { olderThan, keepLatest } = selectors ?? {};
  if ((olderThan === undefined && keepLatest === undefined) || !areApart(clocks)) return undefined;
  return {
    code: 'refused',
    message:
      'The clocks of this runner and of the cluster differ, so no age can be relied on. Nothing was revoked.',
    hint: "Set the runner's clock, or use `force: true`: then a token must be old enough by both clocks.",
  };
}

/** The limits that the user set, and the plan that must keep to them. */
type LimitedPlan = Pick<Draft, 'plan' | 'digest'> & Pick<RevocationRequest, 'maxRevocations' | 'expectPlan'>;

/** Says why a plan exceeds a limit that the user set. `force` skips none of them. */
export function findBreach({ plan, digest, maxRevocations, expectPlan }: LimitedPlan): Stop | undefined {
  const count = plan.first.length + plan.last.length;
  if (maxRevocations !== undefined && count > maxRevocations)
    return breach(
      'too-many',
      `The plan has ${count} revocation${count === 1 ? '' : 's'}, more than the ${maxRevocations} allowed.`,
    );
  if (expectPlan !== undefined && expectPlan !== digest)
    return breach('plan-changed', `The plan is not the expected one: its digest is ${digest}.`);
  return undefined;
}

function breach(code: 'too-many' | 'plan-changed', message: string): Stop {
  return { code, message: `${message} Nothing was revoked.`, hint: codeTable[code].hint };
}
