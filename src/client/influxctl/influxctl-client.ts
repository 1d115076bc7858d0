import { createEnded, createFailure, type Failure } from '../../failure.ts';
import type { ProgramCall, ProgramEnd } from '../../program/run-program.ts';
import { idKey, indexTokens, type TokenId } from '../../revocation/token.ts';
import type { ListAnswer, RequestOptions, RevokeAnswer, TokenClient } from '../../revocation/token-client.ts';
import { parseTokenList } from '../token-list.ts';
import { inBatches } from './batches.ts';
import { isLasting, toFailure } from './failure.ts';
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

/**
 * Ids in one call at most: a call reports nothing before it ends, and one that is stopped leaves all of its ids open
 * until the list shows them.
 */
const largestBatch = 20;

/** What a call may take in addition to its requests, in ms. */
const grace = 10_000;

/**
 * Lists and revokes through influxctl. Documented is that it continues after an id that fails (2.9.8), and that an error
 * means a non-zero exit code. What it prints, and what its exit code says of several ids, is not: the list decides.
 */
export function createInfluxctlClient(options: InfluxctlClientOptions): TokenClient {
  const { run, kind, timeout, concurrency, quote } = options;

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

  /** Ids that an earlier call has revoked need no further one: what revoking them again does is not documented. */
  const findRevoked = async (
    batch: readonly Revocation[],
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> => {
    if (batch.every(({ attempt }) => attempt === 1)) return new Set();
    const answer = await list(signal);
    if (answer.kind !== 'listed') return new Set();
    const index = indexTokens(answer.tokens);
    return new Set([...index].flatMap(([key, { revokedAt }]) => (revokedAt === undefined ? [] : [key])));
  };

  /** A message alone stops no run: the list has to fail the same way. */
  const stopsRun = async (end: ProgramEnd, signal: AbortSignal): Promise<boolean> => {
    const failure = toFailure(end, quote);
    if (!isLasting(failure)) return false;
    const answer = await list(signal);
    return answer.kind === 'failed' && answer.code === failure.code && answer.affectsAll;
  };

  const revokeBatch = async (batch: readonly Revocation[]): Promise<RevokeAnswer[]> => {
    const signal = AbortSignal.any([
      ...new Set(batch.flatMap((each) => [each.signal, each.starting ?? each.signal])),
    ]);
    if (signal.aborted) return batch.map(() => notStarted(signal));
    const revoked = await findRevoked(batch, signal);
    const due = batch.map(({ id }) => id).filter((id) => !revoked.has(idKey(id)));
    if (due.length === 0) return batch.map(() => ({ kind: 'accepted' }));
    const end = cutMessage(
      await run([...kind.influxctl.revoke, ...due], { signal, timeout: 2 * timeout + grace }),
    );
    const isFailure = end.kind === 'ended' && end.code !== 0;
    const affectsAll = isFailure && (await stopsRun(end, signal));
    return batch.map(({ id }) => {
      if (revoked.has(idKey(id))) return { kind: 'accepted' };
      const answer = toAnswer(end, id, { batch: due, quote });
      return answer.kind === 'failed' && affectsAll ? { ...answer, affectsAll } : answer;
    });
  };

  const revokeInBatch = inBatches(revokeBatch, Math.min(largestBatch, concurrency));
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

/** More is no message, in characters: it is read once for each id. */
const longestMessage = 1024 * 1024;

function cutMessage(end: ProgramEnd): ProgramEnd {
  return end.kind === 'ended' ? { ...end, stderr: end.stderr.slice(-longestMessage) } : end;
}

/**
 * If it was printed for several ids, only the lines that name this one alone are its own. What it names no id for, or several, may
 * concern any of them: another call may do better.
 */
function toAnswer(
  end: ProgramEnd,
  id: TokenId,
  { batch, quote }: { readonly batch: readonly TokenId[]; readonly quote: (text: string) => string },
): RevokeAnswer {
  if (end.kind !== 'ended') return toFailure(end, quote);
  if (end.code === 0) return { kind: 'accepted' };
  const own = end.stderr.split('\n').filter((text) => {
    const line = idKey(text);
    return batch.every((each) => line.includes(idKey(each)) === (each === id));
  });
  if (own.length > 0) return toFailure({ ...end, stderr: own.join('\n') }, quote, id);
  const failure = toFailure(end, quote, id);
  return batch.length === 1 ? failure : { ...failure, retryable: true };
}
