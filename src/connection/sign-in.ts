import { openConnections } from './connections.ts';
import {
  type Credentials,
  createRenewableCredentials,
  createStaticCredentials,
  pauseAfterFailures,
} from './credentials.ts';
import { prepareOtherDispatcher, type TlsSettings } from './dispatcher.ts';
import type { OAuthSettings } from './oauth-grant.ts';
import type { HttpProxy } from './proxy.ts';
import { quoteText } from './quote.ts';
import type { Secrets } from './secrets.ts';

/** A token that does not change. */
export interface StoredToken {
  readonly kind: 'token';
  /** Secret. */
  readonly token: string;
  /** Where it came from, if it is an admin token of InfluxDB Clustered. */
  readonly file: string | undefined;
}

/** As whom to work: with a management token, or with what an identity provider gives. */
export type Authentication = StoredToken | { readonly kind: 'oauth'; readonly oauth: OAuthSettings };

/** What signing in needs to know, and of the world. */
export interface SignInNeeds {
  readonly tls: TlsSettings;
  /** The proxy that the environment names for the identity provider. */
  readonly proxy: HttpProxy | undefined;
  /** For one request, in ms. */
  readonly timeout: number;
  readonly secrets: Secrets;
  /** The runner's OIDC token for an audience. Throws where there is none. */
  readonly getIdToken: (audience: string) => Promise<string>;
  /** Resolves after `ms`, or as soon as the signal is aborted. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Opens the credentials of a run. No request is sent before the first token is needed. */
export async function signIn(authentication: Authentication, needs: SignInNeeds): Promise<Credentials> {
  if (authentication.kind === 'token') return createStaticCredentials(authentication.token);
  const { createTokenRequest } = await import(/* webpackChunkName: "oauth" */ './oauth.ts');
  const { tls, proxy, timeout, secrets, getIdToken, sleep } = needs;
  const server = { role: 'identity provider', host: authentication.oauth.tokenUrl, proxy, timeout } as const;
  const connections = openConnections(server, await prepareOtherDispatcher(tls, timeout, proxy));
  const closed = new AbortController();
  const request = createTokenRequest(authentication.oauth, {
    send: connections.send,
    timeout,
    signal: closed.signal,
    getIdToken,
    hide: secrets.hide,
    quote: (text) => quoteText(text, secrets.redact),
  });
  const requestInTurn = pauseAfterFailures(request, (ms) => sleep(ms, closed.signal));
  return createRenewableCredentials(requestInTurn, async () => {
    closed.abort();
    await connections.close();
  });
}
