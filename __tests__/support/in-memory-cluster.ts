import type { Failure } from '../../src/failure.ts';
import { idKey, type Token, type TokenId } from '../../src/revocation/token.ts';
import type {
  ListAnswer,
  RequestOptions,
  RevokeAnswer,
  TokenClient,
} from '../../src/revocation/token-client.ts';
import type { TestAnswer, Witness } from '../../src/revocation/witness.ts';
import { failed, failures } from './domain.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What befalls a request in place of the cluster's own answer. */
export interface Mishap<Answer> {
  /** Undefined if the cluster answers as always. */
  readonly answer?: Answer;
  /** Whether the cluster does what it was asked to nevertheless. */
  readonly works?: boolean;
  /** How long after that it takes effect, in ms. */
  readonly delay?: number;
  /** How long the answer takes, in ms. */
  readonly takes?: number;
  /** Tokens that this one list shows as revoked, in any state. */
  readonly shownRevoked?: readonly TokenId[];
}

export interface ClusterOptions {
  readonly tokens: readonly Token[];
  readonly time: VirtualTime;
  /** The token that requests authenticate with: once it is revoked every request is refused. */
  readonly caller?: TokenId | undefined;
  /** How long an answer takes, in ms. */
  readonly latency?: number | undefined;
  /** How long the list lags behind revocations, in ms. */
  readonly lag?: number | undefined;
  /** Called with the number of the list, from 1. */
  readonly onList?: ((nth: number) => Mishap<ListAnswer> | undefined) | undefined;
  /** Called with a string that is tested (undefined: the credentials of the run), and the number of the test, from 1. */
  readonly onTest?: ((token: string | undefined, nth: number) => Mishap<TestAnswer> | undefined) | undefined;
  /** The token string that requests authenticate with. */
  readonly credential?: string | undefined;
  /** Whether a request can show that a token string is accepted. */
  readonly hasWitness?: boolean | undefined;
  /** How far its clock is ahead of the runner's, in ms. Undefined: its answers do not show it. */
  readonly clockOffset?: number | undefined;
  /** Called with the number of the request for this id, from 1. */
  readonly onRevoke?: ((id: TokenId, nth: number) => Mishap<RevokeAnswer> | undefined) | undefined;
}

/** A request that reached the wire. Times are ms since the clock started. */
export interface SeenRequest {
  /** Undefined if the list was requested. */
  readonly id: TokenId | undefined;
  readonly from: number;
  readonly to: number | undefined;
}

/** A cluster that keeps its promises, save for the mishaps. */
export interface InMemoryCluster {
  readonly client: TokenClient;
  readonly witnesses: readonly Witness[];
  readonly requests: readonly SeenRequest[];
  isRevoked(id: TokenId): boolean;
  /** The revocations sent, in order: a retry counts again. */
  revocations(): TokenId[];
  /** The tokens that the last list, of those that were answered, showed as revoked, in any state. */
  misled(): readonly TokenId[];
  /** When revocations were sent for an id, in ms since the clock started. */
  sentAt(id: TokenId): number[];
  /** How many revocations were ever under way at once. */
  busiest(): number;
}

/** The whole string of a token: its prefix, and what only its owner knows. */
export function stringOf({ id, prefix = 'M.V1.none' }: Token): string {
  return `${prefix}secret-of-${idKey(id)}`;
}

