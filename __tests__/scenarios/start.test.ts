import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { actionFile, inputEnvironment } from '../../dev/runner/runner.ts';

const probe = fileURLToPath(new URL('../support/loaded-modules.mjs', import.meta.url));

/** The modules of Node that the action has loaded when it ends. */
async function modulesLoaded(inputs: Readonly<Record<string, string>>): Promise<string[]> {
  const action = spawn(process.execPath, ['--import', probe, actionFile()], {
    env: inputEnvironment(inputs),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  action.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  await new Promise((resolve) => action.on('close', resolve));
  return JSON.parse(Buffer.concat(said).toString('utf8'));
}

const ofConnections = ['tls', 'http2', 'http', 'https', 'child_process'];
const inputs = {
  'management-token': `M.V1.${'x'.repeat(40)}`,
  'token-ids': '0d0a6f3e-5c1b-4f57-9d0e-0c6f5b1f8a11',
};

test('A run with a wrong input loads nothing that only a connection needs', async () => {
  const loaded = await modulesLoaded({ ...inputs, host: 'https://localhost:1', concurrency: 'many' });
  expect(loaded).toContain('fs');
  expect(ofConnections.filter((name) => loaded.includes(name))).toEqual([]);
});

test('A run that connects loads TLS and HTTP/2, and starts no programs', async () => {
  const loaded = await modulesLoaded({
    ...inputs,
    host: 'https://localhost:1',
    client: 'api',
    deadline: '1s',
  });
  expect(loaded).toEqual(expect.arrayContaining(['tls', 'http2']));
  expect(loaded).not.toContain('child_process');
});
