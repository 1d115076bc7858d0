import type { Spread } from './statistics.ts';

/** A line of the plot. */
export interface Series {
  readonly label: string;
  /** Times in ms by number of ids, both greater than 0. */
  readonly points: readonly { readonly ids: number; readonly time: Spread }[];
}

interface Scale {
  readonly from: number;
  readonly to: number;
  /** The place of a value on the canvas. */
  readonly place: (value: number) => number;
}

const canvas = { width: 800, height: 480, left: 70, right: 230, top: 46, bottom: 56 };
const [innerRight, innerBottom] = [canvas.width - canvas.right, canvas.height - canvas.bottom];

/** Told apart by colour-blind people as well, on white: the palette of Okabe and Ito without its yellow. */
const colours = ['#d55e00', '#e69f00', '#0072b2', '#56b4e9', '#009e73', '#555555'];
const dashes = ['none', '6 4', 'none', '6 4', '2 3', '10 3 2 3'];

/**
 * Draws time against number of ids as an SVG, both axes logarithmic: a line through each contestant's medians, with its
 * shortest and longest time at each point. It has a background of its own, so it reads on dark pages too.
 */
export function plotTimes(series: readonly Series[]): string {
  const points = series.flatMap((each) => each.points);
  const x = scale(
    points.map(({ ids }) => ids),
    canvas.left,
    innerRight,
  );
  const seconds = points.flatMap(({ time }) => [time.min / 1000, time.max / 1000]);
  const y = scale(seconds, innerBottom, canvas.top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${canvas.width} ${canvas.height}" role="img" font-family="sans-serif" font-size="13" fill="#24292f">`,
    '<title>Time against number of ids</title>',
    `<rect width="${canvas.width}" height="${canvas.height}" rx="6" fill="#ffffff"/>`,
    text(canvas.left, 26, 'Whole-process time against number of ids, both axes logarithmic', ''),
    ...decades(x).map((value) => drawColumn(x.place(value), value.toLocaleString('en'))),
    ...decades(y).map((value) => drawRow(y.place(value), `${Number(value.toPrecision(1))}`)),
    text((canvas.left + innerRight) / 2, canvas.height - 14, 'ids', 'text-anchor="middle"'),
    text(
      0,
      0,
      'seconds',
      `text-anchor="middle" transform="translate(20 ${(canvas.top + innerBottom) / 2}) rotate(-90)"`,
    ),
    ...series.map((each, index) => drawSeries(each, index, x, y)),
    ...series.map(({ label }, index) => drawKey(label, index)),
    '</svg>',
    '',
  ].join('\n');
}

/** A logarithmic scale over whole decades that holds all values. */
function scale(values: readonly number[], start: number, end: number): Scale {
  const shown = values.length === 0 ? [1] : values;
  const low = Math.floor(Math.log10(Math.min(...shown)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...shown)) - 1e-9));
  const place = (value: number): number => start + ((Math.log10(value) - low) / (high - low)) * (end - start);
  return { from: low, to: high, place };
}

function decades({ from, to }: Scale): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
}

function drawColumn(x: number, label: string): string {
  return `${line(x, canvas.top, x, innerBottom, grid)}${text(x, innerBottom + 18, label, 'text-anchor="middle"')}`;
}

function drawRow(y: number, label: string): string {
  return `${line(canvas.left, y, innerRight, y, grid)}${text(canvas.left - 8, y + 4, label, 'text-anchor="end"')}`;
}

const grid = 'stroke="#d0d7de"';

function drawSeries({ label, points }: Series, index: number, x: Scale, y: Scale): string {
  const placed = points.map(({ ids, time }) => ({
    at: x.place(ids),
    low: y.place(time.min / 1000),
    middle: y.place(time.median / 1000),
    high: y.place(time.max / 1000),
  }));
  const path = placed.map(({ at, middle }) => `${round(at)},${round(middle)}`).join(' ');
  const marks = placed.map(
    ({ at, low, middle, high }) =>
      `${line(at, low, at, high, '')}<circle cx="${round(at)}" cy="${round(middle)}" r="3"/>`,
  );
  return [
    `<g stroke="${colourOf(index)}" fill="${colourOf(index)}"><title>${escapeXml(label)}</title>`,
    `<polyline points="${path}" fill="none" stroke-width="2" ${dashOf(index)}/>`,
    ...marks,
    '</g>',
  ].join('\n');
}

function drawKey(label: string, index: number): string {
  const y = canvas.top + 10 + index * 24;
  const stroke = `stroke="${colourOf(index)}" stroke-width="2" ${dashOf(index)}`;
  return `${line(innerRight + 16, y, innerRight + 48, y, stroke)}${text(innerRight + 56, y + 4, label, '')}`;
}

function colourOf(index: number): string {
  return colours[index % colours.length] ?? '#000000';
}

function dashOf(index: number): string {
  return `stroke-dasharray="${dashes[index % dashes.length] ?? 'none'}"`;
}

function line(x1: number, y1: number, x2: number, y2: number, attributes: string): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" ${attributes}/>`;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escapeXml(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(content: string): string {
  return content.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
