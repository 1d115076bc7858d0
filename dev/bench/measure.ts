import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Sample } from './statistics.ts';

/** A program to run. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Environment variables beside `PATH`. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs, and where its resource use is written. */
  readonly folder: string;
}

/** What a run took. */
export type Measurement = Omit<Sample, 'contestant' | 'round' | 'requests'>;

/** Says whether a program can be started, with the text it prints for these arguments. Undefined where it cannot. */
export function probe(file: string, args: readonly string[]): string | undefined {
  const { error, status, stdout } = spawnSync(file, args, { encoding: 'utf8' });
  return error === undefined && status === 0 ? stdout : undefined;
}

/** Whether GNU time is there: nothing else tells the CPU time and memory of a process from outside. */
export const hasGnuTime = probe('time', ['--version'])?.includes('GNU') ?? false;

/** What the measured programs are and run on, and what the columns hold, as a paragraph. */
export function describeEnvironment(): string {
  const programs = [
    `Node ${process.version}`,
    describe('curl', /^curl [\d.]+/),
    describe('h2load', /nghttp2\S*/),
    `${process.platform} ${process.arch}`,
    `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'an unknown processor'}`,
  ];
  const use = hasGnuTime
    ? 'CPU time comes in steps of 10 ms.'
    : 'CPU and memory are not measured: GNU time is not installed.';
  return `${programs.join(', ')}. Every cell is a median with its ends, and every ratio is of one round. ${use}`;
}

function describe(program: string, version: RegExp): string {
  const found = probe(program, ['--version']);
  return found === undefined ? `no ${program}` : (version.exec(found)?.[0] ?? program);
}

/** Runs a program to its end. Throws where it cannot be started or fails, with the end of what it printed. */
export async function measure(command: Command): Promise<Measurement> {
  const { file, args, env = {}, folder } = command;
  const useFile = path.join(folder, 'use');
  const [program, ...rest] = hasGnuTime
    ? ['time', '--format=%U %S %M', `--output=${useFile}`, '--', file, ...args]
    : [file, ...args];
  const from = performance.now();
  const child = spawn(program as string, rest, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk));
  let wall = 0;
  child.on('exit', () => {
    wall = performance.now() - from;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (exitCode !== 0) {
    const end = Buffer.concat(printed).toString('utf8').slice(-1000);
    throw new Error(`${path.basename(file)} ended with exit code ${exitCode}:\n${end}`);
  }
  return hasGnuTime ? { wall, ...parseUse(readFileSync(useFile, 'utf8')) } : { wall };
}

/** Reads what GNU time wrote: seconds as user, seconds in the system, and the peak of memory in KiB. */
function parseUse(text: string): Omit<Measurement, 'wall'> {
  const [user = Number.NaN, system = Number.NaN, peak = Number.NaN] = text.trim().split(' ').map(Number);
  return { cpu: (user + system) * 1000, memory: peak / 1024 };
}
