import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findScript, type Ran, runScript } from './recipe-scripts.ts';

const influxctl = fileURLToPath(new URL('rotating-influxctl.mjs', import.meta.url));

/** A management token as the stand-in for influxctl keeps it. */
export interface KeptToken {
  readonly id: string;
  readonly token_prefix: string;
  readonly string: string;
  readonly revoked_at?: { readonly seconds: number };
}

/** The token that the stand-in knows before one is created. */
export const existing: KeptToken = {
  id: '11111111-1111-4111-8111-111111111111',
  token_prefix: 'M.V1.AAAA',
  string: 'M.V1.AAAAold-token-string',
};

/** The token that it creates. */
export const created = {
  id: '22222222-2222-4222-8222-222222222222',
  string: 'M.V1.BBBBnew-token-string',
};

/** How the stand-in differs from one that behaves. */
export interface InfluxctlChange {
  readonly tokens?: readonly KeptToken[];
  readonly stream?: 'log' | 'error';
  /** What it prints in place of the token string. */
  readonly printed?: string;
  /** How often the new token is refused at first. */
  readonly refusals?: number;
}

/** What a step that creates a token left behind. */
export interface Creation extends Ran {
  /** The command lines of influxctl, in order. */
  readonly calls: readonly string[];
  readonly outputs: string;
  readonly summary: string;
}

/** A runner's folders for the steps of a recipe that create tokens. */
export interface StepFolder {
  /** The path of a file in the folder. */
  at(...names: string[]): string;
  /** Puts a shell script into `PATH`. */
  putProgram(name: string, line: string): void;
  /** Runs a step of the recipe. */
  run(step: string, env: Readonly<Record<string, string>>): Ran;
  /** Runs a step of the recipe with a stand-in for influxctl. */
  create(step: string, env: Readonly<Record<string, string>>, change?: InfluxctlChange): Creation;
  remove(): void;
}

/** Makes the folders for a recipe. */
export function makeStepFolder(recipe: string): StepFolder {
  const folder = mkdtempSync(path.join(tmpdir(), `${recipe}-`));
  const at = (...names: string[]): string => path.join(folder, ...names);
  for (const name of ['bin', 'temp']) mkdirSync(at(name));
  for (const name of ['output', 'summary', 'path']) writeFileSync(at(name), '');
  const putProgram = (name: string, line: string): void =>
    writeFileSync(at('bin', name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  const run = (step: string, env: Readonly<Record<string, string>>): Ran => {
    const runner = {
      PATH: `${at('bin')}:${process.env['PATH']}`,
      RUNNER_TEMP: at('temp'),
      GITHUB_OUTPUT: at('output'),
      GITHUB_PATH: at('path'),
      GITHUB_STEP_SUMMARY: at('summary'),
    };
    return runScript(findScript(recipe, step), { ...runner, ...env }, folder);
  };
  return {
    at,
    putProgram,
    run,
    create(step, env, change = {}) {
      const state = {
        tokens: [existing],
        newToken: 'BBBBnew-token-string',
        stream: 'log',
        refusals: 0,
        calls: [],
      };
      writeFileSync(at('state'), JSON.stringify({ ...state, ...change }));
      putProgram('influxctl', `exec '${process.execPath}' '${influxctl}' '${at('state')}' "$@"`);
      putProgram('date', 'echo 2030-01-01T00:00:00Z');
      putProgram('sleep', '');
      const ran = run(step, env);
      const { calls }: { readonly calls: readonly string[][] } = JSON.parse(
        readFileSync(at('state'), 'utf8'),
      );
      const read = (name: string): string => readFileSync(at(name), 'utf8');
      return {
        ...ran,
        calls: calls.map((call) => call.join(' ')),
        outputs: read('output'),
        summary: read('summary'),
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
