import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ncc = createRequire(import.meta.url).resolve('@vercel/ncc/dist/ncc/cli.js');

/**
 * Bundles the template action as its author would, with ncc's command line in a folder of its own: this project's
 * settings would make another bundle of it. Gives the path of the bundle. Throws where ncc fails.
 */
export function bundleTemplate(folder: string): string {
  const home = path.join(folder, 'template');
  mkdirSync(home);
  copyFileSync(fileURLToPath(new URL('template-action.mjs', import.meta.url)), path.join(home, 'index.js'));
  writeFileSync(path.join(home, 'package.json'), '{"type":"module"}\n');
  const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
  symlinkSync(packages, path.join(home, 'node_modules'), 'junction');
  const args = [ncc, 'build', 'index.js', '--out', 'dist', '--no-cache', '--quiet'];
  execFileSync(process.execPath, args, { cwd: home, stdio: 'pipe' });
  return path.join(home, 'dist', 'index.js');
}
