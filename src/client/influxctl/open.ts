import type { InfluxctlSettings } from '../../connection/client-settings.ts';
import { ActionError, influxctlUnavailable } from '../../errors.ts';
import { pickNetworkEnvironment } from '../../program/environment.ts';
import { openPrivateFolder } from '../../program/private-folder.ts';
import type { ProgramEnd } from '../../program/run-program.ts';
import type { TokenClient } from '../../revocation/token-client.ts';
import { profileName, writeConfig } from './config.ts';
import { type FindNeeds, findInfluxctl } from './find.ts';
import { createInfluxctlClient, type RunOptions } from './influxctl-client.ts';
import { runInfluxctl } from './run-influxctl.ts';

/** What influxctl needs of the world. */
export interface InfluxctlNeeds extends Omit<FindNeeds, 'folder'> {
  /** Ids in one call at most. */
  readonly concurrency: number;
  /** Called after every call of influxctl with a line about it, without anything secret: for debugging. */
  readonly onCall: (line: string) => void;
  /** Called with a sentence about what influxctl printed although it ended well. */
  readonly info: (text: string) => void;
  /** Called with a sentence about what the run leaves behind. */
  readonly warn: (text: string) => void;
}

/** An influxctl that is ready to be used. */
export interface OpenInfluxctl {
  readonly client: TokenClient;
  readonly version: string;
  /** Where it is from, for the log. */
  readonly origin: string;
  /** Removes its configuration, and the binary if it was fetched. */
  close(): void;
}

/**
 * Finds influxctl or fetches it, checks its version, and gives it its own configuration and home.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where there is none that can be used.
 */
export async function openInfluxctl(
  settings: InfluxctlSettings,
  needs: InfluxctlNeeds,
  signal: AbortSignal,
): Promise<OpenInfluxctl> {
  const { env, kind, concurrency, quote, onCall, info, warn } = needs;
  const folder = openPrivateFolder(env, warn);
  try {
    const { file, version, origin } = await findInfluxctl(
      settings.source,
      { ...needs, folder: folder.path },
      signal,
    );
    const { timeout } = settings;
    const config = writeConfig(settings, folder);
    const globals = ['--config', config, '--profile', profileName, '--timeout', `${timeout}ms`];
    const environment = pickNetworkEnvironment(env, folder.path);
    // What it says of itself comes with every call.
    const shown = new Set<string>();
    const run = async (args: readonly string[], options: RunOptions): Promise<ProgramEnd> => {
      const started = performance.now();
      const end = await runInfluxctl({ file, args: [...globals, ...args], env: environment, ...options });
      const how = end.kind === 'ended' ? `exit code ${end.code}` : end.kind;
      const said = end.kind === 'ended' && end.stderr !== '' ? `: "${quote(end.stderr)}"` : '';
      onCall(`influxctl ${args.join(' ')}: ${how}, ${Math.round(performance.now() - started)} ms${said}`);
      // A failure quotes it.
      if (end.kind === 'ended' && end.code === 0 && said !== '') {
        const line = `influxctl ${args.slice(0, 2).join(' ')} ended with ${how}, and printed on standard error${said}.`;
        if (!shown.has(line)) info(line);
        shown.add(line);
      }
      return end;
    };
    const client = createInfluxctlClient({ run, kind, timeout, concurrency, quote });
    return { client, version, origin, close: folder.remove };
  } catch (error) {
    folder.remove();
    throw toUnavailable(error);
  }
}

/** A full disk, or a missing folder, is not an error in the action. */
function toUnavailable(error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof ActionError || syscall === undefined) return error;
  return influxctlUnavailable(
    `The private folder of influxctl could not be filled (${code}).`,
    'Check the space and the permissions of the folder in RUNNER_TEMP.',
    error,
  );
}
