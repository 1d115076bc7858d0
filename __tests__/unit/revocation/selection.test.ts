import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readClocks } from '../../../src/revocation/clocks.ts';
import type { InUse } from '../../../src/revocation/in-use.ts';
import {
  type Expired,
  expiredValues,
  type Selectors,
  selectTokens,
} from '../../../src/revocation/selection.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import { aToken, everyToken, idOf, longAgo, someTokens } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const day = 86_400_000;

const tenDays = 10 * day;

interface Setting extends Partial<Selectors> {
  readonly tokens: readonly Token[];
  /** By the number of the token. */
  readonly inUse?: Readonly<Record<number, InUse>>;
  readonly excluded?: readonly number[];
  readonly doomed?: readonly number[];
  readonly suspected?: readonly number[];
  /** How far the cluster's clock is ahead, in ms. */
  readonly offset?: number;
}

function selectAll(setting: Setting) {
  const { tokens, inUse = {}, excluded = [], doomed = [], suspected = [], offset, ...selectors } = setting;
  return selectTokens({
    selectors: { ...everyToken, ...selectors },
    index: indexTokens(tokens),
    isInUse: ({ id }) => inUse[numberOf(id)] ?? 'no',
    clocks: readClocks(now, offset),
    excluded: excluded.map((n) => idOf(n).toUpperCase()),
    doomed: doomed.map((n) => idOf(n).toUpperCase()),
    suspected: suspected.map((n) => idOf(n).toUpperCase()),
  });
}

/** The numbers of the tokens that are selected. */
function select(setting: Setting): number[] {
  const numbers = selectAll(setting).tokens.map(({ id }) => numberOf(id));
  return numbers.sort((a, b) => a - b);
}

/** Why described tokens are left alone, by their number. */
function keep(setting: Setting) {
  return Object.fromEntries(selectAll(setting).kept.map(({ token, reason }) => [numberOf(token.id), reason]));
}

const numberOf = (id: string): number => Number(id.slice(-12));

/** A token that was created so many days ago. */
const aged = (n: number, days: number, rest: Partial<Token> = {}): Token =>
  aToken(n, { createdAt: now - days * day, ...rest });

const isCi = (text: string) => text === 'ci';

describe('Selectors', () => {
  test('that say nothing more mean every active token', () => {
    const ended = [aToken(2, { revokedAt: longAgo }), aToken(3, { expiresAt: longAgo })];
    expect(select({ tokens: [aToken(1), ...ended, aToken(4)] })).toEqual([1, 4]);
    expect(select({ tokens: [] })).toEqual([]);
  });

  test.each<[string, Partial<Selectors>, Partial<Token>, boolean]>([
    ['a description that fits', { description: isCi }, { description: 'ci' }, true],
    ['a description that does not fit', { description: isCi }, { description: 'CI' }, false],
    ['no description, which fits nothing', { description: () => true }, { description: undefined }, false],
    ['its creator', { createdBy: 'Ada' }, { createdBy: 'Ada' }, true],
    ['its creator in another letter case', { createdBy: 'Ada' }, { createdBy: 'ada' }, false],
    ['a part of its creator', { createdBy: 'Ada' }, { createdBy: 'Ada L.' }, false],
    ['no creator', { createdBy: 'Ada' }, { createdBy: undefined }, false],
    ['an age beyond the one given', { olderThan: tenDays }, { createdAt: now - 11 * day }, true],
    ['exactly the age given', { olderThan: tenDays }, { createdAt: now - 10 * day }, true],
    ['1 ms less', { olderThan: tenDays }, { createdAt: now - 10 * day + 1 }, false],
    ['no time of creation', { olderThan: tenDays }, { createdAt: undefined }, false],
    ['a time of creation to come', { olderThan: tenDays }, { createdAt: now + day }, false],
  ])('judge a token with %s', (_, selectors, token, isSelected) => {
    expect(select({ ...selectors, tokens: [aToken(1, token)] })).toEqual(isSelected ? [1] : []);
  });

  test.each<[Expired, number[]]>([
    ['exclude', [1, 4]],
    ['include', [1, 2, 3, 4]],
    ['only', [2, 3]],
  ])('%s expired tokens, from the very moment on in which they expire', (expired, selected) => {
    const ends = [undefined, longAgo, now, now + 1];
    const tokens = ends.map((expiresAt, index) => aToken(index + 1, { expiresAt }));
    expect(select({ expired, tokens })).toEqual(selected);
  });

  test.each(expiredValues)('never select what is revoked (expired: %s)', (expired) => {
    const states = [{}, { expiresAt: longAgo }, { createdAt: undefined }];
    const tokens = states.map((state, index) => aToken(index + 1, { revokedAt: longAgo, ...state }));
    expect(select({ expired, tokens })).toEqual([]);
    expect(select({ expired, tokens, keepLatest: 0, description: () => true })).toEqual([]);
  });
});

