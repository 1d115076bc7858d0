import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFolder } from '../files.ts';

/** Builds anew and compares with `dist`, file by file and byte by byte: files too many or too few count as well. */
const folder = mkdtempSync(path.join(tmpdir(), 'dist-'));
execFileSync(process.execPath, ['dev/build/build.ts', '--out', folder, '--quiet'], { stdio: 'inherit' });
const [committed, fresh] = [readFolder('dist'), readFolder(folder)];
rmSync(folder, { recursive: true });
const names = [...new Set([...committed.keys(), ...fresh.keys()])].sort();
const different = names.filter(
  (name) => committed.get(name)?.toString('latin1') !== fresh.get(name)?.toString('latin1'),
);
if (different.length > 0) {
  console.error(
    `dist does not match the sources (${different.join(', ')}). Run "npm run build" and commit dist.`,
  );
  process.exitCode = 1;
} else console.log(`dist matches the sources: ${names.join(', ')}`);
