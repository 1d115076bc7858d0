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
    Pick<AuthorizationServer, 'clientSecret' | 'accepts' | 'revokeAll'> {
  /** Its address, which tokens of the runner must have as their audience: the input `oidc-audience`. */
  readonly issuer: string;
  /** For the input `oauth-token-url`. */
  readonly tokenUrl: string;
  /** The certificate of its authority, for the input `tls-ca`. */
  readonly ca: string;
  /** Every access token that it has given out, in order. */
  issued(): readonly string[];
}

/** Starts a real authorization server over HTTPS, on this machine's loopback interface. */
export async function startIdentityProvider(
  options: IdentityProviderOptions = {},
): Promise<IdentityProvider> {
  const { authority = await createAuthority('Identity provider'), misbehave, ...policy } = options;
  const { cert: ca, issue } = authority;
  const server = createServer(await issue({ host: 'localhost' }));
  const issuer = `https://localhost:${await listen(server)}`;
  const { answer, issued, ...authorization } = await createAuthorizationServer(issuer, policy);
  return {
    ...authorization,
    issuer,
    tokenUrl: `${issuer}/token`,
    ca,
    issued: () => issued,
    ...serve({ server, answer, decide: misbehave }),
  };
}
