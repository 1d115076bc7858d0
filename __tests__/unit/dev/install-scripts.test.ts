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
  test.each([
    [
      'passes if each is decided on, for or against',
      ['node', '@scope/b'],
      { node: true, '@scope/b': false },
      0,
      '',
    ],
    ['fails on a package that is not decided on', ['node', '@scope/b'], { node: true }, 1, '@scope/b'],
    ['fails on a decision about a package that is gone', [], { node: true }, 1, 'node'],
  ])('%s', (_, withScript, allowScripts, status, named) => {
    expect(check(withScript, allowScripts)).toMatchObject({ status, stderr: expect.stringContaining(named) });
  });
});
