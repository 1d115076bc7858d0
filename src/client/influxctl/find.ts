import path from 'node:path';
import type { Influxctl, InfluxctlSource, InfluxctlVersion } from '../../connection/client-settings.ts';
import { findVersion, isSupported } from '../../connection/influxctl-version.ts';
import { ActionError, influxctlUnavailable } from '../../errors.ts';
import { findProgram, isExecutable, pickNetworkEnvironment } from '../../program/environment.ts';
import type { TokenKind } from '../../revocation/token-kind.ts';
import { toFailure } from './failure.ts';
import { runInfluxctl } from './run-influxctl.ts';

/** What finding influxctl needs of the world. */
export interface FindNeeds {
  /** What to list and revoke. */
  readonly kind: TokenKind;
  /** The step's environment: what influxctl may know of it is picked. */
  readonly env: NodeJS.ProcessEnv;
  /** A private folder that is removed after the run. */
  readonly folder: string;
  /** Fetches a version, verified, into a folder. Throws an {@link ActionError} `influxctl-unavailable`. */
  readonly fetch: (source: InfluxctlVersion, folder: string, signal: AbortSignal) => Promise<Influxctl>;
  /** Makes what influxctl prints safe to quote. */
  readonly quote: (text: string) => string;
}

/** In ms: `influxctl version` needs no network, so one that takes longer hangs. */
const longestVersion = 30_000;

/**
 * Finds the influxctl that the workflow requests. Without a version one in `PATH` that is new enough is used, with one
 * the one in `PATH` if it is that version; otherwise it is fetched. A checksum requests an archive: then `PATH` is not
 * looked at.
 *
 * @throws {@link ActionError} `influxctl-unavailable`
 */
export async function findInfluxctl(
  source: InfluxctlSource,
  needs: FindNeeds,
  signal: AbortSignal,
): Promise<Influxctl> {
  if (source.kind === 'path') return usePath(path.resolve(source.path), needs, signal);
  const file = source.sha256 === undefined ? findProgram('influxctl', needs.env) : undefined;
  if (file === undefined) return fetchVersion(source, needs, signal);
  const found = await checkVersion(file, source.version, needs, signal);
  if (typeof found === 'string') return { file, version: found, origin: file };
  if (signal.aborted) throw found;
  try {
    return await fetchVersion(source, needs, signal);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const { code, message, hint } = error;
    throw new ActionError({ code, message: `${found.message} ${message}`, hint, cause: error });
  }
}

async function usePath(file: string, needs: FindNeeds, signal: AbortSignal): Promise<Influxctl> {
  if (!isExecutable(file)) {
    const hint = 'Give the path of an influxctl for this system, or a version.';
    throw influxctlUnavailable(`\`influxctl\` names no program that can be run: ${file}.`, hint);
  }
  const version = await checkVersion(file, undefined, needs, signal);
  if (version instanceof ActionError) throw version;
  return { file, version, origin: file };
}

async function fetchVersion(
  source: InfluxctlVersion,
  needs: FindNeeds,
  signal: AbortSignal,
): Promise<Influxctl> {
  const fetched = await needs.fetch(source, needs.folder, signal);
  const version = await checkVersion(fetched.file, fetched.version, needs, signal);
  if (typeof version === 'string') return fetched;
  throw influxctlUnavailable(`${version.message} It was fetched as ${fetched.origin}.`);
}

/** The version of a binary, or why it is not the requested one, or not new enough if none is requested. */
async function checkVersion(
  file: string,
  expected: string | undefined,
  { env, folder, kind, quote }: FindNeeds,
  signal: AbortSignal,
): Promise<string | ActionError> {
  const environment = pickNetworkEnvironment(env, folder);
  const end = await runInfluxctl({
    file,
    args: ['version'],
    env: environment,
    signal,
    timeout: longestVersion,
  });
  if (end.kind !== 'ended' || end.code !== 0) {
    const { message, hint } = toFailure(end, quote);
    return influxctlUnavailable(`The version of ${file} could not be read. ${message}`, hint);
  }
  const version = findVersion(end.stdout) ?? findVersion(end.stderr);
  if (version === undefined)
    return influxctlUnavailable(`${file} did not report a version; it printed "${quote(end.stdout)}".`);
  if (expected !== undefined && version !== expected)
    return influxctlUnavailable(`${file} is influxctl ${version}, not ${expected}.`);
  const { leastVersion } = kind.influxctl;
  if (!isSupported(version, leastVersion))
    return influxctlUnavailable(
      `${file} is influxctl ${version}; ${leastVersion} or newer for ${kind.plural} is required.`,
      `Install influxctl ${leastVersion} or newer, or see the input \`influxctl\`.`,
    );
  return version;
}
