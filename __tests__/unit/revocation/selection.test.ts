import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readClocks } from '../../../src/revocation/clocks.ts';
import type { InUse } from '../../../src/revocation/in-use.ts';
import {
  type Expired,
  expiredValues,
  type KeptReason,
  type Selection,
  type Selectors,
  selectTokens,
} from '../../../src/revocation/selection.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo, someTokens } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const day = 86_400_000;
const everything: Selectors = {
  description: undefined,
  createdBy: undefined,
  olderThan: undefined,
  expired: 'exclude',
  keepLatest: undefined,
};
const tenDays = 10 * day;

interface Setting extends Partial<Selectors> {
  readonly tokens: readonly Token[];
  /** By the number of the token. */
  readonly inUse?: Readonly<Record<number, InUse>>;
  readonly excluded?: readonly number[];
  readonly doomed?: readonly number[];
  /** How far the cluster's clock is ahead, in ms. */
  readonly offset?: number;
}

function selectAll(setting: Setting): Selection {
  const { tokens, inUse = {}, excluded = [], doomed = [], offset, ...selectors } = setting;
  return selectTokens({
    selectors: { ...everything, ...selectors },
    index: indexTokens(tokens),
    isInUse: ({ id }) => inUse[numberOf(id)] ?? 'no',
    clocks: readClocks(now, offset),
    excluded: excluded.map((n) => idOf(n).toUpperCase()),
    doomed: doomed.map((n) => idOf(n).toUpperCase()),
  });
}

/** The numbers of the tokens that are selected. */
function select(setting: Setting): number[] {
  return selectAll(setting)
    .tokens.map(({ id }) => numberOf(id))
    .sort((a, b) => a - b);
}

/** Why described tokens are left alone, by their number. */
function keep(setting: Setting): Record<number, KeptReason> {
  return Object.fromEntries(selectAll(setting).kept.map(({ token, reason }) => [numberOf(token.id), reason]));
}

const numberOf = (id: string): number => Number(id.slice(-12));

/** A token that was created so many days ago. */
const aged = (n: number, days: number, rest: Partial<Token> = {}): Token =>
  aToken(n, { createdAt: now - days * day, ...rest });

