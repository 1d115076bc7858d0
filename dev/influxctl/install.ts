import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Behaviour, faithful, readBehaviour, writeBehaviour } from './behaviour.ts';
import { type Call, readCalls } from './calls.ts';

export type { Behaviour } from './behaviour.ts';
export type { Call } from './calls.ts';

/** A stand-in for influxctl that can be run. */
export interface Installed {
  /** The executable. */
  readonly path: string;
  /** Holds the executable, its behaviour and its calls, and nothing else. Fit for `PATH`. */
  readonly folder: string;
  /** Every call so far, in the order in which they started. */
  calls(): Call[];
  /** Changes what later calls do; `undefined` takes a field back. */
  behave(patch: Partial<Behaviour>): void;
}

const program = fileURLToPath(new URL('influxctl.ts', import.meta.url));

/** Puts a stand-in for influxctl into a folder, which is made where there is none. */
export function installInfluxctl(folder: string, behaviour: Partial<Behaviour> = {}): Installed {
  mkdirSync(folder, { recursive: true });
  const behaviourFile = path.resolve(folder, 'behaviour.json');
  writeBehaviour(behaviourFile, { ...faithful, ...behaviour });
  const executable = path.join(folder, executableName());
  writeFileSync(executable, launcher([process.execPath, program, behaviourFile]), { mode: 0o755 });
  return {
    path: executable,
    folder,
    calls: () => readCalls(folder),
    behave: (patch) => writeBehaviour(behaviourFile, { ...readBehaviour(behaviourFile), ...patch }),
  };
}

/** Packs the installed stand-in as a release: the executable in a folder. What else a real archive holds is not documented. */
export function packInfluxctl(folder: string): { readonly archive: string; readonly sha256: string } {
  const archive = path.join(folder, 'influxctl.tar.gz');
  mkdirSync(path.join(folder, 'release'), { recursive: true });
  copyFileSync(path.join(folder, executableName()), path.join(folder, 'release', executableName()));
  // A path with a drive letter would look like a remote host to GNU tar.
  execFileSync('tar', ['-czf', path.basename(archive), 'release'], { cwd: folder });
  return { archive, sha256: createHash('sha256').update(readFileSync(archive)).digest('hex') };
}

function executableName(): string {
  return process.platform === 'win32' ? 'influxctl.cmd' : 'influxctl';
}

function launcher(words: readonly string[]): string {
  if (process.platform === 'win32') return `@${words.map((word) => `"${word}"`).join(' ')} %*\r\n`;
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`;
}
