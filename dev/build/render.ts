import type { BundledPackage } from './bundled-package.ts';

/** The text of LICENSES.txt: every package by name and version, with its licence id and the text of its licence files. */
export function renderLicences(packages: readonly BundledPackage[]): string {
  return `${packages
    .toSorted(compare)
    .map(renderPackage)
    .join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** By code unit, so that the order depends on no machine's language. */
function compare(a: BundledPackage, b: BundledPackage): number {
  const [left, right] = [`${a.name} ${a.version}`, `${b.name} ${b.version}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function renderPackage({ name, version, licence, author, repository, texts }: BundledPackage): string {
  const parts = texts.map(({ file, text }) => `${file}:\n\n${normalize(text)}`);
  const none = `It ships no licence file. Author: ${author ?? 'not stated'}. Repository: ${repository ?? 'not stated'}.`;
  return [
    `${name} ${version}\nLicence: ${licence ?? 'not stated'}`,
    ...(parts.length > 0 ? parts : [none]),
  ].join('\n\n');
}

function normalize(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}
