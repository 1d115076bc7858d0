import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import type { RunningAction } from '../../dev/runner/runner.ts';
import { byId, givenCluster, idsOf, revokeAll, runAction, runAgainst } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

describe('A run in which ids fail', () => {
  test('fails the step although others are revoked, and says with which code it was stopped, if it was', async () => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens, {
      misbehave: ({ path }) => (path.endsWith(tokens[0]?.id ?? '') ? { status: 403 } : undefined),
    });
    const run = await runAgainst(scene, byId(tokens));
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ 'revoked-count': '1', 'failed-count': '1', 'error-code': '' });
    const stopped = await runAgainst(scene, { ...byId(tokens), 'management-token': newToken().secret });
    expect(stopped.exitCode).toBe(1);
    expect(stopped.outputs).toMatchObject({ 'failed-count': '2', 'error-code': 'unauthorized' });
  });

  test('can be repeated with failed-ids until nothing is left', async () => {
    const tokens = newTokens(3);
    let broken = true;
    const scene = await givenCluster(tokens, {
      misbehave: ({ path }) => (broken && path.endsWith(tokens[1]?.id ?? '') ? { status: 400 } : undefined),
    });
    const first = await runAgainst(scene, byId(tokens));
    expect(first.failed).toEqual([tokens[1]?.id]);
    broken = false;
    const second = await runAgainst(scene, { 'token-ids': first.outputs['failed-ids'] ?? '' });
    expect(second.exitCode).toBe(0);
    const third = await runAgainst(scene, { 'token-ids': second.outputs['failed-ids'] ?? '' });
    expect(third.exitCode).toBe(0);
  });

  test('names an entry that could not be read in failed-ids, and never succeeds with it', async () => {
    const [good, meant] = newTokens(2);
    const scene = await givenCluster([good ?? newToken(), meant ?? newToken()]);
    const ids = `${good?.id} ${meant?.id.replace('-', '\u2013')}`;
    const first = await runAgainst(scene, { 'token-ids': ids });
    expect(first).toMatchObject({ exitCode: 1, failed: [good?.id, 'unreadable-entry-2'] });
    const second = await runAgainst(scene, { 'token-ids': first.outputs['failed-ids'] ?? '' });
    expect(second).toMatchObject({ exitCode: 1, outputs: { 'error-code': 'invalid-input' } });
    expect(second.errors[0]).toContain('- token-ids: entry 2: an earlier run could not read its entry 2');
    expect(second.failed).toEqual(first.failed);
    expect(scene.cluster.requests).toEqual([]);
  });

  test('reaches the runner in files whose paths have blanks and umlauts', async () => {
    const tokens = newTokens(1);
    const folder = path.join(makeFolder(), 'Läufer für Müller & Söhne');
    mkdirSync(folder);
    const [output, summary] = [path.join(folder, 'Ausgabe des Schritts'), path.join(folder, 'Übersicht 1')];
    for (const file of [output, summary]) writeFileSync(file, '');
    const env = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
    const run = await runAgainst(await givenCluster(tokens), byId(tokens), { env });
    expect(run.exitCode).toBe(0);
    expect(readFileSync(output, 'utf8')).toContain(JSON.stringify(idsOf(tokens)));
    expect(readFileSync(summary, 'utf8')).toContain('### ✅ 1 token is revoked');
  });
});

describe('A report that cannot be written as ever', () => {
  test('has the ids in the log where the outputs cannot be written, and fails the step', async () => {
    const tokens = newTokens(2);
    const env = { GITHUB_OUTPUT: '/nowhere/output' };
    const run = await runAgainst(await givenCluster(tokens), byId(tokens), { env });
    expect(run.exitCode).toBe(1);
    expect(run.errors.join()).toContain('The outputs could not be written.');
    expect(run.log).toContain(`revoked-ids: ${JSON.stringify(idsOf(tokens))}`);
    expect(run.summary).toContain('### ❌ 2 tokens are revoked, but the run failed');
    expect(run.report?.verdict).toBe('failure');
  });

  test('has every id in the log there, however many they are', async () => {
    const ids = Array.from({ length: 2_500 }, () => randomUUID());
    const inputs = { 'token-ids': ids.join(' '), host: 'no address' };
    const { log } = await runAction(inputs, { env: { GITHUB_OUTPUT: '/nowhere/output' } });
    const lists = log.split('\n').filter((line) => line.startsWith('failed-ids: '));
    expect(lists.flatMap((line) => JSON.parse(line.replace('failed-ids: ', '')))).toEqual(ids);
  });

  test('is a warning where the summary cannot be written', async () => {
    const tokens = newTokens(1);
    const env = { GITHUB_STEP_SUMMARY: '/nowhere/summary' };
    const run = await runAgainst(await givenCluster(tokens), byId(tokens), { env });
    expect(run.exitCode).toBe(0);
    expect(run.warnings.join()).toContain('The job summary could not be written.');
  });

  test('has its outputs where the log is no longer read', async () => {
    const tokens = newTokens(5);
    const onStart = ({ process }: RunningAction): void => {
      process.stdout?.destroy();
    };
    const run = await revokeAll(tokens, { latency: 20, step: { onStart } });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
  });
});

describe('Text from the cluster', () => {
  const hostile = [
    '::error::owned',
    'a\n::add-mask::b\r\n ::stop-commands::x',
    'mid ##[add-path]/tmp ##[error]x',
    '<img src=x onerror=alert(1)> | [click](https://evil.example) ![i](https://evil.example/i.png) @everyone `x` \\| y',
    '\u001b[2Jcleared\u202egnisrever',
  ];

  test('starts no command in the log, and puts neither HTML nor Markdown into the summary', async () => {
    const tokens = hostile.map((description) => newToken({ description }));
    const run = await revokeAll(tokens, {
      misbehave: ({ method, path }) => {
        const index = tokens.findIndex(({ id }) => path.endsWith(id));
        if (method !== 'DELETE' || index < 0) return undefined;
        const body = JSON.stringify({ code: 400, message: hostile[index] });
        return { status: 400, headers: { 'content-type': 'application/json' }, body };
      },
    });
    expect(run.failed).toEqual(idsOf(tokens));
    const commands = run.log
      .split('\n')
      .filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
    expect(
      commands.every((line) =>
        /^::(?:add-mask::M\.V1\.|error title=Not every token is proven revoked::)/.test(line),
      ),
    ).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come out
    expect(run.log).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    const rows = run.summary.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toHaveLength(hostile.length);
    // Outside code spans and escaped pipes a row holds seven cells and nothing that Markdown or HTML could read.
    for (const row of rows) {
      const bare = row.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
      expect(bare).toMatch(
        /^\| {2}\| {2}\| {2}\| 2026-01-15 \(\d+ d\) \| \*\*failed\*\*: unexpected-answer \| {2}\| {2}\|$/,
      );
    }
  });
});
