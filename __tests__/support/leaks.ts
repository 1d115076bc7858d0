import type { StepResult } from '../../dev/runner/runner.ts';
import { compact, findRareParts } from '../../src/connection/stretches.ts';

/** What a step left behind, and the files in its temporary folder, with their contents. */
export type StepTraces = StepResult & { readonly leftovers: Readonly<Record<string, string>> };

/** So many characters in a row of a secret are a leak. */
const stretchLength = 16;

/**
 * Where secrets came out of a step, outside of masks: whole, or 16 characters in a row of one, in any of the forms in which a
 * server may echo them.
 */
export function findLeaks(result: StepTraces, secrets: readonly string[]): string[] {
  const places: Record<string, string> = {
    log: unescapeCommands(result.log.replace(/^::add-mask::.*$/gm, '')),
    summary: result.summary,
    ...prefixed('output', result.outputs),
    ...prefixed('file', result.leftovers),
  };
  const isIn = createSearch(secrets);
  return Object.entries(places)
    .filter(([, text]) => isIn(text))
    .map(([place]) => place);
}

/** Says whether one of the secrets is in a text. */
function createSearch(secrets: readonly string[]): (text: string) => boolean {
  const rare = secrets.map((secret) => ({ secret, parts: findRareParts(secret) }));
  const short = rare.filter(({ secret, parts }) => secret !== '' && parts.length === 0);
  const forms = short.flatMap(({ secret }) => formsOf(secret));
  const stretches = new Set(rare.flatMap(({ parts }) => parts.flatMap(stretchesOf)));
  return (text) =>
    forms.some((form) => text.includes(form)) ||
    readingsOf(text).some((reading) => stretchesOf(compact(reading)).some((part) => stretches.has(part)));
}

function stretchesOf(text: string): string[] {
  const count = Math.max(0, text.length - stretchLength + 1);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + stretchLength));
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64];
}

/** A text as it is, and with each kind of encoding decoded. */
function readingsOf(text: string): string[] {
  const lines = text.replace(/\r?\n/g, '');
  return [
    text,
    text.replace(/(?:%[\da-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString()),
    text.replace(/&#(x?)([\da-f]+);/gi, (_, hex, code) =>
      String.fromCodePoint(parseCode(code, hex ? 16 : 10)),
    ),
    text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => named[name] ?? ''),
    text.replace(/\\u([\da-f]{4})/gi, (_, code) => String.fromCodePoint(parseCode(code, 16))),
    text.replace(/\\(["\\/])/g, '$1'),
    ...[0, 1, 2, 3].flatMap((skip) => decodeRuns(lines, /[\w+/-]{22,}/g, skip, 'base64')),
    ...[0, 1].flatMap((skip) => decodeRuns(lines, /[\da-f]{32,}/gi, skip, 'hex')),
  ];
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function parseCode(code: string, base: number): number {
  return Math.min(Number.parseInt(code, base), 0x10ffff);
}

function decodeRuns(text: string, runs: RegExp, skip: number, encoding: 'base64' | 'hex'): string[] {
  return (text.match(runs) ?? []).map((run) => Buffer.from(run.slice(skip), encoding).toString('latin1'));
}

/** In a workflow command the runner reads `%25` as a percent sign. */
function unescapeCommands(log: string): string {
  return `${log}\n${log.replaceAll('%25', '%')}`;
}

function prefixed(kind: string, texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${kind} ${name}`, text]));
}
