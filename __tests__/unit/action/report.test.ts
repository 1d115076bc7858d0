import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { describeCounts } from '../../../src/action/report/counts.ts';
import { type PublishNeeds, publishReport } from '../../../src/action/report/publish.ts';
import type { Report } from '../../../src/action/report/report.ts';
import { codeTable } from '../../../src/errors.ts';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import { version } from '../../../src/version.ts';
import { aToken } from '../../support/domain.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';
import { aReport, plainLog } from '../../support/reports.ts';
import {
  alreadyRevoked,
  failed,
  leakOutcome,
  outcome,
  outcomes,
  revoked,
  runResult,
} from '../../support/results.ts';
import { stepFiles } from '../../support/step-files.ts';

isolateEnvironment();
const files = stepFiles();
const printed = capturePrinted();
const time = { now: () => 0, random: () => 0, sleep: async () => {} };

function publish(overrides: Partial<Report>, needs: Partial<PublishNeeds> = {}): Promise<boolean> {
  const { signal } = new AbortController();
  const log = plainLog();
  const limit = { signal, until: Number.POSITIVE_INFINITY };
  const common = { log, time, cancel: signal, followUp: limit, firstHalf: limit };
  return publishReport(aReport(overrides), { ...common, ...needs });
}

const mixed = runResult([outcome(revoked), outcome(failed())]);
const { hint } = codeTable.cancelled;
const cancelled = { code: 'cancelled', message: 'The job was cancelled.', hint } as const;

describe('The report of a run', () => {
  test('is in outputs, failures, summary and log', async () => {
    expect(await publish({ result: mixed, host: 'https://cluster.example.com' })).toBe(true);
    expect(files.outputs()).toMatchObject({ 'revoked-count': '1', 'failed-count': '1' });
    expect(files.summary()).toContain('### ❌');
    expect(printed.text()).toMatch(/^::error title=/);
    expect(printed.lines().at(-2)).toBe('Failed. 2 tokens: 1 revoked, 1 failed.');
  });

  test('has no summary where none is requested', async () => {
    await publish({ summary: false });
    expect(files.summary()).toBe('');
    expect(files.outputs()).toMatchObject({ 'revoked-count': '0' });
  });

  test.each([
    ['something failed', mixed, true],
    ['the run was stopped', runResult([outcome(revoked)], { stop: cancelled }), true],
    ['all is revoked', runResult(outcomes(2, revoked)), false],
    ['there was nothing to do', runResult([]), false],
  ] as const)('says whether the step fails: %s', async (_, result, expected) => {
    expect(await publish({ result })).toBe(expected);
    expect(printed.lines().at(-2)).toMatch(expected ? /^Failed\. / : /^Done\. /);
  });

  test('is that of a failure where the job is cancelled before there is a verdict', async () => {
    const result = runResult([outcome(revoked)]);
    expect(await publish({ result }, { cancel: AbortSignal.abort() })).toBe(true);
    expect(files.summary()).toContain('### ❌');
    expect(printed.lines().at(-2)).toBe('Failed. 1 token: 1 revoked.');
    expect(files.outputs()['error-code']).toBe('cancelled');
    const evidence = JSON.parse(readFileSync(files.outputs()['report-file'] ?? '', 'utf8'));
    expect(evidence).toMatchObject({ verdict: 'failure', stop: { code: 'cancelled' } });
  });
});

describe('The proof in the log', () => {
  test('says when the last token was proven dead, how, and how long after the first request', async () => {
    const requestedAt = Date.UTC(2026, 2, 1, 9);
    const both = { ...revoked, proof: ['listed', 'rejected'], provenAt: requestedAt + 90_000 } as const;
    await publish({ result: runResult([outcome(both, { requestedAt }), outcome(revoked, { requestedAt })]) });
    expect(printed.lines().at(-3)).toBe(
      'Last proof at 2026-03-01T09:01:30.000Z (listed, rejected), 1 min 30 s after the first request.',
    );
  });

  test('is silent where nothing was sent', async () => {
    await publish({ result: runResult([outcome(alreadyRevoked)]) });
    expect(printed.text()).not.toContain('Last proof');
  });
});

test('A dry run that asks for nothing lists the tokens of the cluster, and which one is in use', async () => {
  const known = { prefix: 'M.V1.abcd', description: 'ci', createdAt: 0, expiresAt: 86_400_000 };
  const [one, two] = [aToken(1, known), aToken(2, { ...known, expiresAt: undefined, revokedAt: 1 })];
  const listing = [
    { token: one, state: 'active', inUse: 'likely' },
    { token: two, state: 'revoked', inUse: 'no' },
  ] as const;
  await publish({ result: runResult([], { listing }), dryRun: true, endedAt: 2 * 86_400_000 });
  expect(printed.lines().slice(0, 2)).toEqual([
    `${one.id}  M.V1.abcd  created 1970-01-01 (2 d)  ci  expires 1970-01-02  active, in use`,
    `${two.id}  M.V1.abcd  created 1970-01-01 (2 d)  ci  revoked`,
  ]);
});

test('The version in the evidence is that of the package', () => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(version).toBe(JSON.parse(text).version);
});

describe('The counts of a run', () => {
  const planned = { status: 'planned' } as const;
  const left = failed('not-attempted');
  const listed = { token: aToken(1), state: 'active', inUse: 'no' } as const;

  test.each<[string, RunResult, boolean?]>([
    ['Nothing to revoke.', runResult([])],
    ['Nothing was revoked.', runResult([], { stop: cancelled })],
    ['1 token: 1 revoked.', runResult([outcome(revoked)])],
    [
      '4 tokens: 1 revoked, 2 already revoked, 1 failed.',
      runResult([outcome(revoked), ...outcomes(2, alreadyRevoked), outcome(failed())]),
    ],
    [
      '3 tokens: 2 to be revoked, 1 refused. Dry run: nothing was changed.',
      runResult([...outcomes(2, planned), outcome(failed('refused'))]),
      true,
    ],
    [
      '4 tokens: 0 revoked, 1 refused, 2 not attempted, 1 failed.',
      runResult([...outcomes(2, left), outcome(failed('refused')), leakOutcome(1, failed())]),
    ],
    [
      '3 tokens: 0 revoked, 1 not attempted, 2 interrupted.',
      runResult([
        outcome(failed('cancelled')),
        ...outcomes(2, failed('cancelled'), { attempts: 1, requestedAt: 1 }),
      ]),
    ],
    ['Dry run: listed 1 token.', runResult([], { listing: [listed] }), true],
  ])('are in one line: %s', (line, result, dryRun = false) => {
    expect(describeCounts({ result, dryRun })).toBe(line);
  });
});
