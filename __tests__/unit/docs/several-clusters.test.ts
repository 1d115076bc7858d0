import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect } from '@jest/globals';
import { testScriptWith } from '../../support/programs.ts';
import { makeStepFolder, type StepFolder } from '../../support/recipe-steps.ts';

const test = testScriptWith('jq');

const first = { GITHUB_RUN_ATTEMPT: '1' };

let folder: StepFolder;

beforeEach(() => {
  folder = makeStepFolder('several-clusters');
});

function writeResult(outputs: Readonly<Record<'REVOKED' | 'FAILED' | 'OUTCOME', string>>) {
  const ran = folder.run('Write down what became of the ids', { ...first, CLUSTER: 'eu-west', ...outputs });
  expect(ran).toMatchObject({ status: 0, log: '' });
  return JSON.parse(readFileSync(folder.at('result/eu-west-1.json'), 'utf8'));
}

/** Sums up results, each as one cluster's artifact. `result`: what GitHub says of all jobs of the matrix. */
function sumUp(result: string, results: readonly object[]) {
  if (results.length > 0) mkdirSync(folder.at('results'));
  for (const [index, each] of results.entries())
    writeFileSync(folder.at(`results/${index}.json`), JSON.stringify(each));
  const { summary, ...ran } = folder.run('Sum up', { RESULT: result });
  return { ...ran, summary: summary.split('\n') };
}

const head = ['| cluster | outcome | revoked | not proven dead |', '| --- | --- | --- | --- |'];
const done = { cluster: 'eu-west', attempt: 1, outcome: 'success', revoked: ['a', 'b'], failed: [] };
const half = { cluster: 'us-east', attempt: 1, outcome: 'failure', revoked: ['a'], failed: ['b', 'c'] };

describe('The recipe for several clusters', () => {
  test('keeps what became of the ids of a cluster', () => {
    const written = writeResult({ REVOKED: '["a"]', FAILED: '["b"]', OUTCOME: 'failure' });
    expect(written).toEqual({ ...done, outcome: 'failure', revoked: ['a'], failed: ['b'] });
  });

  test('writes a result where the action did not run', () => {
    const written = writeResult({ REVOKED: '', FAILED: '', OUTCOME: 'skipped' });
    expect(written).toEqual({ ...done, outcome: 'skipped', revoked: [], failed: [] });
  });

  test('passes where every cluster is done, with a row for each', () => {
    const { status, summary } = sumUp('success', [done, { ...done, cluster: 'us-east' }]);
    expect(status).toBe(0);
    expect(summary).toEqual([...head, '| eu-west | success | 2 |  |', '| us-east | success | 2 |  |', '']);
  });

  test('fails where one cluster failed, and names the ids that are not proven dead', () => {
    const { status, log, summary } = sumUp('failure', [done, half]);
    expect(status).toBe(1);
    expect(log).toContain('::error::Not every cluster is done (failure).');
    expect(summary).toContain('| us-east | failure | 1 | b c |');
  });

  test('shows the newest result of a cluster that was run again', () => {
    const again = { ...half, attempt: 10, outcome: 'success', failed: [] };
    const { summary } = sumUp('success', [again, { ...half, attempt: 9 }, done]);
    expect(summary).toEqual([...head, '| eu-west | success | 2 |  |', '| us-east | success | 1 |  |', '']);
  });

  test('fails where no cluster left a result', () => {
    const { status, summary } = sumUp('cancelled', []);
    expect(status).toBe(1);
    expect(summary).toEqual([...head, '']);
  });
});

describe('The recipe for a leaked string on one of several clusters', () => {
  const revoked = { outcome: 'success', results: '[{"status":"revoked","tested":true}]' };
  const unknown = { outcome: 'failure', results: '[{"status":"failed","code":"not-found","tested":false}]' };

  /** Keeps the answers of clusters, and decides. `result`: what GitHub says of all jobs of the matrix. */
  function decide(answers: readonly { outcome: string; results: string }[], result = 'success') {
    mkdirSync(folder.at('results'));
    for (const [index, { outcome, results }] of answers.entries()) {
      const env = { ...first, CLUSTER: `cluster-${index}`, OUTCOME: outcome, RESULTS: results };
      expect(folder.run('Keep the answer of this cluster', env)).toMatchObject({ status: 0, log: '' });
      const file = `cluster-${index}-1.json`;
      renameSync(folder.at('result', file), folder.at('results', file));
    }
    return folder.run('Decide', { RESULT: result });
  }

  test('is done where one cluster revoked it and the others do not know it', () => {
    const { status, log } = decide([unknown, revoked, unknown]);
    expect([status, log]).toEqual([0, 'cluster-0: not-found\ncluster-1: revoked\ncluster-2: not-found\n']);
  });

  for (const [name, answers] of [
    ['no cluster knows it', [unknown, unknown]],
    [
      'its string was not tested',
      [{ ...revoked, results: revoked.results.replace('true', 'false') }, unknown],
    ],
    ['a cluster says nothing of it', [revoked, { ...revoked, results: '[]' }]],
    ['a cluster could not be asked', [revoked, { outcome: 'failure', results: '' }]],
    [
      'a cluster refused',
      [revoked, { ...unknown, results: unknown.results.replace('not-found', 'refused') }],
    ],
    ['there is no answer', []],
  ] as const)
    test(`fails where ${name}`, () => {
      const { status, log } = decide(answers);
      expect(status).toBe(1);
      expect(log).toContain(
        '::error::The token is not proven dead, its string was not tested, or a cluster gave no answer',
      );
    });

  test('says of which cluster the string was not tested', () => {
    const { log } = decide([{ ...revoked, results: '[{"status":"already-revoked","tested":false}]' }]);
    expect(log).toContain('cluster-0: already-revoked, but the string was not tested\n');
  });

  test('fails where a job of the matrix failed', () => {
    expect(decide([revoked], 'failure').status).toBe(1);
  });
});
