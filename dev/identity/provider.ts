import { createServer } from 'node:https';
import { type Authority, createAuthority } from '../cluster/certificates.ts';
import { type Endpoint, listen, type Misbehave, serve } from '../endpoint.ts';
import {
  type AuthorizationServer,
  createAuthorizationServer,
  type ServerPolicy,
} from './authorization-server.ts';

export { clientIds } from './authorization-server.ts';

/** How the identity provider is set up. */
export interface IdentityProviderOptions extends ServerPolicy {
  /** Signs the server's certificate. */
  readonly authority?: Authority;
  /** Decides request by request whether to misbehave. */
  readonly misbehave?: Misbehave;
}

/** An identity provider that serves. */
export interface IdentityProvider
  extends Endpoint,
    Pick<AuthorizationServer, 'clientSecret' | 'accepts' | 'forget'> {
  /** Its address, which tokens of the runner must have as their audience: the input `oidc-audience`. */
  readonly issuer: string;
  /** For the input `oauth-token-url`. */
  readonly tokenUrl: string;
  /** The certificate of its authority, for the input `tls-ca`. */
  readonly ca: string;
  /** Every access token that it has given out, in order. */
  issued(): readonly string[];
  /** Makes every access token that it has given out so far invalid before its time. */
  revokeAll(): void;
}

/** Starts a real authorization server over HTTPS, on this machine's loopback interface. */
export async function startIdentityProvider({
  authority,
  misbehave,
  ...policy
}: IdentityProviderOptions = {}): Promise<IdentityProvider> {
  const { cert: ca, issue } = authority ?? (await createAuthority('Identity provider'));
  const server = createServer(await issue({ host: 'localhost' }));
  const issuer = `https://localhost:${await listen(server)}`;
  const { answer, clientSecret, issued, accepts, forget } = await createAuthorizationServer(issuer, policy);
  return {
    issuer,
    tokenUrl: `${issuer}/token`,
    ca,
    clientSecret,
    issued: () => issued,
    accepts,
    forget,
    revokeAll: () => issued.forEach(forget),
    ...serve({ server, answer, decide: misbehave }),
  };
}
