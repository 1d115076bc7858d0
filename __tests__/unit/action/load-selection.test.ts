import { describe, expect, test } from '@jest/globals';
import type { Inputs } from '../../../src/action/inputs/inputs.ts';
import { type LoadedInputs, loadInputs } from '../../../src/action/inputs/load.ts';
import { ActionError } from '../../../src/errors.ts';
import { enoughInputs, isolateEnvironment, setInputs } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

type Texts = Readonly<Record<string, string>>;

const ids = enoughInputs['token-ids'] ?? '';
const other = ids.replace(/1$/, '2');
const token = 'M.V1.aaaa+leaked/0123456789==';
const digest = 'AB'.repeat(32);

/** Loads inputs that ask for nothing, and these. */
function load(inputs: Texts): Promise<LoadedInputs> {
  setInputs({ ...enoughInputs, 'token-ids': '', ...inputs });
  return loadInputs({ HOME: '/nowhere' });
}

async function loadWhole(inputs: Texts): Promise<Inputs> {
  const { inputs: loaded } = await load(inputs);
  if (loaded instanceof ActionError) throw loaded;
  return loaded;
}

/** What is wrong, a line for each; nothing where the inputs are accepted. */
async function problemsOf(inputs: Texts): Promise<string[]> {
  const { inputs: loaded } = await load(inputs);
  if (!(loaded instanceof ActionError)) return [];
  return loaded.message.split('\n- ').slice(1);
}

describe('A workflow asks for something to revoke', () => {
  test.each<[string, Texts]>([
    ['ids', { 'token-ids': ids }],
    ['an empty list of ids', { 'token-ids': '[]' }],
    ['leaked tokens', { 'leaked-tokens': token }],
    ['an empty list of leaked tokens', { 'leaked-tokens': '[]' }],
    ['a secret scanning alert', { 'secret-scanning-alert': '42', 'github-token': 'a-token' }],
    ['a description', { description: 'ci-*' }],
    ['a creator', { 'created-by': 'Ada' }],
    ['an age', { 'older-than': '90d' }],
    ['all tokens', { all: 'true' }],
    ['expired tokens only', { expired: 'only' }],
  ])('by %s alone', async (_, inputs) => {
    expect(await problemsOf(inputs)).toEqual([]);
  });

  const missing =
    'token-ids: missing: give what to revoke: `token-ids`, `token-ids-file`, `leaked-tokens`, `secret-scanning-alert`, or a selector';

  test.each<[string, Texts]>([
    ['nothing', {}],
    ['excluded ids', { 'exclude-ids': ids }],
    ['a number of revocations', { 'max-revocations': '1' }],
    ['an expected plan', { 'expect-plan': digest }],
    ['a reason', { reason: 'rotation' }],
    ['an issue', { 'issue-number': '1', 'github-token': 'a-token' }],
    ['force', { force: 'true' }],
    ['the defaults of selectors', { all: 'false', expired: 'exclude' }],
    ['a word for false in another letter case', { all: 'False' }],
    ['white space', { description: '  ', 'created-by': '\n', 'leaked-tokens': ' ' }],
  ])('and is told where it is not: %s', async (_, inputs) => {
    expect(await problemsOf(inputs)).toEqual([missing]);
  });

  test.each<[string, Texts, string]>([
    ['leaked tokens', { 'leaked-tokens': 'short' }, 'leaked-tokens: entry 1 is too short to be a token'],
    [
      'an age',
      { 'older-than': 'old' },
      'older-than: accepted: an age such as 90d, 12h or the ISO 8601 duration P3M',
    ],
    ['all', { all: 'yes' }, 'all: accepted: true or false'],
    ['expired', { expired: 'yes' }, 'expired: accepted: exclude, include, only'],
  ])('and is not called missing where it is only wrong: %s', async (_, inputs, problem) => {
    expect(await problemsOf(inputs)).toEqual([problem]);
  });
});

