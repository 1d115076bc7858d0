import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { findCodeBlocks, findLinks } from '../../support/markdown.ts';
import { listPages, readRepositoryFile as read, root } from '../../support/repository-workflows.ts';
import { isWholeWorkflow } from '../../support/workflow-parts.ts';
import { findProblems } from '../../support/workflow-rules.ts';

const pages = [...listPages('.', false), ...listPages('docs').sort()];
const recipes = pages.filter((page) => page.startsWith('docs/recipes/') && !page.endsWith('/README.md'));

const yamlBlocks = (page: string) => findCodeBlocks(read(page)).filter(({ language }) => language === 'yaml');

describe('The documentation', () => {
  test.each(pages)('links only to files that exist in %s', (page) => {
    const targets = findLinks(read(page)).filter((target) => !/^[a-z]+:/.test(target));
    expect(targets.filter((target) => !existsSync(path.join(root, path.dirname(page), target)))).toEqual([]);
  });

  test('has a whole workflow in every recipe but the one for other places than GitHub', () => {
    const without = recipes.filter(
      (page) => !yamlBlocks(page).some(({ text }) => isWholeWorkflow(parse(text))),
    );
    expect(without).toEqual(['docs/recipes/elsewhere.md']);
  });

  test('lists every recipe', () => {
    const listed = findLinks(read('docs/recipes/README.md')).map((target) => `docs/recipes/${target}`);
    expect(listed.sort()).toEqual(recipes);
  });

  test('says of every recipe for OAuth2 that it needs an API that is not published', () => {
    const withOAuth = recipes.filter((page) =>
      yamlBlocks(page).some(({ text }) => text.includes('oauth-token-url')),
    );
    expect(withOAuth.length).toBeGreaterThan(0);
    for (const page of withOAuth)
      expect(read(page).replace(/\s+/g, ' ')).toContain(
        'This needs a cluster whose API serves management tokens. InfluxData has not published such an API: ' +
          'that your cluster has one is an assumption. Otherwise use a management token with influxctl.',
      );
  });
});

/** An expression of a workflow. */
const expression = (text: string): string => `\${{ ${text} }}`;

const whole = `
on: workflow_dispatch
permissions: {}
jobs:
  revoke:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    steps:
      - id: revoke
        uses: your-org/influxdb-revoke-management-tokens@v1
        with:
          client: influxctl
          token-ids: 0d0a6f3e-5c1b-4f57-9d0e-0c6f5b1f8a11
      - run: echo "$FAILED"
        env:
          FAILED: ${expression('steps.revoke.outputs.failed-ids')}
`;

describe('A whole workflow', () => {
  const twice = 'timeout-minutes: 10\n    timeout-minutes: 20';
  const takes = `env:\n      ID: ${expression('needs.create.outputs.id')}\n    runs-on`;
  const step = '- run: echo "$FAILED"';
  const strangers = '`pull_request_target` runs code of strangers with secrets';
  const oneOf = 'exactly one of `uses` and `run`';
  test.each<[string, string, string | RegExp]>([
    ['on: workflow_dispatch', 'on: [workflow_dispatch', /^YAML: /],
    ['timeout-minutes: 10', twice, /Map keys must be unique/],
    ['    runs-on: ubuntu-24.04\n', '', 'job "revoke": no `runs-on`'],
    ['    timeout-minutes: 10\n', '', 'job "revoke": no `timeout-minutes`'],
    ['permissions: {}\n', '', 'job "revoke": no `permissions`, here or for the workflow'],
    ['- id: revoke\n', '- name: Revoke\n', 'job "revoke": no step has the id "revoke"'],
    ['    runs-on', '    needs: [create]\n    runs-on', 'job "revoke": needs "create", which does not exist'],
    ['runs-on', takes, 'job "revoke": `needs` does not name "create"'],
    ['on: workflow_dispatch', 'on: [push, pull_request_target]', strangers],
    ['on: workflow_dispatch', 'on:\n  pull_request_target:', strangers],
    ['on: workflow_dispatch', 'on: pull_request_target', strangers],
    ['client: influxctl', 'oidc-audience: x', '`oidc-audience` needs `permissions` with `id-token: write`'],
    [step, '- name: Nothing', `step "Nothing": ${oneOf}`],
    [step, '- run: echo\n        uses: ./other', `step "./other": ${oneOf}`],
    ['outputs.failed-ids', 'outputs.failed', 'there is no output `failed`'],
    ...['github.event.issue.title', 'inputs.token-ids', 'github.head_ref'].map(
      (name): [string, string, string] => [
        step,
        `- name: Say\n        run: echo "${expression(name)}"`,
        'step "Say": an expression inside `run`; hand it over in `env`',
      ],
    ),
  ])('with another text in place of %j is a problem: %j', (part, by, problem) => {
    expect(whole).toContain(part);
    const expected = typeof problem === 'string' ? problem : expect.stringMatching(problem);
    expect(findProblems(whole.replace(part, by))).toEqual([expected]);
  });

  const moved = whole
    .replace('permissions: {}\n', '')
    .replace('    runs-on', '    permissions: {}\n    runs-on');
  const idle = 'jobs:\n  empty:\n    runs-on: a\n    timeout-minutes: 1\n    steps: []';
  const create = '  create:\n    uses: ./.github/workflows/create.yml\n';
  const withToken = whole.replace('client: influxctl', 'oidc-audience: cluster');
  test.each<[string, string, string[]]>([
    ['with nothing wrong has no problem', whole, []],
    ['needs jobs', 'on: push\njobs: {}', ['there is no job']],
    ['may have its permissions in each job', moved, []],
    [
      'has steps in every job that runs on a runner',
      `on: push\npermissions: {}\n${idle}`,
      ['job "empty": no steps'],
    ],
    [
      'may call another workflow, which has the steps and the limits',
      `on: push\npermissions: {}\njobs:\n${create}`,
      [],
    ],
    [
      'takes from the jobs that it needs only outputs that they have',
      `${whole.replace('runs-on', `needs: create\n    ${takes}`)}${create}`,
      ['job "revoke": job "create" has no output "id"'],
    ],
    [
      'may ask for an OIDC token with the permission for it',
      withToken.replace('permissions: {}', 'permissions:\n  id-token: write'),
      [],
    ],
  ])('%s', (_, text, problems) => {
    expect(findProblems(text)).toEqual(problems);
  });
});

