import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../../../src/errors.ts';
import type { Failure } from '../../../src/failure.ts';
import { isFailed, isRevoked, type RunResult } from '../../../src/revocation/outcome.ts';
import { stringOf } from '../../support/in-memory-cluster.ts';
import { anyRun, isSameId, type RunCase, settingOf } from '../../support/revocation-cases.ts';
import { givenRun, type Scene } from '../../support/revocation-run.ts';

interface Ended extends Scene {
  /** Undefined: the run ended before it had a plan. */
  readonly result: RunResult | undefined;
  readonly error: unknown;
}

/** How often a promise had something to look at: one that never has is none. */
const seen = { revoked: 0, rejected: 0, madeUp: 0, survivors: 0, accepted: 0 };

/** The codes of ids for which no request was sent. */
const unsent: readonly string[] = ['not-attempted', 'cancelled', 'refused'];

/** What holds for every run and every fault. */
const promises: Record<string, (run: Ended, given: RunCase) => void> = {
  'throws nothing but errors that explain themselves, and nothing after the first revocation': (run) => {
    if (run.result !== undefined) return;
    expect(run.error).toBeInstanceOf(ActionError);
    expect(run.cluster.revocations()).toEqual([]);
  },
  'gives every id one outcome, in the order and spelling requested': ({ result }, { ids, leaks }) => {
    if (result === undefined) return;
    const named = result.outcomes.slice(0, ids.length).map(({ id }) => id);
    if (result.outcomes.length > 0) expect(named).toEqual(ids);
    const leaked = result.outcomes.flatMap((outcome) => outcome.leaks.map(({ position }) => position));
    expect(leaked.sort()).toEqual(leaks.map(({ position }) => position));
  },
  'counts everything as either revoked or failed, unless it is a dry run': ({ result }, { dryRun }) => {
    if (result === undefined || dryRun) return;
    for (const outcome of result.outcomes)
      expect([isRevoked(outcome), isFailed(outcome)].sort()).toEqual([false, true]);
  },
  'calls no token revoked that is alive, unless the last list did': ({ result, cluster }) => {
    for (const outcome of result?.outcomes ?? []) {
      const { id } = outcome;
      if (!isRevoked(outcome) || id === undefined) continue;
      if (cluster.misled().some((other) => isSameId(id, other))) continue;
      seen.revoked += 1;
      expect([id, cluster.isRevoked(id)]).toEqual([id, true]);
    }
  },
  'shows for every revoked token what proves it': ({ result }) => {
    for (const { fate } of result?.outcomes ?? [])
      if (fate.status === 'revoked' || fate.status === 'already-revoked')
        expect(fate.proof.length).toBeGreaterThan(0);
  },
  'never takes a refusal for the proof of a token that is alive': ({ result, cluster }, { tests }) => {
    // A cluster that refuses one string only, and for a moment only, looks like one that knows it as dead.
    const isPassing = tests.some((mishap) => mishap?.answer?.kind === 'rejected');
    for (const { id, leaks, fate } of result?.outcomes ?? []) {
      if (id === undefined || !('proof' in fate) || !fate.proof.includes('rejected')) continue;
      if (isPassing && leaks.length > 0) continue;
      seen.rejected += 1;
      expect([id, cluster.isRevoked(id)]).toEqual([id, true]);
    }
  },
  'calls no token revoked whose leaked string the cluster accepts': ({ result }, { dryRun }) => {
    for (const outcome of result?.outcomes ?? []) {
      const { leaks, attempts } = outcome;
      const isOpen = leaks.some(({ before, after }) => before === 'accepted' && after === 'unknown');
      const isListedAlone = attempts === 0 && isOpen;
      if (dryRun || !(isListedAlone || leaks.some(({ after }) => after === 'accepted'))) continue;
      seen.accepted += 1;
      expect([outcome, isRevoked(outcome)]).toEqual([outcome, false]);
    }
  },
  'revokes no living token for a made-up string': ({ cluster }, { leaks, tokens, ids, force }) => {
    if (force) return;
    for (const token of tokens) {
      const isMadeUp = leaks.some((leak) => leak.token === `${token.prefix}made-up`);
      const isAsked =
        ids.some((id) => isSameId(id, token.id)) || leaks.some((leak) => leak.token === stringOf(token));
      if (!isMadeUp || isAsked || token.revokedAt !== undefined || token.expiresAt !== undefined) continue;
      seen.madeUp += 1;
      expect(cluster.revocations()).not.toContain(token.id);
    }
  },
  'leaves an active token, unless it is forced': ({ cluster, events }, { tokens, force, clockOffset }) => {
    const planned = events.find(({ kind }) => kind === 'planned');
    if (planned?.kind !== 'planned') return;
    const at = planned.clocks.runner + (clockOffset ?? 0);
    const wasAlive = tokens.filter(
      ({ revokedAt, expiresAt = Number.POSITIVE_INFINITY }) => revokedAt === undefined && expiresAt > at,
    );
    if (force || wasAlive.length === 0) return;
    seen.survivors += 1;
    expect(wasAlive.some(({ id }) => !cluster.isRevoked(id))).toBe(true);
  },
  'sends nothing after a refused plan, nor in a dry run': ({ result, cluster }, { dryRun }) => {
    if (result?.stop?.code === 'refused') expect(result.planned).toEqual([]);
    if (result?.stop?.code === 'refused' || dryRun) expect(cluster.revocations()).toEqual([]);
  },
  'sends nothing for an unknown id, nor for what may be the token in use, unless it is forced': (
    { cluster },
    given,
  ) => {
    if (given.force) return;
    const sent = cluster.revocations();
    expect(sent.filter((id) => given.caller !== undefined && isSameId(id, given.caller))).toEqual([]);
    expect(sent.filter((id) => given.candidates.some((other) => isSameId(id, other)))).toEqual([]);
    expect(sent.filter((id) => !given.tokens.some((token) => isSameId(id, token.id)))).toEqual([]);
  },
  'touches no token that was not requested': ({ cluster }, { tokens, ids, leaks }) => {
    const others = tokens.filter(
      ({ id, prefix, revokedAt }) =>
        revokedAt === undefined &&
        !ids.some((own) => isSameId(own, id)) &&
        !leaks.some(({ token }) => prefix !== undefined && token.startsWith(prefix)),
    );
    expect(others.filter(({ id }) => cluster.isRevoked(id))).toEqual([]);
  },
  'sends no more at once, and no more often, than it may': ({ cluster }, given) => {
    const { concurrency, retries, revocations } = given;
    expect(cluster.busiest()).toBeLessThanOrEqual(concurrency);
    const isFree = ({ code, mayHaveWorked }: Failure): boolean =>
      retries > 0 && (code === 'rate-limited' || (code === 'unreachable' && !mayHaveWorked));
    const free = revocations.filter((mishap) => mishap?.answer?.kind === 'failed' && isFree(mishap.answer));
    for (const id of new Set(cluster.revocations()))
      expect(cluster.sentAt(id).length).toBeLessThanOrEqual(retries + 1 + free.length);
  },
  'sends a request for every planned id, or says what stopped it': ({ result, cluster }, { dryRun }) => {
    if (result === undefined || dryRun || result.stop !== undefined) return;
    const sent = cluster.revocations();
    expect(result.planned.filter((id) => !sent.some((other) => isSameId(id, other)))).toEqual([]);
  },
  'says so where it sent no request for an id': ({ result, cluster }) => {
    for (const { id, fate } of result?.outcomes ?? [])
      if (id !== undefined && fate.status === 'failed' && unsent.includes(fate.code))
        expect(cluster.revocations().filter((other) => isSameId(id, other))).toEqual([]);
  },
  'ends by its deadline, and within 4 s of a cancellation': ({ time }, { deadline, cancelAfter }) => {
    const end = Math.min(deadline, (cancelAfter ?? Number.POSITIVE_INFINITY) + 4_000);
    expect(time.elapsed()).toBeLessThanOrEqual(end);
  },
};

/** More cases, or others: FUZZ_RUNS=100000 FUZZ_SEED=2. */
const parameters = {
  numRuns: Number(process.env['FUZZ_RUNS'] ?? 1_500),
  seed: Number(process.env['FUZZ_SEED'] ?? 1),
};

test('With any ids, faults and settings a run ends and keeps its promises', async () => {
  await fc.assert(
    fc.asyncProperty(anyRun, async (given) => {
      const scene = givenRun(settingOf(given));
      let result: RunResult | undefined;
      let error: unknown;
      try {
        result = await scene.run();
      } catch (thrown) {
        error = thrown;
      }
      for (const [promise, check] of Object.entries(promises)) {
        try {
          check({ ...scene, result, error }, given);
        } catch (broken) {
          throw new Error(
            `A run ${promise}. ${JSON.stringify({ result, requests: scene.cluster.requests })}`,
            { cause: broken },
          );
        }
      }
    }),
    parameters,
  );
  const least = Math.floor(parameters.numRuns / 300);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThanOrEqual(least);
}, 120_000);
