import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Reads all files below a folder, each by its path relative to that folder. */
export function readFolder(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  return new Map(files.map((file) => [path.relative(folder, file), readFileSync(file)]));
}
