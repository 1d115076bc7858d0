/** The middle of some measured values and their ends. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** One run of one contestant. */
export interface Sample {
  /** Who ran. */
  readonly contestant: string;
  /** The round in which it ran. What shares a round ran next to each other. */
  readonly round: number;
  /** From start to exit, or to what the contestant is measured until, in ms. */
  readonly wall: number;
  /** User and system time of the process and its children, in ms. Undefined where nothing counts it. */
  readonly cpu?: number | undefined;
  /** How many revocations the cluster was asked for. */
  readonly requests: number;
  /** The most memory that the process, or one of its children, held at once, in MiB. Undefined where nothing counts it. */
  readonly memory?: number | undefined;
}

/** The spread of values, or undefined where there are none. */
export function spread(values: readonly number[]): Spread | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share)] ?? Number.NaN;
  const last = sorted.length - 1;
  return last < 0
    ? undefined
    : { min: at(0), median: (at(last / 2) + at((last + 1) / 2)) / 2, max: at(last) };
}

/** One value of each sample that has it. */
export function pick(samples: readonly Sample[], value: 'wall' | 'cpu' | 'memory' | 'requests'): number[] {
  return samples.map((sample) => sample[value]).filter((each) => each !== undefined);
}

/** The wall time of each sample over that of the sample of the same round: other rounds met a busier or calmer machine. */
export function ratios(over: readonly Sample[], under: readonly Sample[]): number[] {
  const byRound = new Map(under.map(({ round, wall }) => [round, wall]));
  return over
    .map(({ round, wall }) => wall / (byRound.get(round) ?? Number.NaN))
    .filter((each) => !Number.isNaN(each));
}
