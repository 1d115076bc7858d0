import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { influxctlUnavailable } from '../errors.ts';

/** A folder that only this user can look into, and that is gone when the run is over. */
export interface PrivateFolder {
  readonly path: string;
  /** Writes a file that only this user can read. Gives its path. */
  write(name: string, text: string): string;
  /** Never throws. */
  remove(): void;
}

const prefix = 'influxctl-private-';

/** What a killed run left behind is removed after this many ms: no run takes longer than 24 h, its longest `deadline`. */
const longestLife = 25 * 3_600_000;

/**
 * Makes a private folder in `RUNNER_TEMP`, which the runner empties around each job, or in the system's folder for
 * temporary files. It is removed when the process ends, too, unless the process is killed. `warn` gets a sentence if it cannot
 * be removed.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where no folder can be made.
 */
export function openPrivateFolder(env: NodeJS.ProcessEnv, warn: (text: string) => void): PrivateFolder {
  const runnerTemp = env['RUNNER_TEMP'] ?? '';
  const parent = path.resolve(runnerTemp === '' ? tmpdir() : runnerTemp);
  if (runnerTemp === '') removeRemains(parent);
  const folder = makeIn(parent, runnerTemp === '' ? 'The folder for temporary files' : 'RUNNER_TEMP');
  const remove = (): void => {
    process.off('exit', remove);
    try {
      removeFolder(folder);
    } catch (error) {
      const { code = 'unknown error' } = error as NodeJS.ErrnoException;
      warn(`The folder ${folder} could not be removed (${code}). Remove it by hand: it may hold the token.`);
    }
  };
  process.on('exit', remove);
  return {
    path: folder,
    write(name, text) {
      const file = path.join(folder, name);
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    },
    remove,
  };
}

/** An archive can hold folders that not even their owner may write to, and so may not empty. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeWritable(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) makeWritable(path.join(folder, entry.name));
}

function makeIn(parent: string, what: string): string {
  try {
    return mkdtempSync(path.join(parent, prefix));
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw influxctlUnavailable(
      `${what} is ${parent}, where no folder can be made (${code}).`,
      'influxctl needs a private folder for its configuration: name a folder that this user can write to.',
      cause,
    );
  }
}

/** Removes what a killed run left behind: nothing else empties this folder. A folder that cannot be removed does not stop a revocation. */
function removeRemains(parent: string): void {
  for (const name of listNames(parent)) {
    const folder = path.join(parent, name);
    try {
      if (name.startsWith(prefix) && isRemains(folder)) removeFolder(folder);
    } catch {
      // The others can be removed all the same.
    }
  }
}

/** A parent that cannot be read cannot be written to either, which is reported when the folder is made. */
function listNames(parent: string): readonly string[] {
  try {
    return readdirSync(parent);
  } catch {
    return [];
  }
}

/** A link, or the folder of another user, could lead anywhere. */
function isRemains(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  const isOwn = stat?.uid === (process.getuid?.() ?? stat?.uid);
  return stat?.isDirectory() === true && isOwn && Date.now() - stat.mtimeMs > longestLife;
}
