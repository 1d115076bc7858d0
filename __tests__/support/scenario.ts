import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from '@jest/globals';
import { type Cluster, type ClusterOptions, startCluster } from '../../dev/cluster/cluster.ts';
import { type ClusterToken, newToken } from '../../dev/cluster/tokens.ts';
import { runStep, type Step, type StepResult } from '../../dev/runner/runner.ts';
import { type Evidence, evidenceName, findEvidence, readEvidence } from './evidence.ts';
import { findLeaks } from './leaks.ts';

type Texts = Readonly<Record<string, string>>;

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((resource) => resource.close()));
});

/** Closes something after the test. */
export function closeLater<Resource extends { close(): Promise<void> }>(resource: Resource): Resource {
  open.push(resource);
  return resource;
}

/** The token that every scenario authenticates with, unless it says otherwise. */
export interface Scene {
  readonly cluster: Cluster;
  readonly caller: ClusterToken;
}

/** A cluster with these tokens, and one more that the workflow authenticates with. */
export async function givenCluster(
  tokens: readonly ClusterToken[],
  options: Omit<ClusterOptions, 'tokens'> = {},
): Promise<Scene> {
  const caller = newToken({ description: 'the token in use' });
  const cluster = closeLater(await startCluster({ ...options, tokens: [...tokens, caller] }));
  return { cluster, caller };
}

/** An entry of the output `results`. */
export interface ResultEntry {
  /** Absent for a leaked token whose id is not known. */
  readonly id?: string;
  readonly leakedTokens?: readonly number[];
  readonly tested?: boolean;
  readonly status: string;
  readonly code?: string;
  readonly message?: string;
  readonly hint?: string;
  readonly verified: boolean;
  readonly proof: readonly string[];
  readonly revokedAt?: string;
  readonly description?: string;
  readonly prefix?: string;
  readonly createdBy?: string;
  readonly createdAt?: string;
  readonly requestedBy: readonly string[];
  readonly inUse?: boolean;
  readonly client?: string;
  readonly clientReason?: string;
}

/** How a scenario runs its step. */
export interface ScenarioStep extends Omit<Step, 'inputs'> {
  /** The step ends before it can write its report. */
  readonly withoutReport?: true;
  /** What must not come out, beside the secrets among the inputs and in the cluster. */
  readonly secrets?: readonly string[];
}

/** What a workflow sees of a step. */
export interface Run extends StepResult {
  readonly revoked: readonly string[];
  readonly failed: readonly string[];
  readonly planned: readonly string[];
  readonly results: readonly ResultEntry[];
  /** Error annotations, as GitHub shows them. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** The evidence, as the file holds it that `report-file` names. Absent: the scenario says that there is none. */
  readonly report: Evidence | undefined;
  /** Files in the runner's temporary folder after the step, beside the report, with their contents. */
  readonly leftovers: Readonly<Record<string, string>>;
}

/** A run, and the cluster that it met. */
export interface Met extends Run, Scene {
  /** The ids for which the cluster was asked to revoke until the run ended, in order. */
  readonly sent: readonly string[];
}

/** Runs the action as a step of a workflow against a cluster, and fails where a secret came out. */
export async function runAgainst(scene: Scene, inputs: Texts, step: ScenarioStep = {}): Promise<Met> {
  const { cluster, caller } = scene;
  const secrets = [...cluster.tokens.map(({ secret }) => secret), caller.secret];
  const base = { host: cluster.host, 'tls-ca': cluster.ca, 'management-token': caller.secret };
  const run = await runAction({ ...base, ...inputs }, step, secrets);
  return { ...run, cluster, caller, sent: revocationsSeen(scene) };
}

/** What a new cluster and a run against it are like. */
export interface Wish extends Omit<ClusterOptions, 'tokens'> {
  readonly inputs?: Texts;
  readonly step?: ScenarioStep;
}

/** Runs the action against a new cluster with these tokens. */
export async function runOn(tokens: readonly ClusterToken[], wish: Wish): Promise<Met> {
  const { inputs = {}, step, ...options } = wish;
  return runAgainst(await givenCluster(tokens, options), inputs, step);
}