describe('A step', () => {
  test.each([
    ['actions/checkout@v7', 'pin it to a full commit id'],
    ['actions/checkout@3d3c42e', 'pin it to a full commit id'],
    ['docker://alpine:3', 'pin it to a full commit id'],
    [`actions/checkout@${'a'.repeat(40)}`, 'name its version in a comment'],
    [`actions/checkout@${'a'.repeat(40)} # main`, 'name its version in a comment'],
  ])('that uses %s is a problem', (used, problem) => {
    expect(findProblems(`- uses: ${used}`)).toEqual([`${used.split(' ')[0]}: ${problem}`]);
  });

  test('may use an action at a full commit id with its version beside it', () => {
    expect(findProblems(`- uses: actions/checkout@${'a'.repeat(40)} # v7.0.1\n  with:\n    path: a`)).toEqual(
      [],
    );
  });
});

describe('A step of this action', () => {
  const step = (input: string): string[] =>
    findProblems(`- uses: your-org/influxdb-revoke-management-tokens@v1\n  with:\n    ${input}`);

  test('has only inputs that action.yml names', () => {
    expect(step('token-id: 1')).toEqual(['there is no input `token-id`']);
  });

  test.each(['client: grpc', 'token-type: all', 'expired: never'])('does not have %s', (input) => {
    const [name, value] = input.split(': ');
    expect(step(input)).toEqual([`\`${name}\` does not take "${value}"`]);
  });

  test('may leave a word to an expression', () => {
    expect(step(`client: ${expression('vars.CLIENT')}`)).toEqual([]);
  });

  test('has a version of influxctl beside its sum', () => {
    const sum = `influxctl-sha256: ${expression('vars.INFLUXCTL_SHA256')}`;
    expect(step(sum)).toEqual(['`influxctl-sha256` needs the version in `influxctl`']);
    expect(step(`${sum}\n    influxctl: 2.12.1`)).toEqual([]);
  });

  test('is asked only for outputs that action.yml names, in a fragment', () => {
    const steps =
      '- id: a\n  uses: o/influxdb-revoke-management-tokens@v1\n- run: "true"\n  if: steps.a.outputs.failed';
    expect(findProblems(steps)).toEqual(['there is no output `failed`']);
  });
});

describe('A page', () => {
  test('whose block has no end is a problem', () => {
    expect(() => findCodeBlocks('text\n```yaml\non: push')).toThrow('line 3 has no end');
  });

  test('may hold blocks in lists, which are read without their indentation', () => {
    expect(findCodeBlocks('1. Do:\n\n   ```yaml\n   on: push\n   ```\n')).toEqual([
      { language: 'yaml', text: 'on: push', line: 4 },
    ]);
  });
});
