import type { Sample } from './statistics.ts';

/** What a contestant speaks with the cluster. */
export type Protocol = 'HTTP/2' | 'HTTP/1.1';

/** Who takes part in a comparison, as tables and plot name it. */
export interface Entry {
  /** Its name with its protocol, unique. */
  readonly label: string;
  readonly protocol: Protocol;
  /** Why it does not run here. Undefined where it does. */
  readonly missing?: string | undefined;
  /** The most ids that it is given. Default: any number. */
  readonly maxIds?: number | undefined;
}

/** A run of a contestant with so many ids. */
export interface ScaleSample extends Sample {
  readonly ids: number;
}

/** A contestant that did not do all that it was asked for. */
export interface Failure {
  readonly contestant: string;
  readonly ids: number;
  /** What went wrong. */
  readonly message: string;
}

/** The revocations of every contestant. */
export interface ScaleResults {
  /** How many ids, ascending. */
  readonly sizes: readonly number[];
  readonly entries: readonly Entry[];
  readonly samples: readonly ScaleSample[];
  /** Who failed with how many ids. Its other runs with as many do not count. */
  readonly failures: readonly Failure[];
}

/** Processes that hardly start, or end early. */
export interface ColdResults {
  readonly samples: readonly Sample[];
}

/** A long list that is read. */
export interface ListResults {
  /** How many tokens it holds. */
  readonly tokens: number;
  readonly entries: readonly Entry[];
  readonly samples: readonly Sample[];
}

/** What was measured. What was not asked for is undefined. */
export interface Results {
  readonly scale?: ScaleResults;
  readonly cold?: ColdResults;
  readonly list?: ListResults;
}

/** The labels of the contestants that targets and ratios refer to. */
export const labels = {
  action: (protocol: Protocol) => `the action, ${protocol}`,
  curl: (protocol: Protocol) => `curl --parallel, ${protocol}`,
  loop: 'a loop of curl, HTTP/2',
  h2load: 'h2load, HTTP/2',
  node: 'node -e 0',
  template: 'template action, to its exit',
  inputError: 'the action with an input error, to its exit',
  connection: 'the action, to the first byte on the wire',
  request: 'the action, to its first request, within TLS',
} as const;

/** The samples of one contestant with so many ids. None where it failed once: a time of half the work is no time. */
export function samplesOf(scale: ScaleResults, label: string, ids: number): ScaleSample[] {
  if (failureOf(scale, label, ids) !== undefined) return [];
  return scale.samples.filter((sample) => sample.contestant === label && sample.ids === ids);
}

/** What went wrong when a contestant ran with so many ids. Undefined where nothing did. */
export function failureOf({ failures }: ScaleResults, label: string, ids: number): Failure | undefined {
  return failures.find((failure) => failure.contestant === label && failure.ids === ids);
}
