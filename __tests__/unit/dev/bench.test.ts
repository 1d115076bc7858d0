import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseOptions } from '../../../dev/bench/options.ts';
import { plotTimes, type Series } from '../../../dev/bench/plot.ts';
import { replaceMeasured } from '../../../dev/bench/publish.ts';
import {
  type Entry,
  type Failure,
  labels,
  type Results,
  type ScaleSample,
} from '../../../dev/bench/results.ts';
import { checkDeeds, rotate } from '../../../dev/bench/scale.ts';
import { pick, ratios, spread } from '../../../dev/bench/statistics.ts';
import { listSeries, renderResults } from '../../../dev/bench/tables.ts';
import { judge } from '../../../dev/bench/targets.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const action = labels.action('HTTP/2');
const curl = labels.curl('HTTP/2');

/** A run with so many ids, of the action over HTTP/2 unless told otherwise. */
function newSample(overrides: Partial<ScaleSample> = {}): ScaleSample {
  return { contestant: action, ids: 1000, round: 0, wall: 500, cpu: 300, memory: 100, ...overrides };
}

/** Results of the scale with these samples, of the action and of curl, which may be missing. */
function newResults({
  samples,
  missing,
  failures = [],
}: {
  readonly samples: readonly ScaleSample[];
  readonly missing?: string;
  readonly failures?: readonly Failure[];
}): Required<Pick<Results, 'scale'>> {
  const entries: Entry[] = [
    { label: action, protocol: 'HTTP/2' },
    { label: curl, protocol: 'HTTP/2', missing },
    { label: labels.loop, protocol: 'HTTP/2', maxIds: 100 },
  ];
  const sizes = [...new Set(samples.map(({ ids }) => ids))].toSorted((a, b) => a - b);
  return { scale: { sizes, entries, samples, failures } };
}

