import type { RaceResult } from './run-race.ts';
import { pick, type Spread, spread } from './statistics.ts';

/** Targets first, then what every contestant took, as Markdown. */
export function renderResults(results: readonly RaceResult[]): string {
  return [renderTargets(results), ...results.map(renderRace)].join('\n\n');
}

function renderTargets(results: readonly RaceResult[]): string {
  const rows = results.flatMap(({ race, samples }) =>
    race.targets.map(({ what, limit, measure }) => {
      const of = (label: string) => samples.filter(({ contestant }) => contestant === label);
      const measured = spread(measure(of, race.setting.ids));
      return [what, `≤ ${limit}`, renderSpread(measured, renderRatio), judge(measured, limit)];
    }),
  );
  return renderTable(['what', 'target', 'measured', ''], rows);
}

/** The median decides. */
function judge(measured: Spread | undefined, limit: number): string {
  if (measured === undefined) return 'not measured';
  return measured.median <= limit ? 'met' : 'missed';
}

function renderRace({ race, samples, failures }: RaceResult): string {
  const rows = race.contestants.map(({ label, missing }) => {
    const own = samples.filter(({ contestant }) => contestant === label);
    const cell = (value: Parameters<typeof pick>[1]) => renderSpread(spread(pick(own, value)), renderWhole);
    const absence = failures.has(label) ? 'failed' : `skipped: ${missing}`;
    return [label, own.length === 0 ? absence : cell('wall'), cell('cpu'), cell('memory'), cell('requests')];
  });
  const head = ['contestant', 'time, ms', 'CPU, ms', 'memory, MiB', 'requests'];
  return `### ${race.title}\n\n${renderTable(head, rows)}`;
}

/** The median with the ends: `12 (10 to 15)`. Ends that read the same: `12`. */
function renderSpread(found: Spread | undefined, render: (value: number) => string): string {
  if (found === undefined) return '–';
  const [middle, min, max] = [found.median, found.min, found.max].map(render);
  return min === max ? `${middle}` : `${middle} (${min} to ${max})`;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function renderRatio(value: number): string {
  return value >= 10 ? renderWhole(value) : value.toFixed(2);
}

function renderWhole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Puts text between the marks of a page. Throws where the page has no such place. */
export function replaceMeasured(page: string, text: string): string {
  const marked = /<!-- measured -->\n[\s\S]*?<!-- \/measured -->/;
  if (!marked.test(page))
    throw new Error('The page has no place between <!-- measured --> and <!-- /measured -->.');
  return page.replace(marked, () => `<!-- measured -->\n\n${text}\n\n<!-- /measured -->`);
}
