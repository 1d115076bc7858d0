import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll } from '@jest/globals';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Makes an empty folder that is gone after the tests, and gives its path. */
export function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'test-'));
  folders.push(folder);
  return folder;
}

/** Writes a shell script that can be run, and gives its path. */
export function writeProgram(script: string, mode = 0o755): string {
  const file = path.join(makeFolder(), 'program');
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode });
  return file;
}

/** Runs a module's code in a Node of its own, and gives what it printed once it has ended. */
export async function runNode(code: string, { input = '' } = {}): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return text(child.stdout);
}

/** Waits until something is so. Throws where it never is. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let left = 4_000; left > 0; left -= 1) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('waited in vain');
}

/** Waits for the process id that a program writes to a file, on a line of its own. */
export async function readPid(file: string): Promise<number> {
  await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
  return Number(readFileSync(file, 'utf8'));
}

/** Says whether a process runs. One that has ended does not, though its exit code was not read yet. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  try {
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}
