import { createEnded, createFailure, type Failure } from '../../failure.ts';
import type { ProgramCall, ProgramEnd } from '../../program/run-program.ts';
import { idKey, indexTokens, type TokenId, type TokenIndex } from '../../revocation/token.ts';
import type { ListAnswer, RequestOptions, RevokeAnswer, TokenClient } from '../../revocation/token-client.ts';
import { parseTokenList } from '../token-list.ts';
import { inBatches } from './batches.ts';
import { isLasting, toFailure } from './failure.ts';
import { readMessage } from './messages.ts';
import type { InfluxctlNeeds } from './open.ts';

/** What the client works with. */
interface InfluxctlClientOptions extends Pick<InfluxctlNeeds, 'kind' | 'concurrency' | 'quote'> {
  /** Runs influxctl with its configuration and these arguments. */
  readonly run: (args: readonly string[], options: RunOptions) => Promise<ProgramEnd>;
  /** For one request of influxctl, in ms. */
  readonly timeout: number;
}

type Quote = InfluxctlNeeds['quote'];

/** How long one call runs at most. */
export type RunOptions = Pick<ProgramCall, 'signal' | 'timeout'>;

interface Revocation extends RequestOptions {
  readonly id: TokenId;
}

/** A call that failed, and what the list shows after it. */
interface Aftermath {
  readonly end: ProgramEnd;
  /** Whether it was a call for several ids. */
  readonly isShared: boolean;
  /** Undefined: no list came. */
  readonly index: TokenIndex | undefined;
  /** Whether no other call could do better. */
  readonly stopsRun: boolean;
}

/**
 * Ids in one call at most: a call reports nothing before it ends, and one that is stopped leaves all of its ids open
 * until the list shows them.
 */
const largestCall = 20;

/** How long a list after a call that failed may take, in ms: an open token waits for it. */
const longestLook = 10_000;

/** What a call may take in addition to its requests, in ms. */
const grace = 10_000;

/**
 * Lists and revokes through influxctl. Documented is that it continues after an id that fails (2.9.8), and that an error
 * means a non-zero exit code. What it prints, and what its exit code says of several ids, is not: the list decides.
 */
export function createInfluxctlClient(options: InfluxctlClientOptions): TokenClient {
  const { run, kind, timeout, concurrency, quote } = options;
  /** The ids that go into calls of their own. */
  const suspects = new Set<string>();

  const list = async (signal: AbortSignal, most = timeout + grace): Promise<ListAnswer> => {
    const end = await run(kind.influxctl.list, { signal, timeout: most });
    if (end.kind !== 'ended' || end.code !== 0) {
      const failure = toFailure(end, quote);
      return { ...failure, affectsAll: failure.affectsAll || isLasting(failure) };
    }
    const parsed = parseTokenList(end.stdout);
    if (parsed.kind === 'tokens') return { kind: 'listed', tokens: parsed.tokens };
    const [said, complaint] = [quote(end.stdout), quote(end.stderr)];
    const also = complaint === '' ? '' : ` On standard error it printed: "${complaint}".`;
    const message = `influxctl printed a list that cannot be read. ${parsed.what} It begins: "${said}".${also}`;
    return createFailure('unexpected-answer', message, {
      hint: `Run \`influxctl ${kind.influxctl.list.join(' ')}\` with the same version by hand, and compare; another version may print another list.`,
    });
  };

  /** A call that failed may have worked for some ids: the list shows for which. A message alone stops no run: the list has to fail the same way. */
  const lookAfter = async (
    end: ProgramEnd,
    signal: AbortSignal,
  ): Promise<Pick<Aftermath, 'index' | 'stopsRun'>> => {
    if (end.kind === 'aborted' || end.kind === 'not-started') return { index: undefined, stopsRun: false };
    const answer = await list(signal, longestLook);
    if (answer.kind === 'listed') return { index: indexTokens(answer.tokens), stopsRun: false };
    const failure = toFailure(end, quote);
    const stopsRun = isLasting(failure) && answer.code === failure.code && answer.affectsAll;
    return { index: undefined, stopsRun };
  };

  const revokeBatch = async (batch: readonly Revocation[]): Promise<RevokeAnswer[]> => {
    const signal = AbortSignal.any([
      ...new Set(batch.flatMap((each) => [each.signal, each.starting ?? each.signal])),
    ]);
    if (signal.aborted) return batch.map(() => notStarted(signal));
    const ids = batch.map(({ id }) => id);
    const end = await run([...kind.influxctl.revoke, ...ids], { signal, timeout: 2 * timeout + grace });
    if (end.kind === 'ended' && end.code === 0) return ids.map(() => ({ kind: 'accepted' }));
    const after = { end, isShared: ids.length > 1, ...(await lookAfter(end, signal)) };
    if (mayBeOfOneId(end)) for (const id of ids) suspects.add(idKey(id));
    return ids.map((id) => answerFor(id, after, quote));
  };

  const most = Math.min(largestCall, concurrency);
  const revokeInBatch = inBatches(revokeBatch, ({ id }) => (suspects.has(idKey(id)) ? 1 : most));
  return {
    list: ({ signal }) => list(signal),
    revoke: (id, requestOptions) => revokeInBatch({ id, ...requestOptions }),
    mostAtOnce: () => undefined,
    find: undefined,
  };
}

/** An id that was waiting for its call as the run ended. */
function notStarted({ reason }: AbortSignal): Failure {
  return createEnded(reason, 'The run ended before influxctl was called for this id.', { unsent: true });
}

/** What a call prints that its own time limit has ended. */
const ownLimit = /context deadline exceeded|code = DeadlineExceeded/;

/** What stands beside it where no connection was made in time: that is no id's fault. */
const connecting = /\bdial\b|\btransport:|\bhandshake\b|waiting for new LB/;

/**
 * Says whether one of its ids may be why a call failed: but where influxctl could not start, or reports what may pass for all of them. Each then
 * goes into a call of its own, after all others, so that these leave it behind.
 */
function mayBeOfOneId(end: ProgramEnd): boolean {
  if (end.kind === 'not-started') return false;
  if (end.kind !== 'ended' || end.code === null) return true;
  const isOwnLimit = end.stderr.split('\n').some((line) => ownLimit.test(line) && !connecting.test(line));
  return isOwnLimit || readMessage(end.stderr)?.retryable !== true;
}

/** What became of an id in a call that failed. */
function answerFor(id: TokenId, { end, isShared, index, stopsRun }: Aftermath, quote: Quote): RevokeAnswer {
  const listed = index?.get(idKey(id));
  if (listed?.revokedAt !== undefined) return { kind: 'accepted' };
  const failure = toFailure(end, quote, id);
  if (stopsRun) return { ...failure, affectsAll: true, retryable: false };
  // The list contradicts it: it shows the id, or what is said to be out of reach.
  if (listed !== undefined && failure.code === 'not-found')
    return { ...failure, code: 'influxctl-failed', retryable: true };
  const isContradicted = index !== undefined && isLasting(failure);
  // It may concern any of them: another call may do better.
  const isOfSeveral = isShared && end.kind === 'ended';
  return isContradicted || isOfSeveral ? { ...failure, retryable: true } : failure;
}
