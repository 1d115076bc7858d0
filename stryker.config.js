/** Which folder of `src` is mutated, by the tests of its own folder: those of others are many and slow. */
const folder = process.env['MUTATED'] ?? 'revocation';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [`src/${folder}/**/*.ts`],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'jest.mutation.config.js' },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  timeoutMS: 5_000,
  concurrency: 2,
  // A test runner that lives on grows beyond a gigabyte, and gets slow.
  maxTestRunnerReuse: 200,
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: `reports/mutation/${folder}.html` },
  jsonReporter: { fileName: `reports/mutation/${folder}.json` },
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
};
