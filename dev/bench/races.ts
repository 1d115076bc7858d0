import { action, bareNode, type Contestant, curl, h2load, undiciAlone } from './contestants.ts';
import type { Setting } from './scene.ts';
import { pick, ratios, type Sample, spread } from './statistics.ts';

/** Contestants that take turns in one setting. */
export interface Race {
  readonly title: string;
  readonly setting: Setting;
  readonly contestants: readonly Contestant[];
  readonly rounds: number;
  readonly targets: readonly Target[];
}

/** A bound that the action keeps. */
export interface Target {
  /** What is bounded. */
  readonly what: string;
  /** Inclusive. */
  readonly limit: number;
  /** What was measured of it, a value for each round. None where a contestant did not run. */
  readonly measure: (samplesOf: (label: string) => readonly Sample[], ids: number) => readonly number[];
}

const [h1, h2] = ['HTTP/1.1', 'HTTP/2'] as const;
const latency = 20;
const self = action();
const fixed = [8, 16, 32, 64, 128, 256].map(action);

/** What is measured. */
export const races: readonly Race[] = [
  {
    title: '1 id',
    setting: { ids: 1, protocol: h2, latency },
    contestants: [self, undiciAlone, bareNode],
    rounds: 15,
    targets: [
      {
        what: '1 id ÷ bare Node and 3 round trips',
        limit: 2,
        measure: (samples) =>
          ratios(
            samples(self.label),
            samples(bareNode.label).map((sample) => ({ ...sample, wall: sample.wall + 3 * latency })),
          ),
      },
    ],
  },
  {
    title: '1,000 ids over HTTP/2',
    setting: { ids: 1_000, protocol: h2, latency },
    contestants: [self, undiciAlone, curl(h2), curl(h2, 64), h2load(64)],
    rounds: 7,
    targets: [
      beside('1,000 ids', curl(h2), 0.85),
      beside('1,000 ids', curl(h2, 64), 1.05),
      beside('1,000 ids', h2load(64), 1.2),
    ],
  },
  {
    title: '1,000 ids over HTTP/1.1',
    setting: { ids: 1_000, protocol: h1, latency },
    contestants: [self, curl(h1, 64)],
    rounds: 7,
    targets: [beside('1,000 ids over HTTP/1.1', curl(h1, 64), 1.05)],
  },
  {
    title: '10,000 ids over HTTP/2',
    setting: { ids: 10_000, protocol: h2, latency },
    contestants: [self, undiciAlone, curl(h2, 64)],
    rounds: 3,
    targets: [
      beside('10,000 ids', curl(h2, 64), 0.6),
      {
        what: 'Memory with 10,000 ids, in MiB',
        limit: 160,
        measure: (samples) => pick(samples(self.label), 'memory'),
      },
    ],
  },
  {
    title: '1,000 ids, answered with 429 above 20 at once',
    setting: { ids: 1_000, protocol: h2, latency, capacity: { atOnce: 20, beyond: 'reject' } },
    contestants: [self],
    rounds: 3,
    targets: [
      {
        what: 'Requests ÷ ids where the cluster answers 429 above 20 at once',
        limit: 1.15,
        measure: (samples, ids) => samples(self.label).map(({ requests }) => requests / ids),
      },
    ],
  },
  {
    title: '1,000 ids, queued above 40 at once',
    setting: { ids: 1_000, protocol: h2, latency, capacity: { atOnce: 40, beyond: 'queue' } },
    contestants: [self, ...fixed],
    rounds: 5,
    targets: [
      {
        what: '1,000 ids ÷ the best of at most 8 to 256 where the cluster queues above 40 at once',
        limit: 1.25,
        measure: (samples) => ratios(samples(self.label), bestOf(fixed.map(({ label }) => samples(label)))),
      },
    ],
  },
];

function beside(what: string, peer: Contestant, limit: number): Target {
  return {
    what: `${what} ÷ \`${peer.label}\``,
    limit,
    measure: (samples) => ratios(samples(self.label), samples(peer.label)),
  };
}

/** The samples of the contestant with the shortest median. */
function bestOf(all: readonly (readonly Sample[])[]): readonly Sample[] {
  const middle = (samples: readonly Sample[]): number =>
    spread(pick(samples, 'wall'))?.median ?? Number.POSITIVE_INFINITY;
  return all.toSorted((a, b) => middle(a) - middle(b))[0] ?? [];
}
