import { describe, expect, test } from '@jest/globals';
import { findVersion, isSupported } from '../../../src/connection/influxctl-version.ts';

describe('The version of influxctl', () => {
  test.each([
    ['influxctl 2.12.1', '2.12.1'],
    ['influxctl version v2.9.8 (git: 0123abc) built 2026-01-15', '2.9.8'],
    ['2.10.0', '2.10.0'],
    ['10.20.30', '10.20.30'],
    ['12345.12345.12345', '12345.12345.12345'],
    ['on 10.0.0.1: influxctl 2.9.8', '2.9.8'],
    ['v2.12.1', '2.12.1'],
    ['influxctl version 2.12.1, commit 1a2b3c4, go1.24.2\n', '2.12.1'],
    ['influxctl 2.12', undefined],
    ['10.0.0.12', undefined],
    ['influxctl 1.2.3.4', undefined],
    ['influxctl 2.9.123456', undefined],
    ['influxctl', undefined],
    ['', undefined],
  ])('is found in %j: %s', (text, version) => {
    expect(findVersion(text)).toBe(version);
  });

  test.each([
    ['2.9.8', true],
    ['2.9.9', true],
    ['2.9.10', true],
    ['2.10.0', true],
    ['3.0.0', true],
    ['10.0.0', true],
    ['2.9.7', false],
    ['2.8.99', false],
    ['1.10.10', false],
    ['0.0.0', false],
  ])('%s is 2.9.8 or newer: %s', (version, supported) => {
    expect(isSupported(version, '2.9.8')).toBe(supported);
  });
});
