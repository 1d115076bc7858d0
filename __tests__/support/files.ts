import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './shell-programs.ts';

/** Writes a file that is gone after the tests, and gives its path. */
export function writeTextFile(text: string | Buffer): string {
  const file = path.join(makeFolder(), 'file');
  writeFileSync(file, text);
  return file;
}
