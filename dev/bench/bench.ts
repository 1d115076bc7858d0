import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeEnvironment } from './measure.ts';
import { type Race, races } from './races.ts';
import { type RaceResult, runRace } from './run-race.ts';
import { openStage } from './scene.ts';
import { renderResults, replaceMeasured } from './tables.ts';

const page = 'docs/performance.md';

/** Measures the built action beside its peers. `--short`: shows that all runs, with few ids. `--write`: puts tables into docs. */
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
      results.push(await runRace(stage, race));
    }
    return results;
  } finally {
    stage.close();
  }
}

function shorten(race: Race): Race {
  return { ...race, rounds: 1, setting: { ...race.setting, ids: Math.ceil(race.setting.ids / 100) } };
}

await bench(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
