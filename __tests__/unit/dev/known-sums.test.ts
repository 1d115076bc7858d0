import { expect, test } from '@jest/globals';
import { parseFormula } from '../../../dev/influxctl/known-sums.ts';

test('The sums of both macOS archives are read from a Homebrew formula', () => {
  const [arm, intel] = ['a'.repeat(64), 'b'.repeat(64)];
  const url = 'https://dl.influxdata.com/influxctl/releases/influxctl-v9.8.7';
  const formula = `version "v9.8.7"
    if arm\n\turl "${url}-darwin-arm64.zip"\n\t\tsha256 "${arm}"
    if intel\n\turl "${url}-darwin-x86_64.zip"\n\t\tsha256 "${intel}"`;
  expect(parseFormula(formula)).toEqual({ '9.8.7': { 'darwin-arm64': arm, 'darwin-x86_64': intel } });
  expect(parseFormula('class Influxctl < Formula')).toEqual({});
});