/** Revokes these tokens of a new cluster by id. */
export function revokeAll(tokens: readonly ClusterToken[], wish: Wish = {}): Promise<Met> {
  return runOn(tokens, { ...wish, inputs: { ...byId(tokens), ...wish.inputs } });
}

/** The input that names these tokens by id. */
export function byId(tokens: readonly ClusterToken[]): { readonly 'token-ids': string } {
  return { 'token-ids': idsOf(tokens).join(' ') };
}

/** What a cluster does to requests with this method: to all of them, or to the first ones at each path. */
export function faultOn<Fault>(method: string, fault: Fault, times = Number.POSITIVE_INFINITY) {
  return (request: { readonly method: string; readonly earlier: number }): Fault | undefined =>
    request.method === method && request.earlier < times ? fault : undefined;
}

const secretInputs = ['management-token', 'tls-key', 'github-token'];

/**
 * Runs the action as a step of a workflow, and fails where one of the secrets came out, or where the report is missing
 * or not as its schema says.
 */
export async function runAction(
  inputs: Texts,
  { withoutReport, secrets: others = [], ...step }: ScenarioStep = {},
  secrets: readonly string[] = [],
): Promise<Run> {
  const own = mkdtempSync(path.join(tmpdir(), 'runner-temp-'));
  const temp = step.env?.['RUNNER_TEMP'] ?? own;
  try {
    const ended = await runStep({ ...step, inputs, env: { ...step.env, RUNNER_TEMP: temp } });
    const files = readFiles(temp);
    const result = { ...ended, leftovers: files };
    const given = secretInputs.map((name) => inputs[name] ?? '');
    const leaks = findLeaks(result, [...secrets, ...others, ...given]);
    if (leaks.length > 0) throw new Error(`a secret came out: ${leaks.join(', ')}`);
    const report = withoutReport === true ? undefined : takeReport(result, temp);
    const { [evidenceName]: _, ...leftovers } = files;
    return { ...toRun(result), leftovers, report };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function toRun(result: StepResult): Omit<Run, 'report' | 'leftovers'> {
  const list = (name: string) => JSON.parse(result.outputs[name] ?? 'null');
  return {
    ...result,
    revoked: list('revoked-ids'),
    failed: list('failed-ids'),
    planned: list('planned-ids'),
    results: list('results'),
    errors: annotations(result.log, 'error'),
    warnings: annotations(result.log, 'warning'),
    notices: annotations(result.log, 'notice'),
  };
}

/** Reads the report of a step, and throws where the step says something else than its report. */
function takeReport({ exitCode, log, outputs }: StepResult, temp: string): Evidence {
  const file = outputs['report-file'] ?? findEvidence(temp);
  if (file === undefined) throw new Error(`there is no report\n${log}`);
  const report = readEvidence(file);
  // Where the outputs cannot be written nothing names the file, and the step fails after the report is written.
  if (outputs['report-file'] === undefined) return report;
  if (!file.startsWith(temp)) throw new Error(`report-file is ${file}, which is not in ${temp}`);
  if ((report.verdict === 'success') !== (exitCode === 0))
    throw new Error(`the report says ${report.verdict}, and the step ended with ${exitCode}`);
  return report;
}

/** The files below a folder, by their names; none where there is no such folder. */
function readFiles(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map((entry) => [entry.name, readFileSync(path.join(entry.parentPath, entry.name), 'utf8')]),
  );
}

function annotations(log: string, level: string): string[] {
  const lines = log.matchAll(new RegExp(`^::${level}(?: [^:]*)?::(.*)$`, 'gm'));
  return [...lines].map(([, message = '']) => message.replaceAll('%0A', '\n').replaceAll('%25', '%'));
}

/** The ids of tokens. */
export function idsOf(tokens: readonly ClusterToken[]): string[] {
  return tokens.map(({ id }) => id);
}

/** The ids for which the cluster was asked to revoke, in order. */
export function revocationsSeen({ cluster }: Scene): string[] {
  return cluster.requests
    .filter(({ method }) => method === 'DELETE')
    .map(({ path }) => path.replace(/^.*\//, ''));
}
