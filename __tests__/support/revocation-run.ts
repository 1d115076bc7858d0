import { createHash } from 'node:crypto';
import type { RevocationRequest, RunContext, RunEvent, Surroundings } from '../../src/revocation/context.ts';
import { openLimits } from '../../src/revocation/limits.ts';
import type { RunResult } from '../../src/revocation/outcome.ts';
import { createGate } from '../../src/revocation/retry.ts';
import { revokeTokens } from '../../src/revocation/run.ts';
import { idKey, type Token, type TokenId } from '../../src/revocation/token.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { type ClusterOptions, createCluster, type InMemoryCluster } from './in-memory-cluster.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** What a test says of a run; the rest are the action's defaults. */
export interface Setting
  extends Partial<Omit<RevocationRequest, 'isInUse'>>,
    Partial<Omit<ClusterOptions, 'time'>> {
  /** The tokens that by their prefix can be the one in use; the caller alone where absent. */
  readonly candidates?: readonly TokenId[];
  /** When the job is cancelled, in ms after the start. */
  readonly cancelAfter?: number | undefined;
  readonly random?: () => number;
}

/** A run that has not started, and the world around it. */
export interface Scene {
  readonly request: RevocationRequest;
  readonly surroundings: Surroundings;
  readonly cluster: InMemoryCluster;
  readonly time: VirtualTime;
  readonly events: readonly RunEvent[];
  /** Starts the run and lets time go on until it ends. */
  run(): Promise<RunResult>;
}

export function givenRun(setting: Setting): Scene {
  const time = createVirtualTime(setting.random);
  const tokens = setting.tokens ?? [];
  const cluster = createCluster({ ...setting, tokens, time });
  const { caller, cancelAfter } = setting;
  const candidates = new Set((setting.candidates ?? (caller === undefined ? [] : [caller])).map(idKey));
  const events: RunEvent[] = [];
  const request: RevocationRequest = {
    kind: tokenKinds.management,
    ids: tokens.map(({ id }) => id),
    leaks: [],
    selectors: undefined,
    excluded: [],
    maxRevocations: undefined,
    expectPlan: undefined,
    force: false,
    dryRun: false,
    concurrency: 32,
    retries: 4,
    deadline: 600_000,
    ...defined(setting),
    isInUse: ({ id }: Token) => (candidates.has(idKey(id)) ? 'likely' : 'no'),
  };
  const cancel = cancelAfter === undefined ? new AbortController().signal : time.abortAfter(cancelAfter);
  const surroundings = {
    client: cluster.client,
    time,
    cancel,
    notify: (event: RunEvent) => events.push(event),
    hash: (text: string) => createHash('sha256').update(text).digest('hex'),
  };
  const run = (): Promise<RunResult> => time.settle(revokeTokens(request, surroundings));
  return { request, surroundings, cluster, time, events, run };
}

/** The context that the parts of a run work in. */
export function givenContext(setting: Setting): Scene & { readonly context: RunContext } {
  const scene = givenRun(setting);
  const { request, surroundings, time } = scene;
  const limits = openLimits({ ...request, ...surroundings });
  const gate = createGate(time, (ms) => surroundings.notify({ kind: 'holding', ms }));
  return { ...scene, context: { ...request, ...surroundings, limits, gate } };
}

/** The settings that belong to a request, without those left open. */
function defined(setting: Setting) {
  const { ids, leaks, selectors, excluded, maxRevocations, expectPlan } = setting;
  const { force, dryRun, concurrency, retries, deadline } = setting;
  const asked = { ids, leaks, selectors, excluded, maxRevocations, expectPlan };
  const settings = { ...asked, force, dryRun, concurrency, retries, deadline };
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Partial<RevocationRequest>;
}
