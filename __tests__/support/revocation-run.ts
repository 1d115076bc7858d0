import { createHash } from 'node:crypto';
import {
  openContext,
  type RevocationRequest,
  type RunContext,
  type RunEvent,
  type Surroundings,
} from '../../src/revocation/context.ts';
import type { RunResult } from '../../src/revocation/outcome.ts';
import { revokeEntries } from '../../src/revocation/revoke.ts';
import { revokeTokens } from '../../src/revocation/run.ts';
import { idKey, type Token, type TokenId } from '../../src/revocation/token.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { anEntry, someTokens } from './domain.ts';
import { type ClusterOptions, createCluster, type InMemoryCluster, stringOf } from './in-memory-cluster.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** What a test says of a run; the rest are the action's defaults. */
export interface Setting extends Partial<RevocationRequest>, Partial<Omit<ClusterOptions, 'time'>> {
  /** The tokens that by their prefix can be the one in use; undefined: the caller alone. */
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
  /** Starts the run and lets time pass until it ends. */
  run(): Promise<RunResult>;
}

/** The prefix of every token that can be the one in use. */
export const sharedPrefix = 'M.V1.self';

export function givenRun(setting: Setting): Scene {
  const time = createVirtualTime(setting.random);
  const { caller, cancelAfter } = setting;
  const candidates = new Set((setting.candidates ?? []).map(idKey));
  const tokens = (setting.tokens ?? []).map((token) =>
    candidates.has(idKey(token.id)) ? { ...token, prefix: sharedPrefix } : token,
  );
  const own = tokens.find(({ id }) => caller !== undefined && idKey(id) === idKey(caller));
  const credential = findCredential(own, setting.candidates);
  const cluster = createCluster({ ...setting, tokens, time, credential });
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
    listing: false,
    concurrency: 32,
    retries: 4,
    deadline: 600_000,
    credential,
    ...defined(setting),
  };
  const cancel = cancelAfter === undefined ? new AbortController().signal : time.abortAfter(cancelAfter);
  const surroundings = {
    client: cluster.client,
    witnesses: cluster.witnesses,
    time,
    cancel,
    notify: (event: RunEvent) => events.push(event),
    hash: (text: string) => createHash('sha256').update(text).digest('hex'),
  };
  const run = (): Promise<RunResult> => time.settle(revokeTokens(request, surroundings));
  return { request, surroundings, cluster, time, events, run };
}

/** The string of the token in use, which the list may hide or not hold. */
function findCredential(own: Token | undefined, candidates: Setting['candidates']): string | undefined {
  if (candidates === undefined) return own && stringOf(own);
  if (own !== undefined) return stringOf({ ...own, prefix: sharedPrefix });
  return candidates.length > 0 ? `${sharedPrefix}unlisted` : undefined;
}

/** The context that the parts of a run work in. */
export function givenContext(setting: Setting): Scene & { readonly context: RunContext } {
  const scene = givenRun(setting);
  return { ...scene, context: openContext(scene.request, scene.surroundings) };
}

/** Revokes so many tokens without a plan; `reached`: the cluster has answered before. */
export async function revokeSome(
  count: number,
  { reached = true, ...setting }: Setting & { reached?: boolean },
) {
  const tokens = someTokens(count);
  const { context, ...scene } = givenContext({ tokens, ...setting });
  const revocations = await scene.time.settle(revokeEntries(tokens.map(anEntry), context, reached));
  const { attempts, stoppedBy } = revocations;
  /** What the last answer for each id was, in the order of the ids; undefined where none was sent. */
  const answers = tokens.map(({ id }) => {
    const answer = attempts.get(id)?.answer;
    return answer?.kind === 'failed' ? answer.code : answer?.kind;
  });
  const tried = tokens.map(({ id }) => id).filter((id) => attempts.has(id));
  return { ...scene, ...revocations, answers, tried, stop: stoppedBy?.code, elapsed: scene.time.elapsed() };
}

/** The settings that belong to a request, without those left open. */
function defined(setting: Setting) {
  const { ids, leaks, selectors, excluded, maxRevocations, expectPlan } = setting;
  const { force, dryRun, listing, concurrency, retries, deadline } = setting;
  const asked = { ids, leaks, selectors, excluded, maxRevocations, expectPlan };
  const settings = { ...asked, force, dryRun, listing, concurrency, retries, deadline };
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Partial<RevocationRequest>;
}
