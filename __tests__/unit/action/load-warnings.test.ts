import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadInputs } from '../../../src/action/inputs/load.ts';
import { ActionError } from '../../../src/errors.ts';
import { enoughInputs, isolateEnvironment, setInputs } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

const folder = mkdtempSync(path.join(tmpdir(), 'ids-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'ids.txt');

const ids = enoughInputs['token-ids'] ?? '';
const token = 'M.V1.aaaa+leaked/0123456789==';
const warning = 'The inputs hold no id: nothing is revoked. An empty list is written [].';

/** The warnings of inputs that are all right; `content` is that of the file of ids. */
async function warningsOf(
  inputs: Readonly<Record<string, string>>,
  content = '',
): Promise<readonly string[]> {
  writeFileSync(file, content);
  setInputs({ ...enoughInputs, 'token-ids': '', ...inputs });
  const { warnings, inputs: loaded } = await loadInputs({ HOME: '/nowhere' });
  if (loaded instanceof ActionError) throw loaded;
  return warnings;
}

describe('A workflow that would revoke nothing is warned', () => {
  test.each<[string, Record<string, string>, string?]>([
    ['a comment alone', { 'token-ids': '# none today' }],
    ['commas alone', { 'token-ids': ', ,' }],
    ['an empty file', { 'token-ids-file': file }],
    ['a file of comments', { 'token-ids-file': file }, '# none\n'],
    ['an empty list and an empty file', { 'token-ids': '[]', 'token-ids-file': file }],
    ['a comment and an empty file', { 'token-ids': '# none', 'token-ids-file': file }],
    ['a comment in place of leaked tokens', { 'leaked-tokens': '# none today' }],
    ['comments in place of both', { 'token-ids': '# none', 'leaked-tokens': '# none' }],
  ])('where it says so by accident: %s', async (...[, inputs, content]) => {
    expect(await warningsOf(inputs, content)).toEqual([warning]);
  });
});

describe('A workflow is not warned', () => {
  test.each<[string, Record<string, string>, string?]>([
    ['it gives an id', { 'token-ids': ids }],
    ['it gives an id in a file', { 'token-ids-file': file }, ids],
    ['it gives an id in a file, and none beside it', { 'token-ids': '[]', 'token-ids-file': file }, ids],
    ['it says that there is none', { 'token-ids': '[]' }],
    ['it says so with white space', { 'token-ids': '[ \n ]' }],
    ['it says that there is no leaked token', { 'leaked-tokens': '[]' }],
    ['it gives a leaked token', { 'leaked-tokens': token }],
    ['it gives a leaked token and no id', { 'token-ids': '# none', 'leaked-tokens': token }],
    ['it gives a leaked token and an empty file', { 'token-ids-file': file, 'leaked-tokens': token }],
    ['it gives an alert and no id', { 'token-ids': '[]', 'secret-scanning-alert': '1', 'github-token': 'x' }],
    ['it selects', { 'older-than': '90d' }],
    ['it selects, and says that there is no id', { 'token-ids': '[]', all: 'true' }],
    ['it selects, and gives a comment in place of ids', { 'token-ids': '# none', 'older-than': '90d' }],
    ['it selects, and gives an empty file of ids', { 'token-ids-file': file, description: 'ci-*' }],
    ['it selects expired tokens, and gives an empty file', { 'token-ids-file': file, expired: 'only' }],
  ])('where %s', async (...[, inputs, content]) => {
    expect(await warningsOf(inputs, content)).toEqual([]);
  });

  test('where its inputs are wrong: that is told instead', async () => {
    setInputs({ ...enoughInputs, 'token-ids': '# none', retries: 'x' });
    const { warnings, inputs } = await loadInputs({ HOME: '/nowhere' });
    expect(inputs).toBeInstanceOf(ActionError);
    expect(warnings).toEqual([]);
  });
});
