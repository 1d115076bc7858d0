import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { actionFile, inputEnvironment } from '../runner/runner.ts';
import type { Command } from './measure.ts';

/** What the action is started with. */
export interface Start {
  /** The `with:` of the step. */
  readonly given: Readonly<Record<string, string>>;
  /** For the runner's files. */
  readonly folder: string;
}

/** Starts the built action as the runner does: every input in the environment, with its default or empty, and files for what it says. */
export function startAction({ given, folder }: Start): Command {
  const [output, summary] = [path.join(folder, 'output'), path.join(folder, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  return {
    file: process.execPath,
    args: [actionFile()],
    env: {
      ...inputEnvironment(given),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: folder,
      // Without a configuration of influxctl, whatever the developer's own home holds.
      APPDATA: folder,
    },
    folder,
  };
}
