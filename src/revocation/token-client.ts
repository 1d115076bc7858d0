import type { Failure } from '../failure.ts';
import type { Token, TokenId } from './token.ts';

/** What came of asking for the list. The code `no-http-route` says that the API has no collection of such tokens. */
export type ListAnswer = { readonly kind: 'listed'; readonly tokens: readonly Token[] } | Failure;

/** What came of asking to revoke one token. `accepted` is the cluster's word, not yet the proof. */
export type RevokeAnswer = { readonly kind: 'accepted' } | Failure;

/** What came of using another token. `unsupported`: this client cannot. */
export type TryAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'unsupported' }
  | Failure;

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
  /**
   * How many revocations can be under way without waiting for each other. Undefined: they travel in calls of many, one call
   * after the other, so that no pace can be found.
   */
  mostAtOnce(): number | undefined;
  /** Uses another token for a request that changes nothing, to see whether it still works. */
  tryToken(token: string, options: RequestOptions): Promise<TryAnswer>;
}

/** Which client carries the requests, and why that one. */
export interface ClientChoice {
  readonly client: 'api' | 'influxctl';
  /** A stable word: the workflow requested it, or the API has or has not a route for such tokens. */
  readonly reason: 'requested' | 'http-route' | 'no-http-route';
}
