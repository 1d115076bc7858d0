import { cpus } from 'node:os';
import { hasGnuTime, probe } from './measure.ts';

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
