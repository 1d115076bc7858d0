import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A folder that only this user can look into, and that is gone when the run is over. */
export interface PrivateFolder {
  /** Writes a file that only this user can read. Gives its path. */
  write(name: string, text: string): string;
  remove(): void;
}

/** Makes a folder inside of another one. It is removed when the process ends, too, whichever way it ends itself. */
export function openPrivateFolder(parent: string): PrivateFolder {
  const folder = mkdtempSync(path.join(parent, 'influxctl-'));
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', remove);
  return {
    write(name, text) {
      const file = path.join(folder, name);
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    },
    remove,
  };
}
