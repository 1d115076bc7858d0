import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

import type { InfluxctlSettings, InfluxctlSource } from '../../connection/influxctl.ts';
import { findVersion, isSupported, leastVersion } from '../../connection/influxctl-version.ts';
import { raceWithSignal } from '../../connection/race-with-signal.ts';
import { ActionError } from '../../errors.ts';
import type { TokenClient } from '../../revocation/token-client.ts';
import type { TokenKind } from '../../revocation/token-kind.ts';
import { profileName, writeConfig } from './config.ts';
import { pickEnvironment } from './environment.ts';
import { toFailure } from './failure.ts';
import { createInfluxctlClient } from './influxctl-client.ts';
import { openPrivateFolder } from './private-folder.ts';
import { runProgram } from './process.ts';

/** What influxctl needs of the world. */
export interface InfluxctlNeeds {
  /** What to list and revoke. */
  readonly kind: TokenKind;
  /** The step's environment: what influxctl may know of it is picked. */
  readonly env: NodeJS.ProcessEnv;
  /** The folder for temporary files. */
  readonly temp: string;
  /** Downloads and verifies a release. Gives the path of the binary. Throws an {@link ActionError}. */
  readonly install: (release: Extract<InfluxctlSource, { kind: 'version' }>) => Promise<string>;
  readonly quote: (text: string) => string;
  /** Told of every call, without anything secret: for debugging. */
  readonly onCall: (call: {
    readonly args: readonly string[];
    readonly end: string;
    readonly ms: number;
  }) => void;
}

/** An influxctl that is ready to be used. */
export interface OpenInfluxctl {
  readonly client: TokenClient;
  readonly version: string;
  /** The binary. */
  readonly file: string;
  /** Removes its configuration. */
  close(): void;
}

/** `influxctl version` needs no network: more than this, in ms, and it hangs. */
const longestVersion = 30_000;

/**
 * Finds influxctl, checks its version, and gives it a configuration of its own.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where there is none that can be used.
 */
export async function openInfluxctl(
  settings: InfluxctlSettings,
  needs: InfluxctlNeeds,
  signal: AbortSignal,
): Promise<OpenInfluxctl> {
  const { env, kind, temp, quote, onCall } = needs;
  const file = await locate(settings.source, needs, signal);
  const environment = pickEnvironment(env);
  const version = await checkVersion(file, environment, needs, signal);
  const folder = openPrivateFolder(temp);
  const config = writeConfig(settings, folder);
  const { timeout } = settings;
  const globals = ['--config', config, '--profile', profileName, '--timeout', `${timeout}ms`];
  const run = async (
    args: readonly string[],
    options: { readonly signal: AbortSignal; readonly timeout: number },
  ) => {
    const started = performance.now();
    const end = await runProgram({ file, args: [...globals, ...args], env: environment, ...options });
    const how = end.kind === 'ended' ? `exit code ${end.code}` : end.kind;
    onCall({ args, end: how, ms: Math.round(performance.now() - started) });
    return end;
  };
  const client = createInfluxctlClient({ run, kind, timeout, quote });
  return { client, version, file, close: folder.remove };
}

async function locate(
  source: InfluxctlSource,
  { env, install }: InfluxctlNeeds,
  signal: AbortSignal,
): Promise<string> {
  switch (source.kind) {
    case 'version': {
      if (source.version === undefined) {
        const found = searchPath(env);
        if (found !== undefined) return found;
        throw unavailable('There is no influxctl in PATH.');
      }
      const installed = await raceWithSignal(install(source), signal, () => undefined);
      if (installed !== undefined) return installed;
      throw unavailable('The run ended before influxctl was downloaded.');
    }
    case 'path': {
      const file = path.resolve(source.path);
      if (isExecutable(file)) return file;
      throw unavailable(`\`influxctl\` names no program that can be run: ${file}.`);
    }
  }
}

/** A relative entry of `PATH` would find whatever lies in the workspace. */
function searchPath(env: NodeJS.ProcessEnv): string | undefined {
  const name = process.platform === 'win32' ? 'influxctl.exe' : 'influxctl';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter);
  return folders
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

async function checkVersion(
  file: string,
  env: Readonly<Record<string, string>>,
  { quote }: InfluxctlNeeds,
  signal: AbortSignal,
): Promise<string> {
  const end = await runProgram({ file, args: ['version'], env, signal, timeout: longestVersion });
  if (end.kind !== 'ended' || end.code !== 0)
    throw unavailable(`The version of ${file} could not be read. ${toFailure(end, quote).message}`);
  const version = findVersion(end.stdout) ?? findVersion(end.stderr);
  if (version === undefined) throw unavailable(`${file} told no version, but "${quote(end.stdout)}".`);
  if (!isSupported(version))
    throw unavailable(
      `${file} is influxctl ${version}; ${leastVersion} or newer is needed: older ones stop at the first id that fails.`,
    );
  return version;
}

function unavailable(message: string): ActionError {
  return new ActionError({ code: 'influxctl-unavailable', message });
}