describe('statistics', () => {
  test('a spread is the middle and the ends, in whatever order values come', () => {
    expect(spread([3, 100, 1])).toEqual({ min: 1, median: 3, max: 100 });
    expect(spread([4, 2, 10, 8])).toEqual({ min: 2, median: 6, max: 10 });
    expect(spread([10, 9, 100])).toEqual({ min: 9, median: 10, max: 100 });
  });

  test('a spread of nothing is nothing, not NaN', () => {
    expect(spread([])).toBeUndefined();
  });

  test('a median has as many values below as above', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const { min, median, max } = spread(values) ?? { min: 1, median: 0, max: 0 };
        expect(min).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(max);
        const below = values.filter((value) => value < median).length;
        const above = values.filter((value) => value > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  test('ratios are of runs of the same round, and never of a run without a partner', () => {
    const over = [newSample({ round: 0, wall: 10 }), newSample({ round: 2, wall: 30 })];
    const under = [newSample({ round: 2, wall: 15 }), newSample({ round: 1, wall: 1 })];
    expect(ratios(over, under)).toEqual([2]);
  });

  test('what was not measured is left out', () => {
    expect(pick([newSample({ cpu: undefined }), newSample({ cpu: 20 })], 'cpu')).toEqual([20]);
  });
});

describe('the order of a round', () => {
  test('everybody is first once, and nobody is left out', () => {
    const rounds = [0, 1, 2, 3].map((round) => rotate(['a', 'b', 'c'], round).join(''));
    expect(rounds).toEqual(['abc', 'bca', 'cab', 'abc']);
    expect(rotate([], 5)).toEqual([]);
  });
});

describe('a contestant that did something else has no time', () => {
  const setting = { ids: 10, protocol: 'HTTP/2' } as const;
  const deeds = { revoked: 10, revocations: 10, httpVersions: ['2.0'] };

  test('one request for each id over its protocol counts', () => {
    expect(() => checkDeeds('curl', setting, deeds)).not.toThrow();
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

describe('tables', () => {
  test('a cell has the median with its ends, and the ratio those of the rounds', () => {
    const samples = [
      newSample({ round: 0, wall: 500 }),
      newSample({ round: 1, wall: 1500, memory: 120 }),
      newSample({ round: 0, wall: 1000, contestant: curl }),
      newSample({ round: 1, wall: 1000, contestant: curl }),
    ];
    const text = renderResults(newResults({ samples }));
    expect(text).toContain('### 1,000 ids');
    expect(text).toContain(`| ${action} | 1,000 (500 to 1,500) | 300 | 110 (100 to 120) | – |`);
    expect(text).toContain(`| ${curl} | 1,000 | 300 | 100 | 1.00 (0.50 to 1.50) |`);
  });

  test('who is not installed, and who is not asked, has a word in place of a time', () => {
    const text = renderResults(newResults({ samples: [newSample()], missing: 'curl is not installed' }));
    expect(text).toContain(`| ${curl} | skipped: curl is not installed | – | – | – |`);
    expect(text).toContain(`| ${labels.loop} | – (up to 100 ids) | – | – | – |`);
  });

  test('who failed once has no time and no ratio, whatever its other rounds say', () => {
    const samples = [newSample(), newSample({ contestant: curl })];
    const failures = [{ contestant: curl, ids: 1000, message: 'exit code 18' }];
    const results = newResults({ samples, failures });
    expect(renderResults(results)).toContain(`| ${curl} | failed | – | – | – |`);
    expect(judge(results).every(({ word }) => word === 'not measured')).toBe(true);
    expect(listSeries(results.scale).map(({ label }) => label)).toEqual([action]);
  });

  test('without GNU time there is a time all the same', () => {
    const text = renderResults(newResults({ samples: [newSample({ cpu: undefined, memory: undefined })] }));
    expect(text).toContain(`| ${action} | 500 | – | – | – |`);
  });

  test('cold starts stand beside bare Node', () => {
    const samples = [
      { contestant: labels.node, round: 0, wall: 40 },
      { contestant: labels.inputError, round: 0, wall: 80 },
    ];
    const text = renderResults({ cold: { samples } });
    expect(text).toContain(`| ${labels.node} | 40 | – |`);
    expect(text).toContain(`| ${labels.inputError} | 80 | 2.00 |`);
  });

  test('a long list has its own table', () => {
    const entries = [{ label: action, protocol: 'HTTP/2' }] as const;
    const text = renderResults({ list: { tokens: 100_000, entries, samples: [newSample()] } });
    expect(text).toContain('### A list of 100,000 tokens');
    expect(text).toContain(`| ${action} | 500 | 300 | 100 |`);
  });
});

describe('targets', () => {
  const word = (results: Results, what: string): string | undefined =>
    judge(results).find(({ target }) => target.what.startsWith(what))?.word;

  test.each([
    [1000, 'met'],
    [1001, 'missed'],
  ])('1,000 ids in %d ms where curl takes 1,000 ms: %s', (wall, expected) => {
    const samples = [newSample({ wall }), newSample({ wall: 1000, contestant: curl })];
    expect(word(newResults({ samples }), '1,000 ids beside `curl --parallel`, HTTP/2')).toBe(expected);
  });

  test.each([
    [159.9, 'met'],
    [160, 'missed'],
  ])('10,000 ids in %d MiB: %s', (memory, expected) => {
    const results = newResults({ samples: [newSample({ ids: 10_000, memory })] });
    expect(word(results, 'Memory with 10,000 ids, HTTP/2')).toBe(expected);
  });

  test('10,000 ids are held against 1,000 of the same round', () => {
    const samples = [newSample({ wall: 100 }), newSample({ ids: 10_000, wall: 1100 })];
    expect(word(newResults({ samples }), '10,000 ids beside 1,000, HTTP/2')).toBe('missed');
  });

  test.each([
    [labels.inputError, 96, 'met'],
    [labels.inputError, 97, 'missed'],
    [labels.request, 120, 'met'],
    [labels.request, 121, 'missed'],
  ])('%s after %d ms where bare Node takes 40 ms: %s', (contestant, wall, expected) => {
    const samples = [
      { contestant: labels.node, round: 0, wall: 40 },
      { contestant, round: 0, wall },
    ];
    const what = contestant === labels.request ? 'First request' : 'Exit on an input error';
    expect(word({ cold: { samples } }, what)).toBe(expected);
  });

  test('the median decides, not a single round', () => {
    const samples = [100, 100, 9000].flatMap((wall, round) => [
      newSample({ round, wall }),
      newSample({ round, wall: 200, contestant: curl }),
    ]);
    expect(word(newResults({ samples }), '1,000 ids beside `curl --parallel`, HTTP/2')).toBe('met');
  });

  test('what was not measured is neither met nor missed', () => {
    expect(new Set(judge({}).map((verdict) => verdict.word))).toEqual(new Set(['not measured']));
  });
});

/** Throws unless tags are closed in order, attributes are quoted, and no bare `<` or `&` is left. */
function checkWellFormed(xml: string): void {
  const open: string[] = [];
  const tag = /<(\/?)([a-z]+)((?: [\w:-]+="[^"<&]*")*) ?(\/?)>/gi;
  for (const [, closing, name = '', , empty] of xml.matchAll(tag)) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name);
  }
  expect(open).toEqual([]);
  expect(xml.replace(tag, '')).not.toMatch(/[<>]|&(?!#\d+;)/);
}

describe('the plot', () => {
  const newSeries = (label: string, times: Readonly<Record<number, number>>): Series => ({
    label,
    points: Object.entries(times).map(([ids, time]) => ({
      ids: Number(ids),
      time: { min: time * 0.9, median: time, max: time * 1.2 },
    })),
  });

  test('every contestant has a line with a point for each number of ids, and a key', () => {
    const svg = plotTimes([newSeries(action, { 1: 300, 10: 310, 100: 400 }), newSeries(curl, { 1: 50 })]);
    const lines = [...svg.matchAll(/<polyline points="([^"]*)"/g)].map(([, points = '']) => points);
    expect(lines.map((points) => points.split(' ').length)).toEqual([3, 1]);
    for (const label of [action, curl]) expect(svg).toMatch(new RegExp(`<text [^>]*>${label}</text>`));
    for (const word of ['ids', 'seconds', '100']) expect(svg).toContain(`>${word}</text>`);
  });

  test('more ids are further right, and more time is further up', () => {
    const svg = plotTimes([newSeries(action, { 1: 300, 1000: 900 })]);
    const [first = [], second = []] = (/points="([^"]*)"/.exec(svg)?.[1] ?? '')
      .split(' ')
      .map((point) => point.split(',').map(Number));
    expect(Number(second[0])).toBeGreaterThan(Number(first[0]));
    expect(Number(second[1])).toBeLessThan(Number(first[1]));
  });

  test('whatever is measured stays on the canvas and well-formed', () => {
    const time = fc.double({ min: 0.01, max: 1e7, noNaN: true });
    const point = fc.record({
      ids: fc.integer({ min: 1, max: 1_000_000 }),
      time: fc.tuple(time, time, time).map((values) => spread(values) ?? { min: 1, median: 1, max: 1 }),
    });
    const anySeries = fc.record({ label: fc.string({ unit: 'grapheme-ascii' }), points: fc.array(point) });
    fc.assert(
      fc.property(fc.array(anySeries, { maxLength: 8 }), (series) => {
        const svg = plotTimes(series);
        checkWellFormed(svg);
        const numbers = (names: string): number[] =>
          [...svg.matchAll(new RegExp(` (?:${names})="([^"]*)"`, 'g'))].map(([, value]) => Number(value));
        for (const value of numbers('x|x1|x2|cx')) expect(value >= 0 && value <= 800).toBe(true);
        for (const value of numbers('y|y1|y2|cy')) expect(value >= 0 && value <= 480).toBe(true);
      }),
    );
  });

  test('a label cannot break out of its text', () => {
    const svg = plotTimes([newSeries('<script>"&\'', { 1: 1 })]);
    checkWellFormed(svg);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&#60;script&#62;&#34;&#38;&#39;');
  });

  test('the same results make the same small file', () => {
    const sizes = { 1: 1, 10: 10, 100: 100, 1000: 1000, 10000: 10_000 };
    const series = ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => newSeries(label, sizes));
    expect(plotTimes(series)).toBe(plotTimes(structuredClone(series)));
    expect(plotTimes(series).length).toBeLessThan(30_000);
  });

  test('who did not run has no line', () => {
    const samples = [newSample({ ids: 1 }), newSample({ ids: 10, wall: 700 })];
    expect(listSeries(newResults({ samples }).scale)).toEqual([
      {
        label: action,
        points: [
          { ids: 1, time: { min: 500, median: 500, max: 500 } },
          { ids: 10, time: { min: 700, median: 700, max: 700 } },
        ],
      },
    ]);
  });
});

describe('the page', () => {
  test('what stands between the marks is replaced, and nothing else', () => {
    const page = 'before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n';
    const once = replaceMeasured(page, 'new $& text');
    expect(once).toBe('before\n<!-- measured -->\n\nnew $& text\n\n<!-- /measured -->\nafter\n');
    expect(replaceMeasured(once, 'new $& text')).toBe(once);
  });

  test('a page without a place for it is an error', () => {
    expect(() => replaceMeasured('text', 'new')).toThrow('no place');
  });
});

describe('the command line', () => {
  test('a whole run measures everything, and long runs less often', () => {
    const options = parseOptions([]);
    expect(options.parts).toEqual(['scale', 'cold', 'list']);
    expect(options.sizes).toEqual([1, 10, 100, 1000, 10_000]);
    expect(options.roundsOf(10_000)).toBeLessThan(options.roundsOf(1000));
    expect(options.listTokens).toBe(100_000);
    expect(options.write).toBe(false);
  });

  test('ids and rounds can be chosen', () => {
    const options = parseOptions(['--ids', '50,5', '--rounds', '2', '--only', 'scale']);
    expect(options.sizes).toEqual([5, 50]);
    expect(options.roundsOf(5)).toBe(2);
    expect(options.parts).toEqual(['scale']);
  });

  test.each([
    [['--ids', '1,x'], '--ids'],
    [['--rounds', '0'], '--rounds'],
    [['--only', 'all'], 'scale, cold, list'],
    [['--what'], '--what'],
    [['--write', '--short'], 'whole run'],
    [['--write', '--only', 'cold'], 'whole run'],
  ])('%j is an error that says why', (args, word) => {
    expect(() => parseOptions(args)).toThrow(word);
  });
});

describe('the short form', () => {
  test('shows that everything runs: each contestant has a time, or a word why it has none', async () => {
    const bench = path.join(root, 'dev/bench/bench.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [bench, '--short'], { cwd: root });
    const rows = (label: string): string[] =>
      stdout.split('\n').filter((line) => line.startsWith(`| ${label} |`));
    const timeOrWord = /^\| [^|]+ \| (?:[\d,]+|skipped: [^|]+) \|/;
    const revoking = [
      action,
      labels.action('HTTP/1.1'),
      curl,
      labels.curl('HTTP/1.1'),
      labels.loop,
      labels.h2load,
    ];
    for (const label of revoking) {
      // 1 id and 10 ids; the action has a row for the list as well.
      expect(rows(label).length).toBe(label === action ? 3 : 2);
      for (const row of rows(label)) expect(row).toMatch(timeOrWord);
    }
    for (const label of [
      labels.node,
      labels.template,
      labels.inputError,
      labels.connection,
      labels.request,
    ]) {
      expect(rows(label)).toHaveLength(1);
      expect(rows(label)[0]).toMatch(timeOrWord);
    }
    expect(stdout).toContain('### Targets');
    expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('runs where no peer is installed, and says of each that it is not', async () => {
    const bench = path.join(root, 'dev/bench/bench.ts');
    const args = [bench, '--short', '--only', 'scale', '--ids', '1'];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: root,
      env: { PATH: tmpdir() },
    });
    expect(stdout).toContain('CPU and memory are not measured: GNU time is not installed.');
    expect(stdout).toMatch(/^\| the action, HTTP\/2 \| [\d,]+ \| – \| – \|/m);
    for (const label of [curl, labels.curl('HTTP/1.1'), labels.loop])
      expect(stdout).toContain(`| ${label} | skipped: curl is not installed |`);
    expect(stdout).toContain(`| ${labels.h2load} | skipped: h2load is not installed |`);
  });
});
