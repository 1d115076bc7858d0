import type { Failure } from '../failure.ts';
import type { Token, TokenId } from './token.ts';

/** The answer to a request for the list. The code `no-http-route` says that the API has no collection of such tokens. */
export type ListAnswer =
  | {
      readonly kind: 'listed';
      readonly tokens: readonly Token[];
      /** How far the cluster's clock is ahead of the runner's, in ms. Undefined: the answer does not show it. */
      readonly clockOffset?: number | undefined;
    }
  | Failure;

/** The answer to a request to revoke one token. `accepted` is the cluster's word, not yet the proof. */
export type RevokeAnswer = { readonly kind: 'accepted' } | Failure;

/** The answer to a request for one token. Only a failure with `not-found` from the API itself says that it does not exist. */
export type FindAnswer = { readonly kind: 'found'; readonly token: Token } | Failure;

/** How one request is sent. */
export interface RequestOptions {
  /** Aborted: the request ends. */
  readonly signal: AbortSignal;
  /**
   * Aborted, not later than `signal`: nothing new is started. A request that takes long, since it is one of many in one
   * call, ends too. Undefined: that is `signal`.
   */
  readonly starting?: AbortSignal;
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
   * How many revocations it carries at once, each in a request of its own that waits for no other. Undefined: many in one call, one
   * call after the other, so that no pace can be found.
   */
  mostAtOnce(): number | undefined;
  /** Requests one token. Undefined: this client cannot. */
  readonly find: ((id: TokenId, options: RequestOptions) => Promise<FindAnswer>) | undefined;
}

/** What can carry the requests. */
export const clientNames = ['api', 'influxctl'] as const;

/** Why a client runs: the workflow requested it, or the API has or has not a route for such tokens. */
export const clientReasons = ['requested', 'http-route', 'no-http-route'] as const;

/** Which client carries the requests, and why that one. */
export interface ClientChoice {
  readonly client: (typeof clientNames)[number];
  readonly reason: (typeof clientReasons)[number];
  /** The version of influxctl. Undefined: it is not what runs. */
  readonly version?: string;
}
