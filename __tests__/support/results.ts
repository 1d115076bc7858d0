import { randomUUID } from 'node:crypto';
import type { Fate, Outcome, RunResult } from '../../src/revocation/outcome.ts';
import { noTrace } from './domain.ts';

/** A token that was revoked and proven to be. */
export const revoked: Fate = { status: 'revoked', proof: 'listed', revokedAt: Date.UTC(2026, 2, 1, 9) };

/** An id that failed; unless told otherwise because the cluster does not know it. */
export function failed(
  code: Extract<Fate, { status: 'failed' }>['code'] = 'not-found',
  message = 'The answer was 404.',
): Fate {
  return { status: 'failed', code, message };
}

/** What became of one id. */
export function outcome(fate: Fate, known: Partial<Outcome> = {}): Outcome {
  return {
    id: randomUUID(),
    fate,
    prefix: undefined,
    description: undefined,
    createdAt: undefined,
    trace: noTrace,
    ...known,
  };
}

/** Several outcomes of the same kind. */
export function outcomes(count: number, fate: Fate, known: Partial<Outcome> = {}): Outcome[] {
  return Array.from({ length: count }, () => outcome(fate, known));
}

/** The result of a run that went to its end. */
export function runResult(list: readonly Outcome[], overrides: Partial<RunResult> = {}): RunResult {
  return {
    outcomes: list,
    planned: list.map(({ id }) => id),
    matched: [],
    unmatched: [],
    digest: undefined,
    dryRun: false,
    stop: undefined,
    ...overrides,
  };
}
