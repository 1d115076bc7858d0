import { describe, expect, test } from '@jest/globals';
import { readClocks } from '../../../src/revocation/clocks.ts';
import { explainUnlisted, findCandidates, matchLeak } from '../../../src/revocation/leak.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import type { Liveness, Tested } from '../../../src/revocation/witness.ts';
import { aToken, idOf, longAgo } from '../../support/domain.ts';
import { aLeak, hiddenPart } from '../../support/leaked-tokens.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const clocks = readClocks(now, 0);

describe('A leaked token can be a listed one', () => {
  const token = 'M.V1.ab+/the-rest';

  test('with its prefix, in any state', () => {
    const states = [{}, { expiresAt: longAgo }, { revokedAt: longAgo }];
    const tokens = states.map((state, index) => aToken(index + 1, { prefix: 'M.V1.ab+/', ...state }));
    const found = findCandidates({ position: 1, token }, indexTokens([...tokens, aToken(4)]));
    expect(found.map(({ id }) => id)).toEqual([idOf(1), idOf(2), idOf(3)]);
  });

  test.each([
    ['it has no prefix', undefined, token],
    ['its prefix is empty', '', token],
    ['its prefix is the part that all tokens have in common', 'M.V1.', token],
    ['its prefix is one character short', 'M.V1.ab+', token],
    ['its prefix is longer than any published one', 'M.V1.ab+/t', token],
    ['its prefix differs in its last character', 'M.V1.ab+x', token],
    ['its prefix differs in letter case', 'M.V1.AB+/', token],
    ['its prefix stands in the middle of the leaked token', 'M.V1.ab+/', `xM.V1.ab+/`],
    ['the leaked token is shorter than the prefix', 'M.V1.ab+/', 'M.V1.ab+'],
  ])('but not where %s', (_, prefix, leaked) => {
    const listed = indexTokens([aToken(1, { prefix })]);
    expect(findCandidates({ position: 1, token: leaked }, listed)).toEqual([]);
  });
});

/** Active, expired, revoked. */
type State = 'A' | 'E' | 'R';
const states: Record<State, Partial<Token>> = { A: {}, E: { expiresAt: longAgo }, R: { revokedAt: longAgo } };

/** What came of the test of a string. */
const testedAs = (liveness: Liveness, why = 'It hung.'): Tested =>
  liveness === 'unknown' ? { liveness, why } : { liveness };

/** What is decided: the state of the token that is taken, or the code of the failure. */
function decide(candidates: string, liveness: Liveness, force = false): string {
  const tokens = [...candidates].map((state, index) => aToken(index + 1, states[state as State]));
  const found = matchLeak(aLeak(1), tokens, { tested: testedAs(liveness), isSure: () => force, clocks });
  return 'id' in found ? (candidates[Number(found.id.slice(-12)) - 1] ?? '') : found.code;
}

/** The same letters in every order. */
function ordersOf(letters: string): string[] {
  if (letters.length < 2) return [letters];
  const all = [...letters].flatMap((first, at) =>
    ordersOf(letters.slice(0, at) + letters.slice(at + 1)).map((rest) => first + rest),
  );
  return [...new Set(all)];
}

const [no, several] = ['not-found', 'ambiguous'];

