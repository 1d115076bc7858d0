import { codeTable } from '../../errors.ts';
import type { Outcome } from '../../revocation/outcome.ts';
import type { AlertInRun } from '../github/alert.ts';
import { toIsoTime } from './plain-text.ts';
import type { Report } from './report.ts';

/** What is reported of one id, or of a leaked token whose id is not known: an interface that workflows rely on. */
export interface ResultEntry {
  /** Undefined for a leaked token whose id is not known. */
  readonly id: string | undefined;
  /** The places of the leaked tokens that are this one, from 1. */
  readonly leakedTokens: readonly number[] | undefined;
  /** Whether the leaked strings themselves were tested, before the revocation or after it. */
  readonly tested: boolean | undefined;
  readonly status: string;
  readonly code: string | undefined;
  readonly message: string | undefined;
  /** What to do about it. */
  readonly hint: string | undefined;
  readonly verified: boolean;
  /** `listed`, `rejected`, or both. */
  readonly proof: readonly string[];
  /** RFC 3339. */
  readonly revokedAt: string | undefined;
  readonly description: string | undefined;
  readonly prefix: string | undefined;
  readonly createdBy: string | undefined;
  /** RFC 3339. */
  readonly createdAt: string | undefined;
  /** What requested it: `id`, `leaked-token`, `secret-scanning-alert`, `selector`. */
  readonly requestedBy: readonly string[];
  /** Whether it has the prefix of the token that the run authenticated with. */
  readonly inUse: true | undefined;
}

/** What entries are made from. */
type Sources = Pick<Report, 'result' | 'alert' | 'redact'>;

/** An entry for each outcome, in their order, free of secrets. */
export function toEntries({ result, alert, redact }: Sources): ResultEntry[] {
  const clean = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : redact(text);
  return result.outcomes.map((outcome) => toEntry(outcome, alert, clean));
}

/** A leaked token whose id is not known is named by its position. */
function toEntry(outcome: Outcome, alert: AlertInRun | undefined, clean: Clean): ResultEntry {
  const { id, leaks, token, fate, inUse, origins } = outcome;
  const isLeaked = leaks.length > 0;
  const isOfAlert = leaks.some(({ position }) => position === alert?.position);
  const isGiven = alert?.isGivenToo || leaks.some(({ position }) => position !== alert?.position);
  const requestedBy = origins.filter((origin) => origin !== 'leaked-token' || isGiven);
  const wasTested = leaks.every(({ before, after }) => before !== 'unknown' || after !== 'unknown');
  return {
    id,
    leakedTokens: isLeaked ? leaks.map(({ position }) => position) : undefined,
    tested: isLeaked ? wasTested : undefined,
    ...describeFate(fate, clean),
    description: clean(token?.description),
    prefix: clean(token?.prefix),
    createdBy: clean(token?.createdBy),
    createdAt: toIsoTime(token?.createdAt),
    requestedBy: isOfAlert ? [...requestedBy, 'secret-scanning-alert'] : requestedBy,
    inUse: inUse === 'likely' ? true : undefined,
  };
}

type Clean = (text: string | undefined) => string | undefined;

const unproven = { verified: false, proof: [], revokedAt: undefined } as const;

function describeFate(fate: Outcome['fate'], clean: Clean) {
  const { status } = fate;
  switch (status) {
    case 'planned':
      return { status, code: undefined, message: undefined, hint: undefined, ...unproven };
    case 'failed': {
      const { code, message, hint = codeTable[code].hint } = fate;
      return { status, code, message: clean(message), hint: clean(hint), ...unproven };
    }
    case 'revoked':
    case 'already-revoked': {
      const { proof, revokedAt } = fate;
      const failure = { code: undefined, message: undefined, hint: undefined };
      return { status, ...failure, verified: true, proof, revokedAt: toIsoTime(revokedAt) };
    }
  }
}
