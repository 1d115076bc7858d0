import { describe, expect, test } from '@jest/globals';
import { compareWith, findInUse } from '../../../src/revocation/in-use.ts';
import { indexTokens } from '../../../src/revocation/token.ts';
import { aToken, everyToken, idOf, longAgo, someTokens } from '../../support/domain.ts';
import { givenRun, type Setting } from '../../support/revocation-run.ts';

const credential = 'M.V1.ab+/the-rest';
const inUse = (prefix: string | undefined) => compareWith(credential)(aToken(1, { prefix }));

/** What lists may show in place of a published prefix. */
const otherForms = [
  ...[undefined, '', 'M.V1.', 'M.V1.****', 'ab+/the-r'],
  ...['M.V1.ab…', ' M.V1.ab+', 'M.V1.ab+/t', 'm.v1.ab+/'],
];

describe('A listed token', () => {
  test('is likely in use if its prefix is that of the credentials, and is not if it differs', () => {
    expect(['M.V1.ab+/', 'M.V1.abcd', 'M.V2.ab+/'].map(inUse)).toEqual(['likely', 'no', 'no']);
  });

  test.each(otherForms.map((form) => [form]))('may be in use if its prefix has another form: %j', (form) => {
    expect(inUse(form)).toBe('unknown');
  });

  test('is not in use where the credentials are in no list, such as those of an identity provider', () => {
    expect(compareWith(undefined)(aToken(1, { prefix: undefined }))).toBe('no');
  });

  test('is none of the candidates once it is revoked', () => {
    const same = { prefix: 'M.V1.ab+/' };
    const tokens = [aToken(1, same), aToken(2, { ...same, revokedAt: longAgo }), aToken(3, { prefix: '' })];
    const { likely, unknown } = findInUse(indexTokens(tokens), compareWith(credential));
    expect([likely, unknown].map((found) => found.map(({ id }) => id))).toEqual([[idOf(1)], [idOf(3)]]);
  });
});

test('Where the list shows prefixes of another form no selector selects a token, with force neither', async () => {
  const tokens = someTokens(3).map((token) => ({ ...token, prefix: 'M.V1.****' }));
  const setting = { tokens, ids: [], selectors: everyToken, caller: idOf(1), force: true };
  const { run, events } = givenRun(setting);
  const result = await run();
  const reasons = result.kept.map(({ reason }) => reason);
  expect([result.planned, reasons]).toEqual([[], Array(3).fill('may-be-in-use')]);
  expect(events).toContainEqual({ kind: 'selected', tokens: 0, isBlind: true, createdBefore: undefined });
});

test.each<[string, Setting, boolean]>([
  ['every prefix has the published form and none fits', {}, true],
  ['a prefix fits', { candidates: [idOf(2)], caller: idOf(2) }, false],
  [
    'a prefix fits, of a token that is listed as revoked',
    { candidates: [idOf(2)], caller: idOf(2), onList: () => ({ shownRevoked: [idOf(2)] }) },
    false,
  ],
  ['a prefix has another form', { tokens: [...someTokens(2), aToken(3, { prefix: 'M.V1.' })] }, false],
])('A run says once that its token is not listed, if it cannot be: %s', async (_, setting, isSaid) => {
  // The credentials are those of a candidate that the list does not hold.
  const world = { tokens: someTokens(3), ids: [idOf(1)], candidates: [idOf(9)] };
  const { run, events } = givenRun({ ...world, ...setting });
  await run();
  expect(events.filter(({ kind }) => kind === 'not-listed')).toHaveLength(isSaid ? 1 : 0);
});
