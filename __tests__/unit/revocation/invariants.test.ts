import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError, type ErrorCode } from '../../../src/errors.ts';
import { isFailed, isRevoked, type RunResult } from '../../../src/revocation/outcome.ts';
import { anyRun, isSameId, type RunCase, settingOf } from '../../support/revocation-cases.ts';
import { givenRun, type Scene } from '../../support/revocation-run.ts';

interface Ended extends Scene {
  /** Absent: the run ended before it had a plan. */
  readonly result: RunResult | undefined;
  readonly error: unknown;
}

/** What holds for every run, whatever goes wrong in it. */
const promises: Record<string, (run: Ended, given: RunCase) => void> = {
  'throws nothing but errors that explain themselves, and nothing after the first revocation': (run) => {
    if (run.result !== undefined) return;
    expect(run.error).toBeInstanceOf(ActionError);
    expect(run.cluster.revocations()).toEqual([]);
  },
  'gives every id one outcome, in the order and spelling asked for': ({ result }, { ids }) => {
    if (result === undefined) return;
    expect(result.outcomes.map(({ id }) => id)).toEqual(ids);
    const statuses = result.outcomes.map(({ fate }) => fate.status);
    for (const status of statuses)
      expect(['revoked', 'already-revoked', 'planned', 'failed']).toContain(status);
  },
  'counts every id as either revoked or failed, unless it is a dry run': ({ result }, { dryRun }) => {
    if (result === undefined || dryRun) return;
    for (const outcome of result.outcomes)
      expect([isRevoked(outcome), isFailed(outcome)].sort()).toEqual([false, true]);
  },
  'calls no token revoked that is alive, or without proof': ({ result, cluster }) => {
    for (const { id, fate } of result?.outcomes ?? [])
      if (fate.status === 'revoked' || fate.status === 'already-revoked')
        expect([id, id !== undefined && cluster.isRevoked(id), fate.proof]).toEqual([
          id,
          true,
          [expect.stringMatching(/^(listed|rejected)$/)],
        ]);
  },
  'sends nothing after a refused plan, nor in a dry run': ({ result, cluster }, { dryRun }) => {
    if (result?.stop?.code === 'refused') expect(result.planned).toEqual([]);
    if (result?.stop?.code === 'refused' || dryRun) expect(cluster.revocations()).toEqual([]);
  },
  'refuses unknown ids and the token in use, unless it is forced': ({ cluster }, given) => {
    if (given.force) return;
    const sent = cluster.revocations();
    expect(sent.filter((id) => given.candidates.some((other) => isSameId(id, other)))).toEqual([]);
    expect(sent.filter((id) => !given.tokens.some((token) => isSameId(id, token.id)))).toEqual([]);
  },
  'touches no token that nobody asked for': ({ cluster }, { tokens, ids }) => {
    const others = tokens.filter(
      ({ id, revokedAt }) => revokedAt === undefined && !ids.some((own) => isSameId(own, id)),
    );
    expect(others.filter(({ id }) => cluster.isRevoked(id))).toEqual([]);
  },
  'sends no more at once, and no more often, than it may': ({ cluster }, given) => {
    const { concurrency, retries, revocations } = given;
    expect(cluster.busiest()).toBeLessThanOrEqual(concurrency);
    const isFree = (code: ErrorCode | undefined): boolean => retries > 0 && code === 'rate-limited';
    const free = revocations.filter(
      (mishap) => mishap?.answer?.kind === 'failed' && isFree(mishap.answer.code),
    );
    for (const id of new Set(cluster.revocations()))
      expect(cluster.sentAt(id).length).toBeLessThanOrEqual(retries + 1 + free.length);
  },
  'sends a request for every planned id, or says what stopped it': ({ result, cluster }) => {
    if (result === undefined || result.dryRun || result.stop !== undefined) return;
    const sent = cluster.revocations();
    expect(result.planned.filter((id) => !sent.some((other) => isSameId(id, other)))).toEqual([]);
  },
  'says so where it sent no request for an id': ({ result, cluster }) => {
    for (const { id, fate } of result?.outcomes ?? [])
      if (fate.status === 'failed' && ['not-attempted', 'cancelled', 'refused'].includes(fate.code))
        expect(cluster.revocations().filter((other) => id !== undefined && isSameId(id, other))).toEqual([]);
  },
  'ends by its deadline, and within 5.2 s of a cancellation': ({ time }, { deadline, cancelAfter }) => {
    const end = Math.min(deadline, (cancelAfter ?? Number.POSITIVE_INFINITY) + 5_200);
    expect(time.elapsed()).toBeLessThanOrEqual(end);
  },
};

/** More cases, or others: FUZZ_RUNS=100000 FUZZ_SEED=2. */
const parameters = {
  numRuns: Number(process.env['FUZZ_RUNS'] ?? 1_500),
  seed: Number(process.env['FUZZ_SEED'] ?? 1),
};

test('Whatever the ids, the faults and the settings, a run ends and keeps its promises', async () => {
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
            {
              cause: broken,
            },
          );
        }
      }
    }),
    parameters,
  );
}, 120_000);
