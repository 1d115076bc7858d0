import type { Failure } from '../../src/failure.ts';
import { idKey, type Token, type TokenId } from '../../src/revocation/token.ts';
import type {
  ListAnswer,
  RequestOptions,
  RevokeAnswer,
  TokenClient,
  TryAnswer,
} from '../../src/revocation/token-client.ts';
import { failed, failures } from './domain.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What befalls a request in place of the cluster's own answer. */
export interface Mishap<Answer> {
  /** Absent: the cluster answers as ever. */
  readonly answer?: Answer;
  /** Whether the cluster does what it was asked to nevertheless. */
  readonly works?: boolean;
  /** How long after that it takes effect, in ms. */
  readonly delay?: number;
  /** How long the answer takes, in ms. */
  readonly takes?: number;
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
  /** Called with a token that is tried, and the number of the attempt, from 1. */
  readonly onTry?: ((token: string, nth: number) => Mishap<TryAnswer> | undefined) | undefined;
  /** Called with the number of the request for this id, from 1. */
  readonly onRevoke?: ((id: TokenId, nth: number) => Mishap<RevokeAnswer> | undefined) | undefined;
}

/** A request that reached the wire. Times are ms since the clock started. */
export interface SeenRequest {
  /** Absent: the list was asked for. */
  readonly id: TokenId | undefined;
  readonly from: number;
  readonly to: number | undefined;
}

/** A cluster that keeps its promises, save for the mishaps. */
export interface InMemoryCluster {
  readonly client: TokenClient;
  readonly requests: readonly SeenRequest[];
  isRevoked(id: TokenId): boolean;
  /** The revocations sent, in order: a retry counts again. */
  revocations(): TokenId[];
  /** When revocations were sent for an id, in ms since the clock started. */
  sentAt(id: TokenId): number[];
  /** How many revocations were ever under way at once. */
  busiest(): number;
}

export function createCluster(options: ClusterOptions): InMemoryCluster {
  const { tokens, time, caller, latency = 20, lag = 0, onList, onRevoke, onTry } = options;
  const revokedAt = new Map<string, number>();
  for (const token of tokens)
    if (token.revokedAt !== undefined) revokedAt.set(idKey(token.id), token.revokedAt);
  const known = new Set(tokens.map(({ id }) => idKey(id)));
  const requests: { id: TokenId | undefined; from: number; to: number | undefined }[] = [];
  const isRevoked = (id: TokenId): boolean => revokedAt.has(idKey(id));
  const isLockedOut = (): boolean => caller !== undefined && isRevoked(caller);
  const shown = (token: Token): Token => {
    const at = revokedAt.get(idKey(token.id));
    const isBehind = token.revokedAt === undefined && at !== undefined && at + lag > time.now();
    return { ...token, revokedAt: isBehind ? undefined : at };
  };
  const revokeNow = (id: TokenId): RevokeAnswer => {
    if (isLockedOut()) return failures.unauthorized;
    if (!known.has(idKey(id)) || isRevoked(id)) return failures.notFound;
    revokedAt.set(idKey(id), time.now());
    return { kind: 'accepted' };
  };
  const tryNow = (token: string): TryAnswer => {
    const owner = tokens.find(({ prefix }) => prefix !== undefined && token.startsWith(prefix));
    return owner === undefined || isRevoked(owner.id) ? { kind: 'rejected' } : { kind: 'accepted' };
  };
  const listNow = (): ListAnswer =>
    isLockedOut() ? failures.unauthorized : { kind: 'listed', tokens: tokens.map(shown) };

  const travel = async <Answer>(
    id: TokenId | undefined,
    { signal }: RequestOptions,
    findMishap: (nth: number) => Mishap<Answer> | undefined,
    act: () => Answer,
  ): Promise<Answer | Failure> => {
    if (signal.aborted) return endedEarly(false);
    const nth = requests.filter((request) => request.id === id).length + 1;
    const request = { id, from: time.elapsed(), to: undefined as number | undefined };
    requests.push(request);
    const { answer, works = answer === undefined, delay = 0, takes = latency } = findMishap(nth) ?? {};
    await time.sleep(takes / 2, signal);
    const isDue = works && !signal.aborted;
    if (isDue && delay > 0) void time.sleep(delay, new AbortController().signal).then(act);
    const own = isDue && delay === 0 ? act() : undefined;
    await time.sleep(takes / 2, signal);
    request.to = time.elapsed();
    if (signal.aborted) return endedEarly(id !== undefined);
    return answer ?? own ?? endedEarly(true);
  };

  return {
    client: {
      list: (request) => travel<ListAnswer>(undefined, request, (nth) => onList?.(nth), listNow),
      revoke: (id, request) =>
        travel<RevokeAnswer>(
          id,
          request,
          (nth) => onRevoke?.(id, nth),
          () => revokeNow(id),
        ),
      mostAtOnce: () => Number.POSITIVE_INFINITY,
      tryToken: (token, { signal }) =>
        travel<TryAnswer>(
          `try ${token}`,
          { signal, attempt: 1 },
          (nth) => onTry?.(token, nth),
          () => tryNow(token),
        ),
    },
    requests,
    isRevoked,
    revocations: () => requests.flatMap(({ id }) => id ?? []),
    sentAt: (id) => requests.filter((request) => request.id === id).map(({ from }) => from),
    busiest: () => mostAtOnce(requests.filter(({ id }) => id !== undefined)),
  };
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
