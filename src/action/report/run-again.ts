import { codeTable, type ErrorCode } from '../../errors.ts';
import { isFailed, type Outcome } from '../../revocation/outcome.ts';
import type { Report, Verdict } from './report.ts';

/**
 * Says what to run again with, in a list of at most so many ids: not those that a check refused, and none where it refused the
 * plan as a whole, since as ids they would pass it. Where the cluster accepts the string of an id, only the string can show that
 * it is dead.
 */
export function renderRunAgain({ result, dryRun }: Report, { stop }: Verdict, mostIds: number): string {
  const isOfCheck = (code: ErrorCode | undefined): boolean =>
    code !== undefined && codeTable[code].refuses === true;
  const isRefused = (outcome: Outcome): boolean => isOfCheck(codeOf(outcome));
  const failed = result.outcomes.filter(isFailed);
  const areSomeRefused = failed.some((outcome) => outcome.id !== undefined && isRefused(outcome));
  if (dryRun || (isOfCheck(stop?.code) && !areSomeRefused)) return '';
  const again = failed.filter((outcome) => !isRefused(outcome) && mayHelp(outcome));
  const unread = failed.some((outcome) => codeOf(outcome) === 'invalid-input') ? [correct] : [];
  if (again.length === 0) return unread.join('');
  const ids = again.filter((outcome) => !isAccepted(outcome)).flatMap(({ id }) => id ?? []);
  const strings = again.length - ids.length;
  const without = areSomeRefused ? ' without the refused ids' : '';
  const copy = `To run again${without}, give these in \`token-ids\`:\n\n\`\`\`text\n${ids.join('\n')}\n\`\`\``;
  const many = `To run again${without}, give the same inputs: what is revoked counts as success. With \`expect-plan\`, plan again first.`;
  const also = `Also give the same leaked tokens or alert: for ${strings} of the failed ones no id is enough.`;
  const isAskerDead =
    again.some(({ fate }) => fate.status === 'failed' && fate.needs === 'another asker') ||
    result.outcomes.some(
      ({ inUse, attempts, fate }) => inUse === 'likely' && attempts > 0 && fate.status === 'revoked',
    );
  const give =
    ids.length === 0
      ? [`To run again${without}, give the same leaked tokens or alert.`]
      : [ids.length > mostIds ? many : copy, ...(strings === 0 ? [] : [also])];
  return [
    ...give,
    ...(isAskerDead ? ['Authenticate with another management token then.'] : []),
    ...unread,
  ].join('\n\n');
}

const correct = 'In place of each entry that could not be read give the id, or the token, that was meant.';

const codeOf = ({ fate }: Outcome) => (fate.status === 'failed' ? fate.code : undefined);

/**
 * What could not be read, what the cluster does not know, and a string that the cluster accepts and that could be several, would fail
 * again. A token in use that is accepted has a hint of its own: its id alone would only ask the list.
 */
function mayHelp(outcome: Outcome): boolean {
  const code = codeOf(outcome);
  const needs = outcome.fate.status === 'failed' ? outcome.fate.needs : undefined;
  if (needs === 'the string') return outcome.leaks.length > 0;
  // After several attempts an earlier one may have worked.
  const isUnknown = code === 'not-found' && outcome.token === undefined && outcome.attempts < 2;
  if (needs === 'other ids' || isUnknown) return false;
  return code !== 'invalid-input' && !(code === 'ambiguous' && isAccepted(outcome));
}

/** Says whether the cluster accepted a string of the id, and was not seen to reject it. */
function isAccepted({ leaks }: Outcome): boolean {
  return leaks.some(({ before, after }) => before === 'accepted' && after !== 'rejected');
}
