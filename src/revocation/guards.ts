import { codeTable } from '../errors.ts';
import type { Stop } from './outcome.ts';
import type { Plan, PlanEntry } from './plan.ts';
import { survivors } from './plan.ts';
import { isActive, type TokenId, type TokenIndex } from './token.ts';
import type { TokenKind } from './token-kind.ts';

/** Why a guard refuses a plan, for one id. */
export interface Objection {
  readonly id: TokenId;
  readonly code: 'not-found' | 'refused';
  readonly message: string;
}

/** What a guard looks at: the whole plan and the whole list. `now` is in ms. */
export interface GuardedPlan {
  readonly plan: Plan;
  readonly index: TokenIndex;
  readonly now: number;
  readonly kind: TokenKind;
}

type Guard = (guarded: GuardedPlan) => Objection[];

/** The guards that stand for a person's "are you sure?", each blind to the others. `force` skips them. */
const confirmations: readonly Guard[] = [refuseUnknownIds, refuseTokenInUse, refuseLastActiveToken];

/** Asks every guard; an id keeps the first objection to it. An empty answer: the plan may run. */
export function findObjections(guarded: GuardedPlan): Objection[] {
  const byId = new Map<TokenId, Objection>();
  for (const objection of confirmations.flatMap((guard) => guard(guarded)))
    if (!byId.has(objection.id)) byId.set(objection.id, objection);
  return [...byId.values()];
}

function refuseUnknownIds({ plan }: GuardedPlan): Objection[] {
  return plan.first
    .filter((entry) => entry.token === undefined)
    .map((entry) => ({ id: entry.id, code: 'not-found', message: 'The cluster does not list this id.' }));
}

function refuseTokenInUse({ plan }: GuardedPlan): Objection[] {
  const fits = plan.last.length > 1 ? 'This may be' : 'This is';
  const hidden = 'The list shows no prefix of it, so this may be the token that the run authenticates with.';
  return [
    ...plan.last.map((entry) => refuse(entry, `${fits} the token that the run authenticates with.`)),
    ...plan.first.filter(({ inUse }) => inUse === 'unknown').map((entry) => refuse(entry, hidden)),
  ];
}

/** Only a person who signs in to the identity provider can create the first token again. */
function refuseLastActiveToken({ plan, index, now, kind }: GuardedPlan): Objection[] {
  if (!kind.areCredentials) return [];
  const active = [...plan.first, ...plan.last].filter(
    ({ token }) => token !== undefined && isActive(token, now),
  );
  if (survivors(plan, index, now).length > 0) return [];
  return active.map((entry) => refuse(entry, 'The plan would leave no active management token.'));
}

function refuse({ id }: PlanEntry, message: string): Objection {
  return { id, code: 'refused', message };
}

/** The limits that a user wrote down, and the plan that must keep to them. */
export interface LimitedPlan {
  readonly plan: Plan;
  readonly digest: string;
  /** Absent: as many as the plan holds. */
  readonly maxRevocations: number | undefined;
  /** Absent: any plan. */
  readonly expectPlan: string | undefined;
}

/** Says why a plan goes beyond a limit that the user wrote down. `force` skips none of them. */
export function findBreach({ plan, digest, maxRevocations, expectPlan }: LimitedPlan): Stop | undefined {
  const count = plan.first.length + plan.last.length;
  if (maxRevocations !== undefined && count > maxRevocations)
    return breach(
      'too-many',
      `The plan holds ${count} revocations, more than the ${maxRevocations} allowed.`,
    );
  if (expectPlan !== undefined && expectPlan !== digest)
    return breach('plan-changed', `The plan is not the expected one: its digest is ${digest}.`);
  return undefined;
}

function breach(code: 'too-many' | 'plan-changed', message: string): Stop {
  return { code, message: `${message} Nothing was revoked.`, hint: codeTable[code].hint };
}
