import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { patient, pidFile, processModule, run, runScript } from '../../support/program-calls.ts';
import {
  isRunning,
  makeFolder,
  readPid,
  runNode,
  until,
  writeProgram,
} from '../../support/shell-programs.ts';

describe('A program', () => {
  test('gets its arguments as they are, without a shell in between', async () => {
    const args = ['a b', '$HOME', '`id`', '"; exit 9', '', '*', '--flag=1'];
    const end = await runScript('printf "<%s>" "$@"', { args });
    expect(end).toMatchObject({ kind: 'ended', code: 0, stdout: args.map((arg) => `<${arg}>`).join('') });
  });

  test('gets the environment that it is given, and nothing else', async () => {
    const args = ['--print', 'JSON.stringify(process.env)'];
    const end = await run(process.execPath, { args, env: { ONLY: 'this' } });
    expect(end.kind === 'ended' && JSON.parse(end.stdout)).toEqual({ ONLY: 'this' });
  });

  test('cannot read what is typed into the action: its standard input is closed', async () => {
    const file = writeProgram('cat; echo end');
    const code = `
      import { runProgram } from ${JSON.stringify(processModule)};
      const signal = new AbortController().signal;
      const call = { file: ${JSON.stringify(file)}, args: [], env: process.env, signal, timeout: ${patient} };
      console.log(JSON.stringify(await runProgram(call)));`;
    expect(JSON.parse(await runNode(code, { input: 'yes\n' }))).toMatchObject({ stdout: 'end\n' });
  });

  test.each([0, 1, 2, 127, 255])('ends with its exit code, such as %d', async (code) => {
    expect(await runScript(`exit ${code}`)).toEqual({ kind: 'ended', code, stdout: '', stderr: '' });
  });

  test('has no exit code where a signal killed it', async () => {
    const end = await runScript('echo out; echo err >&2; kill -KILL $$');
    expect(end).toEqual({ kind: 'ended', code: null, stdout: 'out\n', stderr: 'err\n' });
  });

  test('is read to its last character, both streams apart', async () => {
    const end = await runScript("yes 'é€😀' | head -n 50000; yes 'ü' | head -n 50000 >&2; exit 3");
    const [stdout, stderr] = ['é€😀\n'.repeat(50_000), 'ü\n'.repeat(50_000)];
    expect(end).toEqual({ kind: 'ended', code: 3, stdout, stderr });
  });
});

describe('A program is not started', () => {
  test.each<[string, () => string, string]>([
    ['there is none', () => path.join(makeFolder(), 'missing'), 'ENOENT'],
    ['the file cannot be run', () => writeProgram('echo never', 0o644), 'EACCES'],
    ['a folder has its name', makeFolder, 'EACCES'],
  ])('where %s', async (_, make, code) => {
    expect(await run(make())).toEqual({ kind: 'not-started', code });
  });

  test.each([
    ['longer than the system allows', 'x'.repeat(4 * 1024 * 1024), { code: 'E2BIG' }],
    ['with what none can hold', '\0', {}],
  ])('where an argument is %s', async (_, argument, error) => {
    const end = await runScript('echo never', { args: [argument] });
    expect(end).toMatchObject({ kind: 'not-started', ...error });
  });

  test('where the run was aborted before', async () => {
    const file = pidFile();
    const end = await runScript(`echo $$ > ${file}`, { signal: AbortSignal.abort() });
    expect(end).toMatchObject({ kind: 'aborted' });
    // A program that had been started before this one would have written its file by then.
    await runScript('true');
    expect(existsSync(file)).toBe(false);
  });
});

test('What the children of a program still print as it ends is read, too', async () => {
  const script = 'for n in a b c d e f g h i j k l m n o p; do (printf $n) & done; exit 0';
  const end = await runScript(script);
  expect(end.kind === 'ended' && [...end.stdout].sort().join('')).toBe('abcdefghijklmnop');
});

test('A program that ended is not waited for because a child of it holds its output open', async () => {
  const file = pidFile();
  const end = await runScript(`sleep 120 & echo $! > ${file}; echo out; echo err >&2; exit 4`);
  expect(end).toEqual({ kind: 'ended', code: 4, stdout: 'out\n', stderr: 'err\n' });
});

test.each([
  ['holds its output open', ''],
  ['prints nothing', '>/dev/null 2>&1'],
])('Nothing that a program has started outlives it: not a child that %s', async (_, redirect) => {
  const file = pidFile();
  await runScript(`(trap '' TERM; exec sleep 120) ${redirect} & echo $! > ${file}; exit 1`);
  const pid = await readPid(file);
  try {
    await until(() => !isRunning(pid));
  } finally {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  }
});

test('A program leaves nothing behind that listens to the action', async () => {
  const count = (): number => process.listenerCount('exit');
  const before = count();
  for (let round = 0; round < 3; round += 1) await runScript('true');
  await run(path.join(makeFolder(), 'missing'));
  expect(count()).toBe(before);
});
