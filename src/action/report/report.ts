import type { Account } from '../../connection/client-settings.ts';
import type { Redact } from '../../connection/secrets.ts';
import { ActionError } from '../../errors.ts';
import type { RunResult, Stop } from '../../revocation/outcome.ts';
import type { ClientChoice } from '../../revocation/token-client.ts';
import type { AlertInRun } from '../github/alert.ts';
import type { GitHubInputs } from '../inputs/github.ts';
import type { Inputs, Stated } from '../inputs/inputs.ts';
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
  readonly stated: Stated;
  readonly run: WorkflowRun;
  /** When the run started and ended, in ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Takes the secrets of this run out of a text. */
  readonly redact: Redact;
}

/** All that is known of a run when it has ended, for everything that shows it. */
export interface Report extends Omit<ReportSources, 'inputs' | 'stated'>, Stated {
  /** One for each outcome of the result, in their order, free of secrets. */
  readonly entries: readonly ResultEntry[];
  /** The cluster's address. Undefined: the inputs were not valid. */
  readonly host: string | undefined;
  /** Of Cloud Dedicated: many accounts have the same address. Undefined: it is another product, or not known. */
  readonly account: Account | undefined;
  readonly github: GitHubInputs;
}

/** Builds the report of a run, once. */
export function buildReport({ inputs, stated, ...rest }: ReportSources): Report {
  const common = { ...rest, ...stated, entries: toEntries(rest) };
  if (inputs instanceof ActionError)
    return { ...common, host: undefined, account: undefined, github: noGitHub };
  const { connection, account, github } = inputs;
  return { ...common, host: connection.host.origin, account, github };
}

/** Names an account and its cluster for people, after the address. */
export function describeAccount(account: Account | undefined): string {
  if (account === undefined) return '';
  const { accountId, clusterId } = account;
  return `, account ${accountId}${clusterId === undefined ? '' : `, cluster ${clusterId}`}`;
}

/** Nothing is written to GitHub where the inputs are wrong. */
const noGitHub: GitHubInputs = { token: undefined, alert: undefined, issueNumber: undefined };

/** The final result of a run, when everything that can change it has happened. */
export interface Verdict {
  /** Whether the step fails. */
  readonly failed: boolean;
  /** What stopped the run. Undefined: it went to its end. */
  readonly stop: Stop | undefined;
  /** What became of the secret scanning alert. Undefined: there is none. */
  readonly alert: string | undefined;
}
