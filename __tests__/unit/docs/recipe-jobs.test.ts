import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isThisAction } from '../../support/action-rules.ts';
import { findCodeBlocks } from '../../support/markdown.ts';
import { makeStepFolder } from '../../support/recipe-steps.ts';
import { collectSteps, isWholeWorkflow, type Mapping } from '../../support/workflow-parts.ts';

/** A job of a recipe's first workflow, and the inputs that its step of this action gets. */
function findJob(recipe: string, name: string): { readonly job: Mapping; readonly inputs: Mapping } {
  const page = readFileSync(new URL(`../../../docs/recipes/${recipe}.md`, import.meta.url), 'utf8');
  const blocks = findCodeBlocks(page).filter(({ language }) => language === 'yaml');
  const workflow = blocks.map(({ text }) => parse(text)).find(isWholeWorkflow) as {
    readonly jobs: Readonly<Record<string, Mapping>>;
  };
  const job = workflow.jobs[name] ?? {};
  const step = collectSteps(job).find(({ uses }) => isThisAction(uses));
  return { job, inputs: (step?.['with'] ?? {}) as Mapping };
}

const expression = (text: string): string => `\${{ ${text} }}`;

describe.each(['plan-approve-apply', 'hygiene'])('The two jobs in the recipe %s', (recipe) => {
  const plan = findJob(recipe, 'plan');
  const apply = findJob(recipe, 'apply');

  test('plan the same', () => {
    const { 'dry-run': dryRun, ...planned } = plan.inputs;
    const { 'expect-plan': expected, ...applied } = apply.inputs;
    expect(planned).toEqual(applied);
    expect(Object.keys(planned)).toContain('management-token');
    expect(dryRun).toBe(true);
    expect(expected).toBe(expression("needs.plan.outputs.plan-digest || 'missing'"));
  });

  test('have an environment each, so that the plan waits for no one', () => {
    expect([plan.job['environment'], apply.job['environment']]).toEqual(['influxdb-plan', 'influxdb']);
  });

  test('ask no one to approve a plan that revokes nothing', () => {
    expect(apply.job['if']).toBe(expression("needs.plan.outputs.planned-ids != '[]'"));
  });
});

describe('The workflow without required reviewers', () => {
  test('writes the digest of its plan where the second run takes it from', () => {
    const ran = makeStepFolder('plan-approve-apply').run('Show the digest', { DIGEST: '1a2b3c' });
    const summary = 'The digest of this plan, for the second run: `1a2b3c`\n';
    expect(ran).toMatchObject({ status: 0, summary });
  });
});

describe('The recipe for IssueOps', () => {
  test('reads what strangers wrote in a job without secrets and permissions', () => {
    const { job } = findJob('issue-ops', 'read');
    expect(Object.keys(job)).not.toContain('environment');
    expect(Object.keys(job)).not.toContain('permissions');
    expect(JSON.stringify(job)).not.toMatch(/secrets\.|github\.token|github\.event\.issue/);
  });

  test('revokes with no other permission than to write the comment', () => {
    expect(findJob('issue-ops', 'revoke').job['permissions']).toEqual({ issues: 'write' });
  });
});
