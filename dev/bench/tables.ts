import type { Series } from './plot.ts';
import {
  type ColdResults,
  type Entry,
  failureOf,
  type ListResults,
  labels,
  type Results,
  type ScaleResults,
  samplesOf,
} from './results.ts';
import { pick, ratios, type Sample, type Spread, spread } from './statistics.ts';
import { judge } from './targets.ts';

/** What stands where nothing was measured. */
const nothing = '–';

/** Everything that was measured, as Markdown. */
export function renderResults(results: Results): string {
  const { scale, cold, list } = results;
  return [
    ...(scale === undefined ? [] : scale.sizes.map((ids) => renderScale(scale, ids))),
    ...(cold === undefined ? [] : [renderCold(cold)]),
    ...(list === undefined ? [] : [renderList(list)]),
    renderTargets(results),
  ].join('\n\n');
}

function renderScale(scale: ScaleResults, ids: number): string {
  const rows = scale.entries.map((entry) => {
    const samples = samplesOf(scale, entry.label, ids);
    const base = labels.action(entry.protocol);
    const beside = entry.label === base ? [] : ratios(samplesOf(scale, base, ids), samples);
    const absence = failureOf(scale, entry.label, ids) === undefined ? explainAbsence(entry, ids) : 'failed';
    return [entry.label, ...renderUse(samples, absence), renderSpread(beside, renderRatio)];
  });
  const title = `### ${renderCount(ids)} ${ids === 1 ? 'id' : 'ids'}`;
  return [title, renderTable([...useHead, 'the action ÷ this'], rows)].join('\n\n');
}

function renderCold({ samples }: ColdResults): string {
  const { node, template, inputError, connection, request } = labels;
  const find = (label: string): Sample[] => samples.filter(({ contestant }) => contestant === label);
  const rows = [node, template, inputError, connection, request].map((label) => [
    label,
    renderSpread(pick(find(label), 'wall'), renderWhole),
    label === node ? nothing : renderSpread(ratios(find(label), find(node)), renderRatio),
  ]);
  return ['### Cold start', renderTable(['process', 'time, ms', `this ÷ ${node}`], rows)].join('\n\n');
}

function renderList({ tokens, entries, samples }: ListResults): string {
  const rows = entries.map((entry) => {
    const own = samples.filter(({ contestant }) => contestant === entry.label);
    return [entry.label, ...renderUse(own, explainAbsence(entry, 1))];
  });
  return [`### A list of ${renderCount(tokens)} tokens`, renderTable(useHead, rows)].join('\n\n');
}

function renderTargets(results: Results): string {
  const rows = judge(results).map(({ target, measured, word }) => {
    const render = target.unit === 'MiB' ? renderWhole : renderRatio;
    const limit = target.unit === 'MiB' ? renderWhole(target.limit) : `${target.limit.toFixed(1)}`;
    const shown = measured === undefined ? nothing : renderSpread(measured, render);
    return [target.what, `${target.bound} ${limit} ${target.unit}`, shown, word];
  });
  return ['### Targets', renderTable(['what', 'target', 'measured', ''], rows)].join('\n\n');
}

const useHead = ['contestant', 'time, ms', 'CPU, ms', 'memory, MiB'];

function renderUse(samples: readonly Sample[], absence: string): string[] {
  const [time, ...rest] = (['wall', 'cpu', 'memory'] as const).map((value) =>
    renderSpread(pick(samples, value), renderWhole),
  );
  return [samples.length === 0 ? absence : (time ?? nothing), ...rest];
}

function explainAbsence({ missing, maxIds }: Entry, ids: number): string {
  if (missing !== undefined) return `skipped: ${missing}`;
  return maxIds !== undefined && ids > maxIds ? `${nothing} (up to ${maxIds} ids)` : nothing;
}

/** The median with the ends: `12 (10 to 15)`. Ends that read the same: `12`. */
function renderSpread(values: readonly number[] | Spread, render: (value: number) => string): string {
  const found = 'median' in values ? values : spread(values);
  if (found === undefined) return nothing;
  const [middle, min, max] = [found.median, found.min, found.max].map(render);
  return min === max ? `${middle}` : `${middle} (${min} to ${max})`;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function renderRatio(value: number): string {
  return value.toFixed(2);
}

function renderWhole(value: number): string {
  return renderCount(Math.round(value));
}

function renderCount(value: number): string {
  return value.toLocaleString('en');
}

/** What the plot shows: a line for each contestant that ran. */
export function listSeries(scale: ScaleResults): Series[] {
  const series = scale.entries.map(({ label }) => ({
    label,
    points: scale.sizes.flatMap((ids) => {
      const time = spread(pick(samplesOf(scale, label, ids), 'wall'));
      return time === undefined ? [] : [{ ids, time }];
    }),
  }));
  return series.filter(({ points }) => points.length > 0);
}
