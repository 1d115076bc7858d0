import type { Redact } from '../../connection/secrets.ts';
import type { Outcome } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
import { toIsoTime } from './plain-text.ts';

/** What is reported of one id, or of a leaked token whose id is not known: an interface that workflows rely on. */
export interface ResultEntry {
  /** Undefined for a leaked token whose id is not known. */
  readonly id?: string;
  /** The place of such a token among those given, from 1. */
  readonly leakedToken?: number;
  readonly status: string;
  readonly code?: string;
  readonly message?: string;
  readonly verified: boolean;
  /** `listed`, `rejected`, or both. */
  readonly proof: readonly string[];
  /** RFC 3339. */
  readonly revokedAt?: string;
  readonly description?: string;
  readonly prefix?: string;
  readonly client?: string;
  readonly clientReason?: string;
}

/** An entry for each outcome, in their order, free of secrets. */
export function toEntries(
  outcomes: readonly Outcome[],
  client: ClientChoice | undefined,
  redact: Redact,
): ResultEntry[] {
  const ran = client === undefined ? {} : { client: client.client, clientReason: client.reason };
  return outcomes.map((outcome) => ({ ...toEntry(outcome, redact), ...ran }));
}

function toEntry({ id, leaks, token, fate }: Outcome, redact: Redact): ResultEntry {
  const [leakedToken] = leaks;
  const name = id === undefined ? { ...(leakedToken === undefined ? {} : { leakedToken }) } : { id };
  const { description, prefix } = token ?? {};
  const known = {
    ...(description === undefined ? {} : { description: redact(description) }),
    ...(prefix === undefined ? {} : { prefix: redact(prefix) }),
  };
  const { status } = fate;
  switch (status) {
    case 'planned':
      return { ...name, status, verified: false, proof: [], ...known };
    case 'failed': {
      const message = redact(fate.message);
      return { ...name, status, code: fate.code, message, verified: false, proof: [], ...known };
    }
    case 'revoked':
    case 'already-revoked': {
      const at = fate.revokedAt === undefined ? {} : { revokedAt: toIsoTime(fate.revokedAt) };
      return { ...name, status, verified: true, proof: fate.proof, ...at, ...known };
    }
  }
}