describe('Of the candidates (A active, E expired, R revoked), in any order,', () => {
  test.each([
    // What is decided if the leaked token is accepted, rejected, could not be tested, and that with force.
    ['', no, no, no, no],
    ['A', 'A', no, several, 'A'],
    ['E', 'E', 'E', several, 'E'],
    ['R', 'R', 'R', 'R', 'R'],
    ['AA', several, no, several, several],
    ['AE', 'A', 'E', several, several],
    ['AR', 'A', 'R', several, 'A'],
    ['EE', several, several, several, several],
    ['ER', 'R', 'R', 'R', 'R'],
    ['RR', 'R', 'R', 'R', 'R'],
    ['AAE', several, 'E', several, several],
    ['AAR', several, 'R', several, several],
    ['AEE', 'A', several, several, several],
    ['AER', 'A', 'R', several, several],
    ['ARR', 'A', 'R', several, 'A'],
  ])('"%s" is decided as %s, %s, %s and %s', (candidates, accepted, rejected, untested, forced) => {
    const all = ordersOf(candidates);
    expect(all.map((order) => decide(order, 'accepted'))).toEqual(all.map(() => accepted));
    expect(all.map((order) => decide(order, 'rejected'))).toEqual(all.map(() => rejected));
    expect(all.map((order) => decide(order, 'unknown'))).toEqual(all.map(() => untested));
    expect(all.map((order) => decide(order, 'unknown', true))).toEqual(all.map(() => forced));
  });

  test('a rejected string is no expired token where only the clock of the runner says that it has expired', () => {
    const context = { tested: testedAs('rejected'), isSure: () => false, clocks: readClocks(now, undefined) };
    expect(matchLeak(aLeak(1), [aToken(1, states.E)], context)).toMatchObject({ code: 'not-found' });
    const dead = aToken(2, states.R);
    expect(matchLeak(aLeak(1), [aToken(1, states.E), dead], context)).toBe(dead);
  });

  const rejected = { tested: testedAs('rejected'), isSure: () => false, clocks };
  test('of several revoked ones the first is taken: each of them is as dead as the other', () => {
    const tokens = [aToken(1, states.R), aToken(2, states.R)];
    expect(matchLeak(aLeak(1), tokens, rejected)).toBe(tokens[0]);
  });

  test('a token that expires at this very moment counts as expired', () => {
    const [ending, living] = [aToken(1, { expiresAt: now }), aToken(2, { expiresAt: now + 1 })];
    expect(matchLeak(aLeak(1), [ending], rejected)).toBe(ending);
    expect(matchLeak(aLeak(1), [living], rejected)).toMatchObject({ code: 'not-found' });
    expect(matchLeak(aLeak(1), [ending, living], { ...rejected, tested: testedAs('accepted') })).toBe(living);
  });
});

describe('Why a leaked token has no id', () => {
  const explain = (token: string, candidates: readonly Token[], liveness: Liveness = 'unknown') => {
    const context = { tested: testedAs(liveness), isSure: () => false, clocks };
    const found = matchLeak({ position: 7, token }, candidates, context);
    if ('id' in found) throw new Error('it has one');
    return found;
  };
  const { token } = aLeak(1);
  const unlisted = 'The cluster lists no management token with its prefix.';

  test.each([
    [`M.V1.abcd${hiddenPart}`, unlisted, '`host`'],
    [`apiv1_${hiddenPart}`, `${unlisted} It looks like a database token.`, '`token-type: database`'],
    [`eyJhbGciOi.${hiddenPart}`, `${unlisted} It looks like a JWT of an identity provider.`, 'provider'],
    [`xapiv1_eyJ${hiddenPart}`, unlisted, '`host`'],
  ])('follows from the form of the string %s, and so does what to do', (other, message, advice) => {
    const found = explainUnlisted({ position: 7, token: other }, indexTokens([aToken(1)]));
    const hint = expect.stringContaining(advice);
    expect(found).toMatchObject({ position: 7, code: 'not-found', message, hint });
  });

  test('is that it may be a token whose prefix has another form', () => {
    const hidden = aToken(1, { prefix: 'M.V1.****' });
    const dead = aToken(2, { prefix: '', revokedAt: longAgo });
    const message = 'The list shows no comparable prefix of 1 token: it may be any of them.';
    const found = explainUnlisted(aLeak(3), indexTokens([hidden, dead]));
    expect(found).toMatchObject({ position: 3, code: 'ambiguous', message });
  });

  test('names the active token that it is not', () => {
    const message = `It has the prefix of ${idOf(1)} (token 1), which is listed as not revoked, but the cluster rejects it: a different token, or not exactly its string.`;
    const hint = expect.stringMatching(/^Copy the whole string again\./);
    expect(explain(token, [aToken(1)], 'rejected')).toMatchObject({ code: 'not-found', message, hint });
  });

  test('names the token that it may be where it could not be tested, and what to do', () => {
    const message = `It has the prefix of ${idOf(1)} (token 1), but the string could not be tested. It hung.`;
    const hint = expect.stringContaining('token-ids');
    expect(explain(token, [aToken(1)])).toMatchObject({ position: 7, code: 'ambiguous', message, hint });
  });

  test('names all that it can be, with their descriptions', () => {
    const candidates = [aToken(1), aToken(2, { description: undefined })];
    const message = `Its first 9 characters fit several listed tokens: ${idOf(1)} (token 1), ${idOf(2)}.`;
    expect(explain(token, candidates)).toMatchObject({ position: 7, code: 'ambiguous', message });
  });

  test.each(['', 'A', 'AA', 'AE', 'EE', 'AAR'])('never holds the token: candidates "%s"', (all) => {
    const candidates = [...all].map((state, index) => aToken(index + 1, states[state as State]));
    expect(JSON.stringify(explain(token, candidates))).not.toContain(hiddenPart);
  });
});
