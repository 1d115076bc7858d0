import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Cluster, startCluster } from '../../../dev/cluster/cluster.ts';
import { type ClusterToken, newToken, prefixOf } from '../../../dev/cluster/tokens.ts';
import { type Installed, installInfluxctl } from '../../../dev/influxctl/install.ts';
import { configText, type ProfileTable, profileOf } from '../../support/profiles.ts';
import { closeLater } from '../../support/scenario.ts';
import { makeFolder, until } from '../../support/shell-programs.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';

let folder: string;
let cluster: Cluster;
let influxctl: Installed;
let caller: ClusterToken;
let live: ClusterToken;
let spare: ClusterToken;
let dead: ClusterToken;

beforeEach(async () => {
  folder = path.join(makeFolder(), "influxctl's home");
  caller = newToken({ description: 'caller' });
  [live, spare] = [newToken({ description: 'live', expiresAt: Date.UTC(2099, 0, 1) }), newToken()];
  dead = newToken({ description: 'dead', revokedAt: Date.UTC(2026, 1, 2, 3, 4, 5, 678) });
  cluster = closeLater(await startCluster({ tokens: [caller, live, spare, dead], collection: null }));
  influxctl = installInfluxctl(path.join(folder, 'bin'));
});

/** Writes a configuration that only its owner can read. */
function configure(overrides: ProfileTable = {}, change = (text: string) => text): string {
  const file = path.join(folder, 'private', 'config.toml');
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, change(configText(profileOf({ cluster, caller }, overrides))), { mode: 0o600 });
  return file;
}

interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the stand-in with a configuration. Where there is no input, standard input is the null device. */
function run(args: readonly string[], { config = configure(), input = '', path = influxctl.path } = {}) {
  const stdin = input === '' ? 'ignore' : 'pipe';
  const child = spawn(path, ['--config', config, ...args], { stdio: [stdin, 'pipe', 'pipe'] });
  child.stdin?.end(input);
  const printed = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, ...printed })),
  );
  return Object.assign(ended, { kill: (signal: NodeJS.Signals) => child.kill(signal) });
}

function revoke(...ids: string[]) {
  return run(['management', 'revoke', '--force', ...ids]);
}

