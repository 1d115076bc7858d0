import type { BundledPackage } from './bundled-package.ts';

/** The SPDX ids of the licences that a bundled package may have: each allows copies under the terms of its own text. */
export const allowedLicences: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
];

/** Throws where a package states no licence or one that is not allowed. The message names every such package. */
export function checkLicences(packages: readonly BundledPackage[]): void {
  const refused = packages
    .filter(({ licence }) => licence === undefined || !isAllowed(licence))
    .map(({ name, version, licence }) => `${name} ${version} (${licence ?? 'none stated'})`)
    .sort();
  if (refused.length > 0)
    throw new Error(
      `Bundled packages with a licence that is not in dev/build/licences.ts: ${refused.join(', ')}.`,
    );
}

/** Whether an SPDX expression names allowed licences only. Both sides of an `OR` count: no one has chosen one of them yet. */
export function isAllowed(expression: string): boolean {
  let left = expression.replace(/[\w.+-]+/g, judgeWord);
  let before: string;
  do {
    before = left;
    left = left.replace(/\( *1 *\)|1 +(?:AND|OR) +1/g, '1');
  } while (left !== before);
  return left === '1';
}

/** Turns a word into `1` for an allowed licence and `0` for anything else; operators remain. */
function judgeWord(word: string): string {
  if (word === 'AND' || word === 'OR') return word;
  return allowedLicences.includes(word) ? '1' : '0';
}

/** The text of LICENSES.txt: every package by name and version, with its licence id and the text of its licence files. */
export function renderLicences(packages: readonly BundledPackage[]): string {
  const parts = packages.toSorted(compare).map(renderPackage);
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** By code unit, so that the order depends on no machine's language. */
function compare(a: BundledPackage, b: BundledPackage): number {
  const [left, right] = [`${a.name} ${a.version}`, `${b.name} ${b.version}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function renderPackage({ name, version, licence, author, repository, texts }: BundledPackage): string {
  const head = `${name} ${version}\nLicence: ${licence ?? 'not stated'}`;
  const parts = texts.map(({ file, text }) => `${file}:\n\n${normalize(text)}`);
  const none = `It ships no licence file. Author: ${author ?? 'not stated'}. Repository: ${repository ?? 'not stated'}.`;
  return [head, ...(parts.length > 0 ? parts : [none])].join('\n\n');
}

function normalize(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}
