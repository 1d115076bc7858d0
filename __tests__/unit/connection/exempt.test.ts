import { describe, expect, test } from '@jest/globals';
import { isExempt } from '../../../src/connection/exempt.ts';

describe('NO_PROXY', () => {
  test.each([
    ['https://a.example.com', 'a.example.com'],
    ['https://a.example.com', 'other, example.com'],
    ['https://a.example.com', '.example.com'],
    ['https://a.example.com', '*.example.com'],
    ['https://A.example.com.', 'a.EXAMPLE.com'],
    ['https://a.example.com', 'other *'],
    ['https://a.example.com:8443', 'example.com:8443'],
    ['https://a.example.com', 'example.com:443'],
    ['http://[::1]:80', '::1'],
    ['https://[::1]:8443', '[::1]:8443'],
    ['https://10.0.0.1', '10.0.0.1'],
  ])('exempts %s by %j', (url, exempt) => {
    expect(isExempt(new URL(url), exempt)).toBe(true);
  });

  test.each([
    ['https://a.example.com', ''],
    ['https://a.example.com', ',, '],
    ['https://notexample.com', 'example.com'],
    ['https://example.com', '*.example.com'],
    ['https://a.example.com', 'example.com:8443'],
    ['https://a.example.com', 'a.example'],
  ])('does not exempt %s by %j', (url, exempt) => {
    expect(isExempt(new URL(url), exempt)).toBe(false);
  });
});
