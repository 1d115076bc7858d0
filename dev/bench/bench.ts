import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeEnvironment } from './environment.ts';
import { replaceMeasured } from './publish.ts';
import { type Race, races } from './races.ts';
import { type RaceResult, runRace } from './run-race.ts';
import { openStage } from './scene.ts';
import { renderResults } from './tables.ts';

const page = 'docs/performance.md';

/**
 * Measures the built action beside its peers. `--short` only shows that everything runs, with a hundredth of the ids.
 * `--write` puts the tables into docs. Tables go to standard output, progress to standard error.
 */
async function bench(args: string[]): Promise<void> {
  const options = { short: { type: 'boolean' }, write: { type: 'boolean' } } as const;
  const { short = false, write = false } = parseArgs({ args, options }).values;
  if (short && write) throw new Error('--write is for a whole run: leave out --short.');
  const results = await runRaces(short);
  const text = `${describeEnvironment()}\n\n${renderResults(results)}`;
  console.log(text);
  const failures = results.flatMap(({ race, failures }) =>
    [...failures.values()].map((message) => `${race.title}: ${message}`),
  );
  if (failures.length > 0) throw new Error(failures.join('\n'));
  if (write) writeFileSync(page, replaceMeasured(readFileSync(page, 'utf8'), text));
}

async function runRaces(short: boolean): Promise<RaceResult[]> {
  const stage = openStage();
  const results: RaceResult[] = [];
  try {
    for (const race of short ? races.map(shorten) : races) {
      console.error(race.title);
      results.push(await runRace(stage, race, { rounds: short ? 1 : undefined, warmUp: !short }));
    }
    return results;
  } finally {
    stage.close();
  }
}

function shorten(race: Race): Race {
  return { ...race, setting: { ...race.setting, ids: Math.ceil(race.setting.ids / 100) } };
}

await bench(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
