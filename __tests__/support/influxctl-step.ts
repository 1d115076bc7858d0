import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ClusterOptions } from '../../dev/cluster/cluster.ts';
import { backDoor, type SeenRequest } from '../../dev/cluster/duty.ts';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { type Behaviour, type Call, type Installed, installInfluxctl } from '../../dev/influxctl/install.ts';
import { givenCluster, idsOf, type Run, runAgainst, type ScenarioStep, type Scene } from './scenario.ts';
import { isRunning, makeFolder, until } from './shell-programs.ts';

/** A stand-in for influxctl, and a runner on which it is installed. */
export interface InstalledOnRunner extends Installed {
  /** The environment of a step that finds it in `PATH`, in an empty home folder. */
  readonly env: { readonly PATH: string; readonly HOME: string; readonly RUNNER_TEMP: string };
}

/** Installs a stand-in for influxctl on a runner of its own. */
export function givenInstalled(behaviour: Partial<Behaviour> = {}): InstalledOnRunner {
  const installed = installInfluxctl(makeFolder(), behaviour);
  const PATH = [installed.folder, process.env['PATH']].join(path.delimiter);
  return { ...installed, env: { PATH, HOME: makeFolder(), RUNNER_TEMP: makeFolder() } };
}

/**
 * Runs the action with influxctl, and fails where a secret came out, where a call of influxctl could show one to other
 * users of the machine, where a call still runs, or where a file or a folder is left beside the report.
 */
export async function runWith(
  influxctl: InstalledOnRunner,
  scene: Scene,
  inputs: Readonly<Record<string, string>>,
  step: ScenarioStep = {},
): Promise<Run> {
  // The stand-in is started by a shell, which drops variables such as INPUT_MANAGEMENT-TOKEN: this one it would pass on.
  const env = { ...influxctl.env, TOKEN_OF_THE_JOB: scene.caller.secret, ...step.env };
  const run = await runAgainst(scene, { client: 'influxctl', retries: '0', ...inputs }, { ...step, env });
  const pids = influxctl.calls().map(({ pid }) => pid);
  await until(() => !pids.some(isRunning));
  const secrets = [...scene.cluster.tokens.map(({ secret }) => secret), inputs['tls-key'] ?? ''];
  const left = readdirSync(influxctl.env.RUNNER_TEMP).filter(
    (name) => !name.startsWith('influxdb-revocation-'),
  );
  const traces = [...findExposed(influxctl.calls(), secrets), ...left];
  if (traces.length > 0) throw new Error(`influxctl left traces: ${traces.join(', ')}`);
  return run;
}

/** Where secrets are in what every user of a machine may see of a process, or what its children inherit. */
export function findExposed(
  calls: readonly Pick<Call, 'argv' | 'env'>[],
  secrets: readonly string[],
): string[] {
  const known = secrets.filter((secret) => secret !== '');
  const isExposed = (text: string): boolean => known.some((secret) => text.includes(secret));
  return calls.flatMap(({ argv, env }) => [
    ...argv.flatMap((argument, index) => (isExposed(argument) ? [`argument ${index + 1}`] : [])),
    ...Object.keys(env).filter((name) => isExposed(env[name] ?? '')),
  ]);
}

/** The requests that the action sent itself, in order: those that did not come from influxctl. */
export function ownRequests({ cluster }: Scene): SeenRequest[] {
  return cluster.requests.filter((request) => !isFromInfluxctl(request));
}

/** Says whether a request came from influxctl. */
export function isFromInfluxctl({ path }: SeenRequest): boolean {
  return path.startsWith(backDoor);
}

/** The ids of each call that was to revoke some, in order. */
export function revokingCalls(influxctl: Installed): string[][] {
  const calls = influxctl.calls().filter(({ command }) => command === 'revoke');
  return calls.map(({ argv }) => argv.slice(argv.indexOf('--force') + 1));
}

/** What a cluster of today is like, unless the options say otherwise. */
export interface TodayOptions {
  /** How many tokens there are besides the one of the workflow. */
  readonly count?: number;
  readonly behaviour?: Partial<Behaviour>;
  readonly options?: Omit<ClusterOptions, 'tokens'>;
}

/** A cluster without an HTTP route, an influxctl that reaches it, and a step that is to revoke all tokens but its own. */
export async function givenToday({ count = 2, behaviour = {}, options = {} }: TodayOptions = {}) {
  const [tokens, influxctl] = [newTokens(count), givenInstalled(behaviour)];
  const scene = await givenCluster(tokens, { collection: null, ...options });
  const ids = idsOf(tokens);
  const run = (inputs: Readonly<Record<string, string>> = {}, step: ScenarioStep = {}) =>
    runWith(influxctl, scene, { 'token-ids': ids.join(' '), ...inputs }, step);
  const commands = () => influxctl.calls().map(({ command }) => command);
  return { scene, tokens, ids, influxctl, run, commands };
}
