import { describe, expect, test } from '@jest/globals';
import {
  aToken,
  failures,
  idOf,
  longAgo,
  noTrace,
  someIds,
  someTokens,
  wordOf,
} from '../../support/domain.ts';
import { mishaps } from '../../support/in-memory-cluster.ts';
import { aLeak, secretOf } from '../../support/leaked-tokens.ts';
import { givenRun, type Setting } from '../../support/revocation-run.ts';
import { epoch } from '../../support/virtual-time.ts';

const { forbidden, serverError, unauthorized, unreachable } = failures;

const own = { ids: [idOf(3), idOf(1)], force: true };
const accepting = (token: string | undefined) =>
  token === secretOf(1) ? ({ answer: { kind: 'accepted' } } as const) : undefined;

/** Revokes the first of three tokens; the run authenticates with the third. */
async function trace(setting: Setting) {
  const world = { tokens: someTokens(3), ids: [idOf(1)], caller: idOf(3) };
  const { run, cluster } = givenRun({ ...world, ...setting });
  const { outcomes } = await run();
  const traces = outcomes.map(({ attempts, requestedAt, fate }) => ({
    attempts,
    requestedAt,
    provenAt: 'provenAt' in fate ? fate.provenAt : undefined,
  }));
  return { word: outcomes.map(wordOf)[0], traces, cluster };
}

const [sent, unproven] = [{ attempts: 1, requestedAt: expect.any(Number) }, { provenAt: undefined }];

/** Ms after the start. Undefined: never. */
const since = (at: number | undefined): number | undefined => (at === undefined ? undefined : at - epoch);

describe('An id that is revoked', () => {
  test('shows when its first request was sent, and when the list proved it dead', async () => {
    const { traces, cluster } = await trace({});
    expect(traces[0]).toMatchObject({ attempts: 1 });
    expect(since(traces[0]?.requestedAt)).toBe(cluster.sentAt(idOf(1))[0]);
    expect(since(traces[0]?.provenAt)).toBe(cluster.requests.at(-1)?.to);
  });

  test('shows how many requests were sent, from the first of them on', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: unreachable }, { answer: serverError }] });
    const { traces, cluster } = await trace({ onRevoke });
    expect(traces[0]?.attempts).toBe(3);
    expect(cluster.sentAt(idOf(1))).toHaveLength(3);
    expect(since(traces[0]?.requestedAt)).toBe(cluster.sentAt(idOf(1))[0]);
  });

  test('shows the time of the list that proved it, not of one that lagged behind', async () => {
    const { traces } = await trace({ lag: 2_500 });
    expect(since(traces[0]?.provenAt)).toBeGreaterThanOrEqual(3_000);
  });

  test('shows when its own leaked string was refused, in place of when the list showed it', async () => {
    const { traces, cluster } = await trace({ ids: [], leaks: [aLeak(1)] });
    expect(since(traces[0]?.provenAt)).toBe(cluster.requests.at(-1)?.to);
  });

  test('waits for its turn: what is sent later is requested later', async () => {
    const { traces } = await trace({ ids: someIds(2), concurrency: 1, latency: 100 });
    expect(traces.map(({ requestedAt }) => since(requestedAt))).toEqual([100, 200]);
  });
});

describe('An id that nothing was sent for', () => {
  test.each<[string, Setting]>([
    ['of a dry run', { dryRun: true }],
    ['of a plan that is refused', { ids: [idOf(1), idOf(3)] }],
    ['that the cluster does not list', { ids: [idOf(9)] }],
    ['of a plan that is too large', { maxRevocations: 0 }],
  ])('%s has no times', async (_, setting) => {
    const { traces } = await trace(setting);
    expect(traces.length).toBeGreaterThan(0);
    expect(traces).toEqual(traces.map(() => noTrace));
  });

  test('since it was revoked before has no request', async () => {
    const { traces } = await trace({ tokens: [aToken(1, { revokedAt: longAgo }), aToken(2), aToken(3)] });
    expect(traces[0]).toMatchObject(noTrace);
  });

  test('since the run stopped has no times, beside one that stopped it', async () => {
    const onRevoke = mishaps({ [idOf(1)]: [{ answer: unauthorized }] });
    const { traces } = await trace({ ids: someIds(2), concurrency: 1, onRevoke });
    expect(traces).toEqual([{ ...sent, ...unproven }, noTrace]);
  });
});

test.each<[string, Setting, string, number]>([
  ['was refused', { onRevoke: () => ({ answer: forbidden }) }, 'forbidden', 1],
  ['was tried three times', { retries: 2, onRevoke: () => ({ answer: unreachable }) }, 'unreachable', 3],
  ['is still shown by the list', { lag: 600_000 }, 'still-active', 1],
  [
    'has a leaked string that still works',
    { ids: [], leaks: [aLeak(1)], onTest: accepting },
    'still-active',
    1,
  ],
  ['is the one in use, and cannot be tested', { ...own, hasWitness: false }, 'unverified', 1],
])('An id that %s has requests, and no time of proof', async (_, setting, expected, attempts) => {
  const { word, traces } = await trace(setting);
  expect([word, traces[0]]).toEqual([expected, { ...sent, attempts, ...unproven }]);
});

describe('The token in use', () => {
  test('is requested after the others are proven, and proven when it is refused again', async () => {
    const { traces, cluster } = await trace(own);
    const [last, other] = traces;
    expect(since(last?.requestedAt)).toBe(cluster.sentAt(idOf(3))[0]);
    expect(last?.requestedAt).toBeGreaterThanOrEqual(other?.provenAt ?? Number.POSITIVE_INFINITY);
    expect(since(last?.provenAt)).toBe(cluster.requests.at(-1)?.to);
  });

  test('is proven by the list where a candidate was not the one in use', async () => {
    const { traces } = await trace({ ids: [idOf(1)], candidates: [idOf(1), idOf(3)], force: true });
    expect(traces[0]).toEqual({ ...sent, provenAt: expect.any(Number) });
  });

  test('has a request for each attempt', async () => {
    const onRevoke = mishaps({ [idOf(3)]: [{ answer: unreachable }] });
    expect((await trace({ ...own, onRevoke })).traces[0]?.attempts).toBe(2);
  });
});
