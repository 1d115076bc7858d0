import { describe, expect, test } from '@jest/globals';
import { writeTextFile } from '../../support/files.ts';
import { enoughInputs } from '../../support/input-environment.ts';
import { acceptedOf, load as loadAll, problemsOf as problemsIn, type Texts } from '../../support/loading.ts';

const ids = enoughInputs['token-ids'] ?? '';
const other = ids.replace(/1$/, '2');
const token = 'M.V1.aaaa+leaked/0123456789==';
const digest = 'AB'.repeat(32);
const github = { 'github-token': 'a-token' };

/** Loads inputs that ask for nothing, and these. */
const load = (inputs: Texts) => loadAll({ 'token-ids': '', ...inputs });
const loadWhole = async (inputs: Texts) => acceptedOf(await load(inputs));
const problemsOf = async (inputs: Texts) => problemsIn(await load(inputs));

/** Each selector with a value, and what it makes of the domain's selectors. */
const selectors: readonly [string, Texts][] = [
  ['a description', { 'select-description': 'ci-*' }],
  ['a creator', { 'select-created-by': 'Ada' }],
  ['an age', { 'older-than': '90d' }],
  ['all tokens', { 'select-all': 'TRUE' }],
];
const all = { 'select-all': 'true' };

describe('A workflow that asks for nothing to revoke', () => {
  const missing =
    'nothing to revoke: `token-ids`, `token-ids-file`, `leaked-tokens`, `secret-scanning-alert` and the selectors are all empty. If you give one of them as a secret or an expression, check that it has a value.';

  test.each<[string, Texts]>([
    ['nothing', {}],
    ['excluded ids', { 'exclude-ids': ids }],
    ['a number of revocations', { 'max-revocations': '1' }],
    ['an expected plan', { 'expect-plan': digest }],
    ['a reason', { reason: 'rotation' }],
    ['an issue', { 'issue-number': '1', ...github }],
    ['force', { force: 'true' }],
    ['the defaults of selectors', { 'select-all': 'false', expired: 'exclude' }],
    ['a word for false in another letter case', { 'select-all': 'False' }],
    ['white space', { 'select-description': '  ', 'select-created-by': '\n', 'leaked-tokens': ' ' }],
  ])('is an error: %s', async (_, inputs) => {
    expect(await problemsOf(inputs)).toEqual([missing]);
  });

  test.each<[Texts, string]>([
    [{ 'leaked-tokens': 'M.V1.x' }, 'leaked-tokens: entry 1 is too short to be a token'],
    [{ 'older-than': 'old' }, 'older-than: must be an age in days or hours, such as 90d or 12h'],
    [{ 'older-than': 'old', 'keep-latest': '1' }, 'older-than: must be an age in days or hours'],
    [{ 'select-all': 'yes' }, 'select-all: must be true or false'],
    [{ 'select-description': '?'.repeat(33_000) }, 'select-description: must be patterns'],
    [{ expired: 'Only' }, 'expired: must be one of: exclude, include, only'],
    [{ ...all, 'max-revocations': '-1' }, 'max-revocations: must be a whole number from 0 to 1000000'],
    [{ ...all, 'keep-latest': '100001' }, 'keep-latest: must be a whole number from 0 to 100000'],
    [{ ...all, 'expect-plan': 'abc' }, 'expect-plan: must be the `plan-digest` of a dry run, 64 hexadecimal'],
    [{ ...all, 'expect-plan': ' ' }, 'expect-plan: must be the `plan-digest` of a dry run, 64 hexadecimal'],
    [{ ...all, 'exclude-ids': `${ids} # Ann ${other} # Bob` }, 'exclude-ids: holds an id in a comment'],
    [{ ...all, 'exclude-ids': 'x' }, 'exclude-ids: entry 1 ("x", 1 character) is not a UUID'],
  ])('is not called so where an input is only wrong: %#', async (inputs, problem) => {
    expect(await problemsOf(inputs)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('What selects nothing by itself', () => {
  const nothing = 'selects nothing by itself: give another selector, or `select-all: true`';
  const keep = `keep-latest: ${nothing}`;
  const include = `expired: \`include\` ${nothing}`;

  test.each<[Texts, readonly string[]]>([
    [{ 'keep-latest': '0' }, [keep]],
    [{ 'keep-latest': '1', 'token-ids': ids }, [keep]],
    [{ 'keep-latest': '1', 'leaked-tokens': token }, [keep]],
    [{ 'keep-latest': '1', 'select-all': 'False' }, [keep]],
    [{ expired: 'include' }, [include]],
    [{ expired: 'include', 'token-ids': ids }, [include]],
    [{ 'keep-latest': '1', expired: 'include' }, [keep, include]],
  ])('is an error: %j', async (inputs, problems) => {
    expect(await problemsOf(inputs)).toEqual(problems);
  });

  test.each(selectors)('is none beside %s', async (_, selector) => {
    for (const inputs of [
      { 'keep-latest': '3' },
      { expired: 'include' },
      { expired: 'include', 'keep-latest': '3' },
    ])
      expect(await problemsOf({ ...selector, ...inputs })).toEqual([]);
    expect.assertions(3);
  });
});

test('Expired tokens are not kept: keep-latest beside `expired: only` is an error', async () => {
  for (const selector of [{}, all])
    expect(await problemsOf({ ...selector, expired: 'only', 'keep-latest': '1' })).toEqual([
      'keep-latest: cannot be combined with `expired: only`: expired tokens are not kept',
    ]);
  expect.assertions(2);
});

describe('The request of a workflow', () => {
  test('holds leaked tokens by their place among those given', async () => {
    const inputs = { 'leaked-tokens': `${token} ${token}-2 ${token}`, 'token-ids': ids };
    const leaks = [token, `${token}-2`].map((each, index) => ({ position: index + 1, token: each }));
    expect((await loadWhole(inputs)).request).toMatchObject({ ids: [ids], leaks, selectors: undefined });
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
      'select-description': 'ci-*\ncd-*',
      'select-created-by': 'Ada Lovelace',
      'older-than': '90d',
      expired: 'include',
      'keep-latest': '2',
    });
    const { description, ...others } = request.selectors ?? {};
    const olderThan = 90 * 86_400_000;
    expect(others).toEqual({ createdBy: 'Ada Lovelace', expired: 'include', keepLatest: 2, olderThan });
    expect(['ci-1', 'cd-1', 'telegraf'].map((text) => description?.(text))).toEqual([true, true, false]);
  });

  test.each<[Texts, object]>([
    [{ 'select-all': 'true' }, { expired: 'exclude' }],
    [{ expired: 'only' }, { expired: 'only' }],
    [{ 'select-created-by': 'Ada' }, { createdBy: 'Ada', expired: 'exclude' }],
  ])('holds no other selector than the one given: %j', async (inputs, given) => {
    expect((await loadWhole(inputs)).request.selectors).toEqual(given);
  });

  test.each<[Texts, number | undefined]>([
    [{ 'token-ids': ids }, undefined],
    [{ 'leaked-tokens': token }, undefined],
    [{ 'secret-scanning-alert': '1', ...github }, undefined],
    [{ 'token-ids': ids, 'max-revocations': '3' }, 3],
    ...selectors.map(([, inputs]): [Texts, number] => [inputs, 100]),
    [{ expired: 'only' }, 100],
    [{ 'token-ids': ids, 'select-all': 'true' }, 100],
    [{ 'select-all': 'true', force: 'true' }, 100],
    [{ 'select-all': 'true', 'max-revocations': '1000000' }, 1_000_000],
    [{ 'select-all': 'true', 'max-revocations': '0' }, 0],
  ])(
    'may come from any of its sources, and allows 100 revocations if that is a selector: %j',
    async (inputs, most) => {
      expect((await loadWhole(inputs)).request.maxRevocations).toBe(most);
    },
  );
});

describe('A dry run', () => {
  const dryRun = { 'dry-run': 'true' };

  test.each<[string, boolean, Texts]>([
    ['nothing', true, dryRun],
    ['an excluded id alone', true, { ...dryRun, 'exclude-ids': ids }],
    ['an id', false, { ...dryRun, 'token-ids': ids }],
    ['no id, as an empty list', false, { ...dryRun, 'token-ids': '[]' }],
    ['leaked tokens', false, { ...dryRun, 'leaked-tokens': token }],
    ['an expected plan', false, { ...dryRun, 'expect-plan': digest }],
    ...selectors.map(([name, inputs]): [string, boolean, Texts] => [name, false, { ...dryRun, ...inputs }]),
  ])('that is given %s lists the tokens of the cluster: %s', async (_, listing, inputs) => {
    expect((await loadWhole(inputs)).request.listing).toBe(listing);
  });

  test('is the only run that lists them', async () => {
    expect((await loadWhole({ 'token-ids': '[]' })).request.listing).toBe(false);
  });
});

describe('What is requested', () => {
  const bad = { retries: 'x', 'exclude-ids': other };
  test.each<[string, Texts, object]>([
    [
      'is known even if the run cannot start',
      { ...bad, 'leaked-tokens': token },
      { leaks: [{ position: 1, token }] },
    ],
    ['has no excluded id, and names it', { ...bad, 'token-ids': `${ids} ${other}` }, { leftOut: [other] }],
    [
      'has a place for a leaked token that cannot be read',
      { 'leaked-tokens': `${token} short` },
      {
        leaks: [
          { position: 1, token },
          { position: 2, token: undefined },
        ],
      },
    ],
    ['names what could not be read', { 'token-ids': `${ids} wrong` }, { unreadable: ['unreadable-entry-2'] }],
  ])('%s', async (_, inputs, known) => {
    const { asked } = await load({ 'token-ids': ids, ...inputs });
    expect(asked).toEqual({ ids: [ids], unreadable: [], leaks: [], leftOut: [], ...known });
  });
});

describe('A list in which nothing is given', () => {
  const noId = 'holds no id; if that is intended, write `[]`';
  const noToken = 'holds no token; check that its secrets exist. If that is intended, write `[]`';
  const dryRun = { 'dry-run': 'true' };

  test.each<[string, Texts]>([
    [`token-ids: ${noId}`, { 'token-ids': ', ,' }],
    [`token-ids: ${noId}`, { 'token-ids': '-', ...dryRun }],
    [`token-ids: ${noId}`, { 'token-ids': '# none\n#today', 'leaked-tokens': token }],
    [`leaked-tokens: ${noToken}`, { 'leaked-tokens': ',' }],
    [`leaked-tokens: ${noToken}`, { 'leaked-tokens': '# none today', 'token-ids': ids, ...dryRun }],
    [`leaked-tokens: ${noToken}`, { 'leaked-tokens': '{}', 'select-all': 'true' }],
    [`exclude-ids: ${noId}`, { 'exclude-ids': ',', 'select-all': 'true' }],
  ])('by accident is an error: %s %j', async (problem, inputs) => {
    expect(await problemsOf(inputs)).toEqual([problem]);
  });

  test.each<Texts>([
    { 'token-ids': '[ \n ] # none' },
    { 'token-ids': '[]', 'token-ids-file': writeTextFile('[]') },
    { 'leaked-tokens': '[]' },
    { 'exclude-ids': '[]', 'token-ids': ids },
  ])('on purpose is written `[]`, and is no error: %j', async (inputs) => {
    const loaded = await load(inputs);
    expect([problemsIn(loaded), loaded.warnings]).toEqual([[], []]);
  });
});

test.each([
  ['12h', ['older-than is 12 h: tokens created today can be selected.']],
  ['24h', []],
  ['1d', []],
])('An age below one day is a warning: %s', async (age, warnings) => {
  expect((await load({ 'older-than': age })).warnings).toEqual(warnings);
});
