import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runStep } from '../../../dev/runner/runner.ts';
import { type Ran, runScript } from '../../support/recipe-scripts.ts';
import { readWorkflow, root, stepsOf } from '../../support/repository-workflows.ts';
import { makeFolder } from '../../support/shell-programs.ts';
import type { Mapping } from '../../support/workflow-parts.ts';

/** What later steps can ask of a step. */
interface Ended {
  readonly outcome: string;
  readonly outputs: Readonly<Record<string, string>>;
}

type Context = Readonly<Record<string, Ended>>;

const temp = makeFolder();
const environment = {
  RUNNER_TEMP: temp,
  GITHUB_OUTPUT: path.join(temp, 'output'),
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
};

/** The job's steps from the cluster's start to its end: those before them install and build. */
const steps = stepsOf(readWorkflow('ci.yml'), 'action');
const start = steps.findIndex(({ background }) => background === true);
const end = steps.findIndex(({ cancel }) => cancel === steps[start]?.['id']);
const [server, ...others] = steps.slice(start, end);
const actions = others.filter(({ uses }) => uses === './');
const scripts = others.filter(({ run }) => run !== undefined);

/** A mapping of a step, with its expressions replaced. Throws where an expression asks for what no step has. */
function resolve(mapping: unknown, context: Context): Record<string, string> {
  const replaced = Object.entries((mapping ?? {}) as Mapping).map(([name, value]) => [
    name,
    String(value).replace(
      /\$\{\{ steps\.([\w-]+)\.(?:outputs\.([\w-]+)|outcome) \}\}/g,
      (expression, id: string, output?: string) => {
        const found = output === undefined ? context[id]?.outcome : context[id]?.outputs[output];
        if (found === undefined) throw new Error(`${expression} is nothing`);
        return found;
      },
    ),
  ]);
  return Object.fromEntries(replaced);
}

function runShell(step: Mapping | undefined, context: Context): Ran {
  return runScript(String(step?.['run']), { ...environment, ...resolve(step?.['env'], context) }, root);
}

async function runAction(step: Mapping, context: Context): Promise<Ended> {
  const { exitCode, outputs, log } = await runStep({ inputs: resolve(step['with'], context) });
  const outcome = exitCode === 0 ? 'success' : 'failure';
  if (outcome === 'failure' && step['continue-on-error'] !== true) throw new Error(log);
  return { outcome, outputs };
}

describe('The job that runs the action as a step', () => {
  let serving: ChildProcess;
  let waited: Ran;
  let context: Context = {};

  beforeAll(async () => {
    writeFileSync(environment.GITHUB_OUTPUT, '');
    serving = spawn('bash', ['-c', String(server?.['run'])], { cwd: root, env: environment });
    waited = runShell(scripts[0], {});
    const lines = readFileSync(environment.GITHUB_OUTPUT, 'utf8').trim().split('\n');
    const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/)));
    context = { cluster: { outcome: 'success', outputs } };
    for (const step of actions)
      context = { ...context, [String(step['id'])]: await runAction(step, context) };
  });

  afterAll(async () => {
    const ended = new Promise((resolve) => serving.once('exit', resolve));
    serving.kill();
    await ended;
  });

  test('has a simulated cluster in the background, and stops it', () => {
    expect(start).toBeGreaterThan(0);
    expect(end).toBeGreaterThan(start);
    expect(serving.exitCode).toBeNull();
  });

  test('masks the token before anything else can print it', () => {
    expect(waited).toEqual({
      status: 0,
      log: `::add-mask::${context['cluster']?.outputs['management-token']}\n`,
    });
  });

  test('is green where the action does what it should', () => {
    const { status, log } = runShell(scripts[1], context);
    expect(log).not.toContain('::error::');
    expect(status).toBe(0);
    expect(actions.map(({ id }) => id)).toEqual(Object.keys(context).slice(1));
  });

  test.each(['planned', 'refused', 'forced', 'again'])(
    'is red where the step "%s" says something else',
    (id) => {
      const said = context[id] as Ended;
      const outputs = Object.fromEntries(Object.keys(said.outputs).map((name) => [name, '[]']));
      const { status, log } = runShell(scripts[1], { ...context, [id]: { outcome: 'success', outputs } });
      expect(status).toBe(1);
      expect(log).toMatch(/^::error::.*, expected /m);
    },
  );
});

test('The simulated cluster asks for the file to write', () => {
  const { status, stderr } = spawnSync(process.execPath, ['dev/cluster/serve.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'Give the file to write: node dev/cluster/serve.ts <file>\n',
  });
});
