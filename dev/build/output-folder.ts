import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OutputFiles } from './bundle.ts';

/** Makes a folder hold these files, and nothing else. Throws if it holds anything but an earlier build: that may be work. */
export function fillFolder(folder: string, files: OutputFiles): void {
  const present = existsSync(folder) ? readdirSync(folder) : [];
  if (present.length > 0 && !present.includes('index.js') && !present.includes('LICENSES.txt'))
    throw new Error(`${folder} holds files that no build wrote. Choose another folder, or empty it.`);
  for (const name of present) rmSync(path.join(folder, name), { recursive: true });
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
