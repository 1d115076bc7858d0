import { randomUUID } from 'node:crypto';
import type { Fate, Outcome, RunResult } from '../../src/revocation/outcome.ts';
import type { Token } from '../../src/revocation/token.ts';
import { aToken, noTrace } from './domain.ts';

/** A token that was revoked and proven to be. */
export const revoked: Extract<Fate, { status: 'revoked' | 'already-revoked' }> = {
  status: 'revoked',
  proof: ['listed'],
  revokedAt: Date.UTC(2026, 2, 1, 9),
  provenAt: Date.UTC(2026, 2, 1, 9, 0, 1),
};

/** A token that was revoked before the run. */
export const alreadyRevoked = { ...revoked, status: 'already-revoked', revokedAt: undefined } as const;

/** An id that failed; by default because the cluster does not know it. */
export function failed(
  code: Extract<Fate, { status: 'failed' }>['code'] = 'not-found',
  message = 'The response was 404.',
): Fate {
  return { status: 'failed', code, message };
}

/** What the list shows of the token of an outcome. */
export function listedAs(known: Partial<Token>): Pick<Outcome, 'token'> {
  const bare = { prefix: undefined, description: undefined, createdAt: undefined };
  return { token: aToken(1, { ...bare, ...known }) };
}

/** What became of one id. */
export function outcome(fate: Fate, known: Partial<Outcome> = {}): Outcome {
  return {
    id: randomUUID(),
    fate,
    leaks: [],
    token: undefined,
    inUse: 'no',
    origins: ['id'],
    ...noTrace,
    ...known,
  };
}

/** What became of a leaked token whose id is not known. */
export function leakOutcome(position: number, fate: Fate): Outcome {
  const leaks = [{ position, before: 'unknown', after: 'unknown' }] as const;
  return outcome(fate, { id: undefined, leaks, origins: ['leaked-token'] });
}

/** Several outcomes of the same kind. */
export function outcomes(count: number, fate: Fate, known: Partial<Outcome> = {}): Outcome[] {
  return Array.from({ length: count }, () => outcome(fate, known));
}

/** The result of a run that went to its end. */
export function runResult(list: readonly Outcome[], overrides: Partial<RunResult> = {}): RunResult {
  return {
    outcomes: list,
    planned: list.flatMap(({ id }) => id ?? []),
    kept: [],
    createdBefore: undefined,
    leftOut: [],
    listing: undefined,
    digest: undefined,
    pace: undefined,
    stop: undefined,
    ...overrides,
  };
}