export function createCluster(options: ClusterOptions): InMemoryCluster {
  const { tokens, time, caller, latency = 20, lag = 0, onList, onRevoke, onTest } = options;
  const { hasWitness = true, clockOffset } = options;
  const revokedAt = new Map<string, number>();
  for (const token of tokens)
    if (token.revokedAt !== undefined) revokedAt.set(idKey(token.id), token.revokedAt);
  const known = new Set(tokens.map(({ id }) => idKey(id)));
  const requests: { id: TokenId | undefined; from: number; to: number | undefined }[] = [];
  const isRevoked = (id: TokenId): boolean => revokedAt.has(idKey(id));
  const isLockedOut = (): boolean => caller !== undefined && isRevoked(caller);
  const shown = (token: Token): Token => {
    const at = revokedAt.get(idKey(token.id));
    const isBehind =
      token.revokedAt === undefined && at !== undefined && at + lag > time.now() + (clockOffset ?? 0);
    return { ...token, revokedAt: isBehind ? undefined : at };
  };
  const revokeNow = (id: TokenId): RevokeAnswer => {
    if (isLockedOut()) return failures.unauthorized;
    if (!known.has(idKey(id)) || isRevoked(id)) return failures.notFound;
    revokedAt.set(idKey(id), time.now() + (clockOffset ?? 0));
    return { kind: 'accepted' };
  };
  const testNow = (token: string | undefined): TestAnswer => {
    const owner = tokens.find((each) => stringOf(each) === token);
    const isDead =
      token === undefined || token === options.credential
        ? isLockedOut()
        : owner === undefined || isRevoked(owner.id);
    return isDead ? { kind: 'rejected' } : { kind: 'accepted' };
  };
  const witness: Witness = (token, { signal }) =>
    travel<TestAnswer>(
      `test ${token ?? 'own'}`,
      { signal, attempt: 1 },
      (nth) => onTest?.(token, nth),
      () => testNow(token),
    );
  let misled: readonly TokenId[] = [];
  const listNow = (shownRevoked: readonly TokenId[] = []): ListAnswer =>
    isLockedOut()
      ? failures.unauthorized
      : { kind: 'listed', tokens: tokens.map((token) => showAs(shown(token), shownRevoked)), clockOffset };

  const travel = async <Answer>(
    id: TokenId | undefined,
    { signal }: RequestOptions,
    findMishap: (nth: number) => Mishap<Answer> | undefined,
    act: (mishap: Mishap<Answer> | undefined) => Answer,
  ): Promise<Answer | Failure> => {
    if (signal.aborted) return endedEarly(false);
    const nth = requests.filter((request) => request.id === id).length + 1;
    const request = { id, from: time.elapsed(), to: undefined as number | undefined };
    requests.push(request);
    const mishap = findMishap(nth);
    const { answer, works = answer === undefined, delay = 0, takes = latency } = mishap ?? {};
    await time.sleep(takes / 2, signal);
    const isDue = works && !signal.aborted;
    if (isDue && delay > 0) void time.sleep(delay, new AbortController().signal).then(() => act(mishap));
    const own = isDue && delay === 0 ? act(mishap) : undefined;
    await time.sleep(takes / 2, signal);
    request.to = time.elapsed();
    if (signal.aborted) return endedEarly(id !== undefined);
    return answer ?? own ?? endedEarly(true);
  };

  return {
    client: {
      async list(request) {
        let wrong: readonly TokenId[] = [];
        const answer = await travel<ListAnswer>(
          undefined,
          request,
          (nth) => onList?.(nth),
          (mishap) => {
            wrong = mishap?.shownRevoked ?? [];
            return listNow(wrong);
          },
        );
        if (answer.kind === 'listed') misled = wrong;
        return answer;
      },
      revoke: (id, request) =>
        travel<RevokeAnswer>(
          id,
          request,
          (nth) => onRevoke?.(id, nth),
          () => revokeNow(id),
        ),
      mostAtOnce: () => Number.POSITIVE_INFINITY,
      find: undefined,
    },
    witnesses: hasWitness ? [witness] : [],
    requests,
    isRevoked,
    revocations: () => requests.flatMap(({ id }) => (id === undefined || id.startsWith('test ') ? [] : [id])),
    misled: () => misled,
    sentAt: (id) => requests.filter((request) => request.id === id).map(({ from }) => from),
    busiest: () => mostAtOnce(requests.filter(({ id }) => id !== undefined && !id.startsWith('test '))),
  };
}

function showAs(token: Token, shownRevoked: readonly TokenId[]): Token {
  const isWrong = token.revokedAt === undefined && shownRevoked.some((id) => idKey(id) === idKey(token.id));
  return isWrong ? { ...token, revokedAt: 1 } : token;
}

function endedEarly(mayHaveWorked: boolean): Failure {
  return failed('timeout', { message: 'The run ended before an answer came.', mayHaveWorked });
}

/** A request that ends at the moment in which another one starts does not overlap it. */
function mostAtOnce(requests: readonly SeenRequest[]): number {
  const underWay = (at: number): number =>
    requests.filter(({ from, to = Number.POSITIVE_INFINITY }) => from <= at && at < to).length;
  return Math.max(0, ...requests.map(({ from }) => underWay(from)));
}

/** Mishaps for the first, second, … request of an id; ids without any get none. */
export function mishaps(
  byId: Readonly<Record<TokenId, readonly Mishap<RevokeAnswer>[]>>,
): (id: TokenId, nth: number) => Mishap<RevokeAnswer> | undefined {
  return (id, nth) => byId[id]?.[nth - 1];
}

/** Answers in place of the first, second, … list; `undefined` leaves one as it is. */
export function listsInTurn(
  ...answers: readonly (ListAnswer | undefined)[]
): (nth: number) => Mishap<ListAnswer> | undefined {
  return (nth) => {
    const answer = answers[nth - 1];
    return answer && { answer };
  };
}
