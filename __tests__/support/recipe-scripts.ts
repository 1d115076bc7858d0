import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { findCodeBlocks } from './markdown.ts';
import { collectSteps, type Mapping } from './workflow-parts.ts';

/** What a script left behind. */
export interface Ran {
  /** The exit code. */
  readonly status: number | null;
  /** What it printed, on both streams. */
  readonly log: string;
}

/** Finds the script of a recipe's step by the step's name. Throws where there is none. */
export function findScript(recipe: string, stepName: string): string {
  const page = readFileSync(new URL(`../../docs/recipes/${recipe}.md`, import.meta.url), 'utf8');
  const workflows = findCodeBlocks(page).filter(({ language }) => language === 'yaml');
  const steps = workflows.flatMap(({ text }) => collectSteps(parse(text).jobs as Mapping));
  const script = steps.find(({ name }) => name === stepName)?.['run'];
  if (typeof script !== 'string') throw new Error(`${recipe}.md has no step "${stepName}" with a script`);
  return script;
}

/** Runs a script as a runner does for `shell: bash`, in a folder. */
export function runScript(script: string, env: Readonly<Record<string, string>>, folder: string): Ran {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    },
  );
  return { status, log: stdout + stderr };
}

/** Runs a script as a person does in a shell: in a folder, with a text on standard input, while this process serves. */
export async function runShell(
  script: string,
  env: Readonly<Record<string, string>>,
  { folder, input }: { readonly folder: string; readonly input: string },
): Promise<Ran> {
  const child = spawn('bash', ['--noprofile', '--norc', '-c', script], { cwd: folder, env });
  // A script that reads nothing may have ended before this.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, log: (await stdout) + (await stderr) };
}
