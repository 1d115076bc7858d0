import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect } from '@jest/globals';
import { testScriptWith } from '../../support/programs.ts';
import { makeStepFolder, type StepFolder, type StepRun } from '../../support/recipe-steps.ts';

const test = testScriptWith('gpg');

describe.each(['job-token', 'rotate'])('The step that installs influxctl in the recipe %s', (recipe) => {
  let step: StepFolder;
  let home: string;
  beforeEach(() => {
    step = makeStepFolder(recipe);
    home = step.at('gpg');
    mkdirSync(home, { mode: 0o700 });
    // It only notes what would be changed in the system.
    step.putProgram('sudo', `echo "$@" >> '${step.at('as-root')}'\ncat > /dev/null`);
  });

  const gpg = (...args: readonly string[]): string =>
    execFileSync('gpg', ['--batch', ...args], {
      env: { ...process.env, GNUPGHOME: home },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  /** Makes a key, and gives its fingerprint. */
  function makeKey(name: string): string {
    const options = ['--passphrase', '', '--pinentry-mode', 'loopback'];
    gpg('--quiet', ...options, '--quick-gen-key', `${name} <test@example.com>`, 'ed25519', 'sign', 'never');
    return /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--list-keys', '--with-colons', name))?.[1] ?? '';
  }

  /** Runs the step where a file with these keys is what the server sends. */
  function install(expected: string, ...keys: readonly string[]): StepRun {
    const file = path.join(home, 'sent.asc');
    writeFileSync(file, gpg('--armor', '--export', ...keys));
    step.putProgram('curl', `cp '${file}' influxdata.asc`);
    return step.run('Install influxctl', { FINGERPRINT: expected, GNUPGHOME: home });
  }

  test('trusts the expected key alone, and installs from its repository', () => {
    const key = makeKey('expected');
    expect(install(key, key).status).toBe(0);
    const commands = readFileSync(step.at('as-root'), 'utf8');
    expect(commands).toContain('/etc/apt/keyrings/influxdata.asc');
    expect(commands).toContain('apt-get install --quiet --yes influxctl');
  });

  test('changes nothing where the key is another one, or not the only one', () => {
    const [key, other] = [makeKey('expected'), makeKey('other')];
    for (const keys of [[other], [key, other], [other, key]]) {
      const { status, log } = install(key, ...keys);
      expect(status).toBe(1);
      expect(log).toContain("::error::InfluxData's key is not the expected one.");
    }
    expect(existsSync(step.at('as-root'))).toBe(false);
  });
});
