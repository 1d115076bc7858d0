import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TokenKind } from '../../revocation/token-kind.ts';
import type { WorkflowRun } from '../workflow-run.ts';
import { type EntryOptions, type ResultEntry, toEntries } from './entries.ts';
import { toIsoTime } from './plain-text.ts';

/** The version of the form of the evidence: docs/report.schema.json describes it. */
const schemaVersion = 1;

/** What the evidence tells beside the result. */
export interface EvidenceOptions extends EntryOptions {
  readonly run: WorkflowRun;
  /** What kind of tokens the ids belong to. */
  readonly kind: TokenKind;
  /** The cluster's address. Absent: the inputs were not valid. */
  readonly host: string | undefined;
  /** Why the tokens are revoked, in the words of whoever asked for it. */
  readonly reason: string | undefined;
  /** Whether the step fails. */
  readonly failed: boolean;
  /** When the run started and ended, in ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Writes the evidence as JSON into a folder that only this user can look into. Gives the file's path. */
export function writeEvidence(options: EvidenceOptions, env: NodeJS.ProcessEnv): string {
  const folder = mkdtempSync(path.join(env['RUNNER_TEMP'] || tmpdir(), 'influxdb-revocation-'));
  const file = path.join(folder, 'report.json');
  writeFileSync(file, `${JSON.stringify(toEvidence(options), undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

/** Brings what is known of a run into the form of the evidence. It holds no secret. */
export function toEvidence(options: EvidenceOptions) {
  const { result, run, client, kind, host, reason, failed, startedAt, endedAt, redact } = options;
  const { stop, dryRun, digest } = result;
  return {
    schemaVersion,
    verdict: failed ? 'failure' : 'success',
    dryRun,
    tokenType: kind.name,
    reason: reason === undefined ? null : redact(reason),
    startedAt: toIsoTime(startedAt),
    endedAt: toIsoTime(endedAt),
    run: {
      repository: run.repository,
      id: run.id,
      attempt: run.attempt,
      url: run.url,
      actor: run.actor,
      workflow: run.workflow,
      workflowFile: run.workflowFile,
      event: run.event,
      ref: run.ref,
      sha: run.sha,
    },
    cluster: host ?? null,
    client: client === undefined ? null : { name: client.client, reason: client.reason },
    planDigest: digest ?? null,
    stop: stop === undefined ? null : { code: stop.code, message: redact(stop.message) },
    tokens: toTokens(options),
  };
}

function toTokens(options: EvidenceOptions) {
  const { outcomes } = options.result;
  return toEntries(options).map(({ client: _, clientReason: __, ...entry }, index) => ({
    ...entry,
    ...toTrace(entry, outcomes[index]),
  }));
}

function toTrace(entry: ResultEntry, outcome: EvidenceOptions['result']['outcomes'][number] | undefined) {
  if (outcome === undefined || entry.id === undefined) return {};
  const { createdAt, trace } = outcome;
  return {
    ...toTime('createdAt', createdAt),
    attempts: trace.attempts,
    ...toTime('requestedAt', trace.requestedAt),
    ...toTime('provenAt', trace.provenAt),
  };
}

function toTime(name: string, ms: number | undefined): Readonly<Record<string, string>> {
  return ms === undefined ? {} : { [name]: toIsoTime(ms) };
}
