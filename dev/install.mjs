// Installs the packages where they are missing or differ from the lock file. Plain JavaScript: it runs on whichever
// Node is there before the right one is installed.
import { execSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const isCurrent =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;
if (!isCurrent) execSync('npm ci', { stdio: 'inherit' });
