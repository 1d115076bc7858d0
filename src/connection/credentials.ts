import { createEnded, createFailure, type Failure } from '../failure.ts';
import { raceWithSignal } from './race-with-signal.ts';

/** What requests authenticate with. */
export interface Credentials {
  /** The bearer token of the next request. Never throws. */
  obtain(signal: AbortSignal): Promise<string | Failure>;
  /** Another token to replace one that got 401. Undefined: there is none. Never throws. */
  replace(rejected: string, signal: AbortSignal): Promise<string | Failure | undefined>;
  /** Notes that a token was accepted. */
  confirm(token: string): void;
  /** Ends what is in progress. */
  close(): Promise<void>;
}

/** Requests a new access token. Never throws. */
export type TokenRequest = () => Promise<string | Failure>;

/** A token that does not change during the run. Secret. */
export function createStaticCredentials(token: string): Credentials {
  return {
    obtain: async () => token,
    replace: async () => undefined,
    confirm: () => {},
    close: async () => {},
  };
}

/**
 * Tokens that are requested when they are first needed, and once more when one is rejected: it may have expired. A
 * token that took the place of another and was never accepted is not replaced again.
 */
export function createRenewableCredentials(
  request: TokenRequest,
  close: () => Promise<void> = async () => {},
): Credentials {
  let token: string | undefined;
  let underWay: Promise<string | Failure> | undefined;
  let isReplacement = false;
  const ask = (signal: AbortSignal): Promise<string | Failure> => {
    token = undefined;
    underWay ??= request().then((result) => {
      underWay = undefined;
      if (typeof result === 'string') token = result;
      return result;
    });
    return raceWithSignal(underWay, signal, () => endedBefore(signal));
  };
  return {
    obtain: async (signal) => token ?? ask(signal),
    async replace(rejected, signal) {
      if (token !== rejected) return token ?? ask(signal);
      if (isReplacement) return undefined;
      isReplacement = true;
      return ask(signal);
    },
    confirm(accepted) {
      if (accepted === token) isReplacement = false;
    },
    close,
  };
}

/** The pause after the first failure, in ms; each further one is twice as long, up to {@link longestPause}. */
const firstPause = 250;
const longestPause = 2_000;

/**
 * Pauses after each token request that fails, before the next one: hundreds of revocations may wait for the same token, and
 * each of them asks again. Those that ask meanwhile wait for it too.
 */
export function pauseAfterFailures(
  request: TokenRequest,
  sleep: (ms: number) => Promise<void>,
): TokenRequest {
  let failures = 0;
  let pause = Promise.resolve();
  return async () => {
    await pause;
    const result = await request();
    failures = typeof result === 'string' ? 0 : failures + 1;
    if (failures > 0) pause = sleep(Math.min(firstPause * 2 ** (failures - 1), longestPause));
    return result;
  };
}

/** The failure of a request that was not sent: there was no token to authenticate it with. */
export function authenticationFailure(message: string, retryable: boolean, hint?: string): Failure {
  return createFailure('authentication-failed', message, {
    hint,
    retryable,
    affectsAll: !retryable,
    unsent: true,
  });
}

/** What a request gets that ends before there is a token for it: others may wait for the same one. */
function endedBefore({ reason }: AbortSignal): Failure {
  return createEnded(reason, 'The run ended before there was an access token.', { unsent: true });
}
