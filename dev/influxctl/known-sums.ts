import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isSupported } from '../../src/connection/influxctl-version.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';

/** SHA-256 of archives, by version and by the system in the archive's name. */
export type KnownSums = Readonly<Record<string, Readonly<Record<string, string>>>>;

const table = fileURLToPath(new URL('../../src/action/influxctl/known-sums.json', import.meta.url));

/** Reads the sums from InfluxData's Homebrew formula: each address is followed by the sum of its archive. */
export function parseFormula(formula: string): KnownSums {
  const archive =
    /influxctl-v(?<version>\d+\.\d+\.\d+)-(?<system>[\w-]+)\.zip"\s+sha256 "(?<sum>[0-9a-f]{64})"/g;
  const sums: Record<string, Record<string, string>> = {};
  for (const { groups: { version = '', system = '', sum = '' } = {} } of formula.matchAll(archive))
    sums[version] = { ...sums[version], [system]: sum };
  return sums;
}

/** Adds the sums of every commit of a clone of github.com/influxdata/homebrew-tap to the action's table. */
function refresh(clone: string): void {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8' });
  const commits = git('log', '--format=%H', '--', 'influxctl.rb').trim().split('\n');
  const found = commits.map((commit) => parseFormula(git('show', `${commit}:influxctl.rb`)));
  const known = JSON.parse(readFileSync(table, 'utf8'));
  const all: KnownSums = Object.assign({}, ...found.reverse(), known.sha256);
  const least = tokenKinds.management.influxctl.leastVersion;
  const supported = Object.entries(all).filter(([version]) => isSupported(version, least));
  const newestFirst = supported.sort(([a], [b]) => b.localeCompare(a, 'en', { numeric: true }));
  const day = new Date().toISOString().slice(0, 10);
  const source = `https://github.com/influxdata/homebrew-tap, influxctl.rb, the commit of each release, read ${day}`;
  const content = { ...known, source, sha256: Object.fromEntries(newestFirst) };
  writeFileSync(table, `${JSON.stringify(content, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , clone] = process.argv;
  if (clone === undefined) throw new Error('usage: node dev/influxctl/known-sums.ts <clone of the tap>');
  refresh(clone);
}
