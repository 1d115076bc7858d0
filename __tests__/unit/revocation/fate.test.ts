import { describe, expect, test } from '@jest/globals';
import { addList, type Evidence, noEvidence } from '../../../src/revocation/evidence.ts';
import { decideFate } from '../../../src/revocation/fate.ts';
import { decideListedFate } from '../../../src/revocation/listed-fate.ts';
import type { PlanEntry } from '../../../src/revocation/plan.ts';
import type { Attempted } from '../../../src/revocation/retry.ts';
import type { Token } from '../../../src/revocation/token.ts';
import type { RevokeAnswer } from '../../../src/revocation/token-client.ts';
import { anEntry, aToken, failed, failures, idOf, longAgo, wordOf } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const addTokens = (evidence: Evidence, ...tokens: Token[]): Evidence =>
  addList(evidence, { kind: 'listed', tokens, clockOffset: 0 }, now);
const listed = (...tokens: Token[]): Evidence => addTokens(noEvidence(now), ...tokens);
const year = 365 * 86_400_000;

const evidences = {
  'listed as revoked': listed(aToken(1, { revokedAt: now })),
  'listed as active': listed(aToken(1)),
  'listed as expired': listed(aToken(1, { expiresAt: longAgo })),
  'listed as revoked in a year': listed(aToken(1, { revokedAt: now + year })),
  'not listed': listed(aToken(2)),
  'listed as active, and then no more': addTokens(listed(aToken(1)), aToken(2)),
  'not listed, and not found by its id': { ...listed(aToken(2)), gone: new Set([idOf(1)]) },
  'in no list that could be read': { ...noEvidence(now), why: 'It was down.' },
} as const satisfies Record<string, Evidence>;

const after = (answer: RevokeAnswer, mayHaveWorked = false): Attempted<RevokeAnswer> => {
  return { answer, attempts: 1, requestedAt: longAgo, mayHaveWorked };
};
const known = anEntry(aToken(1));
const unknown = anEntry(idOf(1));

const attempts: Record<string, [PlanEntry, Attempted<RevokeAnswer>]> = {
  'was accepted': [known, after({ kind: 'accepted' })],
  'was accepted, of a token not listed before': [unknown, after({ kind: 'accepted' })],
  'was accepted after a lost answer': [known, after({ kind: 'accepted' }, true)],
  'failed for good': [known, after(failures.forbidden)],
  'failed for good after a lost answer': [known, after(failures.forbidden, true)],
  'got no answer': [known, after(failures.lost, true)],
  'got no answer, of a token not listed before': [unknown, after(failures.lost, true)],
  'got 404': [known, after(failures.notFound)],
  'got 404 after a lost answer': [known, after(failures.notFound, true)],
  'got 404 after a lost answer, of a token not listed before': [unknown, after(failures.notFound, true)],
};

const open = Array<string>(4).fill('unverified');
const took = ['revoked', 'still-active', ...open, 'revoked', 'unverified'];
const failedWith = (code: string, revoked = 'revoked'): string[] => [revoked, ...Array<string>(7).fill(code)];

/** That of a listed token which its id no longer finds. */
const gone = 6;

/** What is decided for each kind of evidence, in their order above. */
const decisions: Record<string, string[]> = {
  'was accepted': took,
  // What was never listed cannot disappear.
  'was accepted, of a token not listed before': took.with(gone, 'unverified'),
  'was accepted after a lost answer': took,
  'failed for good': failedWith('forbidden', 'already-revoked'),
  'failed for good after a lost answer': failedWith('forbidden').with(gone, 'revoked'),
  'got no answer': failedWith('timeout').with(gone, 'revoked'),
  'got no answer, of a token not listed before': failedWith('timeout'),
  'got 404': failedWith('not-found', 'already-revoked'),
  'got 404 after a lost answer': took,
  'got 404 after a lost answer, of a token not listed before': failedWith('not-found'),
};

describe.each(Object.entries(attempts))('A revocation that %s', (attempt, [entry, attempted]) => {
  const rows = Object.entries(evidences).map(
    ([name, is], at) => [name, decisions[attempt]?.[at], is] as const,
  );
  test.each(rows)('and whose token is then %s: %s', (_, word, evidence) => {
    expect(wordOf({ fate: decideFate(entry, attempted, evidence) })).toBe(word);
  });
});

