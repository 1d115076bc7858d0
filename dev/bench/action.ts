import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Command } from './measure.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** action.yml, as far as the runner reads it to start the action. */
interface Metadata {
  readonly runs: { readonly main: string };
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
}

const { runs, inputs } = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Metadata;
const defaults = Object.fromEntries(Object.entries(inputs).map(([name, spec]) => [name, spec.default ?? '']));

/** What an action is started with. */
export interface Start {
  /** The `with:` of the step. */
  readonly given: Readonly<Record<string, string>>;
  /** For the runner's files. */
  readonly folder: string;
  /** The file to run. Default: the built action. */
  readonly main?: string;
}

/** Starts an action as the runner does: every input in the environment, with its default or empty, and files for what it says. */
export function startAction({ given, folder, main = path.join(root, runs.main) }: Start): Command {
  const [output, summary] = [path.join(folder, 'output'), path.join(folder, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  const values = Object.entries({ ...defaults, ...given });
  return {
    file: process.execPath,
    args: [main],
    env: {
      ...Object.fromEntries(values.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: folder,
      // Without a configuration of influxctl, whatever the developer's own home holds.
      APPDATA: folder,
    },
    folder,
  };
}
