import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../../support/repository-workflows.ts';
import { makeFolder } from '../../support/shell-programs.ts';

describe('A tag that is pushed', () => {
  const changelog = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-03-01

### Added

- Something.

## [1.1.0] - 2026-02-01

- Before.

[Unreleased]: https://example.com
`;

  /** Checks a tag in a folder with a package of this version, and gives the notes that are written. */
  function checkRelease(tag: string, version: string) {
    const folder = makeFolder();
    const at = (name: string): string => path.join(folder, name);
    writeFileSync(at('package.json'), JSON.stringify({ version }));
    writeFileSync(at('CHANGELOG.md'), changelog);
    const script = path.join(root, 'dev/checks/release.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, tag, '--notes', 'notes.md'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const notes = existsSync(at('notes.md')) ? readFileSync(at('notes.md'), 'utf8') : undefined;
    return { status, stderr, notes };
  }

  test('gets the notes from its section of the changelog', () => {
    expect(checkRelease('v1.2.0', '1.2.0')).toEqual({
      status: 0,
      stderr: '',
      notes: '### Added\n\n- Something.\n',
    });
    expect(checkRelease('v1.1.0', '1.1.0').notes).toBe('- Before.\n');
  });

  test('is refused where package.json names another version', () => {
    const { status, stderr, notes } = checkRelease('v1.2.0', '1.1.0');
    expect({ status, notes }).toEqual({ status: 1, notes: undefined });
    expect(stderr).toBe(
      'The tag is "v1.2.0", and package.json says 1.1.0. Run "npm version --no-git-tag-version 1.2.0", or tag v1.1.0.\n',
    );
  });

  test.each(['1.3.0', 'Unreleased'])(
    'is refused where the changelog has no section for it: %s',
    (version) => {
      const { status, stderr } = checkRelease(`v${version}`, version);
      expect(status).toBe(1);
      expect(stderr).toContain(`no section "## [${version}] - <date>"`);
    },
  );
});
