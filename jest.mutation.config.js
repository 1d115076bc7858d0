// Every mutant runs these tests again: fewer random runs, of the same seed each time.
process.env['FUZZ_RUNS'] ??= '40';

/** The folder of `src` that is mutated: its own tests are run, since those of other folders are many and slow. */
const folder = process.env['MUTATED'] ?? 'revocation';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testTimeout: 60_000,
  testSequencer: '<rootDir>/dev/mutation/nearest-first.js',
  testRunner: '<rootDir>/dev/mutation/jest-circus-until-failure.js',
  testMatch: [`<rootDir>/__tests__/unit/${folder}/**/*.test.ts`],
};
