import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { collectSteps, type Mapping } from './workflow-parts.ts';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A file of `.github/workflows`. */
export interface RepositoryWorkflow {
  /** The file's name, such as `ci.yml`. */
  readonly name: string;
  readonly text: string;
  readonly jobs: Readonly<Record<string, Mapping>>;
  readonly permissions: unknown;
}

/** Reads a file of the repository. */
export function readRepositoryFile(name: string): string {
  return readFileSync(path.join(root, name), 'utf8');
}

/** The paths of the Markdown pages of a folder of the repository, and of the folders below it. */
export function listPages(folder: string, recursive = true): string[] {
  return readdirSync(path.join(root, folder), { recursive, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join(folder, ...file.split(path.sep)));
}

/** Reads every workflow of the repository. */
export function readWorkflows(): RepositoryWorkflow[] {
  return readdirSync(path.join(root, '.github/workflows')).map(readWorkflow);
}

/** Reads a workflow of the repository by its file's name. */
export function readWorkflow(name: string): RepositoryWorkflow {
  const text = readRepositoryFile(`.github/workflows/${name}`);
  const { jobs, permissions } = parse(text);
  return { name, text, jobs, permissions };
}

/** The steps of a job. Throws where there is no such job. */
export function stepsOf({ name, jobs }: RepositoryWorkflow, job: string): Mapping[] {
  const found = jobs[job];
  if (found === undefined) throw new Error(`${name} has no job "${job}"`);
  return collectSteps({ steps: found['steps'] });
}

/** The script of a job's step by the step's name. Throws where there is none. */
export function scriptOf(workflow: RepositoryWorkflow, job: string, stepName: string): string {
  const script = stepsOf(workflow, job).find(({ name }) => name === stepName)?.['run'];
  if (typeof script !== 'string') throw new Error(`${workflow.name} has no script "${stepName}"`);
  return script;
}
