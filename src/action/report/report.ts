import type { Redact } from '../../connection/secrets.ts';
import { ActionError } from '../../errors.ts';
import type { RunResult, Stop } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
import { type TokenKind, tokenKinds } from '../../revocation/token-kind.ts';
import type { AlertInRun } from '../github/alert.ts';
import type { GitHubInputs } from '../inputs/github.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { WorkflowRun } from '../workflow-run.ts';
import { type ResultEntry, toEntries } from './entries.ts';

/** What is known when a run has ended. */
export interface Ran {
  readonly result: RunResult;
  /** The client that ran. Undefined: the run ended before one was chosen. */
  readonly client: ClientChoice | undefined;
  readonly alert: AlertInRun | undefined;
}

/** What a report is built from. */
interface ReportSources extends Ran {
  readonly inputs: Inputs | ActionError;
  readonly run: WorkflowRun;
  /** When the run started and ended, in ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Takes the secrets of this run out of a text. */
  readonly redact: Redact;
}

/** All that is known of a run when it has ended, for everything that shows it. */
export interface Report extends Omit<ReportSources, 'inputs'> {
  /** One for each outcome of the result, in their order, free of secrets. */
  readonly entries: readonly ResultEntry[];
  /** What kind of tokens the ids belong to. */
  readonly kind: TokenKind;
  /** The cluster's address. Undefined: the inputs were not valid. */
  readonly host: string | undefined;
  /** Why the tokens are revoked, in the words of the person who requested it. */
  readonly reason: string | undefined;
  /** Whether the checks were skipped. */
  readonly force: boolean;
  /** Whether to write a job summary. */
  readonly summary: boolean;
  readonly github: GitHubInputs;
}

/** Builds the report of a run, once. */
export function buildReport({ inputs, ...rest }: ReportSources): Report {
  const entries = toEntries(rest);
  if (inputs instanceof ActionError) return { ...rest, ...unreadable, entries };
  const { summary, kind, connection, reason, github, request } = inputs;
  const { force } = request;
  return { ...rest, entries, summary, kind, host: connection.host.origin, reason, github, force };
}

/** What is known where the inputs could not be read. */
const unreadable = {
  summary: true,
  force: false,
  kind: tokenKinds.management,
  host: undefined,
  reason: undefined,
  github: { token: undefined, alert: undefined, issueNumber: undefined },
} as const;

/** The final result of a run, when everything that can change it has happened. */
export interface Verdict {
  /** Whether the step fails. */
  readonly failed: boolean;
  /** What stopped the run. Undefined: it went to its end. */
  readonly stop: Stop | undefined;
  /** What became of the secret scanning alert. Undefined: there is none. */
  readonly alert: string | undefined;
}
