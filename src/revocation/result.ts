import { ActionError, codeTable } from '../errors.ts';
import type { Objection } from './guards.ts';
import type { LimitReason, Limits } from './limits.ts';
import type { Fate, Outcome, RunResult, Stop } from './outcome.ts';
import { type Plan, plannedIds } from './plan.ts';
import type { TokenId } from './token.ts';
import type { Failure } from './token-client.ts';

/** Why nothing new was started, for people. */
const limitStops: Record<LimitReason, Stop> = {
  cancelled: { code: 'cancelled', message: 'The job was cancelled.', hint: codeTable.cancelled.hint },
  deadline: { code: 'timeout', message: 'The run reached its deadline.', hint: codeTable.timeout.hint },
};

/** The stop that a limit caused; absent: none was reached. */
export function limitStop({ starting }: Limits): Stop | undefined {
  return starting.aborted ? limitStops[starting.reason as LimitReason] : undefined;
}

/** The stop that a failure caused. */
export function failureStop({ code, message }: Failure): Stop {
  return { code, message, hint: codeTable[code].hint };
}

/** The ids that caused it have messages of their own. */
const refusalHint = 'The reason is told for each of them; `force: true` skips these checks.';

/** The result of a plan that guards refused: nothing was revoked. */
export function resultOfRefusal(plan: Plan, objections: readonly Objection[], dryRun: boolean): RunResult {
  const byId = new Map(objections.map((objection) => [objection.id, objection]));
  const fates = new Map<TokenId, Fate>();
  for (const { id } of plan.entries) {
    const { code, message } = byId.get(id) ?? {
      code: 'not-attempted',
      message: 'The plan was refused because of other ids.',
    };
    fates.set(id, { status: 'failed', code, message });
  }
  const count = objections.length === 1 ? '1 id' : `${objections.length} ids`;
  const message = `The plan was refused because of ${count}. Nothing was revoked.`;
  const stop: Stop = { code: 'refused', message, hint: refusalHint };
  return { outcomes: outcomesOf(plan, fates), planned: [], dryRun, stop };
}

/** The result of a run that only planned. */
export function resultOfDryRun(plan: Plan): RunResult {
  const planned = plannedIds(plan);
  const fates = new Map<TokenId, Fate>(planned.map((id) => [id, { status: 'planned' }]));
  return { outcomes: outcomesOf(plan, fates), planned, dryRun: true, stop: undefined };
}

/** The result of a run that revoked: `tried` holds the ids that were tried, `stop` says why others were not. */
export function resultOfRun(
  plan: Plan,
  tried: ReadonlyMap<TokenId, Fate>,
  stop: Stop | undefined,
): RunResult {
  const fates = new Map(tried);
  const planned = plannedIds(plan);
  const untried = planned.filter((id) => !tried.has(id));
  const code = stop?.code === 'cancelled' ? 'cancelled' : 'not-attempted';
  const message = `The run stopped early. ${stop?.message ?? ''}`.trimEnd();
  for (const id of untried) fates.set(id, { status: 'failed', code, message });
  const stoppedShort = untried.length > 0 || stop?.code === 'cancelled';
  return { outcomes: outcomesOf(plan, fates), planned, dryRun: false, stop: stoppedShort ? stop : undefined };
}

/** What the list shows as revoked needs no request and no fate of its own. */
function outcomesOf({ entries }: Plan, fates: ReadonlyMap<TokenId, Fate>): Outcome[] {
  return entries.map(({ id, token }) => {
    const known = { prefix: token?.prefix, description: token?.description, createdAt: token?.createdAt };
    if (token?.revokedAt !== undefined)
      return {
        id,
        fate: { status: 'already-revoked', verified: true, revokedAt: token.revokedAt },
        ...known,
      };
    const fate = fates.get(id);
    if (fate === undefined)
      throw new ActionError({ code: 'internal', message: 'An id was left without an outcome.' });
    return { id, fate, ...known };
  });
}
