import { describe, expect, test } from '@jest/globals';
import { findCandidates, type Liveness, matchLeak, unknownLeak } from '../../../src/revocation/leak.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import { aToken, idOf, longAgo } from '../../support/domain.ts';
import { aLeak, hiddenPart } from '../../support/leaked-tokens.ts';
import { epoch as now } from '../../support/virtual-time.ts';

describe('A leaked token can be a listed one', () => {
  const token = 'M.V1.ab+/the-rest';
  const candidatesOf = (prefix: string | undefined, leaked = token): number =>
    findCandidates({ position: 1, token: leaked }, indexTokens([aToken(1, { prefix })])).length;

  test('that starts like it', () => {
    expect(candidatesOf('M.V1.ab+/')).toBe(1);
  });

  test('whatever its state', () => {
    const same = { prefix: 'M.V1.ab+/' };
    const states = [{}, { expiresAt: longAgo }, { revokedAt: longAgo }];
    const tokens = states.map((state, index) => aToken(index + 1, { ...same, ...state }));
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
    expect(candidatesOf(prefix, leaked)).toBe(0);
  });
});

/** Active, expired, revoked. */
type State = 'A' | 'E' | 'R';
const states: Record<State, Partial<Token>> = {
  A: {},
  E: { expiresAt: longAgo },
  R: { revokedAt: longAgo },
};

/** What is decided: the state of the token that is taken, or the code of the refusal. */
function decide(candidates: string, liveness: Liveness): string {
  const tokens = [...candidates].map((state, index) => aToken(index + 1, states[state as State]));
  const found = matchLeak(aLeak(1), tokens, { liveness, now });
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

describe('Of the candidates (A active, E expired, R revoked), in whichever order they are listed,', () => {
  test.each([
    // Candidates, and what is decided where the leaked token is accepted, rejected, or nobody could ask.
    ['', 'not-found', 'not-found', 'not-found'],
    ['A', 'A', 'not-found', 'A'],
    ['E', 'E', 'E', 'E'],
    ['R', 'R', 'R', 'R'],
    ['AA', 'ambiguous', undefined, 'ambiguous'],
    ['AE', 'A', undefined, 'ambiguous'],
    ['AR', 'A', 'R', 'A'],
    ['EE', 'ambiguous', 'ambiguous', 'ambiguous'],
    ['ER', 'R', 'R', 'E'],
    ['RR', 'R', 'R', 'R'],
    ['AAA', 'ambiguous', undefined, 'ambiguous'],
    ['AAE', 'ambiguous', undefined, 'ambiguous'],
    ['AAR', 'ambiguous', 'R', 'ambiguous'],
    ['AEE', 'A', 'ambiguous', 'ambiguous'],
    ['AER', 'A', 'R', 'ambiguous'],
    ['ARR', 'A', 'R', 'A'],
    ['EEE', 'ambiguous', 'ambiguous', 'ambiguous'],
    ['EER', 'R', 'R', 'ambiguous'],
    ['ERR', 'R', 'R', 'E'],
    ['RRR', 'R', 'R', 'R'],
  ])(
    '"%s" is decided as %s where it is accepted, %s where it is rejected, %s where nobody could ask',
    (...row) => {
      const [candidates, accepted, rejected, notAsked] = row;
      for (const order of ordersOf(candidates)) {
        expect([order, decide(order, 'accepted')]).toEqual([order, accepted]);
        if (rejected !== undefined) expect([order, decide(order, 'rejected')]).toEqual([order, rejected]);
        expect([order, decide(order, undefined)]).toEqual([order, notAsked]);
      }
    },
  );

  test.each([
    ['AA', 'not-found'],
    ['AAA', 'not-found'],
    ['AE', 'E'],
    ['AAE', 'E'],
  ])(
    'a rejected token is none that is active, however many there are: "%s" is decided as %s',
    (all, decision) => {
      for (const order of ordersOf(all))
        expect([order, decide(order, 'rejected')]).toEqual([order, decision]);
    },
  );

  test('of several revoked ones the first is taken: each of them is as dead as the other', () => {
    const tokens = [aToken(1, states.R), aToken(2, states.R)];
    expect(matchLeak(aLeak(1), tokens, { liveness: 'rejected', now })).toBe(tokens[0]);
  });

  test('a token that expires at this very moment counts as expired', () => {
    const [ending, living] = [aToken(1, { expiresAt: now }), aToken(2, { expiresAt: now + 1 })];
    expect(matchLeak(aLeak(1), [ending], { liveness: 'rejected', now })).toBe(ending);
    expect(matchLeak(aLeak(1), [living], { liveness: 'rejected', now })).toMatchObject({ code: 'not-found' });
    expect(matchLeak(aLeak(1), [ending, living], { liveness: 'accepted', now })).toBe(living);
  });
});

describe('Why a leaked token has no id', () => {
  const unknown = 'The cluster lists no management token that starts like it.';
  const say = (token: string, candidates: readonly Token[], liveness?: Liveness) =>
    matchLeak({ position: 7, token }, candidates, { liveness, now });

  test.each([
    [`M.V1.abcd${hiddenPart}`, unknown],
    [`apiv1_${hiddenPart}`, `${unknown} It looks like a database token.`],
    [`apiv12_${hiddenPart}`, `${unknown} It looks like a database token.`],
    [`eyJhbGciOi.${hiddenPart}`, `${unknown} It looks like a JWT of an identity provider.`],
    [`xapiv1_eyJ${hiddenPart}`, unknown],
    [`apiv_${hiddenPart}`, unknown],
  ])('is told by how %s starts', (token, message) => {
    expect(say(token, [])).toEqual({ position: 7, code: 'not-found', message });
  });

  test('is told where it is not the active token that starts like it', () => {
    const message = (name: string): string =>
      `It starts like the active token ${name}, but the cluster does not accept it: it is another one, or a part of it.`;
    const { token } = aLeak(1);
    expect(say(token, [aToken(1)], 'rejected')).toEqual({
      position: 7,
      code: 'not-found',
      message: message(`${idOf(1)} (token 1)`),
    });
    const nameless = aToken(1, { description: undefined });
    expect(say(token, [nameless], 'rejected')).toMatchObject({ message: message(idOf(1)) });
  });

  test('is told with the ids and descriptions of all that it can be', () => {
    expect(say(aLeak(1).token, [aToken(1), aToken(2, { description: undefined })])).toEqual({
      position: 7,
      code: 'ambiguous',
      message: `Its first 9 characters fit several listed tokens: ${idOf(1)} (token 1), ${idOf(2)}.`,
    });
  });

  test.each(['', 'A', 'AA', 'AE', 'EE', 'AAR', 'EER'])('never holds the token: candidates "%s"', (all) => {
    const candidates = [...all].map((state, index) => aToken(index + 1, states[state as State]));
    const said = (['accepted', 'rejected', undefined] as const).map((liveness) =>
      say(aLeak(1).token, candidates, liveness),
    );
    const refusals = said.filter((found) => 'code' in found);
    expect(refusals.length).toBeGreaterThan(0);
    expect(JSON.stringify(refusals)).not.toContain(hiddenPart);
  });

  test('goes with its place among those given, and without the token', () => {
    expect(unknownLeak(aLeak(1, 3), 'refused', 'Because.')).toEqual({
      position: 3,
      code: 'refused',
      message: 'Because.',
    });
  });
});
