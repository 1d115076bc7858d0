import { readFileSync, writeFileSync } from 'node:fs';
import { measureColdStart } from './cold-start.ts';
import { describeEnvironment } from './environment.ts';
import { measureList } from './list.ts';
import { parseOptions } from './options.ts';
import { plotTimes } from './plot.ts';
import { replaceMeasured } from './publish.ts';
import type { Failure, Results } from './results.ts';
import { measureScale } from './scale.ts';
import { openStage } from './scene.ts';
import { listSeries, renderResults } from './tables.ts';

const [page, plot] = ['docs/performance.md', 'docs/performance.svg'];

/** Measures the built action beside its peers. Tables go to standard output, progress to standard error. */
async function bench(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  // Looked at first: nobody wants to learn at the end that there is no place for the results.
  const before = options.write ? replaceMeasured(readFileSync(page, 'utf8'), '') : '';
  const results = await measureAll(options);
  const text = `${describeEnvironment()}\n\n${renderResults(results)}`;
  console.log(text);
  const failures = results.scale?.failures ?? [];
  if (failures.length > 0) throw new Error(failures.map(describeFailure).join('\n'));
  if (!options.write || results.scale === undefined) return;
  writeFileSync(plot, plotTimes(listSeries(results.scale)));
  writeFileSync(page, replaceMeasured(before, text));
}

function describeFailure({ contestant, ids, message }: Failure): string {
  return `${contestant} failed with ${ids} ids: ${message}`;
}

async function measureAll(options: ReturnType<typeof parseOptions>): Promise<Results> {
  const onStart = (what: string): void => console.error(what);
  const { parts, coldRounds, thorough, listTokens: tokens, listRounds } = options;
  const stage = openStage();
  try {
    return {
      ...(parts.includes('scale') && { scale: await measureScale(stage, { ...options, onStart }) }),
      ...(parts.includes('cold') && {
        cold: await measureColdStart({ rounds: coldRounds, thorough, onStart }),
      }),
      ...(parts.includes('list') && {
        list: await measureList(stage, { tokens, rounds: listRounds, onStart }),
      }),
    };
  } finally {
    stage.close();
  }
}

await bench(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
