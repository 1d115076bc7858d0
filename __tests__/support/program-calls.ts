import path from 'node:path';
import { type ProgramCall, type ProgramEnd, runProgram } from '../../src/program/run-program.ts';
import { makeFolder, writeProgram } from './shell-programs.ts';

/** The module under test, for a Node of its own. */
export const processModule = new URL('../../src/program/run-program.ts', import.meta.url).href;

/** More than any test takes, in ms. */
export const patient = 600_000;

/** Runs a program without an abort, unless a test says otherwise. */
export function run(file: string, overrides: Partial<ProgramCall> = {}): Promise<ProgramEnd> {
  const env = { PATH: process.env['PATH'] ?? '' };
  const { signal } = new AbortController();
  return runProgram({ file, args: [], env, signal, timeout: patient, ...overrides });
}

/** Runs a shell script. */
export function runScript(script: string, overrides: Partial<ProgramCall> = {}): Promise<ProgramEnd> {
  return run(writeProgram(script), overrides);
}

/** Where a script may write the id of a process. */
export function pidFile(): string {
  return path.join(makeFolder(), 'pid');
}
