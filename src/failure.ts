import type { ErrorCode } from './errors.ts';

/** What a request got from an overloaded cluster. */
export type Setback = '429' | '503' | 'time-out' | 'broken connection';

/** What follows from a failure, for deciding what to do next. */
export interface FailureTraits {
  /**
   * What to do about it, where the cause is known more precisely than the code says. It is shown as Markdown, so it holds
   * nothing that a server sent. Undefined: the code's hint.
   */
  readonly hint: string | undefined;
  /** Whether the same request may succeed a little later. */
  readonly retryable: boolean;
  /** How long the server asked to wait, in ms. */
  readonly retryAfter: number | undefined;
  /** Whether the request may have taken effect although its answer says otherwise or was lost. */
  readonly mayHaveWorked: boolean;
  /** Whether nothing was sent to the cluster: there were no credentials, or the run ended before. */
  readonly unsent: boolean;
  /** Whether the cluster itself says so, in the form of its API: a proxy's page proves nothing. */
  readonly fromApi: boolean;
  /** Resolves when the client is ready, if the request did not wait for it. Undefined: it was ready. Never rejects. */
  readonly ready: Promise<unknown> | undefined;
  /** Whether every other request of this run would fail the same way (401, a certificate that does not verify). */
  readonly affectsAll: boolean;
  /** What it says of the load of the cluster. Undefined: nothing. */
  readonly setback: Setback | undefined;
}

/** Why a request failed: the same shape in `connection/`, in a client and in the domain. */
export interface Failure extends FailureTraits {
  readonly kind: 'failed';
  readonly code: ErrorCode;
  /** One sentence, safe to show: it holds no secret of this run. Text that came from a server is quoted and cut. */
  readonly message: string;
}

const usual: FailureTraits = {
  hint: undefined,
  retryable: false,
  retryAfter: undefined,
  mayHaveWorked: false,
  unsent: false,
  fromApi: false,
  ready: undefined,
  affectsAll: false,
  setback: undefined,
};

/** The failure of a request that the end of the run ends. `reason` is that of the signal which says so. */
export function createEnded(reason: unknown, message: string, traits: Partial<FailureTraits>): Failure {
  return createFailure(reason === 'cancelled' ? 'cancelled' : 'timeout', message, traits);
}

/** Makes a failure: of one request only, and final, unless its traits say otherwise. */
export function createFailure(
  code: ErrorCode,
  message: string,
  traits: Partial<FailureTraits> = {},
): Failure {
  return { kind: 'failed', code, message, ...usual, ...traits };
}
