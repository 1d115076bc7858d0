import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { type Race, races } from '../../../dev/bench/races.ts';
import { checkDeeds, type RaceResult, rotate } from '../../../dev/bench/run-race.ts';
import { pick, ratios, type Sample, spread } from '../../../dev/bench/statistics.ts';
import { renderResults, replaceMeasured } from '../../../dev/bench/tables.ts';
import { root } from '../../support/repository-workflows.ts';

const bench = path.join(root, 'dev/bench/bench.ts');
const race = races.find(({ title }) => title === '1,000 ids over HTTP/2') as Race;

/** A run of the action. */
function newSample(overrides: Partial<Sample> = {}): Sample {
  const usual = { contestant: 'the action', round: 0, wall: 500, cpu: 300, memory: 100, requests: 1000 };
  return { ...usual, ...overrides };
}

/** A run of each contestant of the race, in this time. */
function newResult(
  walls: Readonly<Record<string, readonly number[]>>,
  failures: RaceResult['failures'] = new Map(),
) {
  const samples = Object.entries(walls).flatMap(([contestant, times]) =>
    times.map((wall, round) => newSample({ contestant, round, wall })),
  );
  return { race, samples, failures };
}

describe('Statistics', () => {
  test('a spread is the middle and the ends, in any order of values, of what was measured', () => {
    expect(spread([3, 100, 1])).toEqual({ min: 1, median: 3, max: 100 });
    expect(spread([4, 2, 10, 8])).toEqual({ min: 2, median: 6, max: 10 });
    expect(spread([])).toBeUndefined();
    expect(pick([newSample({ cpu: undefined }), newSample({ cpu: 20 })], 'cpu')).toEqual([20]);
  });

  test('ratios are of runs of the same round, and never of a run without a partner', () => {
    const over = [newSample({ round: 0, wall: 10 }), newSample({ round: 2, wall: 30 })];
    const under = [newSample({ round: 2, wall: 15 }), newSample({ round: 1, wall: 1 })];
    expect(ratios(over, under)).toEqual([2]);
  });

  test('each contestant is first once, and none is left out', () => {
    const rounds = [0, 1, 2, 3].map((round) => rotate(['a', 'b', 'c'], round).join(''));
    expect(rounds).toEqual(['abc', 'bca', 'cab', 'abc']);
  });
});

describe('A contestant that did something else has no time', () => {
  const setting = { ids: 10, protocol: 'HTTP/2', latency: 20 } as const;
  const deeds = { revoked: 10, revocations: 10, httpVersions: ['2.0'] };

  test('one request for each id over its protocol counts, and more of them where the cluster rejects some', () => {
    expect(() => checkDeeds('curl', setting, deeds)).not.toThrow();
    const rejecting = { ...setting, capacity: { atOnce: 5, beyond: 'reject' } } as const;
    expect(() => checkDeeds('curl', rejecting, { ...deeds, revocations: 12 })).not.toThrow();
  });

  test.each([
    ['an id that is not revoked', { revoked: 9 }, '9 of 10'],
    ['more requests than ids', { revocations: 11 }, '11 requests'],
    ['another protocol', { httpVersions: ['1.1'] }, 'HTTP 1.1'],
    ['two protocols', { httpVersions: ['2.0', '1.1'] }, 'HTTP 2.0 and 1.1'],
  ])('%s is an error', (_, wrong, word) => {
    expect(() => checkDeeds('curl', setting, { ...deeds, ...wrong })).toThrow(word);
  });
});

describe('Tables', () => {
  test('have the median with its ends in each cell', () => {
    const samples = [newSample(), newSample({ round: 1, wall: 1500, memory: 120 })];
    const text = renderResults([{ race, samples, failures: new Map() }]);
    expect(text).toContain('### 1,000 ids over HTTP/2');
    expect(text).toContain('| the action | 1,000 (500 to 1,500) | 300 | 110 (100 to 120) | 1,000 |');
  });

  test('have a word where there is no time', () => {
    const missing = race.contestants.map((each) => ({ ...each, missing: 'it is not installed' }));
    const absent = { race: { ...race, contestants: missing }, samples: [], failures: new Map() };
    expect(renderResults([absent])).toContain('| the action | skipped: it is not installed | – | – | – |');
    const text = renderResults([newResult({}, new Map([['the action', 'exit code 1']]))]);
    expect(text).toContain('| the action | failed | – | – | – |');
  });

  test.each([
    [[850], '0.85', 'met'],
    [[851], '0.85', 'missed'],
    [[100, 100, 9000], '0.10 (0.10 to 9.00)', 'met'],
    [[], '–', 'not measured'],
  ])('hold the median of the rounds against a target: %j', (walls, measured, word) => {
    const text = renderResults([newResult({ 'the action': walls, 'curl --parallel': [1000, 1000, 1000] })]);
    expect(text).toContain(`| 1,000 ids ÷ \`curl --parallel\` | ≤ 0.85 | ${measured} | ${word} |`);
  });
});

describe('The page', () => {
  test('gets other text between its marks, and nowhere else; without them it is an error', () => {
    const page = 'before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n';
    const once = replaceMeasured(page, 'new $& text');
    expect(once).toBe('before\n<!-- measured -->\n\nnew $& text\n\n<!-- /measured -->\nafter\n');
    expect(replaceMeasured(once, 'new $& text')).toBe(once);
    expect(() => replaceMeasured('text', 'new')).toThrow('no place');
  });
});

describe('The short form', () => {
  const runShort = async (env: NodeJS.ProcessEnv): Promise<string> =>
    (await promisify(execFile)(process.execPath, [bench, '--short'], { cwd: root, env })).stdout;

  test('shows that everything runs: each contestant has a time, or a word why it has none', async () => {
    const stdout = await runShort(process.env);
    const rows = stdout.split('\n').filter((line) => /^\| (?:the action|undici|curl|h2load|node)/.test(line));
    expect(rows).toHaveLength(races.flatMap(({ contestants }) => contestants).length);
    for (const row of rows) expect(row).toMatch(/^\| [^|]+ \| (?:[\d,]+|skipped: [^|]+) \|/);
    expect(stdout.match(/\| (?:met|missed|not measured) \|$/gm)).toHaveLength(
      races.flatMap(({ targets }) => targets).length,
    );
    expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('runs where no peer is installed, and says of each that it is not', async () => {
    const stdout = await runShort({ PATH: tmpdir() });
    expect(stdout).toContain('CPU and memory are not measured: GNU time is not installed.');
    expect(stdout).toMatch(/^\| the action \| [\d,]+ \| – \| – \|/m);
    expect(stdout).toContain('| curl --parallel | skipped: no curl with HTTP/2 is installed |');
    expect(stdout).toContain('| h2load with 64 streams | skipped: h2load is not installed |');
  });
});
