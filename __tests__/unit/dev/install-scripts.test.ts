import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../../support/repository-workflows.ts';
import { makeFolder } from '../../support/shell-programs.ts';

/** Runs the check where the lock file has packages with install scripts. */
function check(withScript: readonly string[], allowScripts: Readonly<Record<string, boolean>>) {
  const folder = makeFolder();
  const entries = withScript.map((name) => [
    `node_modules/a/node_modules/${name}`,
    { hasInstallScript: true },
  ]);
  const packages = { 'node_modules/a': {}, ...Object.fromEntries(entries) };
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ allowScripts }));
  const script = path.join(root, 'dev/checks/install-scripts.ts');
  return spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
}

describe('The check of install scripts', () => {
  test('passes where each is decided on, for or against', () => {
    expect(check(['node', '@scope/b'], { node: true, '@scope/b': false }).status).toBe(0);
  });

  test('fails on a package that is not decided on', () => {
    const { status, stderr } = check(['node', '@scope/b'], { node: true });
    expect({ status, named: stderr.includes('@scope/b') }).toEqual({ status: 1, named: true });
  });

  test('fails on a decision about a package that is gone', () => {
    const { status, stderr } = check([], { node: true });
    expect({ status, named: stderr.includes('node') }).toEqual({ status: 1, named: true });
  });
});
