import fc from 'fast-check';
import { idKey, isActive, type Token, type TokenId } from '../../src/revocation/token.ts';
import type { ListAnswer, RevokeAnswer } from '../../src/revocation/token-client.ts';
import { aToken, failed, failures, longAgo } from './domain.ts';
import type { Mishap } from './in-memory-cluster.ts';
import type { Setting } from './revocation-run.ts';
import { epoch, seededRandom } from './virtual-time.ts';

const { lost, serverError, unreachable, forbidden, notFound, unauthorized, rateLimited } = failures;

/** A run to try, with all that goes wrong in it: plain data, so that a counterexample can be read. */
export interface RunCase {
  readonly ids: readonly TokenId[];
  readonly tokens: readonly Token[];
  readonly candidates: readonly TokenId[];
  /** Absent: the token in use is not in the list. */
  readonly caller: TokenId | undefined;
  /** What befalls the first, second, … revocation of the run. */
  readonly revocations: readonly (Mishap<RevokeAnswer> | undefined)[];
  /** What befalls the first, second, … list. */
  readonly lists: readonly (Mishap<ListAnswer> | undefined)[];
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly retries: number;
  readonly concurrency: number;
  readonly deadline: number;
  readonly cancelAfter: number | undefined;
  readonly lag: number;
  readonly seed: number;
}

/** The setting of a case, as if it had never been tried. */
export function settingOf({ revocations, lists, seed, ...rest }: RunCase): Setting {
  const left = revocations.values();
  return {
    ...rest,
    random: seededRandom(seed),
    onList: (nth) => lists[nth - 1],
    onRevoke: () => left.next().value,
  };
}

/** A failure that says nothing about whether the cluster did what it was asked to. */
const ambiguous = [lost, serverError, failed('unreachable', { retryable: true, mayHaveWorked: true })];

const revokeMishap: fc.Arbitrary<Mishap<RevokeAnswer> | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  {
    weight: 4,
    arbitrary: fc.record({
      answer: fc.constantFrom(...ambiguous),
      works: fc.boolean(),
      delay: fc.constantFrom(0, 0, 20_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ answer: fc.constantFrom(unreachable, forbidden, notFound, unauthorized) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ answer: fc.constantFrom(...[0, 700, 30_000, 900_000].map(rateLimited)) }),
  },
  // The cluster says yes and does nothing.
  { weight: 1, arbitrary: fc.constant({ answer: { kind: 'accepted' } as const, works: false }) },
  { weight: 1, arbitrary: fc.record({ takes: fc.constantFrom(300, 5_000, 3_600_000) }) },
);

/** A refusal (401) of a list is proof by design: only the cluster itself says it here. */
const listMishap: fc.Arbitrary<Mishap<ListAnswer> | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  {
    weight: 3,
    arbitrary: fc.record({
      answer: fc.constantFrom(lost, serverError, unreachable, forbidden, rateLimited(2_000)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ takes: fc.constantFrom(300, 5_000, 3_600_000) }) },
  {
    weight: 1,
    arbitrary: fc.constant({ answer: failed('no-http-route', { affectsAll: true }) }),
  },
);

const tokenState = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ revokedAt: longAgo }) },
  { weight: 1, arbitrary: fc.constant({ expiresAt: longAgo }) },
  { weight: 1, arbitrary: fc.constant({ expiresAt: epoch + 5_000 }) },
);

/** The n-th token is known to the cluster or not, asked for or not, and perhaps a candidate for the token in use. */
const tokenCase = fc.record({
  state: tokenState,
  known: fc.nat(9).map((n) => n > 0),
  asked: fc.nat(4).map((n) => n > 0),
  upper: fc.nat(5).map((n) => n === 0),
  candidate: fc.nat(3).map((n) => n === 0),
  place: fc.nat(1_000),
});

const settings = fc.record({
  force: fc.boolean(),
  dryRun: fc.nat(7).map((n) => n === 0),
  retries: fc.constantFrom(0, 0, 1, 4),
  concurrency: fc.constantFrom(1, 2, 3, 32),
  deadline: fc.constantFrom(600_000, 600_000, 60_000, 3_000),
  cancelAfter: fc.option(fc.oneof(fc.nat(400), fc.nat(30_000)), { nil: undefined, freq: 3 }),
  lag: fc.constantFrom(0, 0, 1_500, 60_000),
  seed: fc.nat(),
});

/** Every run that there can be, more or less. */
export const anyRun: fc.Arbitrary<RunCase> = fc
  .record({
    settings,
    tokens: fc.array(tokenCase, { minLength: 1, maxLength: 7 }),
    callerAt: fc.constantFrom(0, 0, 1, 9),
    revocations: fc.array(revokeMishap, { maxLength: 12 }),
    lists: fc.array(listMishap, { maxLength: 5 }),
  })
  .map(({ settings: rest, tokens: cases, callerAt, revocations, lists }) => {
    const all = cases.map((each, index) => ({ ...each, token: aToken(index + 1, each.state) }));
    const asked = all.filter((each) => each.asked).sort((one, other) => one.place - other.place);
    const known = all.filter((each) => each.known);
    const candidates = known.filter(({ candidate }) => candidate).map(({ token }) => token);
    return {
      ...rest,
      revocations,
      lists,
      ids: asked.map(({ token: { id }, upper }) => (upper ? id.toUpperCase() : id)),
      tokens: known.map(({ token }) => token),
      candidates: candidates.map(({ id }) => id),
      caller: candidates.filter((token) => isActive(token, epoch + 600_000))[callerAt]?.id,
    };
  });

/** Whether two spellings are of the same id. */
export function isSameId(one: TokenId, other: TokenId): boolean {
  return idKey(one) === idKey(other);
}
