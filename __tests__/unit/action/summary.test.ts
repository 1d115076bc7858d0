import { rmSync } from 'node:fs';
import * as core from '@actions/core';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Report, Verdict } from '../../../src/action/report/report.ts';
import { renderSummary, writeSummary } from '../../../src/action/report/summary.ts';
import { createRedact } from '../../../src/connection/secrets.ts';
import { codeTable } from '../../../src/errors.ts';
import { askWithAnother, giveString, lookThere } from '../../../src/revocation/fate.ts';
import { findClockStop } from '../../../src/revocation/guards.ts';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import { aToken } from '../../support/domain.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { findCodeBlocks } from '../../support/markdown.ts';
import { capturePrinted } from '../../support/printed.ts';
import { aReport, aVerdict, plainLog } from '../../support/reports.ts';
import {
  alreadyRevoked,
  failed,
  leakOutcome,
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

afterEach(() => void core.summary.emptyBuffer());

const success = aVerdict(false);
const failure = aVerdict(true);

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
  const cancelled = { code: 'cancelled', message: 'The job was cancelled.', hint: 'x' } as const;

  const planOne = outcome({ status: 'planned' });

  test.each<[string, RunResult, boolean, boolean?]>([
    ['✅ 1 token is revoked', runResult([outcome(revoked)]), false],
    ['✅ 2 tokens are revoked', runResult([outcome(revoked), outcome(alreadyRevoked)]), false],
    ['❌ 1 of 2 tokens is not proven revoked', runResult([outcome(revoked), outcome(failed())]), true],
    ['❌ The token is not proven revoked', runResult([outcome(failed('unverified'))]), true],
    [
      '❌ 2 of 2 tokens are not proven revoked',
      runResult([outcome(failed('unverified')), outcome(failed())]),
      true,
    ],
    ['❌ 1 token is revoked, but the run failed', runResult([outcome(revoked)]), true],
    ['⚠️ Nothing to revoke', runResult([]), false],
    ['❌ Nothing was revoked', runResult([], { stop: cancelled }), true],
    [
      '⚠️ Dry run: 2 tokens would be revoked',
      runResult([planOne, planOne, outcome(alreadyRevoked)]),
      false,
      true,
    ],
    ['❌ Dry run: 1 of 2 tokens failed', runResult([planOne, outcome(failed())]), true, true],
  ])('says in its heading how many are not proven dead: %s', (heading, result, isFailed, dryRun = false) => {
    expect(render({ result, dryRun }, aVerdict(isFailed)).split('\n')[0]).toBe(`### ${heading}`);
  });

  test('says where, through what, how long, and what became of the alert', () => {
    const [requestedAt, provenAt] = [Date.UTC(2026, 2, 1, 9), Date.UTC(2026, 2, 1, 9, 0, 1, 500)];
    const text = render(
      {
        result: runResult([outcome({ ...revoked, provenAt }, { requestedAt })]),
        host: 'https://cluster.example.com',
        client: { client: 'influxctl', reason: 'no-http-route', version: '2.12.1' },
        force: true,
        reason: 'INC-7',
      },
      aVerdict(false, { alert: 'octo/infra#7 is resolved as revoked.' }),
    );
    expect(text).toContain(
      [
        'Cluster: `https://cluster.example.com`, management tokens, through influxctl 2.12.1, with `force`.  ',
        'From the first request to the last proof: 1.5 s (until 2026-03-01T09:00:01.500Z).  ',
        'Secret scanning alert: `octo/infra#7 is resolved as revoked.`  ',
        'Reason: `INC-7`\n',
      ].join('\n'),
    );
  });

  test('has a row for each id, failures first, with its proof and the time of its revocation', () => {
    const known = listedAs({ description: 'ci', prefix: 'M.V1.abcd', createdAt: Date.UTC(2026, 0, 2, 3) });
    const list = [
      outcome(revoked, { ...known, inUse: 'likely' }),
      outcome(alreadyRevoked),
      outcome({ ...revoked, proof: ['listed', 'rejected'], revokedAt: undefined }),
      outcome({ status: 'planned' }),
      leakOutcome(2, failed('not-found', 'It is not.')),
      outcome(failed('timeout', 'No answer.'), known),
    ];
    const ids = list.map(({ id }) => `\`${id}\``);
    const shown = ['`ci`', '`M.V1.abcd`', '2026-01-02 (89 d)'];
    const endedAt = Date.UTC(2026, 3, 2);
    expect(rowsOf(render({ result: runResult(list), endedAt }))).toEqual([
      ['leaked token 2', '', '', '', '**failed**: not-found', '', ''],
      [ids[5], ...shown, '**failed**: timeout', '', ''],
      [`${ids[0]} (in use)`, ...shown, 'revoked', 'listed', '2026-03-01T09:00:00.000Z'],
      [ids[1], '', '', '', 'already-revoked', 'listed', ''],
      [ids[2], '', '', '', 'revoked', 'listed, rejected', ''],
      [ids[3], '', '', '', 'planned', '', ''],
    ]);
  });

  test('names all leaked tokens that are one id', () => {
    const leaks = [1, 3].map((position) => ({ position, before: 'accepted', after: 'rejected' }) as const);
    const leaked = outcome(revoked, { leaks });
    expect(rowsOf(render({ result: runResult([leaked]) }))[0]?.[0]).toBe(
      `\`${leaked.id}\` (leaked tokens 1, 3, string tested)`,
    );
  });

  test('says what to do about each failure, and gives the ids to run again with', () => {
    const list = [outcome(failed('timeout', 'No answer.')), outcome(failed('forbidden')), outcome(revoked)];
    const text = render({ result: runResult(list) }, failure);
    expect(text).toContain(`- \`${list[0]?.id}\`: **timeout**. \`No answer.\` ${codeTable.timeout.hint}\n`);
    expect(findCodeBlocks(text).map((block) => block.text)).toEqual([`${list[0]?.id}\n${list[1]?.id}`]);
  });

  test.each(['too-many', 'plan-changed'] as const)(
    'gives no ids to run again with where a limit refused the plan: they would pass it (%s)',
    (code) => {
      const stop = { code, message: 'It is over the limit.', hint: 'Narrow the selectors.' };
      const result = runResult(outcomes(30, failed('not-attempted')), { stop });
      const text = render({ result }, aVerdict(true, { stop }));
      expect(findCodeBlocks(text)).toEqual([]);
      expect(text).toContain('- 30 tokens were not attempted.\n');
      expect(text).not.toContain('failed-ids');
    },
  );

  test('gives no ids to run again with where no age could be relied on: as ids they would need none', () => {
    const selectors = { description: undefined, createdBy: undefined, expired: 'exclude' } as const;
    const old = { ...selectors, olderThan: 1, keepLatest: undefined };
    const stop = findClockStop(old, { runner: 0, server: 3_600_000 });
    const list = [outcome(failed('not-attempted')), leakOutcome(1, failed('refused'))];
    const text = render({ result: runResult(list, { stop }) }, aVerdict(true, { stop }));
    expect(text).toContain('(refused)');
    expect(text).not.toContain('To run again');
  });

  test('gives the ids without those that were refused', () => {
    const stop = { code: 'refused', message: 'Because of 1 id.', hint: 'See the ids.' } as const;
    const [left, refused] = [outcome(failed('not-attempted')), outcome(failed('refused', 'It is in use.'))];
    const text = render({ result: runResult([left, refused], { stop }) }, aVerdict(true, { stop }));
    expect(text).toMatch(/^### ❌ The plan was refused: nothing was revoked\n/);
    expect(text).toContain('To run again without the refused ids, give these in `token-ids`:');
    expect(findCodeBlocks(text).map((block) => block.text)).toEqual([left.id]);
    expect(text).toContain(`- \`${refused.id}\`: **refused**. \`It is in use.\``);
  });

  test('offers no id whose leaked string the cluster accepted: the list alone would call it revoked', () => {
    const leaks = [{ position: 1, before: 'accepted', after: 'unknown' }] as const;
    const leaked = outcome(failed('unverified'), { leaks });
    const text = render({ result: runResult([leaked]) }, failure);
    expect(findCodeBlocks(text)).toEqual([]);
    expect(text).toContain('\n\nTo run again, give the same leaked tokens or alert.');
  });

  test('says that ids alone are not enough where a leaked token without a known id failed too', () => {
    const list = [outcome(failed('timeout')), leakOutcome(1, failed('ambiguous'))];
    const text = render({ result: runResult(list) }, failure);
    expect(findCodeBlocks(text).map((block) => block.text)).toEqual([list[0]?.id]);
    expect(text).toContain(
      'Also give the same leaked tokens or alert: for 1 of the failed ones no id is enough.',
    );
  });

  test('offers nothing that would fail again: what could not be read, and what the list does not show', () => {
    const [unread, timedOut] = [outcome(failed('invalid-input')), outcome(failed('timeout'))];
    const lost = { ...failed('unverified'), ...lookThere };
    const asked = { attempts: 1, requestedAt: 1 };
    const missing = [outcome(failed('not-found')), outcome(failed('not-found'), asked), outcome(lost)];
    const strings = [leakOutcome(1, failed('not-found')), leakOutcome(2, failed('invalid-input'))];
    const correct =
      'In place of each entry that could not be read give the id, or the token, that was meant.';
    const some = render({ result: runResult([unread, timedOut, ...missing, ...strings]) }, failure);
    expect(findCodeBlocks(some).map((block) => block.text)).toEqual([timedOut.id]);
    expect(some).not.toContain('Also give the same leaked tokens');
    expect(some).toContain(correct);
    const leaks = [{ position: 1, before: 'accepted', after: 'unknown' }] as const;
    strings.push({ ...leakOutcome(1, failed('ambiguous')), leaks });
    const none = render({ result: runResult([unread, ...missing, ...strings]) }, failure);
    expect(none).toContain(correct);
    expect(none).not.toContain('To run again');
  });

  test('leaves what to do about a token in use that still works to its hint: its id alone asks the list only', () => {
    const fate = { ...failed('still-active'), ...giveString };
    const text = render({ result: runResult([outcome(fate)]) }, failure);
    expect(text).toContain(giveString.hint);
    expect(text).not.toContain('To run again');
  });

  test('says that another token is needed where the one in use may be dead', () => {
    const another = { ...failed('still-active'), ...askWithAnother, hint: 'Treat it as live.' };
    for (const fate of [{ ...failed('unverified'), ...askWithAnother }, another]) {
      const text = render({ result: runResult([outcome(fate)]) }, failure);
      expect(text).toContain('Authenticate with another management token then.');
    }
    const own = outcome(revoked, { inUse: 'likely', attempts: 1 });
    const again = render({ result: runResult([own, outcome(failed('server-error'))]) }, failure);
    expect(again).toContain('Authenticate with another management token then.');
    const other = render({ result: runResult([outcome(revoked), outcome(failed('server-error'))]) }, failure);
    expect(other).not.toContain('another management token');
  });

  test('advises the same inputs where there are more ids than a person copies, and an input may not hold', () => {
    const all = render({ result: runResult(outcomes(1_001, failed('timeout'))) }, failure);
    expect(findCodeBlocks(all)).toEqual([]);
    expect(all).toContain(
      'To run again, give the same inputs: what is revoked counts as success. With `expect-plan`, plan again first.',
    );
    const list = [...outcomes(1_001, failed('timeout')), outcome(failed('refused'))];
    const text = render({ result: runResult(list) }, failure);
    expect(text).toContain(
      'To run again without the refused ids, give the same inputs: what is revoked counts as success. With `expect-plan`, plan again first.',
    );
  });

  test('says nothing of refused ids where only a leaked token is refused', () => {
    const list = [outcome(failed('timeout')), leakOutcome(1, failed('refused'))];
    const text = render({ result: runResult(list) }, failure);
    expect(text).toContain('To run again, give these in `token-ids`:');
  });

  test('has nothing to run again with where a cancellation came after all was done', () => {
    const stop = { code: 'cancelled', message: 'The job was cancelled.', hint: 'Run again.' } as const;
    const text = render({ result: runResult([outcome(revoked)], { stop }) }, aVerdict(true, { stop }));
    expect(text).toContain('`The job was cancelled.`\n\n(cancelled)');
  });

  test('says nothing of a time between the first request and a proof that came before it', () => {
    const late = outcome(failed('timeout'), { attempts: 1, requestedAt: Number.MAX_SAFE_INTEGER });
    const text = render({ result: runResult([outcome(alreadyRevoked), late]) }, failure);
    expect(text).not.toContain('From the first request');
  });

  test('of a dry run has the digest, and the tokens that are left alone', () => {
    const token = aToken(1, { description: 'ci', createdAt: Date.UTC(2026, 0, 2) });
    const kept = [{ token, reason: 'too-young' }] as const;
    const createdBefore = Date.UTC(2026, 0, 1);
    const result = runResult([], { digest: 'abc', kept, createdBefore });
    const text = render({ result, dryRun: true, endedAt: Date.UTC(2026, 3, 2) });
    expect(text).toContain('Plan digest: `abc`');
    expect(text).toContain('Selected by age: created before 2026-01-01T00:00:00.000Z.');
    expect(rowsOf(text)).toEqual([[`\`${token.id}\``, '`ci`', '2026-01-02 (90 d)', 'too young']]);
  });

  test('of a dry run that asks for nothing lists the tokens of the cluster', () => {
    const token = aToken(1, { prefix: 'M.V1.abcd', description: 'ci', createdAt: Date.UTC(2026, 0, 2) });
    const listing = [{ token, state: 'active', inUse: 'likely' }] as const;
    const text = render({ result: runResult([], { listing }), dryRun: true });
    expect(text).toMatch(/^### The cluster lists 1 token\n/);
    expect(rowsOf(text)).toEqual([
      [`\`${token.id}\``, '`M.V1.abcd`', '`ci`', '2026-01-02', '', 'active, in use'],
    ]);
  });

  test('has no table where there is no id, and says what stopped the run', () => {
    const { hint } = codeTable['no-http-route'];
    const stop = { code: 'no-http-route', message: 'Not here:\n- x|y', hint } as const;
    const text = render({ result: runResult([], { stop }) }, aVerdict(true, { stop }));
    expect(text).toContain(`\`Not here:\`\n- \`x|y\`\n\n${hint} (no-http-route)`);
    expect(text).not.toContain('| id |');
  });

  test('is a table, with any description, and holds no secret', () => {
    const description = 'a | b\n| c `d` \\| <img src=x> @you s3cret';
    const known = listedAs({ description, prefix: '`|`' });
    const result = runResult([outcome(failed('timeout', 'x | s3cret'), known)]);
    const text = render({ result, redact: createRedact(['s3cret']) });
    const shown = '``a \\| b \\| c `d` \\ \\| <img src=x> @you ***``';
    expect(rowsOf(text)[0]?.slice(1)).toEqual([shown, '`` `\\|` ``', '', '**failed**: timeout', '', '']);
    expect(text).toContain('`x | ***`');
    expect(text).not.toContain('s3cret');
  });

  test('shows the beginning of a description of any length, so that it takes no room from other rows', () => {
    const text = render({
      result: runResult(outcomes(3, revoked, listedAs({ description: 'x'.repeat(64_000) }))),
    });
    expect(rowsOf(text).map((row) => row[1])).toEqual(Array(3).fill(`\`${'x'.repeat(200)}…\``));
  });

  test('is below 1 MiB, and shows how many rows it leaves out: failures are the last to go', () => {
    const wide = listedAs({ description: '🦀'.repeat(500) });
    const list = [...outcomes(2_900, revoked, wide), ...outcomes(100, failed(), wide)];
    const text = render({ result: runResult(list) });
    const rows = rowsOf(text);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(1000 * 1024);
    expect(rows.filter((row) => row[4]?.startsWith('**failed**'))).toHaveLength(100);
    expect(text).toMatch(new RegExp(`\n\n${3_000 - rows.length} rows omitted: GitHub's size limit.\n$`));
  });

  test('is below 1 MiB too where failures name tokens with long descriptions', () => {
    const list = outcomes(25, failed('not-found', `It has the prefix of ${'🦀'.repeat(32_000)}`));
    const text = render({ result: runResult(list) });
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text.match(/^- .*It has the prefix of 🦀+…` /gmu)).toHaveLength(25);
    expect(rowsOf(text)).toHaveLength(25);
  });
});

describe('The summary as a comment', () => {
  test.each([500, 20_000])(
    'gives the ids to run again with only where it has room for them: %i bytes',
    (largest) => {
      const report = aReport({ result: runResult(outcomes(200, failed('timeout', ''))) });
      const text = renderSummary(report, failure, largest);
      const hasRoom = largest === 20_000;
      expect(findCodeBlocks(text)).toHaveLength(hasRoom ? 1 : 0);
      expect(text.includes('To run again, give the same inputs')).toBe(!hasRoom);
    },
  );
});

describe('Writing the summary', () => {
  test('adds it to the file of the step', async () => {
    const report = aReport({ result: runResult([outcome(revoked)]) });
    await writeSummary(report, success, plainLog());
    expect(files.summary()).toBe(renderSummary(report, success));
    expect(printed.text()).toBe('');
  });

  test('is a warning and no failure where the file cannot be written', async () => {
    rmSync(files.folder, { recursive: true });
    await writeSummary(aReport({}), success, plainLog());
    expect(printed.text()).toMatch(/^::warning::The job summary could not be written\. .*\n$/);
  });

  test('does nothing where there is no file: not every runner has one', async () => {
    delete process.env['GITHUB_STEP_SUMMARY'];
    await writeSummary(aReport({}), success, plainLog());
    expect(printed.text()).toBe('');
    expect(files.summary()).toBe('');
  });
});
