import { expect, test } from '@jest/globals';
import {
  aToken,
  failures,
  idOf,
  longAgo,
  noTrace,
  someIds,
  someTokens,
  wordsOf,
} from '../../support/domain.ts';
import { mishaps } from '../../support/in-memory-cluster.ts';
import { aLeak } from '../../support/leaked-tokens.ts';
import { givenRun, type Setting } from '../../support/revocation-run.ts';
import { epoch } from '../../support/virtual-time.ts';

const { serverError, unauthorized, unreachable } = failures;

/** Revokes the first of three tokens; the run authenticates with the third. */
async function trace(setting: Setting) {
  const { run, cluster } = givenRun({ tokens: someTokens(3), ids: [idOf(1)], caller: idOf(3), ...setting });
  const result = await run();
  const traces = result.outcomes.map(({ attempts, requestedAt }) => ({ attempts, requestedAt }));
  return { result, traces, cluster };
}

const twice = { [idOf(1)]: [{ answer: unreachable }, { answer: serverError }] };

test.each<[string, Setting]>([
  ['by the list', {}],
  ['after three requests', { onRevoke: mishaps(twice) }],
  ['by a list that lagged behind', { lag: 2_500 }],
  ['by the refusal of its own string, after the list showed it', { ids: [], leaks: [aLeak(1)] }],
  ['as the second of two', { ids: someIds(2), concurrency: 1, latency: 100 }],
  [
    'as the token in use, after two requests',
    { ids: [idOf(1), idOf(3)], force: true, onRevoke: mishaps({ [idOf(3)]: [{ answer: unreachable }] }) },
  ],
])('An id that is proven dead %s shows its requests, and the time of its proof', async (_, setting) => {
  const { result, traces, cluster } = await trace(setting);
  const ids = result.outcomes.map(({ id = '' }) => id);
  const sent = ids.map((id) => cluster.sentAt(id));
  expect(traces).toEqual(sent.map((at) => ({ attempts: at.length, requestedAt: epoch + (at[0] ?? 0) })));
  const last = result.outcomes.at(-1)?.fate;
  expect(last).toMatchObject({ status: 'revoked', provenAt: epoch + (cluster.requests.at(-1)?.to ?? 0) });
});

test.each<[string, Setting]>([
  ['of a dry run', { dryRun: true }],
  ['of a plan that is refused', { ids: [idOf(1), idOf(3)] }],
  ['that the cluster does not list', { ids: [idOf(9)] }],
  ['of a plan that is too large', { maxRevocations: 0 }],
  ['that was revoked before', { tokens: [aToken(1, { revokedAt: longAgo }), aToken(2), aToken(3)] }],
])('An id %s, for which nothing was sent, has no request', async (_, setting) => {
  const { traces } = await trace(setting);
  expect(traces.length).toBeGreaterThan(0);
  expect(traces).toEqual(traces.map(() => noTrace));
});

test('Of two ids the one that stopped the run has a request, and the other one has none', async () => {
  const onRevoke = mishaps({ [idOf(1)]: [{ answer: unauthorized }] });
  const { result, traces } = await trace({ ids: someIds(2), concurrency: 1, onRevoke });
  expect(wordsOf(result)).toEqual(['unauthorized', 'not-attempted']);
  expect(traces).toEqual([{ attempts: 1, requestedAt: expect.any(Number) }, noTrace]);
});
