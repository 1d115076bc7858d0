import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { StepFolder, StepRun } from './recipe-steps.ts';

const influxctl = fileURLToPath(new URL('rotating-influxctl.mjs', import.meta.url));

/** A management token as the stand-in for influxctl keeps it. */
interface KeptToken {
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
export interface Creation extends StepRun {
  /** The command lines of influxctl, in order. */
  readonly calls: readonly string[];
}

/** Runs a step of a recipe with a stand-in for influxctl. */
export function createToken(
  { at, putProgram, run }: StepFolder,
  { step, env }: { readonly step: string; readonly env: Readonly<Record<string, string>> },
  change: InfluxctlChange = {},
): Creation {
  const usual = { tokens: [existing], newToken: 'BBBBnew-token-string', stream: 'log', refusals: 0 };
  writeFileSync(at('state'), JSON.stringify({ ...usual, calls: [], ...change }));
  putProgram('influxctl', `exec '${process.execPath}' '${influxctl}' '${at('state')}' "$@"`);
  putProgram('date', 'echo 2030-01-01T00:00:00Z');
  putProgram('sleep', '');
  const ran = run(step, env);
  const { calls }: { readonly calls: readonly string[][] } = JSON.parse(readFileSync(at('state'), 'utf8'));
  return { ...ran, calls: calls.map((call) => call.join(' ')) };
}
