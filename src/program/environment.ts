import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/**
 * What a program gets of the step's environment: how to reach the network, and what it needs to start. All else is left
 * out: the step's inputs are variables too, and one of them is the token.
 */
const passed: ReadonlySet<string> = new Set([
  'PATH',
  'LANG',
  'TMPDIR',
  'TZ',
  // Go's network stack (net/http, crypto/x509).
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // Windows.
  'PATHEXT',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
]);

/** Where programs keep a person's logins, caches and configuration: on Linux and macOS, and on Windows. */
const homes = ['HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE'];

/**
 * Picks what a program may know of the environment, with its own home: the logins of a person on this machine
 * are neither used nor removed. Proxy variables are passed in both spellings.
 */
export function pickEnvironment(env: NodeJS.ProcessEnv, home: string): Record<string, string> {
  const picked = Object.entries(env).filter(([name]) => passed.has(name.toUpperCase()));
  return {
    ...Object.fromEntries(picked.map(([name, value]) => [name, value ?? ''])),
    ...Object.fromEntries(homes.map((name) => [name, home])),
  };
}

/** Finds a program in `PATH`. Relative entries are left out: they would find what lies in the workspace. */
export function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (env['PATH'] ?? env['Path'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, file))
    .find(isExecutable);
}

/** Says whether a path names a file that this user may run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
