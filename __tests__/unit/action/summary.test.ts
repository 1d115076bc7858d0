import { rmSync } from 'node:fs';
import * as core from '@actions/core';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openLog } from '../../../src/action/report/log.ts';
import type { Report, Verdict } from '../../../src/action/report/report.ts';
import { renderSummary, writeSummary } from '../../../src/action/report/summary.ts';
import { createRedact } from '../../../src/connection/secrets.ts';
import { codeTable } from '../../../src/errors.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';
import { aReport } from '../../support/reports.ts';
import {
  alreadyRevoked,
  failed,
  listedAs,
  outcome,
  outcomes,
  revoked,
  runResult,
} from '../../support/results.ts';
import { stepFiles } from '../../support/step-files.ts';

isolateEnvironment();
const files = stepFiles();
const printed = capturePrinted();
const keep = (text: string): string => text;

afterEach(() => void core.summary.emptyBuffer());

const success = { failed: false, stop: undefined };
const failure = { failed: true, stop: undefined };

function render(overrides: Partial<Report>, verdict: Verdict = success): string {
  return renderSummary(aReport(overrides), verdict);
}

function rowsOf(summary: string): string[][] {
  const rows = summary.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('The summary', () => {
  test('has the verdict, the counts and the cluster', () => {
    const result = runResult([outcome(revoked), outcome(failed())]);
    const bad = render({ result, host: 'https://cluster.example.com' }, failure);
    expect(bad).toMatch(/^### ❌ InfluxDB management tokens\n/);
    expect(bad).toContain('**2 tokens: 1 revoked, 1 failed.** Cluster: `https://cluster.example.com`');
    expect(render({ result: runResult([outcome(revoked)]) })).toMatch(/^### ✅ /);
    expect(render({ result })).not.toContain('Cluster');
  });

  test('has a row for each id, failures first', () => {
    const known = listedAs({ description: 'ci', prefix: 'M.V1.abcd', createdAt: Date.UTC(2026, 0, 2, 3) });
    const list = [
      outcome(revoked, known),
      outcome(alreadyRevoked),
      outcome({ ...revoked, proof: ['listed', 'rejected'], revokedAt: undefined }),
      outcome({ status: 'planned' }),
      outcome(failed('timeout', 'No answer.'), known),
    ];
    const ids = list.map(({ id }) => `\`${id}\``);
    const told = ['`ci`', '`M.V1.abcd`', '2026-01-02'];
    expect(rowsOf(render({ result: runResult(list) }))).toEqual([
      [ids[4], ...told, '**failed**: timeout', '`No answer.`'],
      [ids[0], ...told, 'revoked (listed)', '`2026-03-01T09:00:00.000Z`'],
      [ids[1], '', '', '', 'already-revoked (listed)', ''],
      [ids[2], '', '', '', 'revoked (listed, rejected)', ''],
      [ids[3], '', '', '', 'planned', ''],
    ]);
  });

  test('has no table where there is no id, and says what stopped the run', () => {
    const stop = {
      code: 'no-http-route' as const,
      message: 'Not here:\n- x|y',
      hint: codeTable['no-http-route'].hint,
    };
    const text = render({ result: runResult([], { stop }) }, { failed: true, stop });
    expect(text).toContain(`\`Not here:\`\n- \`x|y\`\n\n${stop.hint} (no-http-route)`);
    expect(text).not.toContain('| id |');
  });

  test('is a table whatever a description says, and holds no secret', () => {
    const description = 'a | b\n| c `d` \\| <img src=x> @you s3cret';
    const result = runResult([
      outcome(failed('timeout', 'x | s3cret'), listedAs({ description, prefix: '`|`' })),
    ]);
    const text = render({ result, redact: createRedact(['s3cret']) });
    expect(rowsOf(text)[0]?.slice(1)).toEqual([
      '``a \\| b \\| c `d` \\ \\| <img src=x> @you ***``',
      '`` `\\|` ``',
      '',
      '**failed**: timeout',
      '`x \\| ***`',
    ]);
    expect(text).not.toContain('s3cret');
  });

  test('is below 1 MiB, and tells how many rows it leaves out: failures are the last to go', () => {
    const wide = listedAs({ description: '🦀'.repeat(500) });
    const list = [...outcomes(900, revoked, wide), ...outcomes(100, failed(), wide)];
    const text = render({ result: runResult(list) });
    const rows = rowsOf(text);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(1000 * 1024);
    expect(rows.filter((row) => row[4]?.startsWith('**failed**'))).toHaveLength(100);
    expect(text).toMatch(new RegExp(`\n\n${1_000 - rows.length} rows omitted: GitHub's size limit.\n$`));
  });
});

describe('Writing the summary', () => {
  const log = () => openLog(keep, () => 0);

  test('adds it to the file of the step', async () => {
    const report = aReport({ result: runResult([outcome(revoked)]) });
    await writeSummary(report, success, log());
    expect(files.summary()).toBe(renderSummary(report, success));
    expect(printed.text()).toBe('');
  });

  test('is a warning and no failure where the file cannot be written', async () => {
    rmSync(files.folder, { recursive: true });
    await writeSummary(aReport({}), success, log());
    expect(printed.text()).toMatch(/^::warning::The job summary could not be written\. .*\n$/);
  });

  test('does nothing where there is no file: not every runner has one', async () => {
    delete process.env['GITHUB_STEP_SUMMARY'];
    await writeSummary(aReport({}), success, log());
    expect(printed.text()).toBe('');
    expect(files.summary()).toBe('');
  });
});
