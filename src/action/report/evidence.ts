import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Outcome } from '../../revocation/outcome.ts';
import { version } from '../../version.ts';
import { firstRequestAt, lastProofAt } from './counts.ts';
import { toIsoTime } from './plain-text.ts';
import type { Report, Verdict } from './report.ts';

/** The version of the form of the evidence: docs/report.schema.json describes it. */
const schemaVersion = 1;

/** Makes a folder that only this user can look into. Gives the path of the file that {@link writeEvidence} writes. */
export function reserveEvidence(env: NodeJS.ProcessEnv): string {
  const folder = mkdtempSync(path.join(env['RUNNER_TEMP'] || tmpdir(), 'influxdb-revocation-'));
  return path.join(folder, 'report.json');
}

/** Writes the evidence as JSON. */
export function writeEvidence(file: string, report: Report, verdict: Verdict): void {
  const text = `${JSON.stringify(toEvidence(report, verdict), undefined, 2)}\n`;
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
}

/** Brings what is known of a run into the form of the evidence. It holds no secret. */
export function toEvidence(report: Report, { failed, stop, alert }: Verdict) {
  const {
    result,
    entries,
    run,
    client,
    kind,
    host,
    account,
    reason,
    force,
    dryRun,
    startedAt,
    endedAt,
    redact,
  } = report;
  const { digest, pace } = result;
  const redacted = (text: string | undefined): string | null => (text === undefined ? null : redact(text));
  return {
    schemaVersion,
    version,
    verdict: failed ? 'failure' : 'success',
    dryRun,
    force,
    tokenType: kind.name,
    reason: redacted(reason),
    startedAt: toIsoTime(startedAt),
    endedAt: toIsoTime(endedAt),
    firstRequestAt: toIsoTime(firstRequestAt(result)),
    lastProofAt: toIsoTime(lastProofAt(result)),
    // A branch or a workflow can have any name.
    run: Object.fromEntries(Object.entries(run).map(([name, text]) => [name, redact(text)])),
    cluster: host ?? null,
    accountId: redacted(account?.accountId),
    clusterId: redacted(account?.clusterId),
    client:
      client === undefined
        ? null
        : { name: client.client, reason: client.reason, version: client.version ?? null },
    planDigest: digest ?? null,
    pace: pace ?? null,
    stop: stop === undefined ? null : { code: stop.code, message: redact(stop.message) },
    alert: alert ?? null,
    excluded: result.leftOut,
    kept: result.kept.map(({ token, reason: why }) => ({ id: token.id, reason: why })),
    tokens: entries.map((entry, index) => ({ ...entry, ...toTrace(result.outcomes[index]) })),
  };
}

function toTrace(outcome: Outcome | undefined) {
  if (outcome?.id === undefined) return {};
  const { attempts, requestedAt, fate } = outcome;
  return {
    attempts,
    requestedAt: toIsoTime(requestedAt),
    provenAt: toIsoTime('provenAt' in fate ? fate.provenAt : undefined),
  };
}
