import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readRepositoryFile, root } from '../../support/repository-workflows.ts';

const folder = '__tests__/scenarios';
const scenarios = readdirSync(path.join(root, folder))
  .map((file) => readRepositoryFile(path.join(folder, file)))
  .join('\n');

/** The scenarios that a page names: in the last column of a table that is headed so, and behind the word. */
function findNamed(page: string): string[] {
  const tables = page.split('\n\n').filter((part) => /^\|.*\| scenario \|\n/.test(part));
  const cells = tables.flatMap((table) =>
    table
      .split('\n')
      .slice(2)
      .map((row) => row.split(' | ').at(-1) ?? ''),
  );
  const behind = [...page.matchAll(/Scenarios?: (`[^`]+`)/g)].map(([, name = '']) => name);
  return [...cells, ...behind].flatMap((text) =>
    [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

describe('What the page on reliability says', () => {
  const named = findNamed(readRepositoryFile('docs/reliability.md'));

  test('is shown by scenarios that exist', () => {
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !scenarios.includes(name))).toEqual([]);
  });
});
