/** How many requests a cluster takes at once, and what it does with more of them. */
export interface CapacityOptions {
  readonly atOnce: number;
  /** `reject`: answers them with 429 without delay. `queue`: lets them wait until others have left. */
  readonly beyond: 'reject' | 'queue';
}

/** Lets requests into a cluster. */
export interface Capacity {
  /** Resolves as soon as the cluster takes a request. False: it is rejected, and does not leave. */
  enter(): Promise<boolean>;
  /** Makes room for another request. */
  leave(): void;
}

const unlimited: CapacityOptions = { atOnce: Number.POSITIVE_INFINITY, beyond: 'queue' };

/** Opens a cluster that nothing is in. Default: it takes any number of requests. */
export function createCapacity({ atOnce, beyond }: CapacityOptions = unlimited): Capacity {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    async enter() {
      if (inside >= atOnce && beyond === 'reject') return false;
      if (inside < atOnce) inside += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return true;
    },
    leave() {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    },
  };
}
