import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** What a program needs on Windows beside the rest. */
const onWindows = ['PATHEXT', 'SYSTEMROOT', 'TEMP', 'TMP'];

/**
 * What a program needs of the step's environment to start. All else is left out: the step's inputs are variables too, and one
 * of them is the token.
 */
const toStart = ['PATH', 'LANG', 'TMPDIR', 'TZ', ...onWindows];

/** What Go's network stack reads (net/http, crypto/x509). Proxy variables can hold a password. */
const toReachNetwork = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

/** Where programs keep a person's logins, caches and configuration: on Linux and macOS, and on Windows. */
const homes = ['HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE'];

/**
 * Picks what a program may know of the environment, with its own home: the logins of a person on this machine
 * are neither used nor removed.
 */
export function pickEnvironment(env: NodeJS.ProcessEnv, home: string): Record<string, string> {
  return { ...pickVariables(env, toStart), ...Object.fromEntries(homes.map((name) => [name, home])) };
}

/** The same for a program that uses the network. Proxy variables are passed in both spellings. */
export function pickNetworkEnvironment(env: NodeJS.ProcessEnv, home: string): Record<string, string> {
  return { ...pickVariables(env, toReachNetwork), ...pickEnvironment(env, home) };
}

/** Names of variables on Windows have no case. */
function pickVariables(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  const picked = Object.entries(env).filter(([name]) => names.includes(name.toUpperCase()));
  return Object.fromEntries(picked.map(([name, value]) => [name, value ?? '']));
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
