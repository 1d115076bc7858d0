import type { ErrorCode } from '../errors.ts';
import type { Token, TokenId } from './token.ts';

/** Why a request did not do what it was sent for. */
export interface Failure {
  readonly code: ErrorCode;
  /** One sentence, safe to show: it holds no secret of this run. Text that came from a server is quoted and cut. */
  readonly message: string;
  /** Whether the same request may succeed a little later. */
  readonly retryable: boolean;
  /** How long the other side asked to wait, in ms. */
  readonly retryAfter: number | undefined;
  /** Whether the request may have taken effect although its answer says otherwise or was lost. */
  readonly mayHaveWorked: boolean;
  /** Whether the cluster itself says so, in the form of its API: a proxy's page is no proof of anything. */
  readonly fromApi: boolean;
  /** Whether every other request of this run would fail the same way (401, a certificate that does not verify). */
  readonly affectsAll: boolean;
}

/** An answer that says what went wrong. */
export interface Failed {
  readonly kind: 'failed';
  readonly failure: Failure;
}

/** What came of asking for the list. `not-served`: the collection does not exist there. */
export type ListAnswer =
  | { readonly kind: 'listed'; readonly tokens: readonly Token[] }
  | { readonly kind: 'not-served'; readonly message: string }
  | Failed;

/** What came of asking to revoke one token. `accepted` is the cluster's word, not yet the proof. */
export type RevokeAnswer = { readonly kind: 'accepted' } | Failed;

/** What came of using another token. `unsupported`: this client cannot. */
export type TryAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'unsupported' }
  | Failed;

/** How one request is sent. */
export interface RequestOptions {
  /** Aborted: the request ends. */
  readonly signal: AbortSignal;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** What carries list and revoke to the cluster. No method throws for what a cluster or a network can do. */
export interface TokenClient {
  /** Lists all tokens, revoked ones included. */
  list(options: RequestOptions): Promise<ListAnswer>;
  /** Revokes one token for good. */
  revoke(id: TokenId, options: RequestOptions): Promise<RevokeAnswer>;
  /** Uses another token for a request that changes nothing, to see whether it still works. */
  tryToken(token: string, options: RequestOptions): Promise<TryAnswer>;
  /** Whether `accepted` can be believed of each id. Where it cannot, the list is asked in any case. */
  isConclusive(): boolean;
}

/** Which client carries the requests, and why that one. */
export interface ClientChoice {
  readonly client: 'api' | 'influxctl';
  /** A stable word: the workflow asked for it, or the API does or does not serve management tokens. */
  readonly reason: 'asked-for' | 'served' | 'not-served';
}
