import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { testWith } from '../../support/programs.ts';
import { findScript, runScript } from '../../support/recipe-scripts.ts';

const influxctl = fileURLToPath(new URL('../../support/rotating-influxctl.mjs', import.meta.url));
const description = 'rotated by run 7, attempt 1';
const oldToken = 'M.V1.AAAAold-token-string';
const old = { id: '11111111-1111-4111-8111-111111111111', token_prefix: 'M.V1.AAAA', string: oldToken };
const newToken = 'M.V1.BBBBnew-token-string';
const newId = '22222222-2222-4222-8222-222222222222';

let folder: string;
const at = (...names: string[]): string => path.join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rotate-'));
  for (const name of ['bin', 'temp']) mkdirSync(at(name));
  for (const name of ['output', 'summary', 'path']) writeFileSync(at(name), '');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function putProgram(name: string, line: string): void {
  writeFileSync(at('bin', name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
}

function run(stepName: string, env: Readonly<Record<string, string>>) {
  return runScript(
    findScript('rotate', stepName),
    {
      PATH: `${at('bin')}:${process.env['PATH']}`,
      RUNNER_TEMP: at('temp'),
      GITHUB_OUTPUT: at('output'),
      GITHUB_PATH: at('path'),
      GITHUB_STEP_SUMMARY: at('summary'),
      ...env,
    },
    folder,
  );
}

/** Runs the step that creates the token, with a stand-in for influxctl. */
function createToken(change: object = {}) {
  const state = {
    tokens: [old],
    newToken: 'BBBBnew-token-string',
    stream: 'log',
    refusals: 0,
    calls: [],
    ...change,
  };
  writeFileSync(at('state'), JSON.stringify(state));
  putProgram('influxctl', `exec '${process.execPath}' '${influxctl}' '${at('state')}' "$@"`);
  putProgram('date', 'echo 2030-01-01T00:00:00Z');
  putProgram('sleep', '');
  const env = {
    HOST: 'cluster.example.com',
    OLD_TOKEN: oldToken,
    DESCRIPTION: description,
    LIFETIME: '45 days',
  };
  const { status, log } = run('Create the new token', env);
  const calls: readonly string[][] = JSON.parse(readFileSync(at('state'), 'utf8')).calls;
  return {
    status,
    log,
    calls: calls.map((call) => call.join(' ')),
    outputs: readFileSync(at('output'), 'utf8'),
    summary: readFileSync(at('summary'), 'utf8'),
  };
}

describe('The step that creates a token in the recipe for rotation', () => {
  const test = (name: string, check: () => void): void => testWith('jq')(name, async () => check(), 60_000);

  test('gives it a description and an expiry, and says both ids', () => {
    const { status, outputs, summary, calls } = createToken();
    expect(status).toBe(0);
    expect(outputs).toBe(`old-id=${old.id}\nnew-id=${newId}\n`);
    expect(summary).toBe(`Created the token ${newId} in place of ${old.id}.\n`);
    expect(calls.filter((call) => call.includes('create'))).toEqual([
      `--config old.toml management create --description ${description} --expires-at 2030-01-01T00:00:00Z`,
    ]);
  });

  test('hands it on in a file that nobody else can read', () => {
    createToken();
    expect(readFileSync(at('temp', 'new-token'), 'utf8')).toBe(`${newToken}\n`);
    for (const file of ['new-token', 'created.txt', 'old.toml', 'new.toml'])
      expect(statSync(at('temp', file)).mode & 0o777).toBe(0o600);
  });

  test('prints no token but to mask it, and puts none on a command line', () => {
    const { log, outputs, summary, calls } = createToken();
    expect(log).toContain(`::add-mask::${newToken}\n`);
    const rest = [log.replace(`::add-mask::${newToken}\n`, ''), outputs, summary, ...calls].join();
    for (const token of [oldToken, newToken]) expect(rest).not.toContain(token);
  });

  test('finds the token string on either stream', () => {
    expect(createToken({ stream: 'error' }).status).toBe(0);
    expect(readFileSync(at('temp', 'new-token'), 'utf8')).toBe(`${newToken}\n`);
  });

  test('waits until the cluster accepts the token', () => {
    const { status, calls } = createToken({ refusals: 3 });
    expect(status).toBe(0);
    expect(calls.filter((call) => call.includes('new.toml'))).toHaveLength(4);
  });

  test('fails with the id of a token that the cluster never accepts', () => {
    const { status, log, outputs } = createToken({ refusals: 1_000 });
    expect(status).toBe(1);
    expect(log).toContain('::error::The cluster does not accept the new token.');
    expect(outputs).toContain(`new-id=${newId}\n`);
  });

  test('creates nothing where more than one active token could be the old one', () => {
    const { status, log, calls } = createToken({
      tokens: [old, { ...old, id: 'b', string: 'M.V1.AAAAother' }],
    });
    expect(status).toBe(1);
    expect(log).toContain('::error::The list shows no or several tokens');
    expect(calls.filter((call) => call.includes('create'))).toEqual([]);
  });

  test('does not take a revoked token for the old one', () => {
    const revoked = { ...old, id: 'b', string: 'M.V1.AAAAdead', revoked_at: { seconds: 1 } };
    expect(createToken({ tokens: [revoked, old] }).outputs).toContain(`old-id=${old.id}\n`);
  });

  for (const printed of ['token: M.V1.BBBBnew-token-string', 'M.V1.BBBBfirst\nM.V1.BBBBsecond', 'M.V1.BBBB'])
    test(`gives the id of a token whose string it cannot find in ${JSON.stringify(printed)}, and prints none`, () => {
      const { status, log, outputs } = createToken({ printed });
      expect(status).toBe(1);
      expect(outputs).toContain(`new-id=${newId}\n`);
      expect(log).toContain('::error::The output of influxctl holds no token string.');
      expect(log).not.toContain('M.V1.BBBB');
    });
});

describe('The step that installs influxctl in the recipe for rotation', () => {
  const test = (name: string, check: () => void): void =>
    testWith('sha256sum')(name, async () => check(), 60_000);

  /** Runs the step where an archive is what the release server sends. Gives the archive's sum. */
  function serveArchive(): string {
    const [name, archive] = ['influxctl-v2.12.1-linux-x86_64', at('archive.tar.gz')];
    mkdirSync(at(name));
    writeFileSync(at(name, 'influxctl'), '#!/bin/sh\n', { mode: 0o755 });
    execFileSync('tar', ['-czf', archive, '-C', folder, name]);
    putProgram(
      'curl',
      `[ "$6" = https://dl.influxdata.com/influxctl/releases/${name}.tar.gz ] && cp '${archive}' "$5"`,
    );
    return createHash('sha256').update(readFileSync(archive)).digest('hex');
  }

  test('puts it into PATH where the sum is right', () => {
    const { status } = run('Install influxctl', { INFLUXCTL_VERSION: '2.12.1', SHA256: serveArchive() });
    expect(status).toBe(0);
    expect(readFileSync(at('path'), 'utf8')).toBe(`${at('temp', 'influxctl')}\n`);
    expect(existsSync(at('temp', 'influxctl', 'influxctl'))).toBe(true);
  });

  test('unpacks nothing where the sum is wrong or missing', () => {
    serveArchive();
    for (const sum of ['0'.repeat(64), '']) {
      expect(run('Install influxctl', { INFLUXCTL_VERSION: '2.12.1', SHA256: sum }).status).not.toBe(0);
      expect(existsSync(at('temp', 'influxctl'))).toBe(false);
    }
  });
});
