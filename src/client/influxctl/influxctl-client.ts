import { createEnded, createFailure, type Failure } from '../../failure.ts';
import type { ProgramCall, ProgramEnd } from '../../program/run-program.ts';
import { idKey, indexTokens, type TokenId } from '../../revocation/token.ts';
import type { ListAnswer, RequestOptions, RevokeAnswer, TokenClient } from '../../revocation/token-client.ts';
import { parseTokenList } from '../token-list.ts';
import { inBatches, mostInCall } from './batches.ts';
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

/** How long one call runs at most. */
export type RunOptions = Pick<ProgramCall, 'signal' | 'timeout'>;

interface Revocation extends RequestOptions {
  readonly id: TokenId;
}

/** What the list shows after a call that failed. */
interface Look {
  /** The keys of the ids that are revoked. */
  readonly revoked: ReadonlySet<string>;
  /** No other call could do better. */
  readonly stopsRun: boolean;
}

/** What a call may take in addition to its requests, in ms. */
const grace = 10_000;

/**
 * Lists and revokes through influxctl. Documented is that it continues after an id that fails (2.9.8), and that an error
 * means a non-zero exit code. What it prints, and what its exit code says of several ids, is not: the list decides.
 */
export function createInfluxctlClient(options: InfluxctlClientOptions): TokenClient {
  const { run, kind, timeout, concurrency, quote } = options;
  /** With how many others at most an id goes into its next call, itself included. */
  const parted = new Map<string, number>();

  const list = async (signal: AbortSignal): Promise<ListAnswer> => {
    const end = await run(kind.influxctl.list, { signal, timeout: timeout + grace });
    if (end.kind !== 'ended' || end.code !== 0) {
      const failure = toFailure(end, quote);
      return { ...failure, affectsAll: failure.affectsAll || isLasting(failure) };
    }
    const parsed = parseTokenList(end.stdout.trim() === 'null' ? '[]' : end.stdout);
    if (parsed.kind === 'tokens') return { kind: 'listed', tokens: parsed.tokens };
    const said = quote(end.stdout);
    const message = `influxctl printed a list that cannot be read. ${parsed.what} It begins: "${said}".`;
    return createFailure('unexpected-answer', message);
  };

  /** A call that failed may have worked for some ids: the list shows for which. A message alone stops no run: the list has to fail the same way. */
  const lookAfter = async (end: ProgramEnd, signal: AbortSignal): Promise<Look> => {
    if (end.kind === 'aborted' || end.kind === 'not-started') return { revoked: new Set(), stopsRun: false };
    const answer = await list(signal);
    if (answer.kind === 'failed') {
      const failure = toFailure(end, quote);
      const stopsRun = isLasting(failure) && answer.code === failure.code && answer.affectsAll;
      return { revoked: new Set(), stopsRun };
    }
    const index = indexTokens(answer.tokens);
    const revoked = [...index].flatMap(([key, { revokedAt }]) => (revokedAt === undefined ? [] : [key]));
    return { revoked: new Set(revoked), stopsRun: false };
  };

  const revokeBatch = async (batch: readonly Revocation[]): Promise<RevokeAnswer[]> => {
    const signal = AbortSignal.any([
      ...new Set(batch.flatMap((each) => [each.signal, each.starting ?? each.signal])),
    ]);
    if (signal.aborted) return batch.map(() => notStarted(signal));
    const ids = batch.map(({ id }) => id);
    const end = cutMessage(
      await run([...kind.influxctl.revoke, ...ids], { signal, timeout: 2 * timeout + grace }),
    );
    if (end.kind === 'ended' && end.code === 0) return ids.map(() => ({ kind: 'accepted' }));
    const { revoked, stopsRun } = await lookAfter(end, signal);
    const less = Math.max(1, Math.floor(ids.length / 4));
    if (isUnexplained(end, ids)) for (const id of ids) parted.set(idKey(id), less);
    return ids.map((id) => {
      if (revoked.has(idKey(id))) return { kind: 'accepted' };
      const failure = explainFor(id, end, { ids, quote });
      return stopsRun ? { ...failure, affectsAll: true } : failure;
    });
  };

  const most = mostInCall(concurrency);
  const revokeInBatch = inBatches(revokeBatch, ({ id }) => parted.get(idKey(id)) ?? most);
  return {
    list: ({ signal }) => list(signal),
    revoke: (id, requestOptions) => revokeInBatch({ id, ...requestOptions }),
    capacity: () => ({ kind: 'calls', ids: most }),
    find: undefined,
  };
}

/** An id that was waiting for its call as the run ended. */
function notStarted({ reason }: AbortSignal): Failure {
  return createEnded(reason, 'The run ended before influxctl was called for this id.', { unsent: true });
}

/**
 * No known message, and no id named: one of them may have hung or crashed influxctl. Their next calls are smaller, so that the
 * others leave it behind.
 */
function isUnexplained(end: ProgramEnd, ids: readonly TokenId[]): boolean {
  if (end.kind !== 'ended') return end.kind === 'timeout' || end.kind === 'flooded';
  const said = idKey(end.stderr);
  return readMessage(end.stderr) === undefined && !ids.some((id) => said.includes(idKey(id)));
}

/** More is no message, in characters: it is read once for each id. */
const longestMessage = 1024 * 1024;

function cutMessage(end: ProgramEnd): ProgramEnd {
  return end.kind === 'ended' ? { ...end, stderr: end.stderr.slice(-longestMessage) } : end;
}

/**
 * If it was printed for several ids, only the lines that name this one alone are its own. What it names no id for, or several, may
 * concern any of them: another call may do better.
 */
function explainFor(
  id: TokenId,
  end: ProgramEnd,
  { ids, quote }: { readonly ids: readonly TokenId[]; readonly quote: (text: string) => string },
): Failure {
  if (end.kind !== 'ended') return toFailure(end, quote);
  const own = end.stderr.split('\n').filter((text) => {
    const line = idKey(text);
    return ids.every((each) => line.includes(idKey(each)) === (each === id));
  });
  if (own.length > 0) return toFailure({ ...end, stderr: own.join('\n') }, quote, id);
  const failure = toFailure(end, quote, id);
  return ids.length === 1 ? failure : { ...failure, retryable: true };
}
