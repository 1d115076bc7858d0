import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { findCodeBlocks } from '../../support/markdown.ts';
import { listPages, readRepositoryFile, readWorkflows } from '../../support/repository-workflows.ts';
import { collectSteps, isMapping } from '../../support/workflow-parts.ts';
import { findProblems } from '../../support/workflow-rules.ts';

const workflows = readWorkflows().map((workflow) => [workflow.name, workflow] as const);
const { scripts, version } = JSON.parse(readRepositoryFile('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly version: string;
};
const contributing = readRepositoryFile('CONTRIBUTING.md');

/** The rules for workflows of the documentation, for one that uses this action from its own folder. */
function findOwnProblems(text: string): string[] {
  const asUsed = text.replace(/uses: \.\/$/gm, 'uses: your-org/influxdb-revoke-management-tokens@v1');
  const stops = collectSteps(parse(text)['jobs']).filter((step) => 'cancel' in step);
  // The rules are for steps that run something.
  const expected = stops.map(({ name }) => `step "${name}": exactly one of \`uses\` and \`run\``);
  return findProblems(asUsed).filter((problem) => !expected.includes(problem));
}

/** The scripts of package.json that a text runs. */
function findScripts(text: string): string[] {
  const named = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => name);
  return [...named, ...(/npm (?:test|cit)\b/.test(text) ? ['test'] : [])];
}

describe('A workflow of this repository', () => {
  test.each(workflows)('keeps the rules of the documentation: %s', (_, { text }) => {
    expect(findOwnProblems(text)).toEqual([]);
  });

  test.each(workflows)('gives no permission to all of its jobs, and few to each: %s', (_, workflow) => {
    expect(workflow.permissions).toEqual({});
    const without = Object.entries(workflow.jobs).filter(([, job]) => !isMapping(job['permissions']));
    expect(without).toEqual([]);
  });

  test.each(workflows)('leaves no credentials in a checkout: %s', (_, { jobs }) => {
    const checkouts = collectSteps(jobs).filter(({ uses }) => String(uses).startsWith('actions/checkout@'));
    for (const step of checkouts) expect(step['with']).toMatchObject({ 'persist-credentials': false });
  });

  test.each(workflows)('runs only scripts that package.json has: %s', (_, { text }) => {
    expect(findScripts(text).filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('The same action is pinned to the same commit everywhere', () => {
  const pages = ['README.md', ...listPages('docs')].map(readRepositoryFile);
  const text = [...workflows.map(([, { text }]) => text), ...pages].join('\n');
  // An action below a folder is at the commit of its repository.
  const pins = text.matchAll(/uses: ([\w.-]+\/[\w.-]+)(?:\/[\w./-]+)?@([0-9a-f]{40} # v[\d.]+)/g);
  const byAction = new Map<string, Set<string>>();
  for (const [, action = '', pin = ''] of pins)
    byAction.set(action, new Set([...(byAction.get(action) ?? []), pin]));
  expect(byAction.size).toBeGreaterThan(0);
  expect([...byAction].filter(([, pinned]) => pinned.size > 1)).toEqual([]);
});

describe('A contributor', () => {
  const named = findScripts(contributing);
  const rows = contributing.split('\n').filter((line) => line.startsWith('| `npm '));

  test('finds every command in one line', () => {
    const internal = ['demo:run'];
    const listed = rows.flatMap((row) => findScripts(row.split('|')[1] ?? ''));
    expect(listed.sort()).toEqual(
      Object.keys(scripts)
        .filter((name) => !internal.includes(name))
        .sort(),
    );
  });

  test('finds no command that does not exist', () => {
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('gets from a clone to a green check with one command', () => {
    expect(findCodeBlocks(contributing)[0]?.text).toBe('npm cit');
  });

  test('has the Node that runs the action', () => {
    const { runs } = parse(readRepositoryFile('action.yml')) as { readonly runs: { readonly using: string } };
    const [major] = readRepositoryFile('.node-version').trim().split('.');
    expect(`node${major}`).toBe(runs.using);
    const { image } = JSON.parse(readRepositoryFile('.devcontainer/devcontainer.json'));
    expect(image).toContain(`:${major}-`);
  });
});

describe('The pages for strangers', () => {
  test('show what is newest first: what is unreleased, or the version of package.json', () => {
    const [newest] = readRepositoryFile('CHANGELOG.md').match(/(?<=^## \[)[^\]]+/m) ?? [];
    expect(['Unreleased', version]).toContain(newest);
  });

  test('ask in every form about something that went wrong that no token is pasted', () => {
    for (const form of ['bug', 'cluster']) {
      const { body } = parse(readRepositoryFile(`.github/ISSUE_TEMPLATE/${form}.yml`));
      expect(JSON.stringify(body)).toContain('Never paste a token');
      expect(body.at(-1)).toMatchObject({
        type: 'checkboxes',
        attributes: { options: [{ required: true }] },
      });
    }
  });
});
