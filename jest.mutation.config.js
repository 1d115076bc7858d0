// Every mutant runs these tests again: fewer random runs, of the same seed each time.
process.env['FUZZ_RUNS'] ??= '40';

/** The tests of the two folders whose mutants are tried; what they cover elsewhere does not count. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testTimeout: 60_000,
  testSequencer: '<rootDir>/dev/mutation/nearest-first.js',
  testRunner: '<rootDir>/dev/mutation/jest-circus-until-failure.js',
  testMatch: ['<rootDir>/__tests__/unit/{revocation,client}/**/*.test.ts'],
};
