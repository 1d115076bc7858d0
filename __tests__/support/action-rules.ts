import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inputTable } from '../../src/action/inputs/table.ts';
import { collectSteps, isMapping, isWholeWorkflow, type Mapping } from './workflow-parts.ts';

const metadata = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  readonly inputs: Mapping;
  readonly outputs: Mapping;
};

/** Says whether `uses` names this action, under any owner and at any version. */
export function isThisAction(used: unknown): boolean {
  return /^[\w.-]+\/influxdb-revoke-management-tokens@/.test(String(used));
}

/** Says how a block uses this action in a way that action.yml does not know. Empty: in none. */
export function findActionProblems(content: unknown): string[] {
  return [
    ...collectSteps(content).flatMap(findInputProblems),
    ...findOutputProblems(content),
    ...findTokenProblems(content),
  ];
}

function findInputProblems(step: Mapping): string[] {
  if (!isThisAction(step['uses'])) return [];
  const inputs = isMapping(step['with']) ? step['with'] : {};
  const problems = Object.keys(inputs)
    .filter((name) => !(name in metadata.inputs))
    .map((name) => `there is no input \`${name}\``);
  for (const [name, { parse }] of Object.entries(inputTable)) {
    const value = String(inputs[name]);
    // What an expression gives is not known here.
    const isRefused =
      name in inputs &&
      'words' in parse &&
      !value.includes('${{') &&
      !parse.words.some((word) => word === value);
    if (isRefused) problems.push(`\`${name}\` does not take "${value}"`);
  }
  if ('influxctl-sha256' in inputs && !('influxctl' in inputs))
    problems.push('`influxctl-sha256` needs the version in `influxctl`');
  return problems;
}

/** An id means a step of this action only within its own job. */
function findOutputProblems(content: unknown): string[] {
  return jobsOf(content).flatMap((job) => {
    const ids = collectSteps(job)
      .filter((step) => isThisAction(step['uses']))
      .map((step) => step['id']);
    return [...JSON.stringify(job).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(
      ([, id, name = '']) =>
        ids.includes(id) && !(name in metadata.outputs) ? [`there is no output \`${name}\``] : [],
    );
  });
}

/** A fragment does not show the permissions of the job that it belongs to. */
function findTokenProblems(content: unknown): string[] {
  if (!isWholeWorkflow(content)) return [];
  return jobsOf(content).flatMap((job) => {
    const needsToken = collectSteps(job).some(
      (step) => isMapping(step['with']) && 'oidc-audience' in step['with'],
    );
    const permissions = (isMapping(job) ? job['permissions'] : undefined) ?? content['permissions'];
    const hasToken = isMapping(permissions) && permissions['id-token'] === 'write';
    return needsToken && !hasToken ? ['`oidc-audience` needs `permissions` with `id-token: write`'] : [];
  });
}

function jobsOf(content: unknown): unknown[] {
  return isWholeWorkflow(content) && isMapping(content['jobs']) ? Object.values(content['jobs']) : [content];
}
