import { createEnded, createFailure, type Failure } from '../../failure.ts';
import type { ProgramCall, ProgramEnd } from '../../program/run-program.ts';
import { idKey, indexTokens, type TokenId, type TokenIndex } from '../../revocation/token.ts';
import type { ListAnswer, RequestOptions, RevokeAnswer, TokenClient } from '../../revocation/token-client.ts';
import { parseTokenList } from '../token-list.ts';
import { inBatches } from './batches.ts';
import { isLasting, toFailure } from './failure.ts';
import { isError, isNotFound, readMessage } from './messages.ts';
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
  readonly ids: readonly TokenId[];
  /** What it printed on standard error. */
  readonly lines: readonly Line[];
  /** Undefined: no list came. */
  readonly index: TokenIndex | undefined;
  /** Whether no other call could do better. */
  readonly stopsRun: boolean;
}

interface Line {
  readonly text: string;
  /** The ids of the call that it names. */
  readonly names: readonly TokenId[];
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
  /** Whether a list after a failed call is worth its time. */
  let canLook = true;

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
    const isOver = end.kind === 'aborted' || end.kind === 'not-started';
    if (isOver || !canLook) return { index: undefined, stopsRun: false };
    const answer = await list(signal, longestLook);
    // Until a call works, another list would take as long.
    canLook = answer.kind === 'listed' || answer.code !== 'timeout';
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
    if (end.kind === 'ended' && end.code === 0) {
      canLook = true;
      return ids.map(() => ({ kind: 'accepted' }));
    }
    const after = { end, ids, lines: readLines(end, ids), ...(await lookAfter(end, signal)) };
    if (isUnexplained(after)) for (const id of ids) suspects.add(idKey(id));
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

function readLines(end: ProgramEnd, ids: readonly TokenId[]): Line[] {
  if (end.kind !== 'ended') return [];
  return end.stderr.split('\n').map((text) => {
    const key = idKey(text);
    return { text, names: ids.filter((id) => key.includes(idKey(id))) };
  });
}

/** What a call prints that its own time limit has ended. */
const ownLimit = /context deadline exceeded|code = DeadlineExceeded/;

/** What stands beside it where no connection was made in time: that is no id's fault. */
const connecting = /\bdial\b|\btransport:|\bhandshake\b|waiting for new LB/;

/**
 * A crash, or no known message but that of its own time limit, and no error that names one of the ids that are left: one of them may
 * have hung or crashed influxctl. Each goes into a call of its own, after all others, so that these leave it behind.
 */
function isUnexplained({ end, lines, index }: Aftermath): boolean {
  if (end.kind === 'not-started') return false;
  if (end.kind !== 'ended' || end.code === null) return true;
  const isLeft = (id: TokenId): boolean => index?.get(idKey(id))?.revokedAt === undefined;
  const isNamed = lines.some(({ text, names }) => isError(text) && names.length === 1 && names.some(isLeft));
  const isOwnLimit = lines.some(({ text }) => ownLimit.test(text) && !connecting.test(text));
  const isKnown = readMessage(end.stderr) !== undefined && !isOwnLimit;
  return !isKnown && !isNamed;
}

/** What became of an id in a call that failed. */
function answerFor(id: TokenId, after: Aftermath, quote: Quote): RevokeAnswer {
  const { index, stopsRun } = after;
  const listed = index?.get(idKey(id));
  if (listed?.revokedAt !== undefined) return { kind: 'accepted' };
  const failure = explainFor(id, after, quote);
  if (stopsRun) return { ...failure, affectsAll: true, retryable: false };
  // The list contradicts it: it shows the id, or what is said to be out of reach.
  if (listed !== undefined && failure.code === 'not-found')
    return { ...failure, code: 'influxctl-failed', retryable: true };
  return index !== undefined && isLasting(failure) ? { ...failure, retryable: true } : failure;
}

/**
 * If it was printed for several ids, only the lines that name this one alone are its own. What it names no id for, or several, may
 * concern any of them: another call may do better.
 */
function explainFor(id: TokenId, { end, ids, lines }: Aftermath, quote: Quote): Failure {
  if (end.kind !== 'ended' || ids.length === 1) return toFailure(end, quote, id);
  const textOf = (isMeant: (line: Line) => boolean): string =>
    lines
      .filter(isMeant)
      .map(({ text }) => text)
      .join('\n');
  const own = textOf(({ names }) => names.length === 1 && names[0] === id);
  const shared = textOf(({ names }) => names.length !== 1);
  const saysWhy = readMessage(own) !== undefined || isNotFound(own, id);
  // A line that only names the id says less than a known message for all of them.
  if (own === '' || (!saysWhy && readMessage(shared) !== undefined))
    return { ...toFailure({ ...end, stderr: shared }, quote, id), retryable: true };
  // Whether it says more is not known: an error for all of them may be the reason, or a summary.
  const error = saysWhy || isError(own) ? undefined : shared.split('\n').find(isError);
  return toFailure({ ...end, stderr: error === undefined ? own : `${own}\n${error}` }, quote, id);
}
