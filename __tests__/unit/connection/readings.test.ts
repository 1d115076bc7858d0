import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readEveryWay } from '../../../src/connection/readings.ts';
import { createRedact } from '../../../src/connection/secrets.ts';

const length = 64 * 1024;
const fill = (part: string): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);

describe('The work that a hostile text makes', () => {
  test.each([
    ['escapes of escapes', `%${fill('25')}`],
    ['escapes of every kind', fill('%5Cu0026&amp;%2B+\n&#x25;41\\u0025\\/')],
    ['base64', fill(randomBytes(length).toString('base64'))],
    ['base64 of base64', fill(btoa(btoa(btoa(randomBytes(length / 3).toString('base64')))))],
    ['base64 of escapes', fill(btoa('%2B+&amp;\\u002b'.repeat(1000)))],
    ['hexadecimal', fill(randomBytes(length).toString('hex'))],
    ['hexadecimal of base64', fill(Buffer.from(fill('QUFB')).toString('hex'))],
    ['references without an end', fill('&aaaaaaaaaaaaaaaaaaaaaaaa')],
    ['lines', fill('a\n ')],
    ['what cannot be seen', fill('a\u200b')],
  ])('is bounded by a multiple of its length: %s', (_, text) => {
    const readings = readEveryWay(text) ?? [];
    const sizes = readings.map((reading) => reading.text.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(65 * text.length);
  });

  test('ends, and nothing of the text is shown, where it is nested without end', () => {
    expect(createRedact([])(`you sent %${fill('25')}`)).toBe('***');
  });

  test('is none for what is beyond 64 KiB', () => {
    expect(createRedact(['a-secret-of-a-run'])(`${fill(' ')}a-secret-of-a-run`)).toBe(fill(' '));
  });
});

describe('A long text that is encoded for a good reason', () => {
  test.each(['base64', 'hex'] as const)('remains: a picture in %s', (encoding) => {
    const picture = randomBytes(16 * 1024).toString(encoding);
    expect(createRedact(['a-secret-of-a-run-0123456789'])(picture)).toBe(picture);
  });
});