describe('Several selectors', () => {
  const marks = ['description', 'createdBy', 'olderThan'] as const;
  type Mark = (typeof marks)[number];
  const selectors: Pick<Selectors, Mark> = {
    description: (text) => text.startsWith('ci-'),
    createdBy: 'Ada',
    olderThan: tenDays,
  };
  const subsets = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => marks.filter((_, at) => (bits & (1 << at)) !== 0));
  /** A token for each way to meet some of the selectors and not the others. */
  const tokens = subsets.map((met, index) =>
    aToken(index + 1, {
      description: met.includes('description') ? 'ci-1' : 'telegraf',
      createdBy: met.includes('createdBy') ? 'Ada' : 'Grace',
      createdAt: met.includes('olderThan') ? now - 11 * day : now - day,
    }),
  );

  test.each(subsets.map((given) => [given.join(' and ') || 'none', given] as const))(
    'must all be met: %s',
    (_, given) => {
      const asked = Object.fromEntries(given.map((mark) => [mark, selectors[mark]]));
      const isSelected = subsets.map((met) => given.every((mark) => met.includes(mark)));
      const expected = tokens.map((_token, index) => index + 1).filter((n) => isSelected[n - 1]);
      expect(select({ ...asked, tokens })).toEqual(expected);
    },
  );

  test('have to be met in the requested state too', () => {
    const all = [...tokens, { ...tokens[7], id: idOf(9), expiresAt: longAgo } as Token];
    expect(select({ ...selectors, tokens: all })).toEqual([8]);
    expect(select({ ...selectors, tokens: all, expired: 'only' })).toEqual([9]);
    expect(select({ ...selectors, tokens: all, expired: 'include' })).toEqual([8, 9]);
  });
});

describe('The latest', () => {
  const tokens = [aged(1, 40), aged(2, 10), aged(3, 30), aged(4, 20)];

  test.each([
    [0, [1, 2, 3, 4]],
    [1, [1, 3, 4]],
    [2, [1, 3]],
    [3, [1]],
    [4, []],
    [9, []],
  ])('%i are left, in any order of the list', (keepLatest, selected) => {
    expect(select({ keepLatest, tokens })).toEqual(selected);
    expect(select({ keepLatest, tokens: tokens.toReversed() })).toEqual(selected);
  });

  test('are counted among what description and creator describe, and are active ones only', () => {
    const ended = [aged(6, 2, { revokedAt: longAgo }), aged(7, 3, { expiresAt: longAgo })];
    const all = [aged(5, 1, { description: 'another' }), ...ended, ...tokens];
    const setting = { keepLatest: 1, description: (text: string) => text !== 'another', tokens: all };
    expect(select(setting)).toEqual([1, 3, 4]);
    expect(select({ ...setting, expired: 'include' })).toEqual([1, 3, 4, 7]);
  });

  test.each<[string, Partial<Setting>, number[]]>([
    ['at any age, and older-than chooses among the rest', { olderThan: 15 * day }, [1, 3, 4]],
    ['at any age, two of them too', { keepLatest: 2, olderThan: 25 * day }, [1, 3]],
    ['without what is excluded', { excluded: [2] }, [1, 3]],
    ['without what is revoked anyway', { doomed: [2] }, [1, 3]],
    ['without what a leaked token may be, which stays as well', { suspected: [2] }, [1, 3]],
    ['without that where it is not the newest', { suspected: [1] }, [3, 4]],
    [
      'with the token in use: where it is the newest, nothing else is left',
      { inUse: { 2: 'likely' } },
      [1, 3, 4],
    ],
    ['with the token in use, two of them too', { keepLatest: 2, inUse: { 2: 'likely' } }, [1, 3]],
    ['with a token that may be the one in use', { inUse: { 2: 'unknown' } }, [1, 3, 4]],
    ['beside the token in use, which nothing selects', { inUse: { 1: 'likely' } }, [3, 4]],
  ])('are counted %s', (_, setting, selected) => {
    expect(select({ keepLatest: 1, tokens, ...setting })).toEqual(selected);
  });

  test('are not asked for: then what a leaked token may be is selected as any other', () => {
    expect(select({ tokens, suspected: [2] })).toEqual(select({ tokens }));
  });

  test('are none without a time of creation, and none of those is selected', () => {
    const timeless = aToken(5, { createdAt: undefined });
    expect(select({ keepLatest: 1, tokens: [timeless, ...tokens] })).toEqual([1, 3, 4]);
    for (const keepLatest of [0, 1]) expect(select({ keepLatest, tokens: [timeless] })).toEqual([]);
  });

  test('are as many as requested where several were created at once', () => {
    const twins = [aged(1, 5), aged(2, 5), aged(3, 5)];
    expect(select({ keepLatest: 2, tokens: twins })).toHaveLength(1);
  });

  test('are never older than what is selected', () => {
    const days = fc.array(fc.nat(5), { maxLength: 8 });
    fc.assert(
      fc.property(days, fc.nat(9), (ages, keepLatest) => {
        const all = ages.map((age, index) => aged(index + 1, age));
        const selected = select({ keepLatest, tokens: all });
        const gone = ages.filter((_, index) => selected.includes(index + 1));
        const kept = ages.filter((_, index) => !selected.includes(index + 1));
        expect(kept).toHaveLength(Math.min(keepLatest, ages.length));
        expect(Math.max(0, ...kept)).toBeLessThanOrEqual(Math.min(Number.POSITIVE_INFINITY, ...gone));
      }),
    );
  });
});

