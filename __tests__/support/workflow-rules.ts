import { isPair, isScalar, parseDocument, visit } from 'yaml';
import { findActionProblems, isThisAction } from './action-rules.ts';
import { collectSteps, isMapping, isWholeWorkflow, type Mapping } from './workflow-parts.ts';

/**
 * Says what is wrong with a YAML block of the documentation: a whole workflow, a list of steps, or any other fragment.
 * Empty: nothing.
 */
export function findProblems(block: string): string[] {
  const document = parseDocument(block, { version: '1.2', uniqueKeys: true });
  const broken = [...document.errors, ...document.warnings].map(({ message }) => `YAML: ${message}`);
  if (broken.length > 0) return broken;
  const content: unknown = document.toJS();
  const steps = collectSteps(content);
  const problems = [
    ...findPinProblems(block),
    ...steps.flatMap(findStepProblems),
    ...findActionProblems(content),
  ];
  if (!isWholeWorkflow(content)) return problems;
  return [...problems, ...findTriggerProblems(content), ...findJobsProblems(content)];
}

function findStepProblems(step: Mapping): string[] {
  const name = String(step['name'] ?? step['id'] ?? step['uses'] ?? step['run']);
  const problems: string[] = [];
  if ('uses' in step === 'run' in step) problems.push(`step "${name}": exactly one of \`uses\` and \`run\``);
  // An expression is put into the script before a shell reads it: its text could be commands.
  if (/\$\{\{/.test(String(step['run'] ?? '')))
    problems.push(`step "${name}": an expression inside \`run\`; hand it over in \`env\``);
  return problems;
}

/** The comment with the version is no part of what YAML gives: it is looked for beside the value. */
function findPinProblems(block: string): string[] {
  const problems: string[] = [];
  visit(parseDocument(block), {
    Pair(_, pair) {
      if (!isPair(pair) || !isScalar(pair.key) || pair.key.value !== 'uses' || !isScalar(pair.value)) return;
      const { value, comment } = pair.value;
      const used = String(value);
      if (isThisAction(used) || used.startsWith('./')) return;
      if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(used))
        problems.push(`${used}: pin it to a full commit id`);
      else if (!/^ v\d+\.\d+\.\d+$/.test(comment ?? ''))
        problems.push(`${used}: name its version in a comment`);
    },
  });
  return problems;
}

function findTriggerProblems({ on }: Mapping): string[] {
  const names = isMapping(on) ? Object.keys(on) : [on].flat();
  return names.includes('pull_request_target')
    ? ['`pull_request_target` runs code of strangers with secrets']
    : [];
}

function findJobsProblems({ jobs, permissions }: Mapping): string[] {
  if (!isMapping(jobs) || Object.keys(jobs).length === 0) return ['there is no job'];
  return Object.entries(jobs).flatMap(([name, job]) => {
    if (!isMapping(job)) return [`job "${name}": not a mapping`];
    const problems = [...findShapeProblems(job), ...findReferenceProblems(job, jobs)];
    if (permissions === undefined && job['permissions'] === undefined)
      problems.push('no `permissions`, here or for the workflow');
    return problems.map((problem) => `job "${name}": ${problem}`);
  });
}

function findShapeProblems(job: Mapping): string[] {
  // A job that calls a workflow has neither steps nor a time limit of its own.
  if ('uses' in job) return [];
  const problems: string[] = [];
  if (!('runs-on' in job)) problems.push('no `runs-on`');
  if (!Number.isInteger(job['timeout-minutes'])) problems.push('no `timeout-minutes`');
  if (collectSteps({ steps: job['steps'] }).length === 0) problems.push('no steps');
  return problems;
}

function findReferenceProblems(job: Mapping, jobs: Mapping): string[] {
  const needs = [job['needs'] ?? []].flat().map(String);
  const unknown = needs
    .filter((name) => !(name in jobs))
    .map((name) => `needs "${name}", which does not exist`);
  const text = JSON.stringify(job);
  const ofSteps = [...text.matchAll(/\bsteps\.([\w-]+)\./g)].flatMap(([, id = '']) =>
    collectSteps({ steps: job['steps'] }).some((step) => step['id'] === id)
      ? []
      : [`no step has the id "${id}"`],
  );
  const ofNeeds = [...text.matchAll(/\bneeds\.([\w-]+)\.(?:outputs\.([\w-]+))?/g)].flatMap(
    ([, name = '', output]) => {
      if (!needs.includes(name)) return [`\`needs\` does not name "${name}"`];
      const needed = jobs[name];
      const outputs = isMapping(needed) && isMapping(needed['outputs']) ? needed['outputs'] : {};
      return output === undefined || output in outputs ? [] : [`job "${name}" has no output "${output}"`];
    },
  );
  return [...unknown, ...ofSteps, ...ofNeeds];
}
