import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Builds anew and compares with `dist`, file by file and byte by byte: files too many or too few count as well. */
const folder = mkdtempSync(path.join(tmpdir(), 'dist-'));
execFileSync(process.execPath, ['dev/build/build.ts', '--out', folder, '--quiet'], { stdio: 'inherit' });
const [committed, fresh] = [readFolder('dist'), readFolder(folder)];
rmSync(folder, { recursive: true });
const names = [...new Set([...committed.keys(), ...fresh.keys()])].sort();
const different = names.filter((name) => committed.get(name) !== fresh.get(name));
if (different.length > 0) {
  console.error(
    `dist does not match the sources (${different.join(', ')}). Run "npm run build" and commit dist.`,
  );
  process.exitCode = 1;
} else console.log(`dist matches the sources: ${names.join(', ')}`);

function readFolder(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const name = path.join(file.parentPath, file.name);
      return [path.relative(root, name), readFileSync(name, 'latin1')];
    }),
  );
}
