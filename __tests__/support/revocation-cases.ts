import fc from 'fast-check';
import { isActive, readClocks } from '../../src/revocation/clocks.ts';
import type { LeakedToken } from '../../src/revocation/leak.ts';
import { idKey, type Token, type TokenId } from '../../src/revocation/token.ts';
import type { ListAnswer, RevokeAnswer } from '../../src/revocation/token-client.ts';
import type { TestAnswer } from '../../src/revocation/witness.ts';
import { aToken, failed, failures, longAgo, someIds } from './domain.ts';
import { type Mishap, stringOf } from './in-memory-cluster.ts';
import { type Setting, sharedPrefix } from './revocation-run.ts';
import { epoch, seededRandom } from './virtual-time.ts';

const { lost, serverError, unreachable, forbidden, notFound, unauthorized, rateLimited } = failures;

/** A run to try, with all that goes wrong in it: plain data, so that a counterexample can be read. */
export interface RunCase {
  readonly ids: readonly TokenId[];
  readonly tokens: readonly Token[];
  /** The tokens with the published prefix of the token in use. */
  readonly candidates: readonly TokenId[];
  /** Undefined: the token in use is not in the list. */
  readonly caller: TokenId | undefined;
  /** What befalls the first, second, … revocation of the run. */
  readonly revocations: readonly (Mishap<RevokeAnswer> | undefined)[];
  /** What befalls the first, second, … list. */
  readonly lists: readonly (Mishap<ListAnswer> | undefined)[];
  /** What befalls the first, second, … test of a string. */
  readonly tests: readonly (Mishap<TestAnswer> | undefined)[];
  readonly leaks: readonly LeakedToken[];
  readonly hasWitness: boolean;
  readonly clockOffset: number | undefined;
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
export function settingOf({ revocations, lists, tests, seed, ...rest }: RunCase): Setting {
  const left = revocations.values();
  const leftTests = tests.values();
  return {
    ...rest,
    random: seededRandom(seed),
    onList: (nth) => lists[nth - 1],
    onRevoke: () => left.next().value,
    onTest: (token) => {
      const mishap = leftTests.next().value;
      return mishap?.answer?.kind === 'accepted' && token?.includes('secret-of-') !== true
        ? undefined
        : mishap;
    },
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

/** What befalls a test: an answer that says nothing, a refusal that passes, or an acceptance of a whole string. */
const testMishap: fc.Arbitrary<Mishap<TestAnswer> | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.record({ answer: fc.constantFrom(lost, serverError, unreachable, forbidden) }) },
  { weight: 1, arbitrary: fc.constant({ answer: { kind: 'rejected' } as const }) },
  { weight: 1, arbitrary: fc.constant({ answer: { kind: 'accepted' } as const }) },
);

/** A refusal (401) of a list is the cluster's own word here. */
const listMishap: fc.Arbitrary<Mishap<ListAnswer> | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  {
    weight: 3,
    arbitrary: fc.record({
      answer: fc.constantFrom(lost, serverError, unreachable, forbidden, rateLimited(2_000)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ takes: fc.constantFrom(300, 5_000, 3_600_000) }) },
  { weight: 2, arbitrary: fc.record({ shownRevoked: fc.constant(someIds(3)) }) },
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
  // A form of the listed prefix: the published one, or one by which nothing can be compared.
  form: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('M.V1.****', 'M.V1.', 'self', 'M.V1.se…', '') },
  ),
  // A leaked string of it: the whole one, or one that someone made up from its prefix.
  leak: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('whole', 'made-up') },
  ),
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
  hasWitness: fc.nat(3).map((n) => n > 0),
  clockOffset: fc.constantFrom(undefined, 0, 0, 2_000, 31_536_000_000, -31_536_000_000),
});

/** Every run that there can be, more or less. */
export const anyRun: fc.Arbitrary<RunCase> = fc
  .record({
    settings,
    tokens: fc.array(tokenCase, { minLength: 1, maxLength: 7 }),
    callerAt: fc.constantFrom(0, 0, 1, 9),
    revocations: fc.array(revokeMishap, { maxLength: 12 }),
    lists: fc.array(listMishap, { maxLength: 5 }),
    tests: fc.array(testMishap, { maxLength: 12 }),
  })
  .map(({ settings: rest, tokens: cases, callerAt, revocations, lists, tests }) => {
    const truth = readClocks(epoch + 600_000 + (rest.clockOffset ?? 0), undefined);
    const all = cases.map((each, index) => ({
      ...each,
      token: inServerTime(aToken(index + 1, each.state), rest.clockOffset),
    }));
    const asked = all.filter((each) => each.asked).sort((one, other) => one.place - other.place);
    const known = all.filter((each) => each.known);
    const candidates = known.filter(({ candidate }) => candidate).map(({ token }) => token);
    const caller = candidates.filter((token) => isActive(token, truth))[callerAt]?.id;
    // The list may show the token in use, or any other, with a prefix of another form.
    const hidden = known.filter(({ form }) => form !== undefined).map(({ token }) => token.id);
    const shown = known.map(({ token, candidate, form }) => {
      const own = candidate ? sharedPrefix : token.prefix;
      return { ...token, prefix: form === undefined ? own : form || undefined };
    });
    const leaked = known.filter(({ leak, form }) => leak !== undefined && form === undefined);
    return {
      ...rest,
      revocations,
      lists,
      tests,
      ids: asked.map(({ token: { id }, upper }) => (upper ? id.toUpperCase() : id)),
      tokens: shown,
      leaks: leaked.map(({ token, candidate, leak }, index) => {
        const listed = candidate ? { ...token, prefix: sharedPrefix } : token;
        const string = leak === 'whole' ? stringOf(listed) : `${listed.prefix}made-up`;
        return { position: index + 1, token: string };
      }),
      candidates: candidates.map(({ id }) => id).filter((id) => !hidden.includes(id)),
      caller,
    };
  });

/** Times of expiry are the cluster's. */
function inServerTime(token: Token, offset = 0): Token {
  return token.expiresAt === undefined ? token : { ...token, expiresAt: token.expiresAt + offset };
}

/** Whether two spellings are of the same id. */
export function isSameId(one: TokenId, other: TokenId): boolean {
  return idKey(one) === idKey(other);
}
