import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { patient, pidFile, processModule, runScript } from '../../support/program-calls.ts';
import {
  isRunning,
  makeFolder,
  readPid,
  runNode,
  until,
  writeProgram,
} from '../../support/shell-programs.ts';

/** Runs a script until it has written the id of a process, then aborts it. */
async function abortScript(script: (pid: string) => string) {
  const [file, abort] = [pidFile(), new AbortController()];
  const ended = runScript(script(file), { signal: abort.signal });
  const pid = await readPid(file);
  abort.abort();
  return { end: await ended, pid };
}

/** The code of a Node that runs a script, and does something once that has written the id of a process. */
function nodeCode(script: string, pid: string, then: string): string {
  const file = JSON.stringify(writeProgram(script));
  return `
    import { existsSync, readFileSync } from 'node:fs';
    import { runProgram } from ${JSON.stringify(processModule)};
    const abort = new AbortController();
    const call = { file: ${file}, args: [], env: process.env, signal: abort.signal, timeout: ${patient} };
    const ended = runProgram(call);
    const pid = ${JSON.stringify(pid)};
    while (!(existsSync(pid) && readFileSync(pid, 'utf8').endsWith('\\n'))) await new Promise((resolve) => setTimeout(resolve, 5));
    ${then}`;
}

/** A script whose child ignores SIGTERM, and writes its own id. */
const stubbornChild = (file: string) => `sh -c "trap '' TERM; echo \\$\\$ > ${file}; exec sleep 120" & wait`;

describe('A program that is aborted', () => {
  test.each<[string, (file: string) => string]>([
    ['is stopped', (file) => `echo $$ > ${file}; exec sleep 120`],
    ['takes with it what it has started', (file) => `sleep 120 & echo $! > ${file}; wait`],
    ['is killed where it ignores SIGTERM', (file) => `trap '' TERM; echo $$ > ${file}; exec sleep 120`],
    ['takes with it even a child that ignores SIGTERM', stubbornChild],
  ])('%s', async (_, script) => {
    const { end, pid } = await abortScript(script);
    expect(end).toMatchObject({ kind: 'aborted' });
    await until(() => !isRunning(pid));
  });

  test('may end in order: what it does after SIGTERM is not cut off', async () => {
    const done = path.join(makeFolder(), 'done');
    const trap = `trap 'echo done > ${done}; exit 0' TERM`;
    await abortScript((file) => `${trap}; echo $$ > ${file}; sleep 120 & wait`);
    expect(existsSync(done)).toBe(true);
  });
});

describe('A program that takes too long', () => {
  test('is stopped with what it has started', async () => {
    const file = pidFile();
    const end = await runScript(`sleep 120 & echo $! > ${file}; wait`, { timeout: 1_000 });
    expect(end).toEqual({ kind: 'timeout' });
    const pid = await readPid(file);
    await until(() => !isRunning(pid));
  });

  test('is a timeout also where it is killed for it', async () => {
    expect(await runScript("trap '' TERM; exec sleep 120", { timeout: 300 })).toEqual({ kind: 'timeout' });
  });
});

describe('A program that prints without end', () => {
  test.each([
    ['stdout', ''],
    ['stderr', '>&2'],
  ])('on %s is stopped', async (_, redirect) => {
    const file = pidFile();
    expect(await runScript(`echo $$ > ${file}; exec cat /dev/zero ${redirect}`)).toEqual({ kind: 'flooded' });
    const pid = await readPid(file);
    await until(() => !isRunning(pid));
  });

  test('is one that prints more than 64 MiB, by a single byte', async () => {
    const most = 64 * 1024 * 1024;
    const enough = await runScript(`head -c ${most} /dev/zero`);
    expect(enough).toMatchObject({ kind: 'ended', code: 0 });
    expect(enough.kind === 'ended' && enough.stdout.length).toBe(most);
    expect(await runScript(`head -c ${most + 1} /dev/zero`)).toEqual({ kind: 'flooded' });
  });
});

describe('The end of the action', () => {
  test('kills a program that runs', async () => {
    const file = pidFile();
    const script = `sleep 120 & echo $! > ${file}; wait`;
    await runNode(nodeCode(script, file, 'process.exit(1);'));
    const pid = await readPid(file);
    await until(() => !isRunning(pid));
  });

  test('leaves nothing of a program that was aborted, nor of what that has started', async () => {
    const file = pidFile();
    await runNode(nodeCode(stubbornChild(file), file, 'abort.abort(); await ended;'));
    const pid = await readPid(file);
    try {
      await until(() => !isRunning(pid));
    } finally {
      if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    }
  });
});
