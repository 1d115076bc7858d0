import { toEntries } from '../../src/action/report/entries.ts';
import { type Log, openLog } from '../../src/action/report/log.ts';
import type { Report, Verdict } from '../../src/action/report/report.ts';
import { readWorkflowRun } from '../../src/action/workflow-run.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { runResult } from './results.ts';

/** A log that shows texts as they are, at a time that stands still. */
export const plainLog = (): Log =>
  openLog(
    (text) => text,
    () => 0,
  );

/** The report of a run of which no more is known than the overrides say. */
export function aReport(overrides: Partial<Report>): Report {
  const report = {
    result: runResult([]),
    client: undefined,
    alert: undefined,
    run: readWorkflowRun({}),
    startedAt: 0,
    endedAt: 1,
    redact: (text: string) => text,
    kind: tokenKinds.management,
    account: undefined,
    host: undefined,
    force: false,
    dryRun: false,
    reason: undefined,
    summary: true,
    github: { token: undefined, alert: undefined, issueNumber: undefined },
    ...overrides,
  };
  return { entries: toEntries(report), ...report };
}

/** What a run comes to. */
export function aVerdict(failed: boolean, overrides: Partial<Verdict> = {}): Verdict {
  return { failed, stop: undefined, alert: undefined, ...overrides };
}
