import { labels, type Protocol, type Results, samplesOf } from './results.ts';
import { pick, ratios, type Sample, type Spread, spread } from './statistics.ts';

/** A bound that the action keeps. */
export interface Target {
  /** What is bounded. */
  readonly what: string;
  readonly limit: number;
  /** `x` for a ratio of times within a round. */
  readonly unit: 'x' | 'MiB';
  /** Inclusive unless it says `under`. */
  readonly bound: 'at most' | 'under';
  /** What was measured, a value for each round. Empty where it was not. */
  readonly values: readonly number[];
}

/** A target with what was measured. */
export interface Verdict {
  readonly target: Target;
  readonly measured: Spread | undefined;
  /** The median decides. */
  readonly word: 'met' | 'missed' | 'not measured';
}

const protocols: readonly Protocol[] = ['HTTP/2', 'HTTP/1.1'];

/** Holds what was measured against the targets. */
export function judge(results: Results): Verdict[] {
  return [...listScaleTargets(results), ...listColdTargets(results)].map((target) => {
    const measured = spread(target.values);
    if (measured === undefined) return { target, measured, word: 'not measured' };
    const { bound, limit } = target;
    const met = bound === 'under' ? measured.median < limit : measured.median <= limit;
    return { target, measured, word: met ? 'met' : 'missed' };
  });
}

function listScaleTargets({ scale }: Results): Target[] {
  const find = (label: string, ids: number): Sample[] =>
    scale === undefined ? [] : samplesOf(scale, label, ids);
  const action = (protocol: Protocol, ids: number): Sample[] => find(labels.action(protocol), ids);
  const bound = 'at most';
  return [
    ...protocols.map((protocol) => ({
      what: `1,000 ids beside \`curl --parallel\`, ${protocol}`,
      ...({ limit: 1, unit: 'x', bound } as const),
      values: ratios(action(protocol, 1000), find(labels.curl(protocol), 1000)),
    })),
    {
      what: '1,000 ids beside `h2load`, HTTP/2',
      ...({ limit: 1.7, unit: 'x', bound } as const),
      values: ratios(action('HTTP/2', 1000), find(labels.h2load, 1000)),
    },
    ...protocols.map((protocol) => ({
      what: `10,000 ids beside 1,000, ${protocol}`,
      ...({ limit: 10.5, unit: 'x', bound } as const),
      values: ratios(action(protocol, 10_000), action(protocol, 1000)),
    })),
    ...protocols.map((protocol) => ({
      what: `Memory with 10,000 ids, ${protocol}`,
      ...({ limit: 160, unit: 'MiB', bound: 'under' } as const),
      values: pick(action(protocol, 10_000), 'memory'),
    })),
  ];
}

function listColdTargets({ cold }: Results): Target[] {
  const find = (label: string): Sample[] =>
    (cold?.samples ?? []).filter(({ contestant }) => contestant === label);
  const beside = { unit: 'x', bound: 'at most' } as const;
  return [
    {
      what: 'Exit on an input error beside `node -e 0`',
      limit: 2.4,
      ...beside,
      values: ratios(find(labels.inputError), find(labels.node)),
    },
    {
      what: 'First request, within TLS, beside `node -e 0`',
      limit: 3,
      ...beside,
      values: ratios(find(labels.request), find(labels.node)),
    },
  ];
}
