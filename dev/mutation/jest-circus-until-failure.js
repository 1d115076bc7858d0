import { createEmptyTestResult } from '@jest/test-result';
import circus from 'jest-circus/runner';

/** The runs in which a test has failed: that is enough to find a mutant, and the files left would take most of the time. */
const failed = new WeakSet();

/** Runs a test file, unless a test of an earlier file has failed. Jest can bail out itself on the command line only. */
export default async function runUnlessFailed(globalConfig, ...rest) {
  if (failed.has(globalConfig)) return skippedFile();
  const result = await circus.default(globalConfig, ...rest);
  if (result.numFailingTests > 0) failed.add(globalConfig);
  return result;
}

/** Jest takes a file without any test for a broken one. */
function skippedFile() {
  const test = { status: 'pending', title: 'not run', fullName: 'not run', ancestorTitles: [] };
  const testResults = [
    { ...test, failureMessages: [], failureDetails: [], invocations: 0, numPassingAsserts: 0 },
  ];
  return { ...createEmptyTestResult(), numPendingTests: 1, testResults };
}