describe('The list of the stand-in for influxctl', () => {
  test('is JSON with the published keys and times, without what is unset', async () => {
    const { exitCode, stdout, stderr } = await run(['management', 'list', '--format', 'json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const created_at = { seconds: Date.UTC(2026, 0, 15, 8, 30) / 1_000 };
    const revoked_at = { seconds: Date.UTC(2026, 1, 2, 3, 4, 5) / 1_000, nanos: 678_000_000 };
    const expires_at = { seconds: Date.UTC(2099, 0, 1) / 1_000 };
    const shown = (token: ClusterToken, times: object) => ({
      id: token.id,
      token_prefix: prefixOf(token),
      description: token.description,
      created_at,
      ...times,
    });
    expect(JSON.parse(stdout)).toEqual([
      shown(caller, {}),
      shown(live, { expires_at }),
      shown(spare, {}),
      shown(dead, { revoked_at }),
    ]);
  });

  test('is a table by default, with 1970 for a token that never expires', async () => {
    const lines = (await run(['management', 'list'])).stdout.split('\n');
    const [head, last] = [lines[1], lines[6]].map((line) =>
      line
        ?.split(/ *\| */)
        .slice(1, -1)
        .join(),
    );
    const times = '2026-01-15T08:30:00Z,1970-01-01T00:00:00Z,2026-02-02T03:04:05Z';
    expect(head).toBe('ID,DESCRIPTION,PREFIX,CREATED AT,EXPIRES AT,REVOKED AT');
    expect(last).toBe(`${dead.id},dead,${prefixOf(dead)},${times}`);
  });

  test('fails with a message on stderr if the token is wrong, which it does not print', async () => {
    const token = newToken().secret;
    const { exitCode, stdout, stderr } = await run(['--debug', 'management', 'list'], {
      config: configure({ mgmt_token: token }),
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('code = Unauthenticated desc = unauthorized');
    expect(stderr).not.toContain(token);
  });
});

describe('A revocation by the stand-in for influxctl', () => {
  test('continues after ids that fail, and fails for them', async () => {
    const { exitCode, stderr } = await revoke(unknownId, dead.id, live.id, spare.id);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(new RegExp(`${unknownId}.*code = NotFound[^]*${dead.id}.*already revoked`));
    expect([live, spare].map(({ revokedAt }) => typeof revokedAt)).toEqual(['number', 'number']);
  });

  test.each([
    ['stops at the first id that fails', '2.9.7', false],
    ['continues', '2.9.8', true],
    ['continues', '2.10.0', true],
  ])('%s in version %s', async (_, version, continues) => {
    influxctl.behave({ version });
    expect(await revoke(unknownId, live.id)).toMatchObject({ exitCode: 1 });
    expect(live.revokedAt !== undefined).toBe(continues);
  });

  test('succeeds silently', async () => {
    expect(await revoke(live.id, spare.id)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('can count an id that is already revoked as a success', async () => {
    influxctl.behave({ revokedIsError: false });
    expect(await revoke(dead.id)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(cluster.requests.map(({ method }) => method)).toEqual(['DELETE']);
  });

  test.each([
    ['stops without force if no one can answer', '', 1, 'Error: not confirmed\n'],
    ['revokes without force what a person confirms', 'y\n', 0, ''],
  ])('%s', async (_, input, exitCode, stderr) => {
    expect(await run(['management', 'revoke', live.id], { input })).toMatchObject({ exitCode, stderr });
    expect(live.revokedAt !== undefined).toBe(exitCode === 0);
  });

  test('can hang between two ids, and after SIGTERM', async () => {
    influxctl.behave({ hangAt: 1, ignoreSigterm: true });
    const hanging = revoke(live.id, spare.id);
    await until(() => live.revokedAt !== undefined);
    hanging.kill('SIGTERM');
    influxctl.behave({ hangAt: undefined });
    await run(['version']);
    const [revocation, version] = influxctl.calls();
    expect(version?.alongside).toEqual([revocation?.pid]);
    hanging.kill('SIGKILL');
    expect(await hanging).toMatchObject({ signal: 'SIGKILL' });
    expect(spare.revokedAt).toBeUndefined();
    expect(influxctl.calls()[0]?.exitCode).toBeUndefined();
  });
});

describe('The configuration of the stand-in for influxctl', () => {
  test.each<[string, ProfileTable, string]>([
    ['an unknown key', { colour: 'red' }, 'unknown key profile.colour'],
    ['an unknown section', { proxy: {} }, 'unknown key profile.proxy'],
    [
      'an unknown key of a section',
      { auth: { token: { file: 'x' } } },
      'unknown key profile.auth.token.file',
    ],
    ['a key of another type', { account_id: 1 }, 'profile.account_id is not a string'],
  ])('is refused with %s', async (_, overrides, words) => {
    const { exitCode, stderr } = await run(['management', 'list'], { config: configure(overrides) });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(words);
  });

  test('is not quoted if it cannot be read', async () => {
    const config = configure({}, (text) => text.replace(caller.secret, '$&\n'));
    const { exitCode, stderr } = await run(['management', 'list'], { config });
    expect(exitCode).toBe(1);
    expect(stderr).toBe('Error: configuration: line 6 is not valid TOML\n');
  });
});

describe('The arguments of the stand-in for influxctl', () => {
  test.each([
    ['an unknown command', ['database', 'list']],
    ['a flag of another command', ['management', 'list', '--include-revoked']],
    ['an unknown flag', ['management', 'list', '--output', 'json']],
    ['a flag after the ids', ['management', 'revoke', unknownId, '--force']],
    ['a global flag after the command', ['management', 'list', '--timeout', '1s']],
    ['no ids', ['management', 'revoke', '--force']],
    ['a timeout without a unit', ['--timeout', '60', 'management', 'list']],
  ])('are refused with %s, before any request', async (_, args) => {
    const stderr = expect.stringMatching(/^Error: /);
    expect(await run(args)).toMatchObject({ exitCode: 1, stdout: '', stderr });
    expect(cluster.requests).toEqual([]);
  });
});

test('A call of the stand-in for influxctl is recorded with all that it was given, and with its end', async () => {
  const config = configure();
  await run(['management', 'list'], { config });
  await run(['management', 'revoke', live.id], { config, input: 'n\n' });
  const text = readFileSync(config, 'utf8');
  expect(influxctl.calls()).toMatchObject([
    {
      argv: ['--config', config, 'management', 'list'],
      command: 'list',
      env: { PATH: process.env['PATH'] },
      cwd: process.cwd(),
      stdinAtEnd: true,
      config: { path: config, text, mode: '600', folderMode: '700' },
      alongside: [],
      exitCode: 0,
    },
    { command: 'revoke', stdinAtEnd: false, alongside: [], exitCode: 1 },
  ]);
});
