import type { Deeds } from './cluster-process.ts';
import type { Contestant } from './contestants.ts';
import { measure } from './measure.ts';
import type { Race } from './races.ts';
import type { Setting, Stage } from './scene.ts';
import type { Sample } from './statistics.ts';

/** What came of a race. */
export interface RaceResult {
  readonly race: Race;
  readonly samples: readonly Sample[];
  /** What went wrong, by the label of the contestant, which runs no more and has no time. */
  readonly failures: ReadonlyMap<string, string>;
}

/** Lets the contestants run in turn, round by round, each one being first once. */
export async function runRace(stage: Stage, race: Race): Promise<RaceResult> {
  const { contestants, setting, rounds } = race;
  const samples: Sample[] = [];
  const failures = new Map<string, string>();
  // In a race of several rounds each contestant runs once before it counts: its files come from the disk then.
  for (let round = rounds > 1 ? -1 : 0; round < rounds; round += 1) {
    for (const contestant of rotate(contestants, round + 1)) {
      const { label, missing } = contestant;
      if (missing !== undefined || failures.has(label)) continue;
      try {
        const sample = { contestant: label, round, ...(await measureRun(stage, contestant, setting)) };
        if (round >= 0) samples.push(sample);
      } catch (error) {
        failures.set(label, (error as Error).message);
      }
    }
  }
  return { race, samples: samples.filter(({ contestant }) => !failures.has(contestant)), failures };
}

/** The same in an order that starts with another one in every round. */
export function rotate<Item>(items: readonly Item[], round: number): Item[] {
  const start = round % Math.max(1, items.length);
  return [...items.slice(start), ...items.slice(0, start)];
}

async function measureRun(stage: Stage, { label, prepare, isIdle }: Contestant, setting: Setting) {
  const { result, deeds } = await stage.play(setting, (scene) => measure(prepare(scene)));
  if (isIdle !== true) checkDeeds(label, setting, deeds);
  return { ...result, requests: deeds.revocations };
}

/** Throws where not every id was revoked, with one request each where none is rejected, over the protocol of the setting. */
export function checkDeeds(label: string, { ids, protocol, capacity }: Setting, deeds: Deeds): void {
  const { revoked, revocations, httpVersions } = deeds;
  const isCountRight = capacity?.beyond === 'reject' ? revocations >= ids : revocations === ids;
  if (revoked !== ids || !isCountRight)
    throw new Error(`${label}: ${revoked} of ${ids} tokens are revoked, with ${revocations} requests.`);
  if (httpVersions.join() !== (protocol === 'HTTP/2' ? '2.0' : '1.1'))
    throw new Error(`${label}: the requests came over HTTP ${httpVersions.join(' and ')}.`);
}
