import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findScript, type Ran, runScript } from './recipe-scripts.ts';
import { makeFolder } from './shell-programs.ts';

/** What a step of a recipe left behind. */
export interface StepRun extends Ran {
  readonly outputs: string;
  readonly summary: string;
}

/** A runner's folders for the steps of a recipe. They are gone after the tests. */
export interface StepFolder {
  /** The path of a file in the folder that steps run in. */
  at(...names: string[]): string;
  /** Puts a shell script into `PATH`. */
  putProgram(name: string, line: string): void;
  /** Runs a step of the recipe. */
  run(step: string, env: Readonly<Record<string, string>>): StepRun;
}

/** Makes the folders for a recipe. */
export function makeStepFolder(recipe: string): StepFolder {
  const folder = makeFolder();
  const at = (...names: string[]): string => path.join(folder, ...names);
  for (const name of ['bin', 'temp']) mkdirSync(at(name));
  for (const name of ['output', 'summary', 'path']) writeFileSync(at(name), '');
  return {
    at,
    putProgram: (name, line) => writeFileSync(at('bin', name), `#!/bin/sh\n${line}\n`, { mode: 0o755 }),
    run(step, env) {
      const runner = {
        PATH: `${at('bin')}:${process.env['PATH']}`,
        RUNNER_TEMP: at('temp'),
        GITHUB_OUTPUT: at('output'),
        GITHUB_PATH: at('path'),
        GITHUB_STEP_SUMMARY: at('summary'),
      };
      const ran = runScript(findScript(recipe, step), { ...runner, ...env }, folder);
      const [outputs, summary] = [at('output'), at('summary')].map((file) => readFileSync(file, 'utf8'));
      return { ...ran, outputs: outputs ?? '', summary: summary ?? '' };
    },
  };
}
