import type { Redact } from '../../connection/secrets.ts';
import type { Outcome, RunResult } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
import { toIsoTime } from './plain-text.ts';

/** What is told of one id, or of a leaked token whose id is not known: an interface that workflows rely on. */
export interface ResultEntry {
  /** Absent for a leaked token whose id is not known. */
  readonly id?: string;
  /** The place of such a token among those given, from 1. */
  readonly leakedToken?: number;
  readonly status: string;
  readonly code?: string;
  readonly message?: string;
  readonly verified: boolean;
  /** `listed` or `rejected`. */
  readonly proof?: string;
  /** RFC 3339. */
  readonly revokedAt?: string;
  readonly description?: string;
  readonly prefix?: string;
  readonly client?: string;
  readonly clientReason?: string;
}

/** What entries are made from. */
export interface EntryOptions {
  readonly result: RunResult;
  /** The client that ran. Absent: the run ended before one was chosen. */
  readonly client: ClientChoice | undefined;
  readonly redact: Redact;
}

/** An entry for each id, in the order asked for, and for each leaked token without an id. */
export function toEntries(options: EntryOptions): ResultEntry[] {
  const { result, client, redact } = options;
  const ran = client === undefined ? {} : { client: client.client, clientReason: client.reason };
  const unmatched = result.unmatched.map(({ position, code, message }) => ({
    leakedToken: position,
    status: 'failed',
    code,
    message: redact(message),
    verified: false,
    ...ran,
  }));
  return [...result.outcomes.map((outcome) => ({ ...toEntry(outcome, redact), ...ran })), ...unmatched];
}

function toEntry({ id, fate, description, prefix }: Outcome, redact: Redact): ResultEntry {
  const known = {
    ...(description === undefined ? {} : { description: redact(description) }),
    ...(prefix === undefined ? {} : { prefix: redact(prefix) }),
  };
  const { status } = fate;
  switch (status) {
    case 'planned':
      return { id, status, verified: false, ...known };
    case 'failed':
      return { id, status, code: fate.code, message: redact(fate.message), verified: false, ...known };
    case 'revoked':
    case 'already-revoked': {
      const proof = fate.proof === 'none' ? {} : { proof: fate.proof };
      const at = fate.revokedAt === undefined ? {} : { revokedAt: toIsoTime(fate.revokedAt) };
      return { id, status, verified: fate.proof !== 'none', ...proof, ...at, ...known };
    }
  }
}