describe('What selects nothing by itself', () => {
  const keep = 'keep-latest: selects nothing by itself: give another selector, or `all: true`';
  const include = 'expired: `include` selects nothing by itself: give another selector, or `all: true`';

  test.each<[string, Texts, string]>([
    ['keep-latest alone', { 'keep-latest': '1' }, keep],
    ['keep-latest beside ids', { 'keep-latest': '1', 'token-ids': ids }, keep],
    ['keep-latest beside leaked tokens', { 'keep-latest': '1', 'leaked-tokens': token }, keep],
    ['keep-latest of nothing', { 'keep-latest': '0' }, keep],
    ['keep-latest and all: False', { 'keep-latest': '1', all: 'False' }, keep],
    ['expired: include alone', { expired: 'include' }, include],
    ['expired: include beside ids', { expired: 'include', 'token-ids': ids }, include],
    ['expired: include and all: FALSE', { expired: 'include', all: 'FALSE' }, include],
  ])('is told: %s', async (_, inputs, problem) => {
    expect(await problemsOf(inputs)).toEqual([problem]);
  });

  test.each<[string, Texts]>([
    ['a description', { description: 'ci-*' }],
    ['a creator', { 'created-by': 'Ada' }],
    ['an age', { 'older-than': '90d' }],
    ['all', { all: 'TRUE' }],
  ])('is no problem beside %s', async (_, selector) => {
    for (const inputs of [
      { 'keep-latest': '3' },
      { expired: 'include' },
      { expired: 'only', 'keep-latest': '3' },
    ])
      expect(await problemsOf({ ...selector, ...inputs })).toEqual([]);
  });

  test('is told both at once', async () => {
    expect(await problemsOf({ 'keep-latest': '1', expired: 'include' })).toEqual([keep, include]);
  });

  test('is not told where the selector beside it is only wrong', async () => {
    const problems = await problemsOf({ 'keep-latest': '1', 'older-than': 'old' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['older-than']);
  });
});

describe('What GitHub is asked for', () => {
  test.each<[string, Texts]>([
    ['secret-scanning-alert', { 'secret-scanning-alert': '42' }],
    ['issue-number', { 'issue-number': '7', 'token-ids': ids }],
  ])('needs a token: %s', async (name, inputs) => {
    expect(await problemsOf(inputs)).toEqual([`github-token: missing: \`${name}\` needs it`]);
    expect(await problemsOf({ ...inputs, 'github-token': 'a-token' })).toEqual([]);
  });

  test('is nothing where only a token is given, as a workflow gives it by habit', async () => {
    expect(await problemsOf({ 'token-ids': ids, 'github-token': 'a-token' })).toEqual([]);
  });

  test('is known to the run', async () => {
    const url = 'https://github.com/octo-org/some-repo/security/secret-scanning/42';
    const { github } = await loadWhole({
      'secret-scanning-alert': url,
      'issue-number': '7',
      'github-token': 'a-token',
    });
    expect(github).toEqual({
      token: 'a-token',
      alert: { repository: { owner: 'octo-org', repo: 'some-repo' }, number: 42, host: 'github.com' },
      issueNumber: 7,
    });
  });

  test.each(['0', '-1', '1000000001', '#7', 'https://github.com/o/r/issues/7'])(
    'is no issue where its number is %s',
    async (issue) => {
      const inputs = { 'token-ids': ids, 'github-token': 'a-token', 'issue-number': issue };
      expect(await problemsOf(inputs)).toEqual([
        'issue-number: accepted: a whole number from 1 to 1000000000',
      ]);
    },
  );
});

describe('The request of a workflow', () => {
  test('holds leaked tokens by their place among those given', async () => {
    const { request } = await loadWhole({
      'leaked-tokens': `${token} ${token}-2 ${token}`,
      'token-ids': ids,
    });
    expect(request).toMatchObject({
      ids: [ids],
      leaks: [
        { position: 1, token },
        { position: 2, token: `${token}-2` },
      ],
      selectors: undefined,
    });
  });

  test('holds what is excluded, what is expected and how much is allowed', async () => {
    const { request } = await loadWhole({
      'token-ids': ids,
      'exclude-ids': `${other}, ${other.toUpperCase()} # the one in use`,
      'max-revocations': '7',
      'expect-plan': digest,
    });
    expect(request).toMatchObject({ excluded: [other], maxRevocations: 7, expectPlan: digest.toLowerCase() });
  });

  test('holds selectors that do what the inputs say', async () => {
    const { request } = await loadWhole({
      description: 'ci-*',
      'created-by': 'Ada Lovelace',
      'older-than': '90d',
      expired: 'include',
      'keep-latest': '2',
    });
    const { selectors } = request;
    expect(selectors).toMatchObject({ createdBy: 'Ada Lovelace', expired: 'include', keepLatest: 2 });
    expect(['ci-1', 'telegraf'].map((text) => selectors?.description?.(text))).toEqual([true, false]);
    expect(selectors?.createdBefore?.(90 * 86_400_000)).toBe(0);
  });

  test.each<[string, Texts, object]>([
    ['all', { all: 'true' }, { expired: 'exclude' }],
    ['expired: only', { expired: 'only' }, { expired: 'only' }],
    ['a creator', { 'created-by': 'Ada' }, { createdBy: 'Ada', expired: 'exclude' }],
  ])('holds no other selector than the one given: %s', async (_, inputs, given) => {
    const none = {
      description: undefined,
      createdBy: undefined,
      createdBefore: undefined,
      keepLatest: undefined,
    };
    expect((await loadWhole(inputs)).request.selectors).toEqual({ ...none, ...given });
  });

  test.each<[string, Texts, number | undefined]>([
    ['ids', { 'token-ids': ids }, undefined],
    ['leaked tokens', { 'leaked-tokens': token }, undefined],
    ['an alert', { 'secret-scanning-alert': '1', 'github-token': 'a-token' }, undefined],
    ['ids, and a number', { 'token-ids': ids, 'max-revocations': '3' }, 3],
    ['a description', { description: '*' }, 100],
    ['a creator', { 'created-by': 'Ada' }, 100],
    ['an age', { 'older-than': '1d' }, 100],
    ['all', { all: 'true' }, 100],
    ['expired: only', { expired: 'only' }, 100],
    ['ids and a selector', { 'token-ids': ids, all: 'true' }, 100],
    ['all, with force', { all: 'true', force: 'true' }, 100],
    ['all, and a larger number', { all: 'true', 'max-revocations': '1000000' }, 1_000_000],
    ['all, and none', { all: 'true', 'max-revocations': '0' }, 0],
  ])(
    'allows as many revocations as it says, and 100 where a selector could mean any number: %s',
    async (...row) => {
      const [, inputs, most] = row;
      expect((await loadWhole(inputs)).request.maxRevocations).toBe(most);
    },
  );

  test.each<[string, string, string]>([
    ['max-revocations', '-1', 'accepted: a whole number from 0 to 1000000'],
    ['max-revocations', 'all', 'accepted: a whole number from 0 to 1000000'],
    ['keep-latest', '100001', 'accepted: a whole number from 0 to 100000'],
    ['expect-plan', 'abc', 'accepted: a SHA-256, 64 hexadecimal digits'],
    ['exclude-ids', 'x', 'entry 1 ("x…", 1 characters) is not a UUID'],
    ['expired', 'Only', 'accepted: exclude, include, only'],
    ['secret-scanning-alert', 'x', 'accepted: the number of an alert, or its URL'],
  ])('is refused where %s is "%s"', async (name, text, message) => {
    const problems = await problemsOf({ all: 'true', 'github-token': 'a-token', [name]: text });
    expect(problems).toEqual([expect.stringContaining(`${name}: ${message}`)]);
  });
});

describe('A glob that nobody would write', () => {
  test.each([
    ['longer than any description', 'a'.repeat(33_000)],
    ['longer than the library takes', 'a'.repeat(65_537)],
    ['of question marks', '?'.repeat(33_000)],
    ['of braces', '{a,b}'.repeat(10_000)],
  ])(
    'is a problem with its input, or does its work, and never ends the action: %s',
    async (_, description) => {
      const { inputs } = await load({ description });
      if (inputs instanceof ActionError) expect(inputs.message).toContain('\n- description: ');
      else expect(inputs.request.selectors?.description?.('telegraf')).toBe(false);
    },
  );
});