describe('What became of an id', () => {
  const messageOf = (entry: PlanEntry, attempted: Attempted<RevokeAnswer>, evidence: Evidence): string => {
    const fate = decideFate(entry, attempted, evidence);
    return fate.status === 'failed' ? fate.message : '';
  };

  test('shows when the cluster revoked it, and when the list proved it, in either letter case', () => {
    for (const id of [known.id, known.id.toUpperCase()]) {
      const fate = decideFate({ ...known, id }, after({ kind: 'accepted' }), evidences['listed as revoked']);
      expect(fate).toEqual({ status: 'revoked', proof: ['listed'], revokedAt: now, provenAt: now });
    }
  });

  test('warns that the token may be alive where an answer was lost, and only there', () => {
    const active = evidences['listed as active'];
    expect(messageOf(known, after(failures.lost, true), active)).toBe(
      'It was timeout. The token may still be active.',
    );
    expect(messageOf(known, after(failures.forbidden), active)).toBe('It was forbidden.');
  });

  test('says why there is no proof', () => {
    const accepted = after({ kind: 'accepted' });
    const messages = Object.values(evidences).map((evidence) => messageOf(known, accepted, evidence));
    expect(messages).toEqual([
      '',
      'The revocation ended without an error, but the list still shows the token as active.',
      'The token has expired, but the cluster does not show it as revoked.',
      'The list shows a time of revocation that lies ahead (2027-03-01T00:00:00.000Z, read at 2026-03-01T00:00:00.000Z).',
      'The revocation ended without an error, but the list does not show the id.',
      'The revocation ended without an error, but the list does not show the id.',
      '',
      'The revocation ended without an error, but it could not be verified. It was down.',
    ]);
  });
});

describe('An answer that ended unclear', () => {
  const unclear = failed('influxctl-failed', { retryable: true, mayHaveWorked: true, fromApi: false });

  test('of an id that no list ever held says so, and no more', () => {
    const fate = decideFate(anEntry(idOf(9)), after(unclear, true), listed(aToken(1)));
    const message =
      'It was influxctl-failed. The token may still be active. The cluster does not list this id.';
    expect(fate).toMatchObject({ status: 'failed', code: 'influxctl-failed', message });
  });

  test.each<[string, PlanEntry, RevokeAnswer, Evidence, string]>([
    ['an earlier list showed it', anEntry(aToken(9)), unclear, listed(aToken(1)), 'influxctl-failed'],
    ['this list shows it', anEntry(idOf(1)), unclear, listed(aToken(1)), 'influxctl-failed'],
    ['the last answer was clear', anEntry(idOf(9)), failures.forbidden, listed(aToken(1)), 'forbidden'],
    ['there is no list', anEntry(idOf(9)), unclear, noEvidence(now), 'influxctl-failed'],
  ])('keeps its code where %s', (_, entry, answer, evidence, word) => {
    expect(wordOf({ fate: decideFate(entry, after(answer, true), evidence) })).toBe(word);
  });
});

describe('An id that the first list showed as revoked', () => {
  const dead = aToken(1, { revokedAt: longAgo });
  const decide = (evidence: Evidence) => decideListedFate(anEntry(dead), longAgo, evidence);
  const proven = { status: 'already-revoked', proof: ['listed'], revokedAt: longAgo };

  test.each<[string, Evidence, number]>([
    ['no later list was read', noEvidence(now), longAgo],
    ['a later list does not hold it', listed(aToken(2)), longAgo],
    ['a later list shows it so, and then since that one', listed(dead), now],
    ['the last list shows it so again, and then since that one', addTokens(listed(aToken(1)), dead), now],
  ])('is revoked where %s', (_, evidence, provenAt) => {
    expect(decide(evidence)).toEqual({ ...proven, provenAt });
  });

  test.each<[string, Evidence]>([
    ['the last list shows it as active', addTokens(listed(dead), aToken(1))],
    ['a later list showed it as active, and the last one lacks it', addTokens(listed(aToken(1)), aToken(2))],
  ])('is still active where %s', (_, evidence) => {
    expect(wordOf({ fate: decide(evidence) })).toBe('still-active');
  });
});
