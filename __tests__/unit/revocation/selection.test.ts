import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { InUse } from '../../../src/revocation/plan.ts';
import {
  type Expired,
  expiredValues,
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
  createdBefore: undefined,
  expired: 'exclude',
  keepLatest: undefined,
};
const olderThanTenDays = (time: number): number => time - 10 * day;

interface Setting extends Partial<Selectors> {
  readonly tokens: readonly Token[];
  /** By the number of the token. */
  readonly inUse?: Readonly<Record<number, InUse>>;
}

/** The numbers of the tokens that are selected. */
function select({ tokens, inUse = {}, ...selectors }: Setting): number[] {
  const index = indexTokens(tokens);
  const isInUse = ({ id }: Token): InUse => inUse[numberOf(id)] ?? 'no';
  const selected = selectTokens({ selectors: { ...everything, ...selectors }, index, isInUse, now });
  return selected.map(({ id }) => numberOf(id)).sort((a, b) => a - b);
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
    ['an age beyond the one given', { createdBefore: olderThanTenDays }, { createdAt: now - 11 * day }, true],
    ['exactly the age given', { createdBefore: olderThanTenDays }, { createdAt: now - 10 * day }, true],
    ['1 ms less', { createdBefore: olderThanTenDays }, { createdAt: now - 10 * day + 1 }, false],
    ['no time of creation', { createdBefore: olderThanTenDays }, { createdAt: undefined }, false],
    ['a time of creation to come', { createdBefore: olderThanTenDays }, { createdAt: now + day }, false],
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
  const marks = ['description', 'createdBy', 'createdBefore'] as const;
  type Mark = (typeof marks)[number];
  const selectors: Pick<Selectors, Mark> = {
    description: (text) => text.startsWith('ci-'),
    createdBy: 'Ada',
    createdBefore: olderThanTenDays,
  };
  const subsets = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => marks.filter((_, at) => (bits & (1 << at)) !== 0));
  /** A token for each way to meet some of the selectors and not the others. */
  const tokens = subsets.map((met, index) =>
    aToken(index + 1, {
      description: met.includes('description') ? 'ci-1' : 'telegraf',
      createdBy: met.includes('createdBy') ? 'Ada' : 'Grace',
      createdAt: met.includes('createdBefore') ? now - 11 * day : now - day,
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

  test('are counted among what the other selectors mean', () => {
    const others = [
      aged(5, 1, { description: 'another' }),
      aged(6, 2, { revokedAt: longAgo }),
      aged(7, 3, { expiresAt: longAgo }),
    ];
    const description = (text: string): boolean => text !== 'another';
    expect(select({ keepLatest: 1, description, tokens: [...others, ...tokens] })).toEqual([1, 3, 4]);
    expect(
      select({ keepLatest: 1, createdBefore: (time) => time - 15 * day, tokens: [...others, ...tokens] }),
    ).toEqual([1, 3]);
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
    ['its age', { createdBefore: (time) => time }],
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
