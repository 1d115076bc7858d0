import type { Redact } from '../../connection/secrets.ts';
import { codeTable } from '../../errors.ts';
import type { Outcome } from '../../revocation/outcome.ts';
import { toIsoTime } from './plain-text.ts';
import type { Report } from './report.ts';

/** What is reported of one id, or of a leaked token whose id is not known: an interface that workflows rely on. */
export interface ResultEntry {
  /** Undefined for a leaked token whose id is not known. */
  readonly id?: string;
  /** The places of the leaked tokens that are this one, from 1. */
  readonly leakedTokens?: readonly number[];
  /** Whether the leaked strings themselves were tested, before the revocation or after it. */
  readonly tested?: boolean;
  readonly status: string;
  readonly code?: string;
  readonly message?: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly verified: boolean;
  /** `listed`, `rejected`, or both. */
  readonly proof: readonly string[];
  /** RFC 3339. */
  readonly revokedAt?: string;
  readonly description?: string;
  readonly prefix?: string;
  readonly createdBy?: string;
  /** RFC 3339. */
  readonly createdAt?: string;
  /** What requested it: `id`, `leaked-token`, `secret-scanning-alert`, `selector`. */
  readonly requestedBy: readonly string[];
  /** Whether it has the prefix of the token that the run authenticated with. */
  readonly inUse?: boolean;
  readonly client?: string;
  readonly clientReason?: string;
}

/** What entries are made from. */
type Sources = Pick<Report, 'result' | 'client' | 'alert' | 'redact'>;

/** An entry for each outcome, in their order, free of secrets. */
export function toEntries(sources: Sources): ResultEntry[] {
  const { result, client } = sources;
  const ran = client === undefined ? {} : { client: client.client, clientReason: client.reason };
  return result.outcomes.map((outcome) => ({ ...toEntry(outcome, sources), ...ran }));
}

/** A leaked token whose id is not known is named by its position. */
function toEntry(outcome: Outcome, { alert, redact }: Sources): ResultEntry {
  const { id, leaks, token, fate, inUse, origins } = outcome;
  const { description, prefix, createdBy, createdAt } = token ?? {};
  const isOfAlert = leaks.some(({ position }) => position === alert?.position);
  const others = leaks.some(({ position }) => position !== alert?.position);
  const requestedBy = origins.filter((origin) => origin !== 'leaked-token' || others);
  return {
    ...(id === undefined ? {} : { id }),
    ...(leaks.length === 0 ? {} : { leakedTokens: leaks.map(({ position }) => position) }),
    ...(leaks.length === 0
      ? {}
      : { tested: leaks.every(({ before, after }) => before !== 'unknown' || after !== 'unknown') }),
    ...describeFate(fate, redact),
    ...(description === undefined ? {} : { description: redact(description) }),
    ...(prefix === undefined ? {} : { prefix: redact(prefix) }),
    ...(createdBy === undefined ? {} : { createdBy: redact(createdBy) }),
    ...(createdAt === undefined ? {} : { createdAt: toIsoTime(createdAt) }),
    requestedBy: [...requestedBy, ...(isOfAlert ? ['secret-scanning-alert'] : [])],
    ...(inUse === 'likely' ? { inUse: true } : {}),
  };
}

function describeFate(fate: Outcome['fate'], redact: Redact) {
  const { status } = fate;
  switch (status) {
    case 'planned':
      return { status, verified: false, proof: [] };
    case 'failed': {
      const { code, message, hint = codeTable[code].hint } = fate;
      return { status, code, message: redact(message), hint: redact(hint), verified: false, proof: [] };
    }
    case 'revoked':
    case 'already-revoked': {
      const at = fate.revokedAt === undefined ? {} : { revokedAt: toIsoTime(fate.revokedAt) };
      return { status, verified: true, proof: fate.proof, ...at };
    }
  }
}
