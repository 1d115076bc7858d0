import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../../support/repository-workflows.ts';
import { makeFolder } from '../../support/shell-programs.ts';

/** Runs the check with programs that end with these exit codes, and no others. */
function runCheck(exitCodes: Readonly<Record<string, number>>) {
  const folder = makeFolder();
  const calls = path.join(folder, 'calls');
  writeFileSync(calls, '');
  for (const [name, code] of Object.entries(exitCodes)) {
    const program = path.join(folder, name);
    writeFileSync(program, `#!/bin/sh\necho "${name} $*" >> '${calls}'\nexit ${code}\n`);
    chmodSync(program, 0o755);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dev/checks/workflows.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: folder },
  });
  return { status, stdout, stderr, calls: readFileSync(calls, 'utf8') };
}

describe('The check of the workflows', () => {
  test('continues without programs that are not installed, and says so', () => {
    const { status, stdout, stderr } = runCheck({});
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^actionlint is not installed: skipped\. .*\nzizmor is not installed: skipped\. .*\n$/,
    );
  });

  test('asks those that are, and no network', () => {
    const { status, stdout, calls } = runCheck({ actionlint: 0, zizmor: 0 });
    expect([status, stdout]).toEqual([0, 'actionlint found nothing.\nzizmor found nothing.\n']);
    expect(calls).toMatch(/^actionlint \nzizmor --offline /);
  });

  test('asks all of them before it fails, and says what to run', () => {
    const { status, stderr, calls } = runCheck({ actionlint: 1, zizmor: 13 });
    expect(status).toBe(1);
    expect(calls.split('\n')).toHaveLength(3);
    expect(stderr).toBe(
      'Fix what actionlint and zizmor found above, and run "npm run check:workflows" again.\n',
    );
  });
});
