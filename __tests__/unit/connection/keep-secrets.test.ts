import { describe, expect, test } from '@jest/globals';
import { keepSecrets } from '../../../src/connection/secrets.ts';

const [known, found] = ['M.V1.known-from-the-start', 'an-access-token'];

/** The secrets of a run, and what the runner has to mask. */
function givenSecrets() {
  const masked: string[] = [];
  return {
    masked,
    secrets: keepSecrets([known], undefined, (secret) => masked.push(secret)),
  };
}

describe('The secrets of a run', () => {
  test('are hidden from its beginning, and not masked again', () => {
    const { masked, secrets } = givenSecrets();
    expect(secrets.redact(`${known} ${found}`)).toBe(`*** ${found}`);
    secrets.hide(known);
    expect(masked).toEqual([]);
  });

  test('that come later are hidden from then on, beside the others, in every form', () => {
    const { secrets } = givenSecrets();
    const { redact } = secrets;
    secrets.hide(found);
    secrets.hide('another/one');
    const echoed = `${known} ${found} ${encodeURIComponent('another/one')} ${btoa(found)}`;
    expect(redact(echoed)).toBe('*** *** *** ***');
  });

  test('that come later are masked, once', () => {
    const { masked, secrets } = givenSecrets();
    for (const secret of [found, found, 'another', found]) secrets.hide(secret);
    expect(masked).toEqual([found, 'another']);
  });

  test('are hidden line by line, save for lines that are ordinary words', () => {
    const { secrets } = givenSecrets();
    secrets.hide('first line\nx\nlast');
    expect(secrets.redact('x: first line, last')).toBe('x: ***, ***');
    expect(secrets.redact('first line\nx\nlast')).toBe('***');
  });

  test('are searched for from four characters on: shorter ones would blacken ordinary words', () => {
    const { secrets } = givenSecrets();
    for (const secret of ['four', 'one']) secrets.hide(secret);
    expect(secrets.redact('one four')).toBe('one ***');
  });
});
