import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { CommandName } from './behaviour.ts';

/** A configuration file as a call found it: its path alone if there is no such file. */
export interface SeenConfig {
  readonly path: string;
  readonly text?: string;
  /** The permissions of the file, in octal, such as `600`. */
  readonly mode?: string;
  /** The permissions of the folder that holds it. */
  readonly folderMode?: string;
}

/** A call of the stand-in as it saw itself. */
export interface Call {
  readonly id: string;
  readonly pid: number;
  /** Every argument, as given. */
  readonly argv: readonly string[];
  /** undefined if the arguments were wrong. */
  readonly command?: CommandName | undefined;
  /** The whole environment. The shell that starts the stand-in may have added PWD, OLDPWD, SHLVL and _. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Nothing can be read from standard input. */
  readonly stdinAtEnd: boolean;
  /** undefined if the call names none and needs none, or if its arguments were wrong. */
  readonly config?: SeenConfig;
  /** The processes of earlier calls that had not ended when this one started. undefined for a moment at the start. */
  readonly alongside?: readonly number[];
  /** With what it ended by itself. undefined if it runs, or if a signal ended it. */
  readonly exitCode?: number;
}

/** Adds this process to the calls of a folder, at its start and at its end. */
export function recordCall(
  folder: string,
  start: Pick<Call, 'argv' | 'command' | 'stdinAtEnd'>,
  configPath: string | undefined,
): void {
  const { pid, env } = process;
  const id = randomUUID();
  const config = configPath === undefined ? undefined : lookAt(configPath);
  append(folder, { id, pid, ...start, cwd: process.cwd(), config, env });
  // Two calls that start at once must not overlook each other: each adds itself before it looks for the others.
  const calls = readCalls(folder);
  const own = calls.findIndex((call) => call.id === id);
  const running = calls.slice(0, own).filter(isRunning);
  append(folder, { id, alongside: running.map((call) => call.pid) });
  process.on('exit', (exitCode) => append(folder, { id, exitCode }));
}

/** Reads the calls of a folder, in the order in which they started. */
export function readCalls(folder: string): Call[] {
  const file = callsFile(folder);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const calls = new Map<string, Call>();
  // What follows the last line's end is a line that is being written.
  for (const line of text.split('\n').slice(0, -1)) {
    const part: Call = JSON.parse(line);
    calls.set(part.id, { ...calls.get(part.id), ...part });
  }
  return [...calls.values()];
}

function callsFile(folder: string): string {
  return path.join(folder, 'calls.jsonl');
}

/** Each line is the whole of a call or adds to it: calls may run at once, and one that is killed has no end. */
function append(folder: string, part: object): void {
  appendFileSync(callsFile(folder), `${JSON.stringify(part)}\n`);
}

function lookAt(file: string): SeenConfig {
  if (!existsSync(file)) return { path: file };
  const text = readFileSync(file, 'utf8');
  return { path: file, text, mode: modeOf(file), folderMode: modeOf(path.dirname(file)) };
}

function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

function isRunning({ pid, exitCode }: Call): boolean {
  if (exitCode !== undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
