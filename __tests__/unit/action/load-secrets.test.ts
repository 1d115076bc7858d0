import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadInputs } from '../../../src/action/inputs/load.ts';
import { ActionError } from '../../../src/errors.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { enoughInputs, isolateEnvironment, setInputs } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
const printed = capturePrinted();

const key = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----';

async function load(inputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) {
  setInputs({ ...enoughInputs, ...inputs });
  const loaded = await loadInputs({ HOME: '/nowhere', ...env });
  const message = loaded.inputs instanceof ActionError ? loaded.inputs.message : '';
  return { ...loaded, message };
}

/** What the runner was told to mask. */
function masked(): string[] {
  const masks = printed.lines().filter((line) => line.startsWith('::add-mask::'));
  return masks.map((line) =>
    line.slice('::add-mask::'.length).replaceAll('%0A', '\n').replaceAll('%25', '%'),
  );
}

/** What was printed besides. */
function shown(): string {
  return printed
    .lines()
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
}

describe('Secrets', () => {
  test('are masked: the token, the key, and the password of a proxy', async () => {
    const { secrets } = await load({ 'tls-key': key }, { https_proxy: 'http://me:hunter%202@proxy:1' });
    expect(masked()).toEqual(expect.arrayContaining([bearerToken, key, 'hunter%202', 'hunter 2']));
    expect(masked()).toContain(Buffer.from('me:hunter 2').toString('base64'));
    expect(new Set(secrets)).toEqual(new Set(masked()));
  });

  test('are masked where every other input is wrong', async () => {
    const { message } = await load({
      'tls-key': key,
      host: 'ftp://x',
      retries: 'x',
      'token-ids': 'x',
      force: 'x',
    });
    expect(message).toContain('5 inputs are not valid');
    expect(masked()).toEqual(expect.arrayContaining([bearerToken, key]));
  });

  test('are masked where they are wrong themselves, and not quoted', async () => {
    const { message } = await load({ 'management-token': 'M.V1.with space', 'tls-key': `${key}x` });
    expect(masked()).toEqual(expect.arrayContaining(['M.V1.with space', `${key}x`]));
    expect(message).toContain('management-token');
    expect(message).not.toContain('M.V1');
  });

  test('are not the path of a key, which people need to read', async () => {
    await load({ 'tls-key': import.meta.filename });
    expect(masked()).toEqual([bearerToken]);
  });

  test('are a key that is neither PEM text nor a file', async () => {
    await load({ 'tls-key': 'MHcCAQEEIBkeyinbase64' });
    expect(masked()).toContain('MHcCAQEEIBkeyinbase64');
  });

  test('are not what is empty: the runner would warn', async () => {
    await load({ 'management-token': '', 'tls-key': '' });
    expect(masked()).toEqual([]);
  });
});

describe('A token given by mistake in place of its id', () => {
  const mistaken = 'M.V1.given-by-mistake-0123456789';

  test.each([
    ['as it is', mistaken],
    ['in a JSON array', `["${mistaken}"]`],
    ['in a JSON array that is broken', `["${mistaken}"`],
    ['in quotes', `'${mistaken}'`],
    ['in double quotes', `"${mistaken}"`],
    ['in backticks and with a comma', `\`${mistaken}\`,`],
  ])('is masked in the form in which it authenticates, and never shown: %s', async (_, text) => {
    const { message, secrets } = await load({ 'token-ids': text });
    expect(masked()).toContain(mistaken);
    expect(secrets).toContain(mistaken);
    expect(message).toContain('token-ids');
    expect(`${message}${shown()}`).not.toContain(mistaken.slice(0, 8));
  });

  test('is masked where it stands in a file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ids-'));
    const file = path.join(folder, 'ids.txt');
    writeFileSync(file, mistaken);
    await load({ 'token-ids': '', 'token-ids-file': file });
    rmSync(folder, { recursive: true });
    expect(masked()).toContain(mistaken);
  });
});
