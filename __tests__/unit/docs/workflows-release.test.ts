import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runScript } from '../../support/recipe-scripts.ts';
import { readWorkflow, scriptOf } from '../../support/repository-workflows.ts';
import { makeFolder } from '../../support/shell-programs.ts';

const release = readWorkflow('release.yml');
let folder: string;

/** A file in the test's folder. */
const at = (name: string): string => path.join(folder, name);

/** Stands in for GitHub's CLI: writes down what it is asked, and knows one release or none. */
function installGh(known = ''): void {
  const script = `echo "$*" >> '${at('calls')}'\n[ "$1 $2" != 'release view' ] || [ "$3" = '${known}' ]`;
  writeFileSync(at('gh'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  writeFileSync(at('calls'), '');
}

const calls = (): string[] => readFileSync(at('calls'), 'utf8').split('\n').slice(0, -1);

function runStepOf(job: string, step: string, env: Readonly<Record<string, string>>) {
  const PATH = `${folder}${path.delimiter}${process.env['PATH']}`;
  return runScript(scriptOf(release, job, step), { GITHUB_REPOSITORY: 'octo/repo', ...env, PATH }, folder);
}

/** Without the settings of the user who runs the tests, such as one that signs. */
const gitEnvironment = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' },
  ...{ GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' },
};

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', env: gitEnvironment }).trim();

/** A commit of its own for each release, oldest first. */
function givenReleases(...tags: string[]): void {
  git('init', '--quiet');
  for (const tag of tags) {
    git('commit', '--quiet', '--allow-empty', '-m', tag);
    git('tag', '-a', '-m', tag, tag);
  }
}

beforeEach(() => {
  folder = makeFolder();
  installGh();
});

describe('A tag', () => {
  const check = () => runStepOf('verify', 'The tag is on main', { GITHUB_REF_NAME: 'v1.0.0' });

  test('is released from main', () => {
    givenReleases('v1.0.0', 'v1.1.0');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    git('checkout', '--quiet', 'v1.0.0');
    expect(check()).toEqual({ status: 0, log: '' });
  });

  test('is refused beside main', () => {
    givenReleases('v1.0.0', 'v1.1.0');
    git('update-ref', 'refs/remotes/origin/main', 'v1.0.0^{commit}');
    const log = '::error::v1.0.0 is not on main. Delete the tag, merge, and tag the merged commit.\n';
    expect(check()).toEqual({ status: 1, log });
  });
});

describe('The draft', () => {
  const draft = (tag: string) =>
    runStepOf('draft', "Draft the release with the changelog's notes", { GITHUB_REF_NAME: tag });
  const asked = (tag: string, more: string) =>
    `release create ${tag} --draft --verify-tag --title ${tag} --notes-file notes.md${more}`;

  test.each([
    ['v1.2.0', 'release', ''],
    ['v1.3.0-rc.1', 'prerelease', ' --prerelease'],
  ])('of %s is one of a %s', (tag, _, more) => {
    expect(draft(tag).status).toBe(0);
    expect(calls()).toEqual([`release view ${tag}`, asked(tag, more)]);
  });

  test('does not touch a release that there is', () => {
    installGh('v1.2.0');
    expect(draft('v1.2.0')).toEqual({ status: 0, log: 'There is a release of v1.2.0: left as it is.\n' });
    expect(calls()).toEqual(['release view v1.2.0']);
  });
});

describe('The tag of the major version', () => {
  const publish = (tag: string) => runStepOf('move-major-tag', 'Move the tag, never backwards', { TAG: tag });
  const commitOf = (tag: string): string => git('rev-parse', `${tag}^{commit}`);

  test('is made for the first release', () => {
    givenReleases('v1.0.0');
    expect(publish('v1.0.0').status).toBe(0);
    expect(calls()).toEqual([
      `api repos/octo/repo/git/refs -f ref=refs/tags/v1 -f sha=${commitOf('v1.0.0')}`,
    ]);
  });

  test.each([
    ['v1.9.0', 'v1.10.0'],
    ['v1.0.0', 'v1.0.0'],
  ])('moves from %s to %s', (from, to) => {
    givenReleases(...new Set([from, to]));
    git('tag', 'v1', `${from}^{commit}`);
    expect(publish(to).status).toBe(0);
    expect(calls()).toEqual([
      `api --method PATCH repos/octo/repo/git/refs/tags/v1 -f sha=${commitOf(to)} -F force=true`,
    ]);
  });

  test('does not move back when an older version is fixed', () => {
    givenReleases('v1.9.1', 'v1.10.0');
    git('tag', 'v1', 'v1.10.0^{commit}');
    expect(publish('v1.9.1')).toEqual({
      status: 0,
      log: 'v1 is at v1.10.0: it does not move back to v1.9.1.\n',
    });
    expect(calls()).toEqual([]);
  });

  test.each(['v2.0.0-rc.1', 'v2', 'nightly', 'v1.2.3; touch pwned'])('does not move for %s', (tag) => {
    givenReleases('v1.0.0');
    expect(publish(tag)).toEqual({
      status: 0,
      log: `${tag} is not a version like v1.2.3: no tag is moved.\n`,
    });
    expect(calls()).toEqual([]);
  });
});
