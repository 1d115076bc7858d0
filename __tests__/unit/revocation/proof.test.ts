import { describe, expect, test } from '@jest/globals';
import type { MatchedLeak } from '../../../src/revocation/leak.ts';
import type { Fate } from '../../../src/revocation/outcome.ts';
import { proveLeaks } from '../../../src/revocation/proof.ts';
import type { TokenId } from '../../../src/revocation/token.ts';
import type { TryAnswer } from '../../../src/revocation/token-client.ts';
import { failures, idOf } from '../../support/domain.ts';
import { secretOf, triesInTurn, triesOf } from '../../support/leaked-tokens.ts';
import { givenContext, type Scene, type Setting } from '../../support/revocation-run.ts';
import { epoch } from '../../support/virtual-time.ts';

const { forbidden, lost, rateLimited, serverError, unreachable } = failures;
const accepted: TryAnswer = { kind: 'accepted' };
const rejected: TryAnswer = { kind: 'rejected' };
const unsupported: TryAnswer = { kind: 'unsupported' };

const revokedAt = epoch - 1_000;
const listed: Fate = { status: 'revoked', proof: ['listed'], revokedAt, provenAt: epoch - 500 };
/** What the rejection of a leaked token, so many ms after the start, adds to the proof of the list. */
const rejectedAt = (ms: number): Fate => ({
  ...listed,
  proof: ['listed', 'rejected'],
  provenAt: epoch + ms,
});
const stillActive = {
  status: 'failed',
  code: 'still-active',
  message: 'The list shows the token as revoked, but the cluster still accepts the leaked token itself.',
};

const leakOf = (n: number, position = n): MatchedLeak => ({ position, token: secretOf(n), id: idOf(n) });

interface Proven extends Pick<Scene, 'time' | 'cluster'> {
  readonly proven: ReadonlyMap<TokenId, Fate>;
  /** When the first token was tried, in ms. */
  readonly tries: readonly number[];
}

/** Asks the leaked tokens themselves; the first one's id is revoked by the list, unless `fates` say otherwise. */
async function prove(
  setting: Setting & { readonly given?: readonly MatchedLeak[]; readonly fates?: readonly [TokenId, Fate][] },
): Promise<Proven> {
  const { given = [leakOf(1)], fates = [[idOf(1), listed]] } = setting;
  const { context, time, cluster } = givenContext({ latency: 0, ...setting });
  const proven = await time.settle(proveLeaks(given, new Map(fates), context));
  return { proven, time, cluster, tries: triesOf(cluster, secretOf(1)) };
}

describe('A leaked token', () => {
  test('that is rejected at once is proven dead without a wait', async () => {
    const { proven, tries, time } = await prove({ onTry: triesInTurn(rejected) });
    expect(proven.get(idOf(1))).toEqual(rejectedAt(0));
    expect(tries).toEqual([0]);
    expect(time.elapsed()).toBe(0);
  });

  test('that the cluster takes a moment to forget is waited for', async () => {
    const { proven, tries } = await prove({ onTry: triesInTurn(accepted, accepted, rejected) });
    expect(proven.get(idOf(1))).toEqual(rejectedAt(3_000));
    expect(tries).toEqual([0, 1_000, 3_000]);
  });

  test('that is forgotten only in the end is proven dead too', async () => {
    const answers = [accepted, accepted, accepted, accepted, rejected];
    const { proven, tries } = await prove({ onTry: triesInTurn(...answers) });
    expect(proven.get(idOf(1))).toMatchObject({ status: 'revoked', proof: ['listed', 'rejected'] });
    expect(tries.at(-1)).toBe(14_000);
  });

  test('that goes on working is still active, whatever the list shows, and nobody waits longer than 15 s', async () => {
    const { proven, tries, time } = await prove({ onTry: triesInTurn(accepted) });
    expect(proven.get(idOf(1))).toEqual(stillActive);
    expect(tries).toEqual([0, 1_000, 3_000, 7_000, 14_000]);
    expect(time.elapsed()).toBeLessThanOrEqual(15_000);
  });

  test('is not tried later than 15 s after the first time, however slow the answers are', async () => {
    const { proven, tries } = await prove({ onTry: triesInTurn(accepted), latency: 6_000 });
    expect(proven.get(idOf(1))).toEqual(stillActive);
    expect(tries).toEqual([0, 7_000, 15_000]);
  });

  test('is tried no later than the run may last', async () => {
    const { tries } = await prove({ onTry: triesInTurn(accepted), deadline: 5_000 });
    expect(tries).toEqual([0, 1_000, 3_000]);
  });

  test('keeps the proof of the list where the client cannot try it', async () => {
    const { proven, tries } = await prove({ onTry: triesInTurn(unsupported) });
    expect([...proven]).toEqual([]);
    expect(tries).toEqual([0]);
  });
});

