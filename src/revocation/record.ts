import type { TokenId } from './token.ts';

/** When what was done about an id. Times are ms since the epoch. */
export interface Trace {
  /** How many requests to revoke it were sent. */
  readonly attempts: number;
  /** When the first of them was sent. */
  readonly requestedAt: number | undefined;
  /** When the cluster proved that it is dead. */
  readonly provenAt: number | undefined;
}

/** What a run writes down of its ids, for the evidence. */
export interface RunRecord {
  requested(id: TokenId, attempts: number, at: number): void;
  /** `undefined`: what was called a proof is none. */
  proven(id: TokenId, at: number | undefined): void;
  traceOf(id: TokenId): Trace;
}

const untouched: Trace = { attempts: 0, requestedAt: undefined, provenAt: undefined };

/** Opens an empty record. */
export function openRecord(): RunRecord {
  const traces = new Map<TokenId, Trace>();
  const traceOf = (id: TokenId): Trace => traces.get(id) ?? untouched;
  return {
    requested: (id, attempts, requestedAt) => traces.set(id, { ...traceOf(id), attempts, requestedAt }),
    proven: (id, provenAt) => traces.set(id, { ...traceOf(id), provenAt }),
    traceOf,
  };
}
