import type { ErrorCode } from '../errors.ts';
import { isFailed, type RunResult } from './outcome.ts';

/** When the step fails: one id failed, every id failed, or never because of an id. */
export const failOnValues = ['any', 'all', 'never'] as const;

/** One of {@link failOnValues}. */
export type FailOn = (typeof failOnValues)[number];

/** A run that ended with one of these did not do its work, whatever is said of ids. */
const alwaysFatal: ReadonlySet<ErrorCode> = new Set([
  'invalid-input',
  'not-served',
  'too-many',
  'plan-changed',
  'github-failed',
  'influxctl-unavailable',
  'cancelled',
  'internal',
]);

/** Says whether the step fails. */
export function isFailure({ outcomes, unmatched, stop, dryRun }: RunResult, failOn: FailOn): boolean {
  if (stop !== undefined && alwaysFatal.has(stop.code)) return true;
  // A dry run is asked for the plan's verdict, and nothing else.
  if (dryRun && stop?.code === 'refused') return true;
  switch (failOn) {
    case 'any':
      return stop !== undefined || unmatched.length > 0 || outcomes.some(isFailed);
    case 'all':
      return outcomes.length + unmatched.length > 0 && outcomes.every(isFailed);
    case 'never':
      return false;
  }
}
