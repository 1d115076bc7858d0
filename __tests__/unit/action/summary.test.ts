import { rmSync } from 'node:fs';
import * as core from '@actions/core';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openLog } from '../../../src/action/report/log.ts';
import { renderSummary, type SummaryOptions, writeSummary } from '../../../src/action/report/summary.ts';
import { createRedact } from '../../../src/connection/secrets.ts';
import { codeTable } from '../../../src/errors.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';
import { failed, outcome, outcomes, revoked, runResult } from '../../support/results.ts';
import { stepFiles } from '../../support/step-files.ts';

isolateEnvironment();
const files = stepFiles();
const printed = capturePrinted();
const keep = (text: string): string => text;

afterEach(() => void core.summary.emptyBuffer());

function options(overrides: Partial<SummaryOptions>): SummaryOptions {
  return {
    kind: tokenKinds.management,
    result: runResult([]),
    failed: false,
    host: undefined,
    client: undefined,
    reason: undefined,
    redact: keep,
    ...overrides,
  };
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
    const bad = renderSummary(options({ result, failed: true, host: 'https://cluster.example.com' }));
    expect(bad).toMatch(/^### ❌ InfluxDB management tokens\n/);
    expect(bad).toContain('**2 tokens: 1 revoked, 1 failed.** Cluster: `https://cluster.example.com`');
    expect(renderSummary(options({ result }))).toMatch(/^### ⚠️ /);
    expect(renderSummary(options({ result: runResult([outcome(revoked)]) }))).toMatch(/^### ✅ /);
    expect(renderSummary(options({ result }))).not.toContain('Cluster');
  });

  test('has a row for each id, failures first', () => {
    const known = { description: 'ci', prefix: 'M.V1.abcd', createdAt: Date.UTC(2026, 0, 2, 3) };
    const list = [
      outcome(revoked, known),
      outcome({ status: 'already-revoked', proof: 'listed', revokedAt: undefined }),
      outcome({ status: 'revoked', proof: 'none', revokedAt: undefined }),
      outcome({ status: 'planned' }),
      outcome(failed('timeout', 'No answer.'), known),
    ];
    const ids = list.map(({ id }) => `\`${id}\``);
    const told = ['`ci`', '`M.V1.abcd`', '2026-01-02'];
    expect(rowsOf(renderSummary(options({ result: runResult(list) })))).toEqual([
      [ids[4], ...told, '**failed**: timeout', '`No answer.`'],
      [ids[0], ...told, 'revoked (verified)', '`2026-03-01T09:00:00.000Z`'],
      [ids[1], '', '', '', 'already-revoked (verified)', ''],
      [ids[2], '', '', '', 'revoked (not verified)', ''],
      [ids[3], '', '', '', 'planned', ''],
    ]);
  });

  test('has no table where there is no id, and says what stopped the run', () => {
    const stop = {
      code: 'not-served' as const,
      message: 'Not here:\n- x|y',
      hint: codeTable['not-served'].hint,
    };
    const text = renderSummary(options({ result: runResult([], { stop }), failed: true }));
    expect(text).toContain(`\`Not here:\`\n- \`x|y\`\n\n${stop.hint} (not-served)`);
    expect(text).not.toContain('| id |');
  });

  test('is a table whatever a description says, and holds no secret', () => {
    const description = 'a | b\n| c `d` \\| <img src=x> @you s3cret';
    const result = runResult([outcome(failed('timeout', 'x | s3cret'), { description, prefix: '`|`' })]);
    const text = renderSummary(options({ result, redact: createRedact(['s3cret']) }));
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
    const wide = { description: '🦀'.repeat(500) };
    const list = [...outcomes(900, revoked, wide), ...outcomes(100, failed(), wide)];
    const text = renderSummary(options({ result: runResult(list) }));
    const rows = rowsOf(text);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(1000 * 1024);
    expect(rows.filter((row) => row[4]?.startsWith('**failed**'))).toHaveLength(100);
    expect(text).toMatch(
      new RegExp(`\n\n${1_000 - rows.length} rows were left out: GitHub takes no more.\n$`),
    );
  });
});

describe('Writing the summary', () => {
  const log = () => openLog(keep, () => 0);

  test('adds it to the file of the step', async () => {
    const all = options({ result: runResult([outcome(revoked)]) });
    await writeSummary(all, log());
    expect(files.summary()).toBe(renderSummary(all));
    expect(printed.text()).toBe('');
  });

  test('is a warning and no failure where the file cannot be written', async () => {
    rmSync(files.folder, { recursive: true });
    await writeSummary(options({}), log());
    expect(printed.text()).toMatch(/^::warning::The job summary could not be written\. .*\n$/);
  });

  test('does nothing where there is no file: not every runner has one', async () => {
    delete process.env['GITHUB_STEP_SUMMARY'];
    await writeSummary(options({}), log());
    expect(printed.text()).toBe('');
    expect(files.summary()).toBe('');
  });
});
