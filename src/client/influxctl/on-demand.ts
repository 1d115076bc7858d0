import { raceWithSignal } from '../../connection/race-with-signal.ts';
import { ActionError } from '../../errors.ts';
import { createFailure, type Failure } from '../../failure.ts';
import type { TokenClient } from '../../revocation/token-client.ts';
import type { OpenInfluxctl } from './open.ts';

/** Opens influxctl with the first request, once for all of them: it may have to be fetched. */
export function createInfluxctlOnDemand(
  open: (why: string | undefined, signal: AbortSignal) => Promise<OpenInfluxctl>,
) {
  const closed = new AbortController();
  let opening: Promise<OpenInfluxctl> | undefined;
  return {
    /**
     * Its client. `why` says why it is needed; undefined: the workflow requests it. A request that ends earlier leaves the
     * opening to the next one. Throws for a fault of the action only.
     */
    async get(why: string | undefined, signal: AbortSignal): Promise<TokenClient | Failure> {
      opening ??= open(why, closed.signal);
      try {
        const opened = await raceWithSignal(opening, signal, () => undefined);
        return opened?.client ?? endedWhileOpening(opening);
      } catch (error) {
        if (error instanceof ActionError) return toFailure(error, why);
        throw error;
      }
    },
    /** Ends the opening, and closes what was opened. */
    async close(): Promise<void> {
      closed.abort();
      await opening?.then(
        (opened) => opened.close(),
        // The requests were answered with it.
        () => {},
      );
    },
  };
}

/** What a request gets that does not wait any longer: the next one may find influxctl ready. */
function endedWhileOpening(opening: Promise<unknown>): Failure {
  const ready = opening.catch(() => {});
  return createFailure('timeout', 'The run did not wait for influxctl any longer.', {
    retryable: true,
    ready,
  });
}

/** What every request gets where there is no influxctl that can be used. */
function toFailure({ code, message, hint }: ActionError, why = ''): Failure {
  return createFailure(code, `${why} ${message}`.trimStart(), { hint, affectsAll: true });
}
