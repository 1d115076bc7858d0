import { describe, expect, test } from '@jest/globals';
import { type LoadedInputs, loadInputs } from '../../../src/action/inputs/load.ts';
import { ActionError } from '../../../src/errors.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { enoughInputs, isolateEnvironment, setInputs } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
const printed = capturePrinted();

const [one, two] = ['M.V1.aaaa+first/0123456789==', 'M.V1.bbbb+second/0123456789=='] as const;
const githubToken = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

async function load(inputs: Readonly<Record<string, string>>) {
  setInputs({ ...enoughInputs, ...inputs });
  const loaded: LoadedInputs = await loadInputs({ HOME: '/nowhere' });
  const { inputs: whole } = loaded;
  return { ...loaded, message: whole instanceof ActionError ? whole.message : '' };
}

/** What the runner was told to mask, in order. */
function masked(): string[] {
  return printed
    .lines()
    .filter((line) => line.startsWith('::add-mask::'))
    .map((line) => line.slice('::add-mask::'.length).replaceAll('%25', '%'));
}

/** What was printed besides. */
function shown(): string[] {
  return printed.lines().filter((line) => line !== '' && !line.startsWith('::add-mask::'));
}

describe('Leaked tokens and the token for GitHub', () => {
  test.each([
    ['one on each line', `${one}\n${two}`],
    ['with comments', `# found in a log\n${one} # ci\n${two}`],
    ['a JSON array', JSON.stringify([one, two])],
    ['a JSON array that is broken', `["${one}", "${two}"`],
    ['a JSON array of other things', `[{"token": "${one}"}, "${two}"]`],
    ['beside one that is too short', `${one} short ${two}`],
  ])('are masked each by itself: %s', async (_, text) => {
    const { secrets } = await load({ 'leaked-tokens': text, 'github-token': githubToken });
    expect(masked()).toEqual(expect.arrayContaining([one, two, githubToken, bearerToken]));
    expect(new Set(secrets)).toEqual(new Set(masked()));
  });

  test.each([
    ['double quotes', `"${one}"`],
    ['single quotes', `'${one}'`],
    ['backticks', `\`${one}\``],
    ['an object', `{"token":"${one}"}`],
    ['an assignment', `INFLUX_TOKEN=${one}`],
  ])('are masked in the form in which they authenticate, though they stand in %s', async (_, text) => {
    await load({ 'leaked-tokens': text });
    expect(masked()).toContain(one);
  });

  test('are masked where every other input is wrong, and before anything is printed', async () => {
    const { message } = await load({
      'leaked-tokens': one,
      'github-token': githubToken,
      host: 'ftp://x',
      retries: 'x',
      'secret-scanning-alert': 'x',
      'older-than': 'x',
    });
    expect(message).toContain('4 inputs are not valid');
    expect(masked()).toEqual(expect.arrayContaining([one, githubToken]));
    expect(shown()).toEqual([]);
  });

  test('are never in the message that refuses them', async () => {
    for (const text of [`["${one}"`, `${one} short`, `${one}é`, `[["${one}"]]`]) {
      const { message } = await load({ 'leaked-tokens': text });
      expect(message).toContain('leaked-tokens: ');
      expect(message).not.toMatch(/M\.V1|aaaa|first/);
    }
  });

  test('are masked once each', async () => {
    await load({ 'leaked-tokens': `${one} ${one}`, 'github-token': githubToken });
    const all = masked();
    expect(all.length).toBe(new Set(all).size);
  });

  test('are not ordinary words', async () => {
    await load({ 'leaked-tokens': 'a few short words' });
    expect(masked()).toEqual([bearerToken]);
  });

  test('leave no trace where they are not given: the runner would warn', async () => {
    await load({ 'leaked-tokens': '', 'github-token': '' });
    expect(masked()).toEqual([bearerToken]);
  });
});

describe('A leaked token in another input', () => {
  test.each(['description', 'created-by', 'reason', 'exclude-ids', 'expect-plan', 'secret-scanning-alert'])(
    'is masked too: %s',
    async (name) => {
      const { message } = await load({ [name]: one, 'github-token': githubToken });
      expect(masked()).toContain(one);
      expect(message).not.toContain(one);
    },
  );
});

describe('What is asked for', () => {
  test('is known with its leaked tokens, to be reported even where the run cannot start', async () => {
    const { asked } = await load({ 'leaked-tokens': `${one} ${two}`, retries: 'x' });
    expect(asked).toEqual({
      ids: [enoughInputs['token-ids']],
      leaks: [
        { position: 1, token: one },
        { position: 2, token: two },
      ],
    });
  });

  test('has no leaked tokens where they cannot be read', async () => {
    const { asked } = await load({ 'leaked-tokens': `${one} short` });
    expect(asked).toEqual({ ids: [enoughInputs['token-ids']], leaks: [] });
  });
});
