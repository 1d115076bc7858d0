import { codeTable, type ErrorCode } from '../../errors.ts';
import type { Outcome, Stop } from '../../revocation/outcome.ts';
import type { TokenId } from '../../revocation/token.ts';

/** One or more ids that failed for the same reason, to be told once. */
interface FailureGroup {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly ids: readonly TokenId[];
}

/** Codes whose reason lies in the run, not in the id: a hundred such ids are one message. */
const sharedReasons: ReadonlySet<ErrorCode> = new Set([
  'not-attempted',
  'cancelled',
  'unauthorized',
  'unreachable',
  'unverified',
  'invalid-input',
  'not-served',
]);

/** Codes of ids that a stop left over. */
const leftOver: ReadonlySet<ErrorCode> = new Set([
  'not-attempted',
  'cancelled',
  'invalid-input',
  'not-served',
]);

/** Groups the failures of a run, in the order in which the ids were asked for. */
function groupFailures(outcomes: readonly Outcome[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup & { readonly ids: TokenId[] }>();
  for (const { id, fate } of outcomes) {
    if (fate.status !== 'failed') continue;
    const { code, message } = fate;
    const key = sharedReasons.has(code) ? `${code} ${message}` : id;
    const group = groups.get(key) ?? { code, message, hint: codeTable[code].hint, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** A line for each thing that went wrong; what stopped the run comes first, and speaks for the ids it left over. */
export function describeFailures(outcomes: readonly Outcome[], stop: Stop | undefined): string[] {
  const groups = groupFailures(outcomes);
  if (stop === undefined) return groups.map(describeGroup);
  const isLeftOver = ({ code }: FailureGroup): boolean => leftOver.has(code);
  const left = groups.filter(isLeftOver).reduce((sum, { ids }) => sum + ids.length, 0);
  const rest = left === 0 ? '' : ` ${left === 1 ? '1 id was' : `${left} ids were`} not attempted.`;
  return [`${describeStop(stop)}${rest}`, ...groups.filter((group) => !isLeftOver(group)).map(describeGroup)];
}

/** One line for people: which ids, the code, what happened, what to do. */
function describeGroup({ code, message, hint, ids }: FailureGroup): string {
  const [first = '', ...others] = ids;
  return `${others.length === 0 ? first : `${ids.length} ids`}: ${code}. ${message} ${hint}`;
}

/** What stopped the run, and what to do. */
function describeStop({ code, message, hint }: Stop): string {
  return `${message}${message.includes('\n') ? '\n' : ' '}${hint} (${code})`;
}
