import type { ErrorCode } from '../../src/errors.ts';
import { createFailure, type Failure } from '../../src/failure.ts';
import type { Outcome, RunResult, Trace } from '../../src/revocation/outcome.ts';
import type { PlanEntry } from '../../src/revocation/plan.ts';
import type { Selectors } from '../../src/revocation/selection.ts';
import type { Token, TokenId } from '../../src/revocation/token.ts';
import { epoch } from './virtual-time.ts';

/** The n-th id; its letters show differences in letter case. */
export function idOf(n: number): TokenId {
  return `abcdef00-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** The first `count` ids. */
export function someIds(count: number): TokenId[] {
  return Array.from({ length: count }, (_, index) => idOf(index + 1));
}

/** The n-th token: active, unless the overrides say otherwise. */
export function aToken(n: number, overrides: Partial<Token> = {}): Token {
  return {
    id: idOf(n),
    prefix: `M.V1.${String(n).padStart(4, '0')}`,
    description: `token ${n}`,
    createdBy: undefined,
    createdAt: epoch - 86_400_000,
    expiresAt: undefined,
    revokedAt: undefined,
    ...overrides,
  };
}

/** The first `count` tokens, all active. */
export function someTokens(count: number): Token[] {
  return Array.from({ length: count }, (_, index) => aToken(index + 1));
}

export const longAgo = epoch - 3_600_000;

/** Selectors that describe every active token. */
export const everyToken: Selectors = {
  description: undefined,
  createdBy: undefined,
  olderThan: undefined,
  expired: 'exclude',
  keepLatest: undefined,
};

/** A plan's entry for a token that the list shows, or for an id that it does not. */
export function anEntry(known: Token | TokenId): PlanEntry {
  return typeof known === 'string'
    ? { id: known, token: undefined, inUse: 'no' }
    : { id: known.id, token: known, inUse: 'no' };
}

/** What is written down of an id that nothing was done about. */
export const noTrace: Trace = { attempts: 0, requestedAt: undefined };

/** A permanent failure that did nothing, unless the overrides say otherwise. */
export function failed(code: ErrorCode, overrides: Partial<Failure> = {}): Failure {
  return { ...createFailure(code, `It was ${code}.`), fromApi: true, ...overrides };
}

/** The failures that a cluster and a network know. */
export const failures = {
  unauthorized: failed('unauthorized', { affectsAll: true }),
  forbidden: failed('forbidden'),
  notFound: failed('not-found'),
  /** No answer came, so it is not known what became of the request. */
  lost: failed('timeout', { retryable: true, mayHaveWorked: true, setback: 'time-out' }),
  serverError: failed('server-error', { retryable: true, mayHaveWorked: true }),
  /** No connection: the request was not sent. */
  unreachable: failed('unreachable', { retryable: true, setback: 'broken connection' }),
  rateLimited: (retryAfter?: number) =>
    failed('rate-limited', { retryable: true, retryAfter, setback: '429' }),
} as const;

/** What became of an id, in one word: a failure's code, or a status. */
export function wordOf({ fate }: Pick<Outcome, 'fate'>): string {
  return fate.status === 'failed' ? fate.code : fate.status;
}

/** What became of every id, in order. */
export function wordsOf({ outcomes }: RunResult): string[] {
  return outcomes.map(wordOf);
}
