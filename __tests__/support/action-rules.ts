import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inputTable } from '../../src/action/inputs/table.ts';
import { collectSteps, isMapping, isWholeWorkflow, type Mapping } from './workflow-parts.ts';

const metadata = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  readonly inputs: Mapping;
  readonly outputs: Mapping;
};

/** Inputs whose values are words of a list. */
const enumerated = ['client', 'product', 'oauth-grant', 'fail-on'] as const;

/** Says whether `uses` names this action, under whatever owner and at whatever version. */
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
  for (const name of enumerated)
    if (name in inputs && !accepts(name, String(inputs[name])))
      problems.push(`\`${name}\` does not take "${inputs[name]}"`);
  if ('influxctl-version' in inputs !== 'influxctl-sha256' in inputs)
    problems.push('`influxctl-version` and `influxctl-sha256` need each other');
  return problems;
}

/** The action's own parsers decide. What an expression gives is not known here. */
function accepts(name: (typeof enumerated)[number], value: string): boolean {
  if (value.includes('${{')) return true;
  try {
    inputTable[name].parse(value);
    return true;
  } catch {
    return false;
  }
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
    const wantsToken = collectSteps(job).some(
      (step) => isMapping(step['with']) && 'oidc-audience' in step['with'],
    );
    const permissions = (isMapping(job) ? job['permissions'] : undefined) ?? content['permissions'];
    const hasToken = isMapping(permissions) && permissions['id-token'] === 'write';
    return wantsToken && !hasToken ? ['`oidc-audience` needs `permissions` with `id-token: write`'] : [];
  });
}

function jobsOf(content: unknown): unknown[] {
  return isWholeWorkflow(content) && isMapping(content['jobs']) ? Object.values(content['jobs']) : [content];
}