describe('A try that fails', () => {
  test.each<[string, TryAnswer[], number[]]>([
    ['for good', [forbidden], [0]],
    ['in a way that may get better, to the end', [serverError], [0, 1_000, 3_000, 7_000, 14_000]],
    ['first in one way and then in the other', [unreachable, forbidden], [0, 1_000]],
    ['before the client turns out not to be able to', [lost, unsupported], [0, 1_000]],
  ])('%s leaves the proof of the list as it is', async (_, answers, expected) => {
    const { proven, tries } = await prove({ onTry: triesInTurn(...answers) });
    expect([...proven]).toEqual([]);
    expect(tries).toEqual(expected);
  });

  test.each<[string, TryAnswer[]]>([
    ['once', [lost, rejected]],
    ['several times', [unreachable, serverError, lost, rejected]],
    ['after it was accepted', [accepted, serverError, rejected]],
  ])('%s is followed by another, which can prove that the token is dead', async (_, answers) => {
    const { proven } = await prove({ onTry: triesInTurn(...answers) });
    expect(proven.get(idOf(1))).toMatchObject({ status: 'revoked', proof: ['listed', 'rejected'] });
  });

  test.each<[string, TryAnswer[]]>([
    ['for good after the token was accepted', [accepted, forbidden]],
    ['to the end after the token was accepted', [accepted, serverError]],
    ['before the token is accepted', [lost, accepted]],
  ])('%s does not hide that the token was alive', async (_, answers) => {
    const { proven } = await prove({ onTry: triesInTurn(...answers) });
    expect(proven.get(idOf(1))).toEqual(stillActive);
  });

  test('because the cluster asks to wait is not repeated before that', async () => {
    const { tries } = await prove({ onTry: triesInTurn(rateLimited(5_000), rejected) });
    expect(tries[1]).toBeGreaterThanOrEqual(5_000);
  });
});

describe('The proof of a leaked token', () => {
  test('counts for what was revoked before too', async () => {
    const before: Fate = { ...listed, status: 'already-revoked' };
    const dead = await prove({ fates: [[idOf(1), before]], onTry: triesInTurn(rejected) });
    expect(dead.proven.get(idOf(1))).toEqual({ ...rejectedAt(0), status: 'already-revoked' });
    const alive = await prove({ fates: [[idOf(1), before]], onTry: triesInTurn(accepted) });
    expect(alive.proven.get(idOf(1))).toEqual(stillActive);
  });

  test.each<[string, [TokenId, Fate][]]>([
    ['failed', [[idOf(1), { status: 'failed', code: 'forbidden', message: 'It was.' }]]],
    ['is only planned', [[idOf(1), { status: 'planned' }]]],
    ['was not attempted', []],
  ])('is not asked for where its revocation %s', async (_, fates) => {
    const { proven, cluster } = await prove({ fates, onTry: triesInTurn(rejected) });
    expect([...proven]).toEqual([]);
    expect(cluster.requests).toEqual([]);
  });

  test('of several is asked for at once', async () => {
    const ids = [1, 2, 3];
    const { proven, time } = await prove({
      given: ids.map((n) => leakOf(n)),
      fates: ids.map((n) => [idOf(n), listed]),
      onTry: triesInTurn(accepted, rejected),
    });
    expect([...proven.values()].map((fate) => 'proof' in fate && fate.proof)).toEqual(
      Array(3).fill(['listed', 'rejected']),
    );
    expect(time.elapsed()).toBe(1_000);
  });
});

describe('Several leaked tokens of one id', () => {
  const one = leakOf(1, 1);
  const other = { ...one, position: 2, token: `${one.token}-in-another-form` };

  const proveBoth = (answers: Readonly<Record<string, TryAnswer>>, given: readonly MatchedLeak[]) =>
    prove({ given, onTry: (token) => ({ answer: answers[token] ?? unsupported }) });

  test('are dead where each of them is rejected', async () => {
    const { proven } = await proveBoth({ [one.token]: rejected, [other.token]: rejected }, [one, other]);
    expect(proven.get(idOf(1))).toMatchObject({ status: 'revoked', proof: ['listed', 'rejected'] });
  });

  test.each([
    ['the first', one.token, other.token],
    ['the second', other.token, one.token],
  ])('are still active where %s is, though the other one is rejected', async (_, alive, dead) => {
    for (const given of [
      [one, other],
      [other, one],
    ]) {
      const { proven } = await proveBoth({ [alive]: accepted, [dead]: rejected }, given);
      expect(proven.get(idOf(1))).toEqual(stillActive);
    }
  });
});

describe('In a job that is cancelled', () => {
  const never = new AbortController().signal;

  test('nobody waits for the cluster to forget a token', async () => {
    const { proven, tries, time } = await prove({ onTry: triesInTurn(accepted), cancelAfter: 1_500 });
    expect(tries).toEqual([0, 1_000]);
    expect(time.elapsed()).toBe(1_500);
    expect(proven.get(idOf(1))).toEqual(stillActive);
  });

  test('a token is tried once all the same', async () => {
    const { context, time, cluster } = givenContext({ cancelAfter: 0, onTry: triesInTurn(rejected) });
    await time.settle(time.sleep(1, never));
    const proven = await time.settle(proveLeaks([leakOf(1)], new Map([[idOf(1), listed]]), context));
    expect(proven.get(idOf(1))).toMatchObject({ proof: ['listed', 'rejected'] });
    expect(triesOf(cluster, secretOf(1))).toHaveLength(1);
  });

  test('an answer that does not come is not waited for beyond the time there is', async () => {
    const { proven, time } = await prove({ onTry: () => ({ takes: 60_000 }), cancelAfter: 1_000 });
    expect([...proven]).toEqual([]);
    expect(time.elapsed()).toBeLessThanOrEqual(1_000 + 6_000);
  });
});
