import { statSync } from 'node:fs';
import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Runs the test file with the name of the mutated file first, then small ones: most mutants fail there. */
export default class NearestFirst extends Sequencer {
  #mutated;

  constructor(options) {
    super(options);
    this.#mutated = new Set(options.globalConfig.nonFlagArgs.map((file) => path.basename(file, '.ts')));
  }

  sort(tests) {
    const isNear = (test) => this.#mutated.has(path.basename(test.path, '.test.ts'));
    return tests.toSorted(
      (a, b) => Number(isNear(b)) - Number(isNear(a)) || statSync(a.path).size - statSync(b.path).size,
    );
  }
}
