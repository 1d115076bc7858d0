import { describe, expect, test } from '@jest/globals';
import { createRedact } from '../../../src/connection/secrets.ts';

const token = 'M.V1.ab+/cd"==\\x';
const key = '-----BEGIN PRIVATE KEY-----\r\nMIGHAgEAMBMGByqGSM49\r\n-----END PRIVATE KEY-----';

describe('What a run shows', () => {
  test.each([
    ['as it is', token],
    ['in a URL', encodeURIComponent(token)],
    ['in JSON', JSON.stringify(token).slice(1, -1)],
    ['in base64', Buffer.from(token).toString('base64')],
    ['in base64 without padding', Buffer.from(token).toString('base64').replace(/=+$/, '')],
  ])('does not hold a secret that came back %s', (_, echoed) => {
    expect(createRedact([token])(`before ${echoed} after ${echoed}`)).toBe('before *** after ***');
  });

  test('does not hold a single line of a key', () => {
    expect(createRedact([key])('wrong: MIGHAgEAMBMGByqGSM49')).toBe('wrong: ***');
    expect(createRedact([key])(key)).toBe('***');
  });

  test('does not hold the rest of a longer secret where a shorter one is part of it', () => {
    const redact = createRedact(['inner', 'outer-inner-outer']);
    expect(redact('outer-inner-outer inner')).toBe('*** ***');
  });

  test('keeps ordinary words, however short a secret is', () => {
    expect(createRedact(['', 'a', 'the'])('the data')).toBe('the data');
  });

  test('keeps its text where there is no secret', () => {
    expect(createRedact([])('nothing to hide')).toBe('nothing to hide');
  });

  test('does not hold a secret that is no well-formed text, as JSON can write it', () => {
    expect(createRedact(['M.V1.\ud83d-broken'])('a M.V1.\ud83d-broken b')).toBe('a *** b');
  });

  test('reads a secret as text, not as a pattern', () => {
    expect(createRedact(['a.*$&'])('a.*$& and abcd')).toBe('*** and abcd');
  });
});