test.each<[string, Partial<Selectors>]>([
  ['every token', {}],
  ['its description', { description: (text) => text === 'token 2' }],
  ['its creator', { createdBy: 'Ada' }],
  ['its age', { olderThan: 0 }],
  ['expired tokens too', { expired: 'include' }],
  ['none of the latest', { keepLatest: 0 }],
])('What may be the token in use is not selected by %s', (_, given) => {
  const tokens = someTokens(3).map((token) => ({ ...token, createdBy: 'Ada' }));
  expect(select({ ...given, tokens })).toContain(2);
  for (const inUse of ['likely', 'unknown'] as const)
    expect(select({ ...given, tokens, inUse: { 2: inUse } })).not.toContain(2);
});

describe('A described token that is left alone', () => {
  const tokens = [
    ...[aged(1, 1), aged(2, 2), aged(3, 30, { expiresAt: longAgo }), aged(4, 40)],
    ...[aToken(5, { createdAt: undefined }), aged(6, 60), aged(7, 70), aged(8, 80, { revokedAt: longAgo })],
    ...[aged(9, 90), aged(10, 100, { description: 'another' })],
  ];

  test('comes with its reason; revoked ones, and those that ids name, are not among them', () => {
    const setting: Setting = {
      tokens,
      description: (text) => text !== 'another',
      keepLatest: 1,
      olderThan: tenDays,
      excluded: [6],
      doomed: [9],
      inUse: { 4: 'likely', 7: 'unknown' },
    };
    const young = { 1: 'newest', 2: 'too-young', 5: 'unknown-age' };
    const others = { 3: 'expired', 4: 'in-use', 6: 'excluded', 7: 'may-be-in-use' };
    expect(keep(setting)).toEqual({ ...young, ...others });
    expect(select(setting)).toEqual([]);
    expect(selectAll(setting).createdBefore).toBe(now - tenDays);
  });

  test('is not expired where only expired ones are meant', () => {
    const both = [aged(1, 1), aged(2, 2, { expiresAt: longAgo })];
    expect(keep({ tokens: both, expired: 'only' })).toEqual({ 1: 'not-expired' });
  });
});

test.each([day, -day])('Of two clocks the one that makes a token younger counts (server %d ms)', (offset) => {
  const createdBefore = now + Math.min(0, offset) - tenDays;
  const tokens = [aToken(1, { createdAt: createdBefore }), aToken(2, { createdAt: createdBefore + 1 })];
  expect(select({ tokens, olderThan: tenDays, offset })).toEqual([1]);
  // Whether it has expired is open: it is neither revoked as an expired token nor as an active one.
  const ending = [aToken(1, { expiresAt: now + offset / 2 })];
  for (const expired of ['exclude', 'only'] as const)
    expect(select({ tokens: ending, offset, expired })).toEqual([]);
});

test('A token that is listed in two ways is never selected: what it is, is not known', () => {
  const tokens = [aged(1, 5, { expiresAt: now + day }), aged(1, 5, { expiresAt: now + tenDays }), aged(2, 8)];
  for (const expired of expiredValues) expect(select({ tokens, keepLatest: 1, expired })).toEqual([]);
  expect(select({ tokens })).toEqual([2]);
});
