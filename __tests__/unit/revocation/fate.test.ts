import { describe, expect, test } from '@jest/globals';
import { decideFate, type Evidence } from '../../../src/revocation/fate.ts';
import type { PlanEntry } from '../../../src/revocation/plan.ts';
import type { Attempted } from '../../../src/revocation/retry.ts';
import { indexTokens, type Token } from '../../../src/revocation/token.ts';
import type { RevokeAnswer } from '../../../src/revocation/token-client.ts';
import { anEntry, aToken, failures, idOf, longAgo, wordOf } from '../../support/domain.ts';
import { epoch as now } from '../../support/virtual-time.ts';

const listed = (...tokens: Token[]): Evidence => ({ kind: 'listed', index: indexTokens(tokens), at: now });

const evidences = {
  'listed as revoked': listed(aToken(1, { revokedAt: now })),
  'listed as active': listed(aToken(1)),
  'listed as expired': listed(aToken(1, { expiresAt: longAgo })),
  'not listed': listed(aToken(2)),
  'list unavailable': { kind: 'unavailable', why: 'It was down.' },
} as const satisfies Record<string, Evidence>;

const after = (answer: RevokeAnswer, mayHaveWorked = false): Attempted<RevokeAnswer> => ({
  answer,
  attempts: 1,
  requestedAt: longAgo,
  mayHaveWorked,
});
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

const took = ['revoked', 'still-active', 'unverified', 'unverified', 'unverified'];
const failedWith = (code: string, revoked = 'revoked'): string[] => [revoked, ...Array<string>(4).fill(code)];

const decisions: Record<string, string[]> = {
  'was accepted': took,
  'was accepted, of a token not listed before': took,
  'was accepted after a lost answer': took,
  'failed for good': failedWith('forbidden', 'already-revoked'),
  'failed for good after a lost answer': failedWith('forbidden'),
  'got no answer': failedWith('timeout'),
  'got no answer, of a token not listed before': [
    ...failedWith('timeout').slice(0, 3),
    'not-found',
    ...failedWith('timeout').slice(4),
  ],
  'got 404': failedWith('not-found', 'already-revoked'),
  'got 404 after a lost answer': took,
  'got 404 after a lost answer, of a token not listed before': failedWith('not-found'),
};

describe.each(Object.entries(attempts))('A revocation that %s', (attempt, [entry, attempted]) => {
  const rows = Object.entries(evidences).map(
    ([evidence, is], column): [string, string | undefined, Evidence] => [
      evidence,
      decisions[attempt]?.[column],
      is,
    ],
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

  test('comes with the times at which the cluster revoked it and the list proved it', () => {
    const fate = decideFate(known, after({ kind: 'accepted' }), evidences['listed as revoked']);
    expect(fate).toEqual({ status: 'revoked', proof: ['listed'], revokedAt: now, provenAt: now });
  });

  test('is found in whichever letter case the id was asked for', () => {
    const upper = { ...known, id: known.id.toUpperCase() };
    const fate = decideFate(upper, after({ kind: 'accepted' }), evidences['listed as revoked']);
    expect(fate.status).toBe('revoked');
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
    expect(messageOf(known, accepted, evidences['list unavailable'])).toBe(
      'The cluster accepted the revocation, but it could not be verified. It was down.',
    );
    expect(messageOf(known, accepted, evidences['not listed'])).toContain('its list does not show the id');
    expect(messageOf(known, accepted, evidences['listed as expired'])).toContain('has expired');
    expect(messageOf(known, accepted, evidences['listed as active'])).toContain(
      'still shows the token as active',
    );
  });
});