describe('Selectors', () => {
  test('that say nothing more mean every active token', () => {
    const tokens = [
      aToken(1),
      aToken(2, { revokedAt: longAgo }),
      aToken(3, { expiresAt: longAgo }),
      aToken(4),
    ];
    expect(select({ tokens })).toEqual([1, 4]);
  });

  test('select nothing in an empty list', () => {
    expect(select({ tokens: [] })).toEqual([]);
  });

  test.each<[string, Partial<Selectors>, Partial<Token>, boolean]>([
    ['a description that fits', { description: (text) => text === 'ci' }, { description: 'ci' }, true],
    [
      'a description that does not fit',
      { description: (text) => text === 'ci' },
      { description: 'CI' },
      false,
    ],
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
    expect(
      select({ expired, tokens: ends.map((expiresAt, index) => aToken(index + 1, { expiresAt })) }),
    ).toEqual(selected);
  });

  test.each(expiredValues)('never select what is revoked (expired: %s)', (expired) => {
    const tokens = [
      aToken(1, { revokedAt: longAgo }),
      aToken(2, { revokedAt: longAgo, expiresAt: longAgo }),
      aToken(3, { revokedAt: longAgo, createdAt: undefined }),
    ];
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
    'have to be met all together: %s',
    (_, given) => {
      const asked = Object.fromEntries(given.map((mark) => [mark, selectors[mark]]));
      const expected = subsets.flatMap((met, index) =>
        given.every((mark) => met.includes(mark)) ? [index + 1] : [],
      );
      expect(select({ ...asked, tokens })).toEqual(expected);
    },
  );

  test('have to be met in the state that is asked for too', () => {
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
  ])('%i are left, whatever the order of the list', (keepLatest, selected) => {
    expect(select({ keepLatest, tokens })).toEqual(selected);
    expect(select({ keepLatest, tokens: tokens.toReversed() })).toEqual(selected);
  });

  test('are counted among what description and creator describe', () => {
    const others = [
      aged(5, 1, { description: 'another' }),
      aged(6, 2, { revokedAt: longAgo }),
      aged(7, 3, { expiresAt: longAgo }),
    ];
    const description = (text: string): boolean => text !== 'another';
    expect(select({ keepLatest: 1, description, tokens: [...others, ...tokens] })).toEqual([1, 3, 4]);
  });

  test('are counted whatever their age, and older-than chooses among the rest', () => {
    expect(select({ keepLatest: 1, olderThan: 15 * day, tokens })).toEqual([1, 3, 4]);
    expect(select({ keepLatest: 2, olderThan: 25 * day, tokens })).toEqual([1, 3]);
  });

  test('are counted without what is excluded, and what is to be revoked anyway', () => {
    expect(select({ keepLatest: 1, excluded: [2], tokens })).toEqual([1, 3]);
    expect(select({ keepLatest: 1, doomed: [2], tokens })).toEqual([1, 3]);
  });

  test('are active ones only: an expired token takes no place, and is chosen like any other', () => {
    const all = [...tokens, aged(5, 1, { expiresAt: longAgo })];
    expect(select({ keepLatest: 1, expired: 'include', tokens: all })).toEqual([1, 3, 4, 5]);
  });

  test('count the token in use: where it is the newest, nothing else is left', () => {
    expect(select({ keepLatest: 1, tokens, inUse: { 2: 'likely' } })).toEqual([1, 3, 4]);
    expect(select({ keepLatest: 2, tokens, inUse: { 2: 'likely' } })).toEqual([1, 3]);
  });

  test('count a token that may be the one in use', () => {
    expect(select({ keepLatest: 1, tokens, inUse: { 2: 'unknown' } })).toEqual([1, 3, 4]);
  });

  test('do not save the token in use by the number of newer ones: nothing selects it', () => {
    expect(select({ keepLatest: 1, tokens, inUse: { 1: 'likely' } })).toEqual([3, 4]);
  });

  test.each([0, 1])(
    '%i says nothing of a token without a time of creation: it is not selected',
    (keepLatest) => {
      expect(select({ keepLatest, tokens: [aToken(1, { createdAt: undefined })] })).toEqual([]);
    },
  );

  test('are not a token without a time of creation', () => {
    const timeless = aToken(5, { createdAt: undefined });
    expect(select({ keepLatest: 1, tokens: [timeless, ...tokens] })).toEqual([1, 3, 4]);
  });

  test('are as many as were asked for where several were created at once', () => {
    const twins = [aged(1, 5), aged(2, 5), aged(3, 5)];
    expect(select({ keepLatest: 2, tokens: twins })).toHaveLength(1);
  });

  test('are never older than what is selected', () => {
    const days = fc.array(fc.nat(5), { maxLength: 8 });
    fc.assert(
      fc.property(days, fc.nat(9), (ages, keepLatest) => {
        const all = ages.map((age, index) => aged(index + 1, age));
        const selected = select({ keepLatest, tokens: all });
        const [gone, kept] = [true, false].map((isGone) =>
          ages.filter((_, index) => selected.includes(index + 1) === isGone),
        ) as [number[], number[]];
        expect(kept).toHaveLength(Math.min(keepLatest, ages.length));
        expect(Math.max(0, ...kept)).toBeLessThanOrEqual(Math.min(Number.POSITIVE_INFINITY, ...gone));
      }),
    );
  });
});

describe('What may be the token in use', () => {
  const selectors: [string, Partial<Selectors>][] = [
    ['every token', {}],
    ['its description', { description: (text) => text === 'token 2' }],
    ['its creator', { createdBy: 'Ada' }],
    ['its age', { olderThan: 0 }],
    ['expired tokens too', { expired: 'include' }],
    ['none of the latest', { keepLatest: 0 }],
  ];

  test.each(selectors)('is not selected by %s', (_, given) => {
    const tokens = someTokens(3).map((token) => ({ ...token, createdBy: 'Ada' }));
    expect(select({ ...given, tokens })).toContain(2);
    expect(select({ ...given, tokens, inUse: { 2: 'likely' } })).not.toContain(2);
    expect(select({ ...given, tokens, inUse: { 2: 'unknown' } })).not.toContain(2);
  });
});

describe('A described token that is left alone', () => {
  const tokens = [
    aged(1, 1),
    aged(2, 2),
    aged(3, 30, { expiresAt: longAgo }),
    aged(4, 40),
    aToken(5, { createdAt: undefined }),
    aged(6, 60),
    aged(7, 70),
    aged(8, 80, { revokedAt: longAgo }),
    aged(9, 90),
    aged(10, 100, { description: 'another' }),
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
    expect(keep(setting)).toEqual({
      1: 'newest',
      2: 'too-young',
      3: 'expired',
      4: 'in-use',
      5: 'unknown-age',
      6: 'excluded',
      7: 'may-be-in-use',
    });
    expect(select(setting)).toEqual([]);
    expect(selectAll(setting).createdBefore).toBe(now - tenDays);
  });

  test('is not expired where only expired ones are meant', () => {
    expect(keep({ tokens: [aged(1, 1), aged(2, 2, { expiresAt: longAgo })], expired: 'only' })).toEqual({
      1: 'not-expired',
    });
  });
});

test.each([day, -day])('Of two clocks the one that makes a token younger counts (server %d ms)', (offset) => {
  const createdBefore = now + Math.min(0, offset) - tenDays;
  const tokens = [aToken(1, { createdAt: createdBefore }), aToken(2, { createdAt: createdBefore + 1 })];
  expect(select({ tokens, olderThan: tenDays, offset })).toEqual([1]);
  // Whether it has expired is open: it is neither revoked as an expired token nor as an active one.
  const ending = [aToken(1, { expiresAt: now + offset / 2 })];
  expect([select({ tokens: ending, offset }), select({ tokens: ending, offset, expired: 'only' })]).toEqual([
    [],
    [],
  ]);
});
