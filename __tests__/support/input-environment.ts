import { afterEach, beforeEach } from '@jest/globals';
import { inputTable } from '../../src/action/inputs/table.ts';
import { bearerToken } from './connection-settings.ts';

/** Inputs that are enough for a run. */
export const enoughInputs: Readonly<Record<string, string>> = {
  'token-ids': '0b2f9d1c-4b6e-4c53-9d0f-5a1c7e8f9a01',
  host: 'https://cluster.example.com',
  'management-token': bearerToken,
};

/** Gives every test of a file an environment of its own, without inputs and without a proxy. */
export function isolateEnvironment(): void {
  let before: NodeJS.ProcessEnv;
  beforeEach(() => {
    before = { ...process.env };
    for (const name of Object.keys(process.env))
      if (/^INPUT_|^GITHUB_|^RUNNER_|_proxy$/i.test(name)) delete process.env[name];
  });
  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
}

/** Sets the inputs as the runner does: every one of them, those that are not given with their default or empty. */
export function setInputs(inputs: Readonly<Record<string, string>>): void {
  for (const [name, spec] of Object.entries(inputTable)) {
    const fallback = 'default' in spec ? spec.default : '';
    process.env[`INPUT_${name.toUpperCase()}`] = inputs[name] ?? fallback;
  }
}
