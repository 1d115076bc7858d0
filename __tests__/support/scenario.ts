import { afterEach } from '@jest/globals';
import { type Cluster, type ClusterOptions, startCluster } from '../../dev/cluster/cluster.ts';
import { type ClusterToken, newToken } from '../../dev/cluster/tokens.ts';
import { runStep, type Step, type StepResult } from '../../dev/runner/runner.ts';
import { findLeaks } from './leaks.ts';

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
  readonly id: string;
  readonly status: string;
  readonly code?: string;
  readonly message?: string;
  readonly verified: boolean;
  readonly revokedAt?: string;
  readonly description?: string;
  readonly prefix?: string;
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
}

/** Runs the action as a step of a workflow against a cluster, and fails where a secret came out. */
export async function runAgainst(
  { cluster, caller }: Scene,
  inputs: Readonly<Record<string, string>>,
  step: Omit<Step, 'inputs'> = {},
): Promise<Run> {
  const secrets = [...cluster.tokens.map(({ secret }) => secret), caller.secret];
  const base = { host: cluster.host, 'tls-ca': cluster.ca, 'management-token': caller.secret };
  return runAction({ ...base, ...inputs }, step, secrets);
}

/** Runs the action as a step of a workflow, and fails where one of the secrets came out. */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  step: Omit<Step, 'inputs'> = {},
  secrets: readonly string[] = [],
): Promise<Run> {
  const result = await runStep({ ...step, inputs });
  const leaks = findLeaks(result, [...secrets, inputs['management-token'] ?? '', inputs['tls-key'] ?? '']);
  if (leaks.length > 0) throw new Error(`a secret came out: ${leaks.join(', ')}`);
  const list = (name: string) => JSON.parse(result.outputs[name] ?? 'null');
  return {
    ...result,
    revoked: list('revoked-ids'),
    failed: list('failed-ids'),
    planned: list('planned-ids'),
    results: list('results'),
    errors: annotations(result.log, 'error'),
    warnings: annotations(result.log, 'warning'),
  };
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
