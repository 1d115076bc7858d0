import { allowedLicences } from './allowed-licences.ts';
import type { BundledPackage } from './bundled-package.ts';

/** Throws where a package states no licence or one that is not allowed. The message names every such package. */
export function checkLicences(packages: readonly BundledPackage[]): void {
  const refused = packages
    .filter(({ licence }) => licence === undefined || !isAllowed(licence))
    .map(({ name, version, licence }) => `${name} ${version} (${licence ?? 'none stated'})`)
    .sort();
  if (refused.length > 0)
    throw new Error(
      `Bundled packages with a licence that is not in dev/build/allowed-licences.ts: ${refused.join(', ')}.`,
    );
}

/**
 * Whether an SPDX licence expression names allowed licences only, joined by `AND`, `OR` and brackets. Both sides of an
 * `OR` count: nobody has chosen one of them yet.
 */
export function isAllowed(expression: string): boolean {
  let left = expression.replace(/[\w.+-]+/g, judgeWord);
  let before: string;
  do {
    before = left;
    left = left.replace(/\( *1 *\)|1 +(?:AND|OR) +1/g, '1');
  } while (left !== before);
  return left === '1';
}

/** Turns a word into `1` for an allowed licence and `0` for anything else; operators stay. */
function judgeWord(word: string): string {
  if (word === 'AND' || word === 'OR') return word;
  return allowedLicences.includes(word) ? '1' : '0';
}
