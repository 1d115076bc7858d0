import type { Deeds } from './cluster-process.ts';
import { type Contestant, contestants } from './contestants.ts';
import { type Measurement, measure } from './measure.ts';
import type { Failure, Protocol, ScaleResults, ScaleSample } from './results.ts';
import type { Setting, Stage } from './scene.ts';

/** How much is measured. */
export interface Extent {
  /** How many ids, ascending. */
  readonly sizes: readonly number[];
  /** How many rounds with so many ids. */
  readonly roundsOf: (ids: number) => number;
  /** Whether every contestant runs once before it counts. */
  readonly thorough: boolean;
  /** Called before a contestant starts. */
  readonly onStart: (what: string) => void;
}

/** Lets every contestant revoke every number of ids, in turn, round by round. Who fails is not asked for as many again. */
export async function measureScale(
  stage: Stage,
  { sizes, roundsOf, thorough, onStart }: Extent,
): Promise<ScaleResults> {
  const present = contestants.filter(({ missing }) => missing === undefined);
  const run = async (contestant: Contestant, ids: number): Promise<Measurement> =>
    await measureRun(stage, contestant, { ids, protocol: contestant.protocol });
  // The first run of each reads its files from the disk, and warms the cluster up. Who fails here fails again below.
  if (thorough) onStart('warm-up');
  for (const contestant of thorough ? present : [])
    await run(contestant, Math.min(100, ...sizes.slice(-1))).catch(() => {});
  const samples: ScaleSample[] = [];
  const failures: Failure[] = [];
  const hasFailed = (label: string, ids: number): boolean =>
    failures.some((failure) => failure.contestant === label && failure.ids === ids);
  for (let round = 0; sizes.some((ids) => round < roundsOf(ids)); round += 1) {
    for (const ids of sizes.filter((each) => round < roundsOf(each))) {
      onStart(`round ${round + 1}, ${ids} ids`);
      for (const contestant of rotate(present, round)) {
        const { label, maxIds = ids } = contestant;
        if (ids > maxIds || hasFailed(label, ids)) continue;
        try {
          samples.push({ contestant: label, ids, round, ...(await run(contestant, ids)) });
        } catch (error) {
          failures.push({ contestant: label, ids, message: (error as Error).message });
        }
      }
    }
  }
  return { sizes, entries: contestants, samples, failures };
}

/** The same in an order that starts with another one in every round: being first is an advantage, or none, for everybody. */
export function rotate<Item>(items: readonly Item[], round: number): Item[] {
  const start = round % Math.max(1, items.length);
  return [...items.slice(start), ...items.slice(0, start)];
}

/** Plays one run. Throws where the contestant failed, or where the cluster saw something else than was asked for. */
export async function measureRun(
  stage: Stage,
  { label, prepare }: Contestant,
  setting: Setting,
): Promise<Measurement> {
  const { result, deeds } = await stage.play(setting, (scene) => measure(prepare(scene)));
  checkDeeds(label, setting, deeds);
  return result;
}

const httpVersions: Readonly<Record<Protocol, string>> = { 'HTTP/2': '2.0', 'HTTP/1.1': '1.1' };

/** Throws where a contestant did not revoke every id with one request, over its protocol: its time would be of something else. */
export function checkDeeds(label: string, { ids, protocol }: Setting, deeds: Deeds): void {
  if (deeds.revoked !== ids || deeds.revocations !== ids)
    throw new Error(
      `${label}: ${deeds.revoked} of ${ids} tokens are revoked, with ${deeds.revocations} requests to revoke.`,
    );
  if (deeds.httpVersions.join() !== httpVersions[protocol])
    throw new Error(`${label}: the requests came over HTTP ${deeds.httpVersions.join(' and ')}.`);
}
